/* Ask before what was typed is lost, and say beside Save that it is not saved. */
"use strict";
{
  const form = document.querySelector("form[id$=_form]");
  const said = document.querySelector(".bar-typed");
  let isTyped = false;
  const note = () => {
    isTyped = true;
    if (said && !said.textContent) said.textContent = "Not saved yet";
  };
  if (form) {
    // Else Back after saving fills a new page with the old words, without their rows.
    form.autocomplete = "off";
    const typed = (event) => {
      if (event.isTrusted !== false) note();
    };
    form.addEventListener("input", typed);
    form.addEventListener("formset:added", note);
    /* Words that are found are told to jQuery alone; so are all, by scripts, while the
       page opens, before any hand was on it. */
    let isTouched = false;
    for (const kind of ["keydown", "pointerdown"]) {
      document.addEventListener(kind, (event) => { isTouched ||= event.isTrusted; }, true);
    }
    window.django.jQuery(form).on("change", "select", () => {
      if (isTouched) note();
    });
    form.addEventListener("submit", () => { isTyped = false; });
    window.addEventListener("beforeunload", (event) => {
      if (isTyped) event.preventDefault();
    });
  }
}
