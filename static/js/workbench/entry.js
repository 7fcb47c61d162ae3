/* Quick entry: below the boxes for age, size, time and fusion, and below a dose line on
   each treatment, stands what was understood as one types. Enter takes it into the
   boxes, which stay as they are to be changed; a question shows its choices; Escape
   keeps the words as reported. The server reads; here is nothing but asking, showing
   and filling. Without this script every box is typed into as ever. */
"use strict";
{
  const ADDRESS = document.currentScript.dataset.address;
  const WAIT = 250;
  const KINDS = [
    ["age", /^age_value$/],
    ["size", /-dims_reported$/],
    ["time", /(^|-)(at|start|end|vital_as_of|ongoing_as_of)$/],
    ["fusion", /^biomarkerfinding_rows-\d+-reported$/],
  ];
  /* Said already as a box wants it: nothing is asked. */
  const PLAIN = { age: /^\d+(\.\d+)?$/, time: /^\d{4}(-\d{2})?$|^not reported$/ };
  const COURSE = '.row[data-inline-model="curation-treatment"]';
  const states = new WeakMap();
  let isFilling = false;

  const kindOf = (box) => {
    if (box.dataset && box.dataset.entry) return box.dataset.entry;
    if (!box.matches("input, textarea") || !box.name || box.readOnly) return null;
    const found = KINDS.find(([, names]) => names.test(box.name));
    return found ? found[0] : null;
  };
  const rowOf = (box) => box.closest(".row[id]");
  const { inRow, rowsOf, addRow } = window.filling;
  const make = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  /* ---------- Asking ---------- */

  const stateOf = (box) => {
    if (!states.has(box)) {
      const note = make("div", "", "entry");
      note.id = `entry-${box.id}`;
      note.setAttribute("aria-live", "polite");
      box.after(note);
      const described = box.getAttribute("aria-describedby");
      box.setAttribute("aria-describedby", described ? `${described} ${note.id}` : note.id);
      states.set(box, { note, text: "", printed: "", answer: null, timer: 0, isAsking: false, wanted: false });
    }
    return states.get(box);
  };

  const chosenDrug = (box) => {
    const course = box.closest(COURSE);
    const agents = course ? agentsOf(course) : [];
    const drug = agents.length === 1 ? inRow(agents[0], "drug") : null;
    return drug ? drug.value : "";
  };

  /* The course that the row of a box is of: a time may count from its start. */
  const courseOf = (box) => {
    const row = box.closest(".row");
    const named = row && (inRow(row, "course") || inRow(row, "during"));
    const course = box.closest(COURSE);
    const ref = named || (course && inRow(course, "ref"));
    return ref ? ref.value.trim().toUpperCase() : "";
  };

  const ask = async (box) => {
    const state = stateOf(box);
    const kind = kindOf(box);
    const text = box.value.trim();
    state.text = text;
    state.answer = null;
    if (!text || (PLAIN[kind] && PLAIN[kind].test(text))) {
      state.wanted = false;
      show(box);
      return;
    }
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams({ kind, text, printed: state.printed });
    if (kind === "dose") body.set("drug", chosenDrug(box));
    if (kind === "time") body.set("course", courseOf(box));
    let answer = null;
    state.isAsking = true;
    try {
      const response = await fetch(ADDRESS, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token },
      });
      if (response.ok) answer = await response.json();
    } catch {
      answer = null; // No answer: the box is a box.
    }
    if (state.text !== box.value.trim()) return; // Typed on meanwhile.
    state.isAsking = false;
    const isSilent = kind === "fusion" && answer && answer.verdict === "as_reported";
    state.answer = isSilent ? null : answer;
    show(box);
    if (state.wanted) {
      state.wanted = false;
      take(box);
    }
  };

  /* ---------- Showing ---------- */

  const hint = (answer) => {
    if (answer.verdict === "question") return "Escape keeps the words as reported.";
    if (!answer.rows.length) return "";
    return answer.verdict === "understood"
      ? "Enter takes it. Escape keeps the words."
      : "Enter keeps the words.";
  };

  const show = (box, said = "") => {
    const { note, answer } = stateOf(box);
    if (!answer) {
      note.replaceChildren(...(said ? [make("p", said, "entry-said")] : []));
      return;
    }
    const line = make("p", answer.sentence, `entry-said entry-${answer.verdict}`);
    const parts = [line];
    if (answer.unsaid) line.append(" ", make("span", answer.unsaid, "entry-unsaid"));
    for (const remark of answer.remarks || []) parts.push(make("p", remark, "entry-remark"));
    if (answer.choices.length) {
      const choices = make("p", "", "entry-choices");
      for (const choice of answer.choices) {
        const button = make("button", choice.label, "button");
        button.type = "button";
        button.addEventListener("click", () => choose(box, choice.text));
        choices.append(button);
      }
      parts.push(choices);
    }
    parts.push(make("p", hint(answer), "help"));
    note.replaceChildren(...parts.filter((part) => part.textContent));
  };

  const choose = (box, text) => {
    const state = stateOf(box);
    state.printed = state.printed || box.value.trim();
    state.wanted = true; // The choice is the confirmation.
    box.value = text;
    box.focus();
    ask(box);
  };

  const told = (answer) => `${answer.sentence} ${answer.unsaid || ""}`.trim();

  const settle = (box, said = "") => {
    const state = stateOf(box);
    Object.assign(state, { answer: null, printed: "", wanted: false, isAsking: false, text: box.value.trim() });
    show(box, said);
  };

  /* ---------- Filling ---------- */

  const fill = (box, value) => {
    if (!box || box.value === value) return;
    isFilling = true;
    box.value = value;
    const folded = box.closest("details:not([open])");
    if (folded) folded.open = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
    isFilling = false;
  };

  const fillFound = (select, word) => {
    if (!select || select.value === word.pk) return;
    select.append(new Option(word.label, word.pk, true, true));
    window.django.jQuery(select).trigger("change");
  };

  const fillRow = (row, values) => {
    for (const [name, value] of Object.entries(values)) fill(inRow(row, name), value);
  };

  const takeAge = (box, answer) => {
    for (const name of ["age_value", "age_value_max", "age_unit", "age_qualifier", "age_at"]) {
      const value = answer.rows[0][name];
      if (value !== undefined) fill(document.getElementsByName(name)[0], value);
      else if (name === "age_value_max") fill(document.getElementsByName(name)[0], "");
    }
    const sex = document.getElementsByName("sex")[0];
    if (sex && !sex.value && answer.rows[0].sex) fill(sex, answer.rows[0].sex);
    settle(box, told(answer));
  };

  const takeFusion = (box, answer) => {
    const { key, reported, ...values } = answer.rows[0];
    fillRow(rowOf(box), values);
    if (answer.biomarker) fillFound(inRow(rowOf(box), "biomarker"), answer.biomarker);
    settle(box, answer.biomarker ? told(answer) : `${key} is not in the list yet: the plus adds it.`);
  };

  /* ---------- Dose steps ---------- */

  const agentsOf = (course) => rowsOf(`${course.id}-agents`);

  const agentFor = (course, drug) => {
    const agents = agentsOf(course);
    const isEmpty = (agent) => !inRow(agent, "drug").value && !inRow(agent, "drug_class").value;
    if (!drug) return agents.length > 1 ? null : agents[0] || addRow(`${course.id}-agents`);
    return (
      agents.find((agent) => inRow(agent, "drug").value === drug.pk) ||
      agents.find(isEmpty) ||
      addRow(`${course.id}-agents`)
    );
  };

  const takeDose = (box, answer) => {
    const course = box.closest(COURSE);
    const agent = agentFor(course, answer.drug);
    if (!agent) {
      settle(box, "Several agents: begin the line with the drug's name.");
      return;
    }
    if (answer.drug) {
      fillFound(inRow(agent, "drug"), answer.drug);
      const isOtherName = answer.drug.reported.toLowerCase() !== answer.drug.label.toLowerCase();
      if (isOtherName) fill(inRow(agent, "reported"), answer.drug.reported);
    }
    const isFirst = rowsOf(`${agent.id}-doses`).length === 0;
    answer.rows.forEach((values, place) => {
      const row = addRow(`${agent.id}-doses`);
      // A line after steps that are there does not start the drug: the curator says.
      const isStart = values.change === "start" && place === 0 && !isFirst;
      if (row) fillRow(row, isStart ? { ...values, change: "" } : values);
    });
    const count = answer.rows.length;
    box.value = "";
    const remarks = (answer.remarks || []).join(" ");
    settle(box, `${count} dose step${count === 1 ? " is" : "s are"} filled in below. ${remarks}`);
    setTimeout(() => box.focus()); // After new rows have taken it.
  };

  /* ---------- Keys ---------- */

  const take = (box) => {
    const { answer, note } = stateOf(box);
    if (!answer) return;
    if (answer.verdict === "question") {
      note.querySelector("button").focus();
      return;
    }
    if (!answer.rows.length) {
      settle(box, answer.sentence);
      return;
    }
    switch (kindOf(box)) {
      case "age": takeAge(box, answer); return;
      case "size": fillRow(rowOf(box), answer.rows[0]); settle(box, told(answer)); return;
      case "time": fill(box, answer.rows[0].time); settle(box, told(answer)); return;
      case "fusion": takeFusion(box, answer); return;
      case "dose": takeDose(box, answer); return;
    }
  };

  const keepWords = (box) => {
    const words = stateOf(box).printed || box.value.trim();
    if (kindOf(box) === "dose") {
      takeDose(box, { rows: [{ reported: words }] });
      return;
    }
    box.value = words;
    settle(box);
    box.focus();
  };

  const isAsked = (box) => {
    const state = states.get(box);
    return Boolean(state && (state.answer || state.timer || state.isAsking));
  };

  document.addEventListener("input", (event) => {
    const box = event.target;
    const kind = isFilling ? null : kindOf(box);
    if (!kind) return;
    const state = stateOf(box);
    state.printed = "";
    state.answer = null;
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(() => { state.timer = 0; ask(box); }, WAIT);
  });

  document.addEventListener("keydown", (event) => {
    const note = event.target.closest(".entry");
    const box = note ? document.getElementById(note.id.slice("entry-".length)) : event.target;
    if (!box || !kindOf(box) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isAsked(box)) {
      event.preventDefault();
      event.stopPropagation();
      window.clearTimeout(stateOf(box).timer);
      stateOf(box).timer = 0;
      keepWords(box);
    } else if (event.key === "Enter" && !note) {
      // Never sends the form half read: without an answer yet, it is taken when it comes.
      // In a box of several lines Enter is a new line until there is an answer.
      if (!isAsked(box) || (box.tagName === "TEXTAREA" && !stateOf(box).answer)) {
        if (kindOf(box) === "dose") event.preventDefault();
        return;
      }
      event.preventDefault();
      const state = stateOf(box);
      if (state.answer) take(box);
      else state.wanted = true;
      if (state.timer) {
        window.clearTimeout(state.timer);
        state.timer = 0;
        ask(box);
      }
    }
  });

  /* ---------- The dose line of a treatment ---------- */

  const offerLine = (row) => {
    if (!row.matches(COURSE) || row.matches(".djn-empty-form") || row.querySelector("[data-entry=dose]")) return;
    const place = make("div", "", "box entry-line");
    const label = make("label", "Dose line");
    const box = make("input");
    box.type = "text";
    box.id = `dose-line-${row.id}`;
    box.dataset.entry = "dose";
    box.size = 60;
    box.maxLength = 300;
    box.autocomplete = "off";
    box.placeholder = "crizotinib 250 mg bid po x 2 mo, then 125 mg";
    label.htmlFor = box.id;
    place.append(label, box);
    (row.querySelector(".card-body") || row).prepend(place);
  };
  /* A line belongs to no box of the form: it is taken or kept before the page is sent. */
  document.addEventListener("submit", (event) => {
    const left = [...document.querySelectorAll("[data-entry=dose]")].find((box) => box.value.trim());
    if (!left) return;
    event.preventDefault();
    event.stopPropagation();
    const card = left.closest("details:not([open])");
    if (card) card.open = true;
    left.focus();
    ask(left);
  }, true);
  document.addEventListener("formset:added", (event) => offerLine(event.target));
  const hasBoxes = document.querySelector('input[name="treatment_rows-TOTAL_FORMS"]');
  if (hasBoxes) for (const row of document.querySelectorAll(COURSE)) offerLine(row);
}
