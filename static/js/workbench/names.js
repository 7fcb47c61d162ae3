/* Boxes that are searched show another box for their own, without its name: it gets the
   name of the label. So does the search box above Django's lists. */
"use strict";
{
  const nameOf = (select) => {
    const label = select.labels && select.labels[0];
    return label ? label.textContent.trim() : "";
  };
  const name = (place) => {
    for (const select of place.querySelectorAll("select.select2-hidden-accessible")) {
      const shown = select.parentElement.querySelector(".select2-selection");
      const words = nameOf(select);
      if (!shown || !words) continue;
      shown.removeAttribute("aria-labelledby");
      shown.setAttribute("aria-label", `${words}: ${[...select.selectedOptions].map((o) => o.textContent.trim()).filter(Boolean).join(", ") || "nothing chosen"}`);
      if (select.getAttribute("aria-describedby")) {
        shown.setAttribute("aria-describedby", select.getAttribute("aria-describedby"));
      }
      // What is chosen is told with the name: it is no box of its own.
      for (const inner of shown.querySelectorAll("[role=textbox]")) {
        inner.removeAttribute("role");
        inner.removeAttribute("aria-readonly");
      }
      shown.setAttribute("aria-invalid", select.getAttribute("aria-invalid") || "false");
      for (const box of shown.querySelectorAll(".select2-search__field")) {
        box.setAttribute("aria-label", words);
      }
    }
  };
  const { jQuery } = window.django || {};
  if (jQuery) {
    // After Django's own script has come to the boxes, which waits for the page too.
    jQuery(() => setTimeout(() => name(document)));
    jQuery(document).on("change select2:close", "select.admin-autocomplete", (event) => name(event.target.parentElement));
    jQuery(document).on("select2:open", (event) => {
      const box = document.querySelector(".select2-container--open .select2-search__field");
      if (box) box.setAttribute("aria-label", nameOf(event.target));
    });
    document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
  }
  const search = document.getElementById("searchbar");
  if (search) search.setAttribute("aria-label", "Search this list");
}
