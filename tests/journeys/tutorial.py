"""The tutorial, followed as a person follows it: a numbered line says what to do.

    1. **Click** `Add patient`.
    2. **Type** into `Summary`:  (and a block below it: what is typed)
    3. **Choose** `Resolved` in `Outcome` of `AE1`, then **press** `Ctrl+S`.

What stands in code is a name that a person sees: of a button, of a box, of a row. A
name that ends in “…” is the beginning of a longer one. A picture shows the page at that
moment; one with a title shows the part of it that is called so. All else is only read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from playwright.sync_api import Locator, Page, expect

#: What stands before a name says what is called so: a box, or the row that it is in.
BOX = ("into", "in")
ROW = ("of", "beside")


@dataclass
class Step:
    """Something to do: the verb, and the names of what it is done to."""

    line: int
    verb: str
    names: list[str] = field(default_factory=list)
    box: str = ""
    row: str = ""
    block: str = ""
    words: str = field(default="", compare=False)

    def __str__(self) -> str:
        said = [f"line {self.line}: {self.verb}", *self.names, self.box, self.row]
        return ", ".join(one for one in said if one)


@dataclass(frozen=True)
class Picture:
    """What the page, or a named part of it, looks like at this moment."""

    line: int
    file: str
    part: str = ""


class NotAStep(AssertionError):
    """A numbered line that nobody can follow."""


# ── Reading ───────────────────────────────────────────────────────────────────────


def read(text: str) -> list[Step | Picture]:
    """Return what is to be done and seen, in order; refuse what cannot be followed."""
    found: list[Step | Picture] = []
    lists = 0
    opened = ["", ""]
    for token in MarkdownIt().parse(text):
        lists += {"ordered_list_open": 1, "ordered_list_close": -1}.get(token.type, 0)
        line = token.map[0] + 1 if token.map else 0
        if token.type == "inline":
            steps = list(_steps(token, line)) if lists else []
            if lists and not steps and opened[0] == "list_item_open":
                raise NotAStep(f"line {line} does not begin with what to do.")
            found += [*steps, *_pictures(token, line)]
        elif token.type == "fence" and lists:
            step = found[-1]
            if not isinstance(step, Step) or step.block:
                raise NotAStep(f"line {line}: nothing says where this block goes.")
            step.block = token.content.removesuffix("\n")
        opened = [opened[1], token.type]
    return found


def _pictures(inline: Token, line: int) -> Iterator[Picture]:
    for child in inline.children or ():
        if child.type == "image":
            src, title = child.attrs["src"], child.attrs.get("title", "")
            yield Picture(line, str(src), str(title))


def _steps(inline: Token, line: int) -> Iterator[Step]:
    """Each verb with the names behind it; nothing in a paragraph that has no verb."""
    step = None
    before = ""
    for child in inline.children or ():
        if child.type == "text" and child.level:
            if step:
                yield step
            elif before:
                raise NotAStep(f"line {line} does not begin with what to do.")
            step = Step(line, child.content.lower())
            if not hasattr(Reader, _named_method(step)):
                raise NotAStep(f"{step}: nobody knows how to do that.")
        elif child.type == "code_inline" and step:
            _name(step, child.content, before)
        elif child.content and step:
            step.words += f" {child.content}"
        before = child.content.split()[-1] if child.content.strip() else before
    if step:
        yield step


def _name(step: Step, name: str, before: str) -> None:
    if before in BOX:
        step.box = name
    elif before in ROW:
        step.row = name
    else:
        step.names.append(name)


def _named_method(step: Step) -> str:
    return "_do_" + step.verb.replace(" ", "_")


# ── Doing ─────────────────────────────────────────────────────────────────────────


@dataclass
class Reader:
    """Somebody who does what is written, and looks at what is on the page."""

    page: Page
    passwords: dict[str, str]

    def __post_init__(self) -> None:
        self.first = self.page

    def follow(self, step: Step) -> None:
        """Do it; a failure says which line of the tutorial it was."""
        try:
            self.page.wait_for_load_state()
            getattr(self, _named_method(step))(step)
        except Exception as error:
            error.add_note(f"docs/tutorial.md, {step}")
            raise

    def look(self, picture: Picture, file: Path | None = None) -> None:
        """See what the picture shows; keep it where a file is named."""
        what: Page | Locator = self.page
        if picture.part:
            name = re.compile("^" + re.escape(picture.part))
            what = self.page.get_by_role("region", name=name).or_(
                self.page.get_by_role("complementary", name=name)
            )
            expect(what, f"docs/tutorial.md, {picture}").to_be_visible()
        if file:
            self.page.wait_for_load_state("networkidle")
            what.screenshot(path=file, animations="disabled")

    def _do_open(self, step: Step) -> None:
        self.page.goto(*step.names)

    def _do_log_in(self, step: Step) -> None:
        [name] = step.names
        self.page.get_by_label("Username", exact=True).fill(name)
        self.page.get_by_label("Password", exact=True).fill(self.passwords[name])
        self.page.get_by_role("button", name="Log in", exact=True).click()

    def _do_click(self, step: Step) -> None:
        [name] = step.names
        button = self._button(name, self._part(step))
        if "a window opens" in step.words:
            with self.page.expect_popup() as opened:
                button.click()
            self.page = opened.value
        elif "the window closes" in step.words:
            with self.page.expect_event("close"):
                button.click()
            self.page = self.first
        else:
            button.click()

    def _do_press(self, step: Step) -> None:
        [keys] = step.names
        *held, key = keys.replace("Ctrl", "Control").split("+")
        key = key.lower() if len(key) == 1 else key
        self.page.keyboard.press("+".join([*held, key]))

    def _do_type(self, step: Step) -> None:
        """Over what is there, where a box is named; else where the cursor is."""
        [text] = [step.block] if step.block else step.names
        if step.box:
            box = self._box(step)
            box.click()
            box.press("Control+a")
        self.page.keyboard.insert_text(text)

    def _do_choose(self, step: Step) -> None:
        [choice] = step.names
        box = self._box(step)
        box.focus()
        box.select_option(label=choice)

    def _do_tick(self, step: Step) -> None:
        [name] = step.names
        ticks = self._part(step).get_by_role("checkbox", name=_whole(name), exact=True)
        ticks.locator("visible=true").check()

    def _do_see(self, step: Step) -> None:
        [words] = step.names
        found = self._part(step).get_by_text(re.compile(re.escape(words)))
        seen = found.locator("visible=true").first
        expect(seen).to_be_visible(timeout=30_000)
        # It may have been written anew meanwhile, the same.
        seen.evaluate("one => one.scrollIntoViewIfNeeded()")

    # What a name is the name of.

    def _part(self, step: Step) -> Page | Locator:
        """The row, card or part of the page whose head begins with the name."""
        if not step.row:
            return self.page
        head = re.compile(rf"^\s*{re.escape(step.row)}(?!\w)")
        heads = self.page.locator("summary, th, legend, h2", has_text=head)
        return heads.locator("visible=true").locator("xpath=..")

    def _box(self, step: Step) -> Locator:
        boxes = self._part(step).get_by_label(_whole(step.box), exact=True)
        return boxes.locator("visible=true")

    def _button(self, name: str, part: Page | Locator) -> Locator:
        whole = _whole(name)
        begins = re.compile(rf"^\s*{re.escape(name.removesuffix('…'))}(?!\w)")
        found = (
            part.get_by_role("button", name=whole, exact=True)
            .or_(part.get_by_role("link", name=whole, exact=True))
            .or_(part.locator("summary", has_text=begins))
            .locator("visible=true")
        )
        found.first.wait_for()
        # Two links to one place are one to whoever reads.
        places = found.evaluate_all("all => all.map(one => one.href)")
        return found.first if places[0] and len(set(places)) == 1 else found


def _whole(name: str) -> str | re.Pattern[str]:
    """The whole name, or, before “…”, its beginning."""
    if name.endswith("…"):
        return re.compile("^" + re.escape(name.removesuffix("…")))
    return name
