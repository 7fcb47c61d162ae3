/* Two keys: "/" goes to the search box, "?" shows which keys there are. They do nothing
   while something is typed or together with another key, and can be turned off, which
   is the only thing that is remembered, on this device. */
"use strict";
{
  const OFF = "single-keys-off";
  const PAGE = "/keys/";

  const isOff = () => {
    try { return window.localStorage.getItem(OFF) !== null; } catch { return false; }
  };
  const turn = (isOn) => {
    try {
      if (isOn) window.localStorage.removeItem(OFF); else window.localStorage.setItem(OFF, "1");
    } catch { /* Storage is refused here: they are on again at the next page. */ }
  };

  const isField = (element) => element instanceof Element && (
    element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])")
  );
  const isShown = (element) => element.getClientRects().length > 0;

  const search = () => {
    const boxes = [...document.querySelectorAll("input[type=search]")];
    if (boxes.length && !boxes.some(isShown)) document.querySelector("details.menu").open = true;
    const box = boxes.find(isShown);
    box?.focus();
    box?.select();
    return Boolean(box);
  };

  const addSwitch = (keys) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    label.className = "keys__switch";
    box.type = "checkbox";
    box.checked = !isOff();
    box.addEventListener("change", () => turn(box.checked));
    label.append(box, "These two keys are on. Off is remembered on this device.");
    keys.append(label);
  };

  const show = async () => {
    if (document.getElementById("keys")) return;
    const answer = await fetch(PAGE).catch(() => null);
    if (!answer?.ok) { window.location.assign(PAGE); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const keys = page.getElementById("keys");
    const dialog = document.createElement("dialog");
    const close = document.createElement("button");
    dialog.className = "keys";
    dialog.setAttribute("aria-labelledby", "keys-title");
    close.className = "btn";
    close.textContent = "Close";
    close.autofocus = true;
    close.addEventListener("click", () => dialog.close());
    addSwitch(keys);
    dialog.append(document.adoptNode(keys), close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.key !== "/" && event.key !== "?") return;
    if (isField(event.target) || document.querySelector("dialog[open]") || isOff()) return;
    if (event.key === "?") { event.preventDefault(); show(); }
    else if (search()) event.preventDefault();
  });

  const keys = document.getElementById("keys");
  if (keys) addSwitch(keys);
}
