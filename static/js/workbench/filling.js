/* What scripts do for a hand: add a row with its own button, put a value into a box so
   that everything that listens hears of it. */
"use strict";
window.filling = (() => {
  const inRow = (row, name) => document.getElementsByName(row ? `${row.id}-${name}` : name)[0];

  const rowsOf = (prefix) =>
    [...document.querySelectorAll(`[id^="${prefix}-"].row`)].filter((row) => {
      const gone = inRow(row, "DELETE");
      return /^\d+$/.test(row.id.slice(prefix.length + 1)) && !(gone && gone.checked);
    });

  const addRow = (prefix) => {
    const group = document.getElementById(`${prefix}-group`);
    const buttons = group ? [...group.querySelectorAll(".djn-add-handler")] : [];
    const button = buttons.find((one) => one.closest(".djn-group") === group);
    const before = new Set(rowsOf(prefix));
    if (button) button.click();
    return rowsOf(prefix).find((row) => !before.has(row));
  };

  const say = (box) => {
    if (box.matches(".select2-hidden-accessible, .admin-autocomplete")) {
      window.django.jQuery(box).trigger("change");
      return;
    }
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* Words of the vocabulary come with their key and label. Words that are chosen among
     several stay beside the new ones. */
  const putWords = (box, words) => {
    const known = new Map([...box.options].map((option) => [option.value, option]));
    for (const word of words) {
      if (!known.has(word.pk)) box.append(new Option(word.label, word.pk));
      for (const option of box.options) {
        if (option.value === word.pk) option.selected = true;
      }
    }
  };

  /* A value is text; a list of texts, for ticks or a box of several lines; or words. */
  const put = (row, name, value) => {
    const box = inRow(row, name);
    if (!box) return false;
    if (value && value.words) {
      putWords(box, value.words);
    } else if (box.type === "checkbox") {
      for (const tick of document.getElementsByName(box.name)) {
        tick.checked = Array.isArray(value) ? value.includes(tick.value) : value !== "false";
      }
    } else {
      box.value = Array.isArray(value) ? value.join("\n") : value;
    }
    // What is filled in is seen; the source says its own in one line.
    const folded = box.closest("details.rare:not([open])");
    if (folded) folded.open = true;
    say(box);
    return true;
  };

  return { inRow, rowsOf, addRow, put, say };
})();
