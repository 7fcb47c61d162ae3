/* Boxes that do not apply are hidden while they are empty; without scripts all are
   shown. What applies when stands beside each list (data-told, see `Rows.only_if`). */
"use strict";
{
  const { telling } = window;

  const holds = (row, condition) => {
    const [, names, sign, rest] = /^([\w|]+)(?:(=|!=|~)(.*))?$/.exec(condition);
    if (!sign) return names.split("|").some((name) => telling.words(row, name));
    if (sign === "~") return new RegExp(rest, "i").test(telling.words(row, names));
    return rest.split(",").includes(telling.value(row, names)) === (sign === "=");
  };

  const hide = (row, name, isHidden) => {
    if (name[0] === ">") {
      const list = document.getElementById(`${row.id}-${name.slice(1)}-group`);
      if (list) list.hidden = isHidden && !telling.rowsOf(list).length;
      return;
    }
    const box = document.getElementsByName(`${row.id}-${name}`)[0];
    const whole = box && box.closest(".box");
    if (whole) {
      whole.hidden = isHidden && !telling.words(row, name) && !whole.classList.contains("errors");
    }
  };

  const look = (row) => {
    for (const [condition, names] of Object.entries(telling.told(row.closest(".rows")).onlyIf)) {
      const isHidden = !holds(row, condition);
      for (const name of names) hide(row, name, isHidden);
    }
    for (const part of row.querySelectorAll(":scope > .card > .card-body > .part")) {
      const boxes = [...part.querySelectorAll(".box")];
      part.hidden = boxes.length > 0 && boxes.every((box) => box.hidden);
    }
  };
  const lookAt = (event) => {
    const row = event.target.closest ? event.target.closest(".row") : null;
    if (row && !row.matches(".djn-empty-form")) look(row);
  };

  document.addEventListener("change", lookAt);
  document.addEventListener("formset:added", lookAt);
  window.django.jQuery(document).on("change", ".row select", lookAt);
  for (const list of document.querySelectorAll(".rows")) {
    if (!list.closest(".djn-empty-form") && Object.keys(telling.told(list).onlyIf).length) {
      telling.rowsOf(list).forEach(look);
    }
  }
}
