/* The box of the search offers names while somebody types: a combobox with a list, by
   the keyboard as by hand. Enter without a choice searches, as it does without scripts. */
"use strict";
{
  const WAIT = 120;
  const LONGEST = 200;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  // As `counted` in `search/answer.py` says it on the page.
  const counted = (cases, more) => {
    if (cases === null) return "";
    const held = cases > 1 ? `${cases} cases` : `${cases || "no"} case`;
    if (!more) return held;
    return `${held}, ${more}${cases ? " more" : ""} ${more === 1 ? "names" : "name"} it`;
  };

  const optionOf = ({ kind, label, matched, address, cases, more }, id) => {
    const option = element("li", "offer", "");
    option.id = id;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.address = address;
    const name = element("span", "offer__name", label);
    if (/^(Gene|Gene fusion|Author)$/.test(kind)) name.setAttribute("translate", "no");
    if (matched) name.append(" ", element("span", "muted", matched));
    const told = [kind, counted(cases, more)].filter(Boolean).join(", ");
    option.append(name, " ", element("span", "offer__kind", told));
    return option;
  };

  const attach = (input) => {
    const list = element("ul", "offers", "");
    const told = element("p", "vh", "");
    let active = -1;
    let timer = 0;
    let asking = null;

    list.id = `${input.id}-offers`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    told.setAttribute("role", "status");
    input.form.append(list, told);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    const activate = (place) => {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = place;
      const option = list.children[active];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    };

    const close = () => {
      window.clearTimeout(timer);
      asking?.abort();
      activate(-1);
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      told.textContent = "";
    };

    const show = (offers) => {
      activate(-1);
      list.replaceChildren(...offers.map((offer, place) => optionOf(offer, `${list.id}-${place}`)));
      list.hidden = offers.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      told.textContent = offers.length === 1 ? "1 suggestion" : `${offers.length} suggestions`;
    };

    // An arrow that opens the list also chooses: the first offer, or from below (-1) the last.
    const ask = async (chosen = null) => {
      asking?.abort();
      asking = new AbortController();
      const { signal } = asking;
      const typed = input.value.trim();
      try {
        const answer = await fetch(`/suggest/?${new URLSearchParams({ q: typed })}`, { signal });
        const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
        if (signal.aborted || document.activeElement !== input) return;
        show(suggestions);
        const many = suggestions.length;
        if (chosen !== null && many) activate((chosen + many) % many);
      } catch { /* No answer: the box goes on as a plain form. */ }
    };

    const go = (option) => { window.location.assign(option.dataset.address); };

    input.addEventListener("input", () => {
      window.clearTimeout(timer);
      const length = input.value.trim().length;
      if (length === 0 || length > LONGEST) close();
      else timer = window.setTimeout(ask, WAIT);
    });

    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const last = list.children.length - 1;
      const opens = list.hidden && input.value.trim() && /^Arrow(Down|Up)$/.test(event.key);
      if (opens) ask(event.key === "ArrowDown" ? 0 : -1);
      else if (list.hidden) return;
      else if (event.key === "ArrowDown") activate(active === last ? -1 : active + 1);
      else if (event.key === "ArrowUp") activate(active === -1 ? last : active - 1);
      else if (event.key === "Enter" && active >= 0) go(list.children[active]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });

    input.addEventListener("blur", close);
    // The focus stays in the box, so that it is not closed before it is chosen.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) go(option);
    });
  };

  for (const input of document.querySelectorAll('form[action="/search/"] input[type=search]')) attach(input);
}
