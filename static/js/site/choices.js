/* What a button of a list does, said on it: how many cases are compared, how many a
   choice of filters shows. Without scripts the server refuses what cannot be compared,
   and the filters show their results when they are asked to. */
"use strict";
{
  const LEAST = 2;
  const MOST = 4;

  const counted = (number) => (number === 1 ? "1 case" : `${number} cases`);

  const reason = (number) => {
    if (number === 0) return "Tick 2 to 4 cases, then compare them.";
    if (number < LEAST) return "1 case chosen. Tick at least one more to compare.";
    if (number <= MOST) return `${counted(number)} chosen.`;
    return `${counted(number)} chosen. Untick ${number - MOST}: at most ${MOST} are compared.`;
  };

  const isEnough = (number) => number >= LEAST && number <= MOST;

  const chosen = () => document.querySelectorAll(".pick input:checked").length;

  const tellChoice = () => {
    const button = document.querySelector("#cmp button");
    const said = document.getElementById("cmp-said");
    if (!button || !said) return;
    const number = chosen();
    button.textContent = isEnough(number) ? `Compare ${counted(number)}` : "Compare side by side";
    // Not `disabled`: it keeps its place for the keyboard, and says why not.
    if (isEnough(number)) button.removeAttribute("aria-disabled");
    else button.setAttribute("aria-disabled", "true");
    if (said.textContent !== reason(number)) said.textContent = reason(number);
  };

  const tellOutcome = (isKnown) => {
    const button = document.querySelector(".facets__foot button");
    const results = document.getElementById("results");
    if (!button || !results) return;
    const { said, total } = results.dataset;
    const known = total === "0" ? `${said}: see why` : `Show ${said}`;
    button.textContent = isKnown ? known : "Show results";
  };

  const tell = () => {
    tellChoice();
    tellOutcome(true);
  };

  document.addEventListener("change", ({ target }) => {
    if (target.matches(".pick input")) tellChoice();
    // Until the answer is there, nobody knows how many.
    if (target.closest("#facets")) tellOutcome(false);
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "cmp" || isEnough(chosen())) return;
    event.preventDefault();
    const said = document.getElementById("cmp-said");
    // Emptied first, so that the same reason is said again.
    said.textContent = "";
    window.setTimeout(tellChoice, 50);
  });

  for (const shown of ["htmx:afterSwap", "htmx:historyRestore"]) document.addEventListener(shown, tell);
  // A page that comes back has its boxes ticked as they were.
  window.addEventListener("pageshow", tell);
}
