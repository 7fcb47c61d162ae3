/* The paper beside the form: the texts of the case's sources, one shown at a time.
   Each is asked from its own address; what is kept or taken away there stays beside. */
"use strict";
{
  const panel = document.getElementById("paper-panel");
  const body = panel && panel.querySelector(".paper-body");
  const tabs = panel && panel.querySelector(".paper-tabs");
  const read = new Map();
  let shown = "";

  /* Articles chosen as sources; on an article's own page that article. */
  const articles = () => {
    const found = new Map();
    const own = panel.dataset.article;
    if (own) found.set(own, panel.dataset.articleName);
    for (const box of document.querySelectorAll('select[name^="sources-"][name$="-article"]')) {
      const gone = document.querySelector(`[name="${box.name.replace(/article$/, "DELETE")}"]`);
      if (!box.value || box.closest(".djn-empty-form") || (gone && gone.checked)) continue;
      found.set(box.value, box.selectedOptions[0].textContent.trim());
    }
    return found;
  };

  const say = (words) => { panel.querySelector(".paper-told").textContent = words; };

  const show = (key, paper) => {
    shown = key;
    if (paper) read.set(key, paper);
    body.replaceChildren(read.get(key));
    for (const tab of tabs.children) {
      tab.setAttribute("aria-pressed", String(tab.dataset.article === key));
    }
    panel.dispatchEvent(new CustomEvent("paper:shown", { bubbles: true }));
  };

  const ask = async (key, options = {}) => {
    const address = panel.dataset.address.replace("/0/", `/${key}/`);
    try {
      const answer = await fetch(`${address}?beside`, options);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const paper = page.querySelector(".paper");
      if (!paper) throw new Error("no paper");
      show(key, document.importNode(paper, true));
      say("");
    } catch {
      say("The text could not be reached. You may be logged out: log in in another window, then try again.");
    }
  };

  const refresh = () => {
    const found = articles();
    if (!found.size) say("Choose an article under Sources: its text can stand here.");
    tabs.hidden = found.size < 2;
    tabs.replaceChildren(...[...found].map(([key, name]) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.dataset.article = key;
      tab.textContent = name.length > 40 ? `${name.slice(0, 39)}…` : name;
      tab.title = name;
      tab.setAttribute("aria-pressed", String(key === shown));
      return tab;
    }));
    if (found.size && !found.has(shown)) ask([...found.keys()][0]);
  };

  if (panel) {
    tabs.addEventListener("click", (event) => {
      const tab = event.target.closest("[data-article]");
      if (!tab) return;
      if (read.has(tab.dataset.article)) show(tab.dataset.article);
      else ask(tab.dataset.article);
    });
    body.addEventListener("submit", (event) => {
      event.preventDefault();
      const key = event.target.closest(".paper").dataset.article;
      say("Reading …");
      ask(key, { method: "POST", body: new FormData(event.target, event.submitter) });
    });
    document.addEventListener("change", (event) => {
      if ((event.target.name || "").startsWith("sources-")) refresh();
    });
    window.django.jQuery(document).on("change", 'select[name^="sources-"]', refresh);
    document.addEventListener("formset:removed", refresh);
    panel.hidden = false;
    refresh();
  }
}
