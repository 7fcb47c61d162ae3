"""The workbench as a curator's hands know it: boxes, lists, rows, windows, Save.

Everything goes through what can be seen on the page: a folded part is opened before
something is typed into it, a choice is made in its list, a missing word is added with
the plus beside it. `Effort` counts what a hand does besides writing words.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, expect

PASSWORD = "a long enough password"
#: Longer texts are pasted, as from the notes beside the keyboard.
TYPED_UP_TO = 30
#: What stands in the boxes of a row: `row-name`, not those of the rows below it.
LOOK = """row => {
  const found = {};
  for (const box of document.querySelectorAll("[name]")) {
    if (!box.name.startsWith(row)) continue;
    const name = box.name.slice(row.length);
    if (!/^[a-z_0-9]+$/.test(name) || name in found) continue;
    found[name] = {
      tag: box.type === "checkbox" ? "tick" : box.tagName.toLowerCase(),
      type: box.type,
      value: box.type === "checkbox" ? box.checked : box.value,
      isFound: box.classList.contains("admin-autocomplete"),
      isFolded: box.closest("details:not([open])") !== null,
      isHidden: box.closest("[hidden]") !== null,
    };
  }
  return found;
}"""

#: What is chosen in a list.
CHOSEN = """name => Array.from(
  document.getElementsByName(name)[0].selectedOptions, option => option.value
).join()"""


@dataclass
class Effort:
    """What hands did, other than writing words."""

    clicks: int = 0
    keys: int = 0
    letters: int = 0
    searched: int = 0
    windows: int = 0
    saves: int = 0

    @property
    def actions(self) -> int:
        """Key-presses and clicks; each key of a chord counts."""
        return self.clicks + self.keys

    def clear(self) -> None:
        """Begin to count: here, in the object that windows share."""
        self.__init__()

    def __str__(self) -> str:
        return (
            f"{self.clicks} clicks, {self.keys} keys besides {self.letters} letters of "
            f"text and {self.searched} to find words, {self.windows} windows, "
            f"{self.saves} saves"
        )


@dataclass(frozen=True)
class Found:
    """A word that is found by typing part of a name and choosing what is shown."""

    typed: str
    shown: str = ""


@dataclass
class Workbench:
    """One page of the workbench, in one window."""

    page: Page
    effort: Effort = field(default_factory=Effort)

    # ── Coming and going ──────────────────────────────────────────────────────────

    def log_in(self, name: str) -> None:
        """Come in as somebody, whoever was here before."""
        self.page.context.clear_cookies()
        self.page.goto("/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()

    def save(self) -> None:
        """Press Save."""
        self.effort.saves += 1
        self.follow('input[name="_save"]')

    def follow(self, link: str | Locator) -> None:
        """Click on what leads to another page, and wait until it is there."""
        with self.page.expect_navigation():
            self.click(link)

    @property
    def told(self) -> str:
        """What the page says after something was done."""
        return " ".join(self.page.locator(".messagelist li").all_inner_texts())

    @property
    def standing(self) -> str:
        """How the patient or article stands."""
        return self.page.locator("aside.standing").inner_text()

    @property
    def steps(self) -> list[str]:
        """The named buttons that are open."""
        return self.page.locator('.standing-buttons [id^="step-"]').all_inner_texts()

    def faults(self) -> dict[str, str]:
        """What is wrong, by the box beside which it stands."""
        boxes = self.page.locator(".box.errors")
        return {
            boxes.nth(n).locator("[name]").first.get_attribute("name"): boxes.nth(n)
            .locator(".errorlist")
            .inner_text()
            for n in range(boxes.count())
        }

    # ── Hands ─────────────────────────────────────────────────────────────────────

    def click(self, what: str | Locator) -> None:
        """Click once."""
        self.effort.clicks += 1
        (self.page.locator(what) if isinstance(what, str) else what).click()

    def press(self, keys: str) -> None:
        """Press a key, or several at once: "Control+Enter" is two."""
        self.effort.keys += keys.count("+") + 1
        self.page.keyboard.press(keys)

    def paste(self, text: str) -> None:
        """Write text where the cursor is, over nothing."""
        self.effort.letters += len(text)
        self.page.keyboard.insert_text(text)

    def fill(self, values: Mapping[str, Any], row: str = "") -> None:
        """Write values into the boxes of a row, or of the page's top.

        What the page has filled in rightly is left alone; a box that does not apply
        yet, and is hidden, is filled when the others are.
        """
        stem = f"{row}-" if row else ""
        boxes = self.page.evaluate(LOOK, stem)
        waiting: dict[str, Any] = {}
        for name, value in values.items():
            assert name in boxes, f"There is no box {stem}{name}."
            box = boxes[name]
            if self._stands(box, value):
                continue
            if box["isHidden"]:
                waiting[name] = value
                continue
            if box["isFolded"]:
                self.unfold(stem + name)
            self._put(stem + name, box, value)
        if waiting:
            assert waiting.keys() < values.keys(), f"{stem}: {waiting} are hidden."
            self.fill(waiting, row)

    def unfold(self, name: str) -> None:
        """Open the folded row and part that a box is in, if they are still folded."""
        folded = self.page.locator(f'[name="{name}"]').first.locator(
            "xpath=ancestor::details[not(@open)]"
        )
        while folded.count():
            self.click(folded.first.locator("summary").first)

    def add_row(self, rows: str) -> str:
        """Press the button that adds a row; return the stem of its boxes' names."""
        self.click(f"#{rows}-group > .djn-fieldset > .rows-add button")
        count = int(self.page.locator(f'[name="{rows}-TOTAL_FORMS"]').input_value())
        return f"{rows}-{count - 1}"

    def value(self, name: str) -> str:
        """What stands in a box."""
        return self.page.locator(f'[name="{name}"]').first.input_value()

    def find(self, name: str, word: Found) -> None:
        """Find a word by typing, and choose it from what is shown."""
        self.click(f'[name="{name}"] + .select2 .select2-selection')
        # The list takes the keyboard a moment after it has opened.
        expect(self.page.locator("input.select2-search__field:focus")).to_have_count(1)
        self.page.keyboard.insert_text(word.typed)
        self.effort.searched += len(word.typed)
        shown = self.page.locator(
            ".select2-results__option:not(.loading-results)",
            has_text=word.shown or word.typed,
        )
        self.click(shown.first)
        box = self.page.locator(f'[name="{name}"]').first
        if not box.evaluate("box => box.value"):
            # The list was made anew under the click, as it is with each answer.
            self.click(shown.first)
        expect(box).not_to_have_value("")

    @contextmanager
    def plus(self, name: str) -> Iterator["Workbench"]:
        """Add a missing word in the window that the plus opens."""
        before = self.page.evaluate(CHOSEN, name)
        with self.page.expect_popup() as opened:
            self.click(f'[id="add_id_{name}"]')
        window = Workbench(opened.value, self.effort)
        window.page.wait_for_load_state()
        self.effort.windows += 1
        with window.page.expect_event("close"):
            yield window
        self.page.wait_for_function(
            f"([name, before]) => ({CHOSEN})(name) !== before", arg=[name, before]
        )

    def write(self, name: str, text: str) -> None:
        """Write into a text box, over what stands there."""
        box = self.page.locator(f'[name="{name}"]').first
        if not box.evaluate("box => box === document.activeElement"):
            self.click(box)
            expect(box).to_be_focused()
        if box.input_value():
            self.press("Control+a")
        if not text:
            self.press("Delete")
        elif len(text) <= TYPED_UP_TO:
            self.effort.letters += len(text)
            self.page.keyboard.type(text)
        else:
            self.paste(text)
        # Letters that went astray would be found much later, in another box.
        assert box.input_value() == text, name

    # ── Details ───────────────────────────────────────────────────────────────────

    @staticmethod
    def _stands(box: dict[str, Any], value: Any) -> bool:
        if box["tag"] == "tick":
            return value is box["value"]
        if box["isFound"]:
            return False
        return box["value"].replace("\r\n", "\n") == str(value)

    def _put(self, name: str, box: dict[str, Any], value: Any) -> None:
        if isinstance(value, Found):
            self.find(name, value)
        elif isinstance(value, list) and box["tag"] == "tick":
            for one in value:
                self.click(f'[name="{name}"][value="{one}"]')
        elif isinstance(value, list):
            for one in value:
                self.find(name, one)
        elif box["tag"] == "tick":
            self.click(f'[name="{name}"]')
        elif box["tag"] == "select":
            # Opening the list and choosing; the list itself is the browser's own.
            self.effort.clicks += 2
            self.page.locator(f'[name="{name}"]').select_option(str(value))
        elif box["type"] == "date":
            # In which order day, month and year are typed is the browser's choice.
            self.effort.clicks += 1
            self.effort.letters += 8
            self.page.locator(f'[name="{name}"]').fill(value)
        else:
            self.write(name, str(value))


def short(name: str) -> str:
    """A sentence of the page without its line ends."""
    return re.sub(r"\s+", " ", name).strip()
