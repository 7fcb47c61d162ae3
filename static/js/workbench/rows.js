/* Lists within rows have no empty row of their own: they take that of the same list
   within the empty row above, the first time a row is added to them. */
"use strict";
{
  const templateOf = (prefix) => prefix.replace(/-\d+-/g, "-empty-");

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".djn-add-handler");
    const list = button && button.closest(".rows");
    if (!list) return;
    const prefix = list.id.slice(0, -"-group".length);
    const { jQuery } = window.django;
    /* A row that was made from the empty one has brought that one's own lists along, and
       what was added to it went there, unseen. Such a list is made anew. */
    const known = jQuery(list).data("djangoFormset");
    if (known && known.prefix !== prefix) jQuery(list).removeData("djangoFormset").djangoFormset();
    if (document.getElementById(`${prefix}-empty`)) return;
    const model = templateOf(prefix);
    const template = document.getElementById(`${model}-empty`);
    const row = template.cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of element.attributes) {
        if (!attribute.value.includes(model)) continue;
        attribute.value = attribute.value.replaceAll(model, prefix);
      }
    }
    list.querySelector(":scope > .djn-fieldset > .djn-items").append(row);
    // The library looked for it when the page was opened.
    jQuery(list).data("djangoFormset")._$template = jQuery(row);
  }, true);
}
