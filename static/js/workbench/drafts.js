/* What is typed is kept in this browser until it is saved: for whoever typed it, and no
   longer than to the log-out. After a closed tab, a lost session or a crash the page
   offers it back; the server then shows it as it shows a refused form, nothing saved.
   A form is sent with the name and time of its draft. The pages after it say which drafts
   were saved up to which time, so that what was typed after the sending stays. */
"use strict";
{
  const PREFIX = "casebase-draft:";
  const MOST_DAYS = 14;
  // The token, what the page itself adds, and the rows that new rows are made from.
  const LEFT_OUT = /^csrfmiddlewaretoken$|^_|__prefix__|-empty-/;
  // What a save changes though nobody typed: how many rows there are, their keys.
  const COUNTED = /^opened_version$|-(?:TOTAL|INITIAL)_FORMS$|-id$/;
  const all = () => Object.keys(window.localStorage).filter((key) => key.startsWith(PREFIX));
  const own = document.querySelector("[name=_draft]");
  const form = own && own.form;
  const here = own && `${PREFIX}${own.dataset.person}:${window.location.pathname}#`;

  let isLoggingOut = false;

  const take = (name) => {
    try {
      return JSON.parse(window.localStorage.getItem(name));
    } catch {
      return null;
    }
  };

  const tidy = () => {
    const oldest = Date.now() - MOST_DAYS * 24 * 3600 * 1000;
    for (const name of all()) {
      const draft = take(name);
      if (!draft || draft.at < oldest) window.localStorage.removeItem(name);
    }
  };

  /* "1a2b3c4d-1764158400000": the draft 1a2b3c4d as it was sent then is saved. */
  const forgetSaved = () => {
    const saved = own ? own.dataset.saved.split(" ").map((name) => name.split("-")) : [];
    for (const name of all()) {
      const draft = take(name);
      const isSaved = ([id, at]) => id === draft.id && draft.at <= Number(at);
      if (saved.some(isSaved)) window.localStorage.removeItem(name);
    }
  };

  const boxes = () =>
    [...new FormData(form)].filter(
      ([name, value]) => value && !LEFT_OUT.test(name) && typeof value === "string",
    );
  const words = (held) => JSON.stringify(held.filter(([name]) => !COUNTED.test(name)));

  const offer = (key) => {
    const draft = take(key);
    const note = document.getElementById("draft-offer");
    const when = new Date(draft.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    for (const place of note.querySelectorAll(".draft-when")) place.textContent = when;
    const isOvertaken = draft.version !== form.elements.opened_version.value;
    note.querySelector(".draft-unsaved").hidden = isOvertaken;
    note.querySelector(".draft-overtaken").hidden = !isOvertaken;
    note.hidden = false;
    note.querySelector(".draft-take").addEventListener("click", () => {
      const restoring = document.createElement("form");
      restoring.method = "post";
      restoring.enctype = "multipart/form-data";
      const put = (name, value) => {
        const box = document.createElement("input");
        box.type = "hidden";
        box.name = name;
        box.value = value;
        restoring.append(box);
      };
      for (const [name, value] of draft.boxes) put(name, value);
      put("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      put("_draft", `${draft.id}-${draft.at}`);
      put("_restore", when);
      document.body.append(restoring);
      form.dispatchEvent(new Event("submit"));
      restoring.submit();
    });
    note.querySelector(".draft-drop").addEventListener("click", () => {
      window.localStorage.removeItem(key);
      note.hidden = true;
    });
  };

  const begin = () => {
    const id = own.value || Math.random().toString(36).slice(2, 10).padEnd(8, "0");
    // A page that shows what was sent holds more than what is saved.
    const saved = own.value ? null : words(boxes());
    let waiting = 0;
    const stop = () => {
      window.clearTimeout(waiting);
      waiting = 0;
    };
    const keep = () => {
      stop(); // else the page writes once more while it is left, after the save
      const at = Date.now();
      own.value = `${id}-${at}`;
      if (isLoggingOut) return;
      const held = boxes();
      const version = form.elements.opened_version.value;
      try {
        if (words(held) === saved) window.localStorage.removeItem(here + id);
        else window.localStorage.setItem(here + id, JSON.stringify({ id, at, version, boxes: held }));
      } catch {
        // The browser keeps no more: the page still warns before it is left.
      }
    };
    const others = all().filter((key) => key.startsWith(here) && key !== here + id);
    const left = others.filter((key) => words(take(key).boxes) !== saved);
    for (const key of others) if (!left.includes(key)) window.localStorage.removeItem(key);
    if (left.length) offer(left.sort((a, b) => take(b).at - take(a).at)[0]);
    let isTouched = false;
    for (const kind of ["keydown", "pointerdown", "paste", "drop"]) {
      document.addEventListener(kind, (event) => { isTouched ||= event.isTrusted; }, true);
    }
    const soon = () => {
      if (!isTouched) return; // scripts fill boxes too, while the page opens
      stop();
      waiting = window.setTimeout(keep, 800);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("formset:added", soon);
    window.django.jQuery(form).on("change", "select", soon);
    form.addEventListener("submit", (event) => {
      stop();
      if (event.isTrusted) keep();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && waiting) keep();
    });
  };

  tidy();
  forgetSaved();
  if (form) begin();
  document.addEventListener("submit", (event) => {
    const isLogOut = event.target.action.endsWith("/logout/")
      || event.target.querySelector("#log-out-everywhere");
    if (!isLogOut) return;
    isLoggingOut = true;
    for (const name of all()) window.localStorage.removeItem(name);
  });
}
