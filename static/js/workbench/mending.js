/* After a refused save: the list of what is to be mended takes the focus, and each of
   its links leads to its box, whatever is folded around it. */
"use strict";
{
  const list = document.getElementById("mend");
  const go = (event) => {
    const link = event.target.closest("a[href^='#']");
    const box = link && document.getElementById(link.hash.slice(1));
    if (!box) return;
    event.preventDefault();
    for (let part = box; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    const seen = box.classList.contains("select2-hidden-accessible")
      ? box.parentElement.querySelector(".select2-selection") : box;
    seen.focus({ preventScroll: true });
    seen.scrollIntoView({ block: "center" });
  };
  if (list) {
    list.addEventListener("click", go);
    // Once all is laid out: lists that are searched grow when their script comes to them.
    window.addEventListener("load", () => list.focus());
  }
}
