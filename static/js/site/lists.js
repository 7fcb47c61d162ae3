/* A list changes in place: htmx fetches the page that a link or the form would open and
   takes the list out of it. Here stands what it does not do: keep what the reader has
   opened, ticked and focused, say the new count, and say when it failed. Without
   scripts every one of these is a link or a form. */
"use strict";
{
  const list = () => document.getElementById("list");
  let kept = null;
  let isAsking = false;
  let isStale = false;
  let isApplied = false;

  const keyOf = (element) => {
    if (!element || !list()?.contains(element)) return null;
    const menu = element.closest("details.drop");
    if (menu) return `#${menu.id} > summary`;
    if (element.id) return `#${CSS.escape(element.id)}`;
    if (element.matches("input[type=checkbox]")) {
      return `input[type=checkbox][name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
    }
    const fold = element.closest("summary")?.parentElement;
    return fold?.id ? `#${fold.id} > summary` : "h1";
  };

  // htmx notes the address in the tab, for pages that it would store; it stores none.
  const forget = () => {
    try { window.sessionStorage.removeItem("htmx-current-path-for-history"); } catch { /* refused */ }
  };

  const remember = () => {
    const here = list();
    kept = {
      folds: [...here.querySelectorAll("details[id]:not(.drop)")].map((fold) => [fold.id, fold.open]),
      picks: [...here.querySelectorAll(".pick input:checked")].map((pick) => pick.value),
      focus: keyOf(document.activeElement),
    };
  };

  const restore = () => {
    const here = list();
    for (const [id, isOpen] of kept?.folds ?? []) {
      const fold = document.getElementById(id);
      // What was chosen stands open, whoever folded it.
      if (fold) fold.open = isOpen || Boolean(fold.querySelector(".on"));
    }
    for (const pick of here.querySelectorAll(".pick input")) {
      pick.checked = kept?.picks.includes(pick.value) ?? false;
    }
    if (kept?.focus && !here.contains(document.activeElement)) {
      const focused = here.querySelector(kept.focus) ?? here.querySelector("h1");
      if (focused.matches("h1")) focused.tabIndex = -1;
      focused.focus({ preventScroll: true });
      // An open drawer that got shorter would leave its reader below it.
      const { top, bottom } = focused.getBoundingClientRect();
      const isAway = top < 0 || bottom > window.innerHeight;
      if (document.getElementById("drawer")?.open && isAway) focused.scrollIntoView({ block: "center" });
    }
    if (isApplied) here.scrollIntoView();
    isApplied = false;
    kept = null;
    forget();
    const from = document.getElementById("printed-from");
    if (from) from.textContent = window.location.href;
    // Emptied first, so that the same count is said again.
    const told = document.getElementById("told");
    told.textContent = "";
    window.setTimeout(() => { told.textContent = document.getElementById("results").dataset.said; }, 50);
  };

  const complain = (address, status) => {
    const results = document.getElementById("results");
    results.querySelector(":scope > .note--bad")?.remove();
    const note = document.createElement("div");
    note.className = "note note--bad";
    note.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.append(
      status ? `The list could not be changed: the server answered ${status}. ` : "The list could not be changed: no answer came. ",
      "What you see is the list as it was. ",
    );
    const again = document.createElement("a");
    again.href = address;
    again.textContent = "Try again";
    words.append(again);
    note.append(words);
    results.prepend(note);
  };

  window.addEventListener("load", forget);

  // What is asked while an answer is under way: that answer would take it back, so it
  // is left out, and the next one, which waits for it, has both.
  const overtake = (event) => {
    if (isAsking && event.target.closest("#facets, #list [data-hx-boost]")) isStale = true;
  };
  for (const hand of ["change", "click", "submit"]) document.addEventListener(hand, overtake, true);
  document.addEventListener("htmx:beforeRequest", () => { isAsking = true; isStale = false; });
  document.addEventListener("htmx:afterRequest", () => { isAsking = false; });

  document.addEventListener("submit", (event) => {
    // On a phone the filters push away the list that was asked for.
    const drawer = document.getElementById("drawer");
    if (event.target.id !== "facets" || !drawer) return;
    isApplied = drawer.open;
    drawer.open = false;
  });

  // Fields that say nothing stay out of the address.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    for (const [name, value] of [...detail.formData]) {
      if (value === "") detail.formData.delete(name);
    }
  });

  // "Apply" after a tick asks for what is shown: one step back leaves it all the same.
  document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
    const asked = new URL(detail.history.path, window.location.href);
    if (asked.href === window.location.href) detail.history.type = "replace";
  });

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (isStale) detail.shouldSwap = false;
    if (detail.shouldSwap) remember();
  });
  document.addEventListener("htmx:historyCacheMissLoad", remember);
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    // Not where a page of the history comes back: that ends with historyRestore.
    if (detail.xhr) restore();
  });
  document.addEventListener("htmx:historyRestore", restore);

  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, ({ detail }) => {
      complain(detail.pathInfo.finalRequestPath, failure === "htmx:responseError" ? detail.xhr.status : 0);
    });
  }
  document.addEventListener("htmx:historyCacheMissLoadError", () => window.location.reload());
}
