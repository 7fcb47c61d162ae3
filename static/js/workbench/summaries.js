/* Keep the line of each row true while one types; fold and unfold. */
"use strict";
{
  const { telling } = window;

  const tell = (row) => {
    const head = row.querySelector(":scope > .card > .row-head");
    if (!head) return;
    head.querySelector(".row-summary").textContent = telling.line(row);
    const ref = head.querySelector(".row-ref");
    if (ref) ref.textContent = telling.value(row, "ref");
  };
  /* The rows around it tell of it too; a response is told by its treatment. */
  const tellOf = (event) => {
    const from = event.target.closest ? event.target.closest(".row") : null;
    for (let row = from; row; row = row.parentElement.closest(".row")) tell(row);
    if (from && from.id.startsWith("responseassessment_rows")) {
      telling.rowsOf(document.getElementById("treatment_rows-group")).forEach(tell);
    }
  };
  document.addEventListener("change", tellOf);
  document.addEventListener("formset:added", tellOf);
  /* Select2 speaks through jQuery, which does not reach plain listeners. */
  window.django.jQuery(document).on("change", ".row select", tellOf);

  const cards = () => [...document.querySelectorAll(".card:not(.djn-empty-form .card)")];
  const button = document.querySelector(".fold-all");
  if (button && cards().length) {
    const name = () => {
      const folded = cards().some((card) => !card.open);
      button.textContent = folded ? "Unfold all" : "Fold all";
      return folded;
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = name();
      for (const card of cards()) card.open = open;
      name();
    });
    document.addEventListener("toggle", name, true);
    name();
  }

  /* What an address or a link names is shown, whatever is folded around it. */
  const reveal = () => {
    const name = decodeURIComponent(window.location.hash.slice(1));
    const named = name && document.getElementById(name);
    for (let part = named; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    if (named) named.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();
}
