/* The plus beside a box that is searched takes along what was typed there and not found:
   the page that adds a word has it filled in already. */
"use strict";
{
  const { jQuery } = window.django || {};
  const typed = new Map();
  /* What a word is called by, where it is not `name`. */
  const CALLED = { gene: "symbol", person: "family", series: "title", article: "title" };

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
      const page = new URL(plus.href);
      const name = CALLED[model] || "name";
      page.searchParams.delete(name);
      if (typed.get(box)) page.searchParams.set(name, typed.get(box));
      plus.href = page;
    }, true);
  }
}
