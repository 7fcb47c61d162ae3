/* Ask before what was typed is lost; and go to the first fault after a refused save. */
"use strict";
{
  const form = document.querySelector("form[id$=_form]");
  let isTyped = false;
  if (form) {
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
  if (fault && !window.location.hash) fault.scrollIntoView({ block: "center" });
}
