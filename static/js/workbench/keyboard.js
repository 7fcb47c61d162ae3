/* The workbench by keyboard. The keys are listed at the page's foot and in a dialog. */
"use strict";
{
  const form = document.querySelector("form[id$=_form]");
  const dialog = document.getElementById("keys");
  const isTyping = (box) => box.matches("input:not([type=checkbox],[type=radio],[type=submit]), textarea, select, [contenteditable], .select2-selection");

  const add = (list) => {
    const button = list && list.querySelector(":scope > .djn-fieldset > .rows-add > .djn-add-handler");
    if (button) button.click();
  };
  const listAt = (place) => place.closest(".rows");
  /* N adds to the list one is in; B to the first list within the row one is in; with
     Shift, N adds to the list around. */
  const addHere = (event) => {
    const list = listAt(document.activeElement);
    if (!list) return;
    if (!event.shiftKey) return add(list);
    return add(listAt(list.parentElement) || list);
  };
  const addBelow = () => {
    const row = document.activeElement.closest(".row");
    add(row && row.querySelector(".rows:not([hidden])"));
  };
  const fold = () => {
    const card = document.activeElement.closest(".card");
    if (!card) return;
    card.open = !card.open;
    card.querySelector("summary").focus();
  };
  const ALT = { KeyN: addHere, KeyB: addBelow, KeyO: fold };

  const press = (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const { target } = event;
    if (event.altKey && !event.ctrlKey && !event.metaKey && ALT[event.code]) {
      event.preventDefault();
      ALT[event.code](event);
    } else if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyS") {
      event.preventDefault();
      const save = form.querySelector("[name=_save]");
      if (save) form.requestSubmit(save);
    } else if (event.key === "Enter" && target.form === form && target.matches("input:not([type=submit],[type=button])")) {
      // A line that is finished with Enter is not a case that is finished.
      event.preventDefault();
    } else if (event.key === "?" && !isTyping(target) && dialog && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
    }
  };
  /* Select2 keeps to itself what is pressed in its box for several words: whoever listens
     for a chord hears of it from around that box. */
  const passOn = (event) => {
    const search = event.target.closest(".select2-search--inline");
    if (!search || !(event.altKey || event.ctrlKey || event.metaKey)) return;
    const isHeeded = !search.closest(".select2").dispatchEvent(new KeyboardEvent("keydown", event));
    if (!isHeeded) return;
    event.preventDefault();
    event.stopPropagation();
  };
  /* A letter opens a closed box of words and stands in its search; else all before the
     first space would be lost. */
  const open = (event) => {
    const closed = event.target.closest(".select2-selection--single[aria-expanded=false]");
    if (!closed || event.key.length !== 1 || event.key === " " || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    django.jQuery(closed.closest(".select2").previousElementSibling).select2("open");
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search.focus();
    search.value = event.key;
    search.dispatchEvent(new Event("input"));
  };
  if (form) {
    document.addEventListener("keydown", open, true);
    document.addEventListener("keydown", passOn, true);
    document.addEventListener("keydown", press);
  }

  const button = document.querySelector(".keys-button");
  if (button && dialog) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
}
