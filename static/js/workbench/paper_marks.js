/* Marks in the paper what the form has already: genes, drugs, doses, events. Whole
   words only: "fusion" is not marked in "effusion". The text itself is left as it is
   (CSS Custom Highlight API), so that a selection of words stays a selection. */
"use strict";
{
  const panel = document.getElementById("paper-panel");
  const SYMBOL = /(?<![\p{L}\p{N}])[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)?(?![\p{L}\p{N}])/gu;
  const KINDS = ["gene", "drug", "dose", "event"];

  const quoted = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  const words = (box) => {
    const text = box.tagName === "SELECT"
      ? (box.value && box.selectedOptions[0] ? box.selectedOptions[0].textContent : "")
      : box.value;
    return (text || "").trim();
  };
  const boxes = (...ends) => {
    const list = ends.map((end) => `[name$="-${end}"]`).join();
    return [...document.querySelectorAll(list)].filter(
      (box) => !box.closest(".djn-empty-form") && words(box),
    );
  };

  /* For each kind the patterns of what was entered. */
  const entered = () => {
    const found = { gene: new Set(), drug: new Set(), dose: new Set(), event: new Set() };
    for (const box of boxes("biomarker")) {
      for (const [symbol] of words(box).matchAll(SYMBOL)) found.gene.add(quoted(symbol));
    }
    for (const box of boxes("drug")) found.drug.add(quoted(words(box)));
    for (const box of boxes("term")) found.event.add(quoted(words(box)));
    for (const box of boxes("reported")) {
      const row = box.name.slice(0, -"-reported".length);
      const isEvent = document.querySelector(`[name="${row}-term"]`);
      const isAgent = document.querySelector(`[name="${row}-drug"]`);
      if (isEvent) found.event.add(quoted(words(box)));
      else if (isAgent) found.drug.add(quoted(words(box)));
    }
    for (const box of boxes("dose_value", "dose_max")) {
      const stem = box.name.replace(/dose_(value|max)$/, "dose_unit");
      const unit = document.querySelector(`[name="${stem}"]`);
      const first = unit && words(unit) ? words(unit).split(/[\s/]/)[0] : "mg";
      found.dose.add(`${quoted(words(box))}\\s*${quoted(first)}`);
    }
    return found;
  };

  const ranges = (text, patterns) => {
    if (!patterns.size) return [];
    const longestFirst = [...patterns].sort((a, b) => b.length - a.length).join("|");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst})(?![\\p{L}\\p{N}])`, "giu");
    const found = [];
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const match of walker.currentNode.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(walker.currentNode, match.index);
        range.setEnd(walker.currentNode, match.index + match[0].length);
        found.push(range);
      }
    }
    return found;
  };

  const mark = () => {
    const text = panel.querySelector(".paper-text");
    const found = entered();
    for (const kind of KINDS) {
      const marked = text ? ranges(text, found[kind]) : [];
      CSS.highlights.set(`entered-${kind}`, new Highlight(...marked));
    }
  };

  // Browsers without the API show the text without marks.
  if (panel && typeof Highlight === "function") {
    let waiting = 0;
    const soon = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(mark, 300);
    };
    panel.addEventListener("paper:shown", mark);
    document.addEventListener("input", soon);
    document.addEventListener("change", soon);
    document.addEventListener("formset:removed", soon);
    window.django.jQuery(document).on("change", "select", soon);
  }
}
