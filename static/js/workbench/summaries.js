/* Each row says in its head what it holds, so that a long page can be read quickly. */
"use strict";
{
  const TELLING = ["drug", "drug_class", "biomarker", "disease", "term", "site", "reported",
    "text_reported", "procedure", "dose_value", "dose_unit", "frequency", "category", "field",
    "article", "person", "event", "target", "decision"];
  const words = (box) => {
    if (!box || !box.value || box.type === "hidden") return "";
    const text = box.tagName === "SELECT" ? box.selectedOptions[0].textContent : box.value;
    return text.trim();
  };
  const tell = (row) => {
    const found = [];
    for (const name of TELLING) {
      const text = words(row.querySelector(`[name="${row.id}-${name}"]`));
      if (text && !found.includes(text)) found.push(text);
    }
    const head = row.querySelector(":scope > .row-head .row-summary");
    const line = found.slice(0, 3).join(" · ");
    if (head) head.textContent = line.length > 90 ? `${line.slice(0, 89)}…` : line;
  };
  const tellOf = (event) => {
    const row = event.target.closest(".row");
    if (row) tell(row);
  };
  document.addEventListener("change", tellOf);
  document.addEventListener("formset:added", tellOf);
  window.django.jQuery(document).on("change", ".row select", tellOf);
  for (const row of document.querySelectorAll(".row:not(.djn-empty-form)")) tell(row);
}
