/* Says while a DOI, PMID or PMCID is typed whether the paper is here already, with a link
   to it, drafts of others included. Saving refuses it in any case. */
"use strict";
{
  const { address, own } = document.currentScript.dataset;
  const WAIT = 300;
  const NAMES = ["doi", "pmid", "pmcid"];

  const watch = (box) => {
    const note = document.createElement("p");
    note.className = "same-paper";
    note.setAttribute("role", "status");
    box.after(note);
    let timer = 0;
    let asked = "";

    const show = (here) => {
      note.replaceChildren();
      if (!here) return;
      const link = document.createElement("a");
      link.href = here.href;
      link.textContent = here.name;
      note.append("This paper is here already: ", link, ` (${here.standing.toLowerCase()}).`);
    };

    const ask = async () => {
      const typed = box.value.trim();
      asked = typed;
      if (!typed) return show(null);
      const query = new URLSearchParams({ [box.name]: typed, except: own });
      try {
        const response = await fetch(`${address}?${query}`);
        if (!response.ok) return;
        const { here } = await response.json();
        /* An answer that is late says nothing about what stands in the box now. */
        if (asked === typed && box.value.trim() === typed) show(here);
      } catch {
        /* Not reached: saving says it. */
      }
    };

    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    if (box.value) ask();
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const name of NAMES) {
      const box = document.getElementById(`id_${name}`);
      if (box && !box.readOnly) watch(box);
    }
  });
}
