/* The plus beside a box that is searched takes along what was typed there and not found:
   the page that adds a word has it filled in already. */
"use strict";
{
  const { jQuery } = window.django || {};
  const typed = new Map();
  const pages = new Map();
  /* What a word is called by, where it is not `name`. */
  const CALLED = { gene: "symbol", person: "family", series: "title" };
  const called = (model, words) => {
    if (model !== "article") return CALLED[model] || "name";
    return /^10\./.test(words) ? "doi" : /^\d+$/.test(words) ? "pmid" : "title";
  };

  if (jQuery) {
    jQuery(document).on("select2:closing", "select.admin-autocomplete", ({ target }) => {
      const search = document.querySelector(".select2-container--open .select2-search__field");
      if (search) typed.set(target, search.value.trim());
    });
    jQuery(document).on("select2:select", "select.admin-autocomplete", ({ target }) => {
      setTimeout(() => typed.delete(target)); // The list closes after that, too.
    });
    document.addEventListener("click", ({ target }) => {
      const plus = target.closest(".related-widget-wrapper .add-related");
      if (!plus) return;
      const box = plus.parentElement.querySelector("select");
      const model = plus.parentElement.dataset.modelRef;
      if (!pages.has(plus)) pages.set(plus, plus.href);
      const page = new URL(pages.get(plus));
      const words = typed.get(box);
      if (words) page.searchParams.set(called(model, words), words);
      plus.href = page;
    }, true);
  }
}
