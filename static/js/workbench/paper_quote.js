/* Words chosen in the paper become quote and place of the fact in focus, by one key.

   Alt+Q  quotes them         Alt+P  looks for words in the paper (Enter: the next place;
   Alt+I  stated, inferred,          its sentence is then what Alt+Q quotes)
          calculated in turn                                                        */
"use strict";
{
  const panel = document.getElementById("paper-panel");
  const MOST = 300;
  let last = null;
  let found = null;
  let before = null;

  const say = (words) => { panel.querySelector(".paper-told").textContent = words; };
  const box = (stem, name) => document.querySelector(`[name="${stem}-${name}"]`);
  const changed = (element) => {
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* The row with a source that a box belongs to: its own, or the one it hangs on. */
  const stemOf = (element) => {
    if (!element || !element.form) return "";
    let stem = (element.name || "").replace(/-?[^-]*$/, "");
    while (stem) {
      if (box(stem, "quote")) return stem;
      stem = stem.replace(/-?[^-]*$/, "");
    }
    return "";
  };

  /* Facts about the patient stand at the top; each has its source in a list below. */
  const stemOfFact = (element) => {
    const lists = [...document.querySelectorAll('select[name^="facts-"][name$="-field"]')];
    const offered = lists.find((list) => list.name.includes("__prefix__") || list.name.includes("-empty-"));
    const name = element ? element.name : "";
    if (!name || !offered || ![...offered.options].some((option) => option.value === name)) return "";
    const known = () => [...document.querySelectorAll('select[name^="facts-"][name$="-field"]')]
      .find((list) => list !== offered && list.value === name);
    if (!known()) {
      const add = document.querySelector("#facts-group .rows-add button");
      if (!add) return "";
      add.click();
      const fresh = [...document.querySelectorAll('select[name^="facts-"][name$="-field"]')]
        .filter((list) => list !== offered).at(-1);
      fresh.value = name;
      changed(fresh);
      element.focus({ preventScroll: true });
    }
    return known().name.slice(0, -"-field".length);
  };

  const nameOf = (stem) => {
    const ref = box(stem, "ref");
    return ref && ref.value ? ref.value : "this fact";
  };

  const chosen = () => {
    const selection = window.getSelection();
    const text = panel.querySelector(".paper-text");
    if (text && selection.rangeCount && !selection.isCollapsed && text.contains(selection.anchorNode)) {
      return selection.getRangeAt(0);
    }
    return found;
  };

  const placeOf = (range) => {
    const at = range.startContainer;
    const part = (at.nodeType === Node.TEXT_NODE ? at.parentElement : at).closest("[data-place]");
    return part ? part.dataset.place : "";
  };

  const putSource = (stem) => {
    const list = box(stem, "source");
    const key = panel.querySelector(".paper").dataset.article;
    if (list && [...list.options].some((option) => option.value === key)) {
      list.value = key;
      changed(list);
    }
  };

  const quote = () => {
    const range = chosen();
    if (!range) {
      say("Select words in the paper first, or find them (Alt+P).");
      return;
    }
    const words = range.toString().replace(/-\n/g, "-").replace(/\s+/g, " ").trim();
    if (words.length > MOST) {
      say(`These are ${words.length} characters; a quote has at most ${MOST}. Select less.`);
      return;
    }
    const stem = stemOf(last) || stemOfFact(last);
    if (!stem) {
      say("Go to a fact in the form first: the quote goes where you were last.");
      return;
    }
    const quoteBox = box(stem, "quote");
    const placeBox = box(stem, "locator");
    before = { stem, quote: quoteBox.value, locator: placeBox.value };
    quoteBox.value = words;
    putSource(stem);
    const place = placeOf(range);
    if (place) placeBox.value = place;
    changed(quoteBox);
    changed(placeBox);
    const replaced = before.quote && before.quote !== words;
    say(`Quoted for ${nameOf(stem)}${place ? `, ${place}` : ""}.${replaced ? " It replaced another quote." : ""}`);
    panel.querySelector(".paper-back").hidden = !replaced;
    if (panel.contains(document.activeElement) && last) last.focus();
  };

  const putBack = () => {
    if (!before) return;
    for (const name of ["quote", "locator"]) {
      const element = box(before.stem, name);
      element.value = before[name];
      changed(element);
    }
    panel.querySelector(".paper-back").hidden = true;
    say(`${nameOf(before.stem)} has its former quote again.`);
  };

  const turnAssertion = () => {
    const stem = stemOf(last) || stemOfFact(last);
    const list = stem && box(stem, "assertion");
    if (!list) return;
    const turn = ["stated", "inferred", "calculated"];
    list.value = turn[(turn.indexOf(list.value) + 1) % turn.length];
    changed(list);
    say(`${nameOf(stem)} is ${list.selectedOptions[0].textContent.toLowerCase()}.`);
  };

  /* ── Finding words ──────────────────────────────────────────────────────────── */

  const places = (words) => {
    const text = panel.querySelector(".paper-text");
    const all = [];
    if (!text || !words) return all;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const sought = words.toLowerCase();
    while (walker.nextNode()) {
      const lower = walker.currentNode.data.toLowerCase();
      for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + 1)) {
        all.push([walker.currentNode, at]);
      }
    }
    return all;
  };

  const sentence = ([node, at]) => {
    const range = new Range();
    const segments = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(node.data)];
    const own = segments.findLast((segment) => segment.index <= at);
    range.setStart(node, own.index);
    range.setEnd(node, own.index + own.segment.trimEnd().length);
    return range;
  };

  let turn = -1;
  const find = (words, step) => {
    const all = places(words);
    const count = panel.querySelector(".paper-count");
    turn = step === 0 ? 0 : turn + step;
    if (!all.length) {
      found = null;
      count.textContent = words ? "Not in this paper" : "";
    } else {
      turn = (turn + all.length) % all.length;
      found = sentence(all[turn]);
      count.textContent = `${turn + 1} of ${all.length}`;
      const body = panel.querySelector(".paper-body");
      const below = found.getBoundingClientRect().top - body.getBoundingClientRect().top;
      body.scrollTop += below - body.clientHeight / 3;
    }
    if (typeof Highlight === "function") {
      CSS.highlights.set("paper-found", new Highlight(...(found ? [found] : [])));
    }
  };

  if (panel) {
    const finder = panel.querySelector(".paper-find");
    document.addEventListener("focusin", (event) => {
      if (event.target.form && event.target.name && !panel.contains(event.target)) last = event.target;
      // At the head of a card one is at its fact.
      const head = event.target.closest(".row-head");
      if (head) last = head.parentElement.querySelector(".card-body [name]:not([type=hidden])") || last;
      const stem = stemOf(last);
      panel.querySelector(".paper-target").textContent = stem ? ` for ${nameOf(stem)}` : "";
    });
    finder.addEventListener("input", () => find(finder.value.trim(), 0));
    finder.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        find(finder.value.trim(), event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape" && last) last.focus();
    });
    panel.addEventListener("paper:shown", () => find(finder.value.trim(), 0));
    document.addEventListener("selectionchange", () => {
      const selection = window.getSelection();
      if (!selection.isCollapsed && panel.contains(selection.anchorNode)) found = null;
    });
    panel.querySelector(".paper-quote").addEventListener("click", quote);
    panel.querySelector(".paper-back").addEventListener("click", putBack);
    // Pressed with the mouse, the button must not take the selection away.
    panel.querySelector(".paper-quote").addEventListener("mousedown", (event) => event.preventDefault());
    const KEYS = { KeyQ: quote, KeyI: turnAssertion, KeyP: () => finder.focus() };
    document.addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !KEYS[event.code]) return;
      event.preventDefault();
      KEYS[event.code]();
    });
  }
}
