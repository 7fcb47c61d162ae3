/* What a row says: its boxes in words, and the line it tells when it is folded. The
   parts of a line stand beside the list (data-told) and mean what
   casebase/curation/admin/telling.py says of them. */
"use strict";
window.telling = (() => {
  const SILENT = new Set(["", "not_reported", "unknown", "not_stated"]);
  const LONGEST = 120;

  const told = (list) => {
    if (!list.whatIsTold) list.whatIsTold = JSON.parse(list.dataset.told);
    return list.whatIsTold;
  };
  const boxOf = (row, name) => document.getElementsByName(`${row.id}-${name}`)[0];
  const value = (row, name) => {
    const box = boxOf(row, name);
    if (!box) return "";
    if (box.type === "checkbox") {
      const ticked = [...document.getElementsByName(box.name)].filter((one) => one.checked);
      return ticked.map((one) => one.value).join(", ");
    }
    return box.value;
  };
  const words = (row, name) => {
    const said = value(row, name);
    if (SILENT.has(said)) return "";
    const box = boxOf(row, name);
    if (box.tagName === "SELECT") return box.selectedOptions[0].textContent.trim();
    if (box.type === "checkbox") return box.labels[0] ? box.labels[0].textContent.trim() : said;
    return said.trim().replace(/\s+/g, " ");
  };
  const rowsOf = (list) => (list
    ? [...list.querySelectorAll(":scope > .djn-fieldset > .djn-items > .row:not(.djn-empty-form)")]
    : []);
  const within = (row, name) => rowsOf(document.getElementById(`${row.id}-${name}-group`));

  const ladder = (steps) => {
    const said = [];
    for (const step of steps) {
      const unit = [words(step, "dose_unit"), words(step, "frequency")];
      const dose = words(step, "dose_value");
      const events = words(step, "caused_by");
      const because = events && ` because of ${events}`;
      if (dose) said.push([dose, unit.filter(Boolean).join(" "), because]);
      else said.push([said.length ? words(step, "change").toLowerCase() : unit[1], "", because]);
    }
    let line = "";
    said.forEach(([dose, unit, because], index) => {
      const following = said[index + 1] ? said[index + 1][1] : "";
      const shown = unit && unit !== following ? `${dose} ${unit}` : dose;
      line += (line && shown ? ` → ${shown}` : shown) + because;
    });
    return line;
  };

  const best = (row) => {
    const ref = value(row, "ref");
    const named = rowsOf(document.getElementById("responseassessment_rows-group"))
      .filter((one) => value(one, "course").toUpperCase() === ref);
    if (!ref || !named.length) return "";
    const chosen = named.find((one) => value(one, "is_best")) || named[0];
    const category = value(chosen, "category");
    return /[a-z]/.test(category) ? words(chosen, "category") : category;
  };

  const said = (row, name) => (name[0] === ">"
    ? within(row, name.slice(1)).map(line).filter(Boolean).join(" + ")
    : words(row, name));

  const tell = (row, part) => {
    if (part === "/self") return ladder([row]);
    if (part[0] === "/") return ladder(within(row, part.slice(1)));
    if (part === "=best") return best(row);
    const around = /^(.*)\{(\w+)\}(.*)$/.exec(part);
    if (around) {
      const inner = words(row, around[2]);
      return inner && around[1] + inner + around[3];
    }
    const [name, silent] = part.split("!");
    if (silent && value(row, name) === silent) return "";
    for (const one of name.split("|")) {
      const found = said(row, one);
      if (found) return found;
    }
    return "";
  };

  const line = (row) => {
    const list = row.closest(".rows");
    const parts = told(list).tells.map((part) => tell(row, part)).filter(Boolean);
    const whole = [...new Set(parts)].join(" · ");
    return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST - 1)}…`;
  };

  return { told, value, words, rowsOf, line, SILENT };
})();
