/* Rows typed as lines, at the head of the page. Below the box each line shows what was
   understood, what is asked, and what is not understood. Ctrl+Enter takes over the lines
   that are understood whole: rows are added with their own buttons and their boxes
   filled, to be changed as ever; the others stay in the box. The server reads; here is
   nothing but asking, showing and filling. */
"use strict";
{
  const ADDRESS = document.currentScript.dataset.address;
  const WAIT = 300;
  const { filling } = window;
  const part = document.getElementById("lines-part");
  const box = part && part.querySelector("textarea");
  const shown = part && part.querySelector(".lines-read");
  const status = part && part.querySelector(".lines-status");
  const back = part && part.querySelector(".lines-back");
  const answers = new Map();
  let timer = 0;
  let reading = null;
  let isWanted = false;
  let taken = null;
  let isFilling = false;
  let lastPlace = "";
  let toName = [];
  /* Facts about the patient → the source that they got by the place of their line; a line
     that tells more of it fills the same row. */
  const given = new Map();

  const make = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  const linesOf = (text) => text.split("\n").map((line) => line.trimEnd());
  const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;

  /* ---------- Refs ---------- */

  const numberIn = (ref) => Number(ref.replace(/\D/g, ""));
  const numberOf = (row) => numberIn(filling.inRow(row, "ref").value);
  const lastRef = (letters) => {
    let last = 0;
    for (const own of document.querySelectorAll(`.own-ref[data-ref-prefix="${letters}"]`)) {
      const hit = /^([A-Z]+)(\d+)$/.exec(own.value.trim().toUpperCase());
      if (hit && hit[1] === letters) last = Math.max(last, Number(hit[2]));
    }
    return last;
  };

  /* Each line of the box, empty ones too, with the treatment it is of if it says no other:
     a dose step is read as one of that, and its answer is known by both. */
  const entries = () => {
    const row = filling.rowsOf("treatment_rows").at(-1);
    let treatment = row ? `T${numberOf(row)}` : "";
    let last = lastRef("T");
    return linesOf(box.value).map((line) => {
      const hit = /^T(\d*)(?= |;|$)/.exec(line);
      if (hit) {
        treatment = `T${hit[1] || last + 1}`;
        last = Math.max(last, numberIn(treatment));
      }
      const key = `${treatment} ${line}`;
      return { line, treatment, key, answer: line.trim() ? answers.get(key) : undefined };
    });
  };
  const typed = () => entries().filter(({ line }) => line.trim());

  /* ---------- Asking ---------- */

  const readAll = async () => {
    for (;;) {
      const waiting = typed().filter(({ answer }) => !answer);
      if (!waiting.length) break;
      const unknown = [...new Map(waiting.map((one) => [one.key, one])).values()].slice(0, 100);
      const body = new URLSearchParams(unknown.flatMap(({ line, treatment }) => [["line", line], ["treatment", treatment]]));
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      try {
        const response = await fetch(ADDRESS, { method: "POST", body, headers: { "X-CSRFToken": token } });
        if (!response.ok) throw new Error(String(response.status));
        const { lines } = await response.json();
        unknown.forEach(({ key }, at) => answers.set(key, lines[at]));
      } catch {
        isWanted = false;
        status.textContent = "The lines could not be read just now; they are still here.";
        return;
      }
    }
    show();
  };
  /* One reading at a time, which goes on until every line is read: a second one beside it
     would show its lines over what was said meanwhile. */
  const ask = () => {
    reading ??= readAll().finally(() => { reading = null; });
    return reading;
  };
  const askSoon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  };

  /* ---------- Refs that lines get ---------- */

  const refsBelow = (list, below) => filling.rowsOf(list).flatMap((row) => (
    filling.rowsOf(`${row.id}-${below}`).map((one) => ({ above: numberOf(row), number: numberOf(one) }))
  ));
  /* The refs that the rows of the lines get, those of lines that stay included: what
     other lines call T2 stays T2. So it is with the rows below them: the agents of T1
     come before those of T2, also when T1 is taken over later. */
  const plan = (lines) => {
    const last = new Map();
    const latest = new Map();
    const given = new Map();
    return lines.map(({ answer }) => {
      if (!answer) return { ref: "", below: [] };
      let ref = "";
      if (answer.prefix) {
        if (!last.has(answer.prefix)) last.set(answer.prefix, lastRef(answer.prefix));
        const number = answer.ref ? numberIn(answer.ref) : last.get(answer.prefix) + 1;
        last.set(answer.prefix, Math.max(number, last.get(answer.prefix)));
        ref = `${answer.prefix}${number}`;
      }
      if (!answer.below) return { ref, below: [] };
      const { list: lower, prefix, count: rows } = answer.below;
      const list = answer.above[0] || answer.list;
      if (ref || !latest.has(list)) {
        const row = filling.rowsOf(list).at(-1);
        latest.set(list, ref ? numberIn(ref) : row ? numberOf(row) : 0);
      }
      if (!given.has(prefix)) given.set(prefix, refsBelow(list, lower));
      const [above, known] = [latest.get(list), given.get(prefix)];
      const before = known.filter((one) => (ref ? one.above < above : one.above <= above));
      let number = Math.max(0, ...before.map((one) => one.number));
      const below = Array.from({ length: rows }, () => {
        if (!ref && answer.ref) number = numberIn(answer.ref);
        else do number += 1; while (known.some((one) => one.number === number));
        known.push({ above, number });
        return `${prefix}${number}`;
      });
      return ref ? { ref, below } : { ref: below[0], below };
    });
  };

  /* ---------- Showing ---------- */

  const replacePart = (at, one, text) => {
    const lines = linesOf(box.value);
    const line = lines[at];
    lines[at] = line.slice(0, one.start) + text + line.slice(one.end);
    // Who answers by key may type a line below: the cursor stays there.
    const behind = box.value.length - box.selectionEnd;
    const isBelow = linesOf(box.value.slice(0, box.selectionEnd)).length - 1 > at;
    const stays = document.activeElement === box && isBelow;
    box.value = lines.join("\n");
    const end = stays ? box.value.length - behind : lines.slice(0, at + 1).join("\n").length;
    box.focus();
    box.setSelectionRange(end, end);
    ask();
  };

  /* A word that no vocabulary has is added on that one's page, in a window as by a plus.
     Django puts what was added into the box that the link is named after. */
  const added = make("select");
  added.id = "lines-word";
  let adding = null;
  const offer = (key, one) => {
    const link = make("a", one.add.label, "related-widget-wrapper-link");
    link.href = one.add.href;
    link.dataset.popup = "yes";
    link.addEventListener("click", () => {
      const before = document.getElementById("add_lines-word");
      if (before) before.removeAttribute("id");
      link.id = "add_lines-word";
      adding = { key, one };
    });
    return link;
  };
  const takeWord = () => {
    const label = added.selectedOptions[0].textContent;
    added.replaceChildren();
    const { key, one } = adding;
    const at = entries().findIndex((entry) => entry.key === key);
    answers.delete(key);
    if (at < 0 || one.said) ask();
    else replacePart(at, one, one.text.replace(one.add.name, () => label));
  };

  const showPart = (at, one) => {
    if (one.said) return make("span", one.said, "lines-said");
    if (!one.question) return make("mark", one.why, "lines-open");
    const asked = make("span", "", "lines-asked");
    asked.append(make("span", one.question));
    for (const choice of one.choices) {
      const isProposed = one.proposes && choice === one.choices[0];
      const button = make("button", choice.label, isProposed ? "button lines-proposed" : "button");
      button.type = "button";
      button.addEventListener("click", () => replacePart(at, one, choice.text));
      asked.append(" ", button);
    }
    return asked;
  };

  /* One key takes what is proposed first, which says so. */
  const tellKey = () => {
    const button = shown.querySelector(".lines-proposed");
    if (!button) return;
    button.setAttribute("aria-keyshortcuts", "Alt+Enter");
    button.append(" ", make("kbd", "Alt"), " ", make("kbd", "Enter"));
  };

  /* The reading of the line where the cursor stands is in sight, as the line is. */
  const follow = () => {
    const at = linesOf(box.value.slice(0, box.selectionEnd)).length - 1;
    for (const item of shown.children) {
      const isHere = Number(item.dataset.at) === at;
      item.ariaCurrent = isHere ? "true" : null;
      if (isHere) shown.scrollTop = item.offsetTop - (shown.clientHeight - item.offsetHeight) / 2;
    }
  };

  /* Nothing is confirmed unseen: the key shows it first. */
  const isInSight = (element) => {
    const [own, list] = [element, shown].map((one) => one.getBoundingClientRect());
    return own.top >= Math.max(list.top, 0) && own.bottom <= Math.min(list.bottom, window.innerHeight);
  };

  const show = () => {
    const lines = entries();
    const planned = plan(lines);
    const items = lines.flatMap(({ key, answer }, at) => {
      if (!answer) return [];
      const item = make("li", "", answer.isUnderstood ? "lines-whole" : "lines-part");
      item.dataset.at = at;
      item.append(make("b", planned[at].ref || answer.called || "Line"));
      for (const one of answer.parts) {
        item.append(" ", showPart(at, one));
        if (one.add) item.append(" ", offer(key, one));
      }
      if (answer.place) item.append(" ", make("span", `Place of the rows that follow: ${answer.place}`, "lines-said"));
      if (answer.why) item.append(" ", make("mark", answer.why, "lines-open"));
      for (const remark of answer.remarks) item.append(" ", make("span", remark, "entry-remark"));
      for (const unsaid of answer.unsaid) item.append(" ", make("span", unsaid, "lines-unsaid"));
      return [item];
    });
    shown.replaceChildren(...items);
    tellKey();
    follow();
    box.rows = Math.min(Math.max(lines.length + 1, 4), 16);
    const whole = typed().filter(({ answer }) => answer.isUnderstood).length;
    if (items.length) {
      status.textContent = `${count(whole, "line is", "lines are")} understood, ${items.length - whole} not yet.`;
    }
  };

  /* ---------- Taking over ---------- */

  /* A row stands among the new ones where its ref belongs, and is saved in that order: a
     line that waited comes where it was typed. Saved rows keep their order. */
  const putInOrder = (row) => {
    const rows = filling.rowsOf(row.id.replace(/-\d+$/, ""));
    const isLater = (one) => !filling.inRow(one, "id").value && numberOf(one) > numberOf(row);
    const later = rows.find(isLater);
    if (later) later.before(row);
  };

  const fillRow = (row, boxes, place, ref = "") => {
    const own = ref && filling.inRow(row, "ref");
    if (own && own.value !== ref) {
      filling.put(row, "ref", ref);
      putInOrder(row);
    }
    const all = place && filling.inRow(row, "locator") ? { locator: place, ...boxes } : boxes;
    for (const [name, value] of Object.entries(all)) filling.put(row, name, value);
  };

  const addLower = (above, list, boxes, place, ref = "") => {
    const row = filling.addRow(`${above.id}-${list}`);
    // A step after steps that are there does not start the drug: the curator says.
    const isLater = filling.rowsOf(`${above.id}-${list}`).length > 1;
    const isStart = list === "doses" && isLater && boxes.change === "start";
    fillRow(row, isStart ? { ...boxes, change: "" } : boxes, place, ref);
    return row;
  };

  /* The row that a line of a lower list hangs on: that of a ref, that of the line above it,
     or the last one of the page. None, if the line above stays, or nobody knows of what
     it is. `last` has the row of the last line of each list, and null for one that stays. */
  const rowAbove = (lists, ref, last) => {
    let row = null;
    for (const list of lists) {
      const rows = filling.rowsOf(row ? `${row.id}-${list}` : list);
      if (ref) row = rows.find((one) => filling.inRow(one, "ref").value.trim().toUpperCase() === ref);
      else if (last.has(list)) row = last.get(list);
      else row = last.has("") ? null : rows.at(-1);
      if (!row) return null;
    }
    return row;
  };

  const keep = (name) => {
    const top = document.getElementsByName(name)[0];
    if (!top) return null;
    const value = top.multiple ? [...top.selectedOptions].map((one) => one.value) : top.type === "checkbox" ? top.checked : top.value;
    return { name, value };
  };

  /* A time told from a row that it has no box for keeps words: readers know no refs. */
  const TIMES = ["at", "start", "end", "ongoing_as_of", "vital_as_of"];
  const NAMES = { T: ["regimen", "agents", "procedures", "modality"], L: ["site"], S: ["kind"], AE: ["term"], F: ["biomarker"] };
  const nameOf = (ref) => {
    const own = [...document.querySelectorAll(".own-ref")].find((one) => one.value.trim() === ref);
    const row = own && own.closest(".row");
    for (const name of (row && NAMES[ref.replace(/\d/g, "")]) || []) {
      const below = filling.rowsOf(`${row.id}-${name}`);
      const said = filling.inRow(row, name)
        ? window.telling.words(row, name)
        : below.map((one) => ["drug", "drug_class", "procedure"].map((box) => filling.inRow(one, box) && window.telling.words(one, box)).find(Boolean)).filter(Boolean).join(" + ");
      if (said) return said;
    }
    return ref;
  };
  const isNamed = ({ row, name, words }) => {
    const time = filling.inRow(row, name);
    if (!time || !time.value.endsWith(`"${words}"`)) return true;
    const named = words.replace(/\b(?:T|L|S|AE|F)[1-9]\d*\b/g, nameOf);
    if (named === words) return false;
    filling.put(row, name, time.value.replace(words, () => named));
    return true;
  };
  // A row that is named may come with a later line.
  const nameRows = () => { toName = toName.filter((one) => !isNamed(one)); };
  const nameLater = (row, boxes, line) => {
    for (const name of TIMES) {
      const [, words] = /after another event "(.*)"$/.exec(boxes[name] || "") || [];
      if (words && !line.includes(`"${words}`)) toName.push({ row, name, words });
    }
  };

  /* The row that is there for a line: of a fact that got its source by a place, or of the
     article that the page was opened with. */
  const rowWaiting = ({ list, boxes }) => {
    if (list === "facts") return filling.rowsOf(list).find((row) => row === given.get(boxes.field));
    if (list !== "sources" || !boxes.article) return null;
    const key = boxes.article.words[0].pk;
    return filling.rowsOf(list).find((row) => filling.inRow(row, "article").value === key && !filling.inRow(row, "part_read").value);
  };

  const takeLine = (answer, { ref, below: refs }, place, done) => {
    if (!answer.list) {
      for (const [name, value] of Object.entries(answer.boxes)) {
        const before = keep(name);
        done.before.push(before);
        filling.put(null, name, value);
        if (place) done.facts.set(name, place);
        const isOther = before && typeof before.value === "string" && typeof value === "string" && before.value !== value;
        if (isOther && !window.telling.SILENT.has(before.value)) done.replaced.push(`“${before.value}”`);
      }
      return true;
    }
    let row = null;
    if (answer.above.length) {
      const above = rowAbove(answer.above, answer.under, done.last);
      if (!above) return false;
      row = addLower(above, answer.list, answer.boxes, place, ref);
    } else if (rowWaiting(answer)) {
      fillRow(rowWaiting(answer), answer.boxes, place);
      return true;
    } else {
      row = filling.addRow(answer.list);
      fillRow(row, answer.boxes, place, ref);
    }
    done.rows.push(row);
    done.last.set(answer.list, row);
    if (answer.below) done.last.delete(answer.below.list);
    for (const lower of answer.lower) {
      const own = lower.list === answer.below.list ? refs.shift() : "";
      const below = addLower(row, lower.list, lower.boxes, place, own);
      done.last.set(lower.list, below);
      for (const step of lower.steps) addLower(below, "doses", step, place);
    }
    return true;
  };

  /* A line that stays keeps its ref: "T crizo" becomes "T2 crizo". */
  const withRef = (line, answer, ref) => {
    if (!ref || answer.ref) return line;
    const number = numberIn(ref);
    return line.replace(/^[A-Za-z]+/, (letters) => `${letters}${number}`);
  };

  /* Never before what waits in the box: two lines would become one. */
  const toNewLine = () => {
    if (box.value.trim() && !box.value.endsWith("\n")) box.value += "\n";
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    box.scrollTop = box.scrollHeight;
  };

  const takeOver = () => {
    const lines = entries();
    const planned = plan(lines);
    const done = { rows: [], before: [], replaced: [], facts: new Map(), text: box.value, last: new Map() };
    const left = [];
    let place = "";
    isFilling = true;
    lines.forEach(({ line, answer }, at) => {
      if (!line.trim()) return;
      if (answer.place) {
        place = answer.place;
        lastPlace = place;
        left.push({ line, isPlace: true });
        return;
      }
      if (!answer.isUnderstood || !takeLine(answer, planned[at], place, done)) {
        if (!answer.called) done.last = new Map([["", null]]);
        else if (answer.list) done.last.set(answer.list, null);
        left.push({ line: withRef(line, answer, planned[at].ref) });
      } else {
        nameLater(answer.list ? done.rows.at(-1) : null, answer.boxes, line);
      }
    });
    for (const [name, place] of done.facts) {
      const row = addSource(name, place);
      if (!row) continue;
      given.set(name, row);
      done.rows.push(row);
    }
    nameRows();
    isFilling = false;
    const stays = left.filter((one) => !one.isPlace);
    box.value = (stays.length ? left : []).map((one) => one.line).join("\n");
    taken = done.rows.length || done.before.length ? done : taken;
    back.hidden = !taken;
    answers.clear();
    ask().then(() => {
      const top = done.before.length ? ", and boxes about the patient" : "";
      status.textContent = `${count(done.rows.length, "row is", "rows are")} filled in${top}; ${count(stays.length, "line is", "lines are")} left.`;
      if (done.replaced.length) status.textContent += ` Replaced: ${done.replaced.join(", ")}.`;
    });
    setTimeout(toNewLine); // After new rows have taken the cursor.
  };

  const putBack = () => {
    isFilling = true;
    for (const row of [...taken.rows].reverse()) row.querySelector(":scope > .row-tools .row-remove").click();
    for (const { name, value } of taken.before.filter(Boolean).reverse()) {
      const top = document.getElementsByName(name)[0];
      if (top.multiple) for (const option of top.options) option.selected = value.includes(option.value);
      else if (top.type === "checkbox") top.checked = value;
      else top.value = value;
      filling.say(top);
    }
    isFilling = false;
    box.value = taken.text;
    const number = taken.rows.length;
    forget();
    ask().then(() => { status.textContent = `${count(number, "row is", "rows are")} taken out again; the lines are back.`; });
    box.focus();
  };
  const forget = () => {
    taken = null;
    back.hidden = true;
  };

  /* ---------- Sources of the facts ---------- */

  /* Parts of another fact, which need no source of their own. */
  const NO_FACT = new Set(["label", "age_value_max", "age_unit", "age_qualifier", "age_at", "index_event", "vital_as_of"]);
  const fields = () => {
    const template = document.querySelector('#facts-empty select[name$="-field"]');
    return template ? [...template.options].map((one) => one.value).filter(Boolean) : [];
  };
  /* A row for the source of a fact that is told and has none. */
  const addSource = (name, place) => {
    const top = document.getElementsByName(name)[0];
    if (!top || NO_FACT.has(name) || !fields().includes(name)) return null;
    if (filling.rowsOf("facts").some((row) => filling.inRow(row, "field").value === name)) return null;
    const isSaid = top.multiple ? top.selectedOptions.length > 0 : !["", "not_reported"].includes(top.value.trim());
    if (!isSaid) return null;
    const row = filling.addRow("facts");
    filling.put(row, "field", name);
    if (place) filling.put(row, "locator", place);
    return row;
  };
  const offerSources = () => {
    const list = document.querySelector("#facts-group > .djn-fieldset > .rows-add");
    if (!list || !fields().length) return;
    const button = make("button", "Add a source for each fact that has none", "quiet facts-sources");
    button.type = "button";
    button.addEventListener("click", () => {
      const waiting = typed().map(({ answer }) => answer).findLast((answer) => answer && answer.place);
      const place = waiting ? waiting.place : lastPlace;
      for (const name of fields()) addSource(name, place);
    });
    list.after(button);
  };

  /* ---------- Keys ---------- */

  const wantAll = () => {
    if (!typed().length) return;
    isWanted = true;
    window.clearTimeout(timer);
    ask().then(() => {
      if (!isWanted) return;
      isWanted = false;
      takeOver();
    });
  };

  if (part && document.querySelector('input[name="treatment_rows-TOTAL_FORMS"]')) {
    part.hidden = false;
    added.hidden = true;
    part.append(added);
    window.django.jQuery(added).on("change", takeWord);
    box.addEventListener("input", askSoon);
    document.addEventListener("selectionchange", () => {
      if (document.activeElement === box) follow();
    });
    // A word may have been added to the vocabulary meanwhile.
    box.addEventListener("focus", () => {
      for (const [key, answer] of answers) if (!answer.isUnderstood) answers.delete(key);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.altKey)) return;
      event.preventDefault();
      const proposed = shown.querySelector(".lines-proposed");
      if (!event.altKey) wantAll();
      else if (proposed && isInSight(proposed)) proposed.click();
      else if (proposed) proposed.scrollIntoView({ block: "nearest" });
    });
    part.querySelector(".lines-take").addEventListener("click", wantAll);
    back.addEventListener("click", putBack);
    document.addEventListener("keydown", (event) => {
      if (event.code !== "KeyL" || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (document.activeElement !== box) toNewLine();
      part.scrollIntoView();
    });
    const edited = (event) => {
      if (taken && !isFilling && event.target !== box) forget();
    };
    document.addEventListener("input", edited);
    document.addEventListener("formset:added", edited);
    /* Lines that are left would be lost by saving. */
    document.addEventListener("submit", (event) => {
      if (!event.isTrusted || event.target !== box.form || !typed().length) return;
      event.preventDefault();
      event.stopPropagation();
      status.textContent = `${count(typed().length, "line is", "lines are")} not taken over yet. Take over or delete what is left, then save.`;
      box.focus();
    }, true);
    offerSources();
    if (typed().length) ask();
  }
}
