/* The list of authors as printed, above their rows. Below the box stands how each name is
   read, to be chosen or written otherwise; Take over adds a row for each, in order. The
   server reads the names, and adds who is not here. */
"use strict";
{
  const { read: READ, add: ADD } = document.currentScript.dataset;
  const WAIT = 300;
  const LIST = "authorships";
  const { filling } = window;
  const part = document.getElementById("authors-part");
  const box = part && part.querySelector("textarea");
  const shown = part && part.querySelector("ol");
  const status = part && part.querySelector("[role=status]");
  const take = part && part.querySelector(".authors-take");
  const back = part && part.querySelector(".authors-back");
  /* What the curator chose or wrote, by the name as printed. */
  const settled = new Map();
  let timer = 0;
  let asked = 0;
  let answer = { authors: [], isComplete: true };
  let taken = null;
  let isFilling = false;

  const make = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  const people = (number) => `${number} ${number === 1 ? "person" : "people"}`;
  const send = async (address, fields) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams(fields);
    const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
    return { isOk: response.ok, told: await response.json().catch(() => ({})) };
  };

  /* ---------- Reading ---------- */

  const ask = async () => {
    window.clearTimeout(timer);
    asked += 1;
    const number = asked;
    try {
      const fields = { text: box.value, settled: JSON.stringify(Object.fromEntries(settled)) };
      const { isOk, told } = await send(READ, fields);
      if (number !== asked) return false; // What was typed since is asked, too.
      if (!isOk) throw new Error(told.error);
      answer = told;
    } catch {
      status.textContent = "The names could not be read just now; they are still here.";
      return false;
    }
    show();
    return true;
  };
  const askSoon = () => {
    asked += 1; // An answer that is on its way is about other words.
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  };

  /* ---------- Showing ---------- */

  const pkOf = ({ printed, here }) => {
    if (here.length === 1) return here[0].pk;
    const { pk } = settled.get(printed) || {};
    return here.some((one) => one.pk === pk) ? pk : "";
  };
  const isClear = (one) => !one.question && one.family && (one.here.length < 2 || pkOf(one));
  const settle = (printed, said) => {
    settled.set(printed, said);
    return ask();
  };
  const nameBox = (one, at, name) => {
    const label = make("label", name === "family" ? "Family" : "Given");
    const line = make("input");
    line.type = "text";
    line.id = `author-${at}-${name}`;
    line.value = one[name];
    line.size = 18;
    line.autocomplete = "off";
    line.setAttribute("aria-label", `${name === "family" ? "Family" : "Given"} name of ${one.printed}`);
    const settleIt = () => {
      const [family, given] = ["family", "given"].map((each) => document.getElementById(`author-${at}-${each}`).value.trim());
      settle(one.printed, { family, given });
    };
    line.addEventListener("change", settleIt);
    line.addEventListener("keydown", (event) => {
      if (event.key === "Enter") settleIt();
    });
    label.append(" ", line);
    return label;
  };
  /* To the first name that is not clear yet, else to what is done next. */
  const goOn = () => {
    const open = shown.querySelector(".lines-part");
    (open ? open.querySelector("button") || open.querySelector("input") : take).focus();
  };
  const choice = (label, printed, said) => {
    const button = make("button", label, "button");
    button.type = "button";
    button.addEventListener("click", async () => {
      await settle(printed, said);
      goOn();
    });
    return button;
  };
  const standing = (one) => {
    const said = make("span", "", "lines-asked");
    if (one.question) {
      said.append(make("span", one.question));
      for (const way of one.choices) {
        said.append(" ", choice(way.label, one.printed, { family: way.family, given: way.given }));
      }
    } else if (one.here.length > 1 && !pkOf(one)) {
      said.append(make("span", "Several people here have this name. Which?"));
      for (const { pk, label } of one.here) {
        said.append(" ", choice(`${label} (no. ${pk})`, one.printed, { family: one.family, given: one.given, pk }));
      }
    } else {
      said.append(make("span", one.here.length ? "here already" : "new"));
    }
    return said;
  };

  const show = () => {
    const { id, value } = document.activeElement;
    shown.replaceChildren(...answer.authors.map((one, at) => {
      const item = make("li", "", isClear(one) ? "" : "lines-part");
      item.append(make("span", one.printed, "authors-printed"), nameBox(one, at, "family"), nameBox(one, at, "given"));
      const more = [one.suffix, one.credentials].filter(Boolean).join(", ");
      if (more) item.append(make("span", more, "lines-unsaid"));
      item.append(standing(one));
      return item;
    }));
    const again = id.startsWith("author-") && document.getElementById(id);
    if (again) {
      again.value = value; // It may be more than was asked about.
      again.focus();
    }
    const open = answer.authors.filter((one) => !isClear(one)).length;
    const words = answer.authors.length ? [`${people(answer.authors.length)}, ${open} not clear yet.`] : [];
    if (!answer.authors.length && box.value.trim()) words.push("No name is found in it.");
    if (!answer.isComplete) words.push("“et al.”: the list is not complete; only a first author has a position.");
    status.textContent = words.join(" ");
  };

  /* ---------- Taking over ---------- */

  const lastPosition = () => Math.max(0, ...filling.rowsOf(LIST)
    .filter((row) => filling.inRow(row, "role").value === "author")
    .map((row) => Number(filling.inRow(row, "position").value)));

  /* Without "et al.", nothing says that the first of an incomplete list signs first. */
  const isPart = () => answer.isComplete && document.getElementById("id_authors_complete").value === "false";

  const fill = (found) => {
    const before = lastPosition();
    const whole = answer.isComplete && !isPart();
    return found.map(({ pk, label }, at) => {
      const row = filling.addRow(LIST);
      filling.put(row, "person", { words: [{ pk, label }] });
      const position = before + at + 1;
      if (whole || (position === 1 && !isPart())) filling.put(row, "position", String(position));
      const { credentials } = answer.authors[at];
      if (credentials) filling.put(row, "credentials", credentials);
      row.querySelector(".card").open = false;
      return row;
    });
  };

  const takeOver = async () => {
    if (!box.value.trim() || take.disabled || !(await ask())) return;
    if (!answer.authors.length || !answer.authors.every(isClear)) {
      goOn();
      return;
    }
    take.disabled = box.readOnly = true; // Pressed twice, it would add the rows twice.
    const wanted = answer.authors.map((one) => ({ family: one.family, given: one.given, suffix: one.suffix, pk: pkOf(one) }));
    const text = box.value;
    try {
      const { isOk, told } = await send(ADD, { people: JSON.stringify(wanted) });
      if (!isOk) {
        status.textContent = told.error || "The people could not be added: you may not, or they are too many.";
        return;
      }
      isFilling = true;
      taken = { text, rows: fill(told.people) };
      isFilling = false;
      box.value = "";
      back.hidden = false;
      let said = `${people(taken.rows.length)} taken over.`;
      if (!answer.isComplete) said += " The list is not complete: say so above.";
      if (isPart()) said += " The list is not complete: nobody has a position. Give 1 to the first author, if the source names one.";
      await ask();
      status.textContent = said;
    } catch {
      status.textContent = "The people could not be added just now; the list is still here.";
    } finally {
      take.disabled = box.readOnly = false;
      setTimeout(() => box.focus()); // After new rows have taken it.
    }
  };

  const forget = () => {
    taken = null;
    back.hidden = true;
  };
  const putBack = async () => {
    isFilling = true;
    for (const row of [...taken.rows].reverse()) row.querySelector(":scope > .row-tools .row-remove").click();
    isFilling = false;
    box.value = taken.text;
    forget();
    box.focus();
    await ask();
  };

  if (part && document.getElementById(`${LIST}-group`)) {
    part.hidden = false;
    box.addEventListener("input", askSoon);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      takeOver();
    });
    take.addEventListener("click", takeOver);
    back.addEventListener("click", putBack);
    const edited = (event) => {
      if (taken && !isFilling && !part.contains(event.target)) forget();
    };
    document.addEventListener("input", edited);
    document.addEventListener("formset:added", edited);
    /* Names that are left would be lost by saving. */
    document.addEventListener("submit", (event) => {
      if (!event.isTrusted || event.target !== box.form || !box.value.trim()) return;
      event.preventDefault();
      event.stopPropagation();
      status.textContent = "The authors are not taken over yet. Take over or empty the box, then save.";
      box.focus();
    }, true);
    if (box.value.trim()) ask();
  }
}
