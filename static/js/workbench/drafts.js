/* What is typed is kept in this browser until it is saved: for whoever typed it, and no
   longer than to the log-out. After a closed tab, a lost session or a crash the page
   offers it back; the server then shows it as it shows a refused form, nothing saved. */
"use strict";
{
  const PREFIX = "casebase-draft:";
  const MOST_DAYS = 14;
  // The token, what the page itself adds, and the rows that new rows are made from.
  const LEFT_OUT = /^csrfmiddlewaretoken$|^_|__prefix__|-empty-/;
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

  /* The page after a save says which draft went in: #saved-1a2b3c4d. */
  const forgetSaved = () => {
    const saved = /^#saved-([a-z0-9]{8})$/.exec(window.location.hash);
    if (!saved) return;
    for (const name of all()) {
      const draft = take(name);
      if (draft && draft.id === saved[1]) window.localStorage.removeItem(name);
    }
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  };

  const offer = (key) => {
    const draft = take(key);
    const note = document.getElementById("draft-offer");
    const when = new Date(draft.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    note.querySelector(".draft-when").textContent = when;
    note.querySelector(".draft-overtaken").hidden =
      draft.version === form.elements.opened_version.value;
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
      put("_draft", draft.id);
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

  const keep = (id) => {
    if (isLoggingOut) return;
    const boxes = [...new FormData(form)].filter(
      ([name, value]) => value && !LEFT_OUT.test(name) && typeof value === "string",
    );
    const version = form.elements.opened_version.value;
    try {
      window.localStorage.setItem(here + id, JSON.stringify({ id, at: Date.now(), version, boxes }));
    } catch {
      // The browser keeps no more: the page still warns before it is left.
    }
  };

  const begin = () => {
    const id = own.value || Math.random().toString(36).slice(2, 10).padEnd(8, "0");
    const others = all().filter((key) => key.startsWith(here) && key !== here + id);
    own.value = id;
    if (others.length) offer(others.sort((a, b) => take(b).at - take(a).at)[0]);
    let waiting = 0;
    let isTouched = false;
    for (const kind of ["keydown", "pointerdown", "paste", "drop"]) {
      document.addEventListener(kind, (event) => { isTouched ||= event.isTrusted; }, true);
    }
    const soon = () => {
      if (!isTouched) return; // scripts fill boxes too, while the page opens
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => keep(id), 800);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("formset:added", soon);
    window.django.jQuery(form).on("change", "select", soon);
    form.addEventListener("submit", (event) => {
      if (event.isTrusted) keep(id);
      window.clearTimeout(waiting);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && waiting) keep(id);
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
