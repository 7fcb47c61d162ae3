/* Ask before what was typed is lost; and go to the first fault after a refused save. */
"use strict";
{
  const form = document.querySelector("form[id$=_form]");
  let isTyped = false;
  if (form) {
    // Else Back after saving fills a new page with the old words, without their rows.
    form.autocomplete = "off";
    const typed = (event) => {
      if (event.isTrusted !== false) isTyped = true;
    };
    form.addEventListener("input", typed);
    form.addEventListener("formset:added", () => { isTyped = true; });
    form.addEventListener("submit", () => { isTyped = false; });
    window.addEventListener("beforeunload", (event) => {
      if (isTyped) event.preventDefault();
    });
  }
  const fault = document.querySelector(".errorlist:not(.djn-empty-form .errorlist)");
  // Once all is laid out: lists that are searched grow when their script comes to them.
  window.addEventListener("load", () => {
    if (fault && !window.location.hash) fault.scrollIntoView({ block: "center" });
  });
}
