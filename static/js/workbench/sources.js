/* Rows choose their source among the articles of the section Sources. This keeps the
   choice in step with that section, fills it in on new rows, and keeps the folded
   line "Source: …" true. */
"use strict";
{
  const READ_MOST_FIRST = ["full_text", "abstract_and_part", "abstract", "secondary_summary"];
  const PLACES = {
    full_text: "text",
    abstract_and_part: "abstract",
    abstract: "abstract",
    secondary_summary: "news summary",
  };
  const shorten = (name) => (name.length <= 60 ? name : `${name.slice(0, 59)}…`);
  const isTemplate = (element) => element.closest(".djn-empty-form") !== null;

  const sources = () => {
    const found = [];
    for (const box of document.querySelectorAll('select[name^="sources-"][name$="-article"]')) {
      if (!box.value || isTemplate(box)) continue;
      const stem = box.name.slice(0, -"article".length);
      const gone = document.querySelector(`[name="${stem}DELETE"]`);
      if (gone && gone.checked) continue;
      const part = document.querySelector(`[name="${stem}part_read"]`);
      found.push({
        key: box.value,
        name: shorten(box.selectedOptions[0].textContent.trim()),
        part: part ? part.value : "",
      });
    }
    return found;
  };

  const rank = (part) => {
    const place = READ_MOST_FIRST.indexOf(part);
    return place < 0 ? READ_MOST_FIRST.length : place;
  };

  const offer = (box, known) => {
    const chosen = box.value;
    const kept = known.some((source) => source.key === chosen);
    const options = [new Option("—", "")];
    for (const source of known) options.push(new Option(source.name, source.key));
    if (chosen && !kept) {
      options.push(new Option(box.selectedOptions[0].textContent, chosen));
    }
    box.replaceChildren(...options);
    box.value = chosen;
  };

  const lastUsed = (row, known) => {
    let last = "";
    for (const box of document.querySelectorAll("select.case-source")) {
      if (row.contains(box)) break;
      if (!isTemplate(box) && known.some((source) => source.key === box.value)) {
        last = box.value;
      }
    }
    return last;
  };

  const fill = (row) => {
    const known = sources();
    for (const box of row.querySelectorAll("select.case-source")) {
      if (isTemplate(box)) continue;
      offer(box, known);
      if (box.value || known.length === 0) continue;
      const readMost = [...known].sort((a, b) => rank(a.part) - rank(b.part))[0];
      box.value = lastUsed(row, known) || readMost.key;
      const locator = row.querySelector(`[name="${row.id}-locator"]`);
      const source = known.find((one) => one.key === box.value);
      if (locator && !locator.value) locator.value = PLACES[source.part] || "";
    }
    tell(row);
  };

  const tell = (row) => {
    for (const part of row.querySelectorAll("details.source")) {
      if (isTemplate(part)) continue;
      const value = (name) => part.querySelector(`[name$="-${name}"]`);
      const source = value("source");
      const assertion = value("assertion");
      const words = [
        source && source.value ? source.selectedOptions[0].textContent : "the source that was read most",
        (value("locator") || {}).value || "place not given",
        assertion ? assertion.selectedOptions[0].textContent.toLowerCase() : "",
        (value("quote") || {}).value ? "with a quote" : "",
        (value("reading_note") || {}).value ? "with a note" : "",
      ];
      part.querySelector(".source-line").textContent = words.filter(Boolean).join(" · ");
    }
  };

  const refresh = () => {
    const known = sources();
    for (const box of document.querySelectorAll("select.case-source")) {
      if (!isTemplate(box)) offer(box, known);
    }
  };

  const begin = () => {
    document.addEventListener("formset:added", (event) => fill(event.target));
    document.addEventListener("change", (event) => {
      const row = event.target.closest(".row");
      if (row && event.target.closest("details.source")) tell(row);
      if ((event.target.name || "").startsWith("sources-")) refresh();
    });
    /* Select2 speaks through jQuery, which does not reach plain listeners. */
    window.django.jQuery(document).on("change", 'select[name^="sources-"]', refresh);
    refresh();
  };
  begin();
}
