/* A row that is added gets its ref at once, so that other rows can name it before
   anything is saved. The server gives the same refs to rows that come without one. */
"use strict";
{
  const nextRef = (letters) => {
    let last = 0;
    for (const box of document.querySelectorAll(`.own-ref[data-ref-prefix="${letters}"]`)) {
      const ref = box.value.trim().toUpperCase();
      if (ref.startsWith(letters) && /^[1-9]\d*$/.test(ref.slice(letters.length))) {
        last = Math.max(last, Number(ref.slice(letters.length)));
      }
    }
    return `${letters}${last + 1}`;
  };

  /* The library renames boxes and labels of a new row; these it leaves out. */
  const finishNames = (row, formset) => {
    const index = row.id.slice(formset.length + 1);
    const open = new RegExp(`(^|id_|row-)(${formset})-(?:__prefix__|empty)(?=-|_|$)`, "g");
    for (const element of row.querySelectorAll("[id],[aria-describedby],[for]")) {
      for (const name of ["id", "aria-describedby", "for"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(open, `$1$2-${index}`));
      }
    }
  };

  const ownBox = (row, name) => row.querySelector(`[name="${row.id}-${name}"]`);

  document.addEventListener("formset:added", (event) => {
    const row = event.target;
    finishNames(row, event.detail.formsetName);
    const ref = ownBox(row, "ref");
    if (ref && !ref.value) ref.value = nextRef(ref.dataset.refPrefix);
    const change = ownBox(row, "change");
    const isFirst = row.parentElement.querySelector(":scope > .row:not(.djn-empty-form)") === row;
    if (change && isFirst && !change.value) change.value = "start";
    const first = row.querySelector(".part input:not([type=hidden]), .part select, .part textarea");
    if (!first) return;
    // A list that is searched shows another box for its own, once its script has come.
    setTimeout(() => {
      const hidden = first.classList.contains("select2-hidden-accessible");
      const seen = hidden ? first.parentElement.querySelector(".select2-selection") : first;
      seen.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    });
  });
}
