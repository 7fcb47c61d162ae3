"""A curator without a browser: reads a page's form, types, adds rows, saves."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

TEMPLATES = ("__prefix__", "-empty-")


class _Boxes(HTMLParser):
    """What a browser would send of a page's form as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self._list = ""
        self._area = ""

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        box = dict(attributes)
        name = box.get("name") or ""
        if tag == "option":
            if self._list and "selected" in box:
                self._put(self._list, box.get("value", ""))
            return
        if any(mark in name for mark in TEMPLATES):
            self._list = self._area = ""
            return
        if tag == "select":
            self._list = name
            if "multiple" not in box:
                self.data.setdefault(name, "")
        elif tag == "textarea":
            self._area = name
            self.data[name] = ""
        elif tag == "input" and name and box.get("type") not in ("submit", "button"):
            if box.get("type") in ("checkbox", "radio") and "checked" not in box:
                return
            self._put(name, box.get("value") or ("on" if "checked" in box else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.data[self._area] += data.removeprefix("\n")

    def _put(self, name: str, value: str) -> None:
        if self.data.get(name) and name in self._several:
            self.data[name] = [*self.data[name], value]
        else:
            self.data[name] = [value] if name in self._several else value

    _several = frozenset({"institutions"})


class Page:
    """One page of the workbench and what stands in its boxes."""

    #: Lists below a row, by the name of the list the row is in.
    BELOW = {
        "lesion_rows": ("measurements",),
        "biomarkerfinding_rows": ("assays",),
        "treatment_rows": ("agents", "procedures"),
        "agents": ("doses",),
    }

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        self.address = address
        self.response = client.get(address)
        assert self.response.status_code == 200, self.response.status_code
        self.data = boxes(self.response)

    def type(self, **values: Any) -> "Page":
        """Type into boxes at the top of the page."""
        self.data.update(values)
        return self

    def add(self, group: str, **values: Any) -> str:
        """Add a row to a list, as a page without scripts would send it."""
        index = int(self.data.get(f"{group}-TOTAL_FORMS", 0))
        self.data[f"{group}-TOTAL_FORMS"] = index + 1
        self.data.setdefault(f"{group}-INITIAL_FORMS", 0)
        row = f"{group}-{index}"
        for below in self.BELOW.get(group.rsplit("-", 1)[-1], ()):
            self.data[f"{row}-{below}-TOTAL_FORMS"] = 0
            self.data[f"{row}-{below}-INITIAL_FORMS"] = 0
        self.put(row, **values)
        return row

    def put(self, row: str, **values: Any) -> None:
        """Type into the boxes of a row."""
        for name, value in values.items():
            self.data[f"{row}-{name}"] = value

    def save(self) -> Any:
        """Press Save; return the answer, after the redirect if it was saved."""
        self.response = self.client.post(
            self.address, {**self.data, "_save": "Save"}, follow=True
        )
        return self.response

    @property
    def is_saved(self) -> bool:
        """Whether the last save went through."""
        return bool(self.response.redirect_chain)

    def faults(self) -> dict[str, list[str]]:
        """Return what stands beside which box; "" is the page as a whole."""
        context = self.response.context
        found: dict[str, list[str]] = {}
        forms = [context["adminform"].form]
        for formset in context["inline_admin_formsets"]:
            forms += _all_forms(formset.formset)
        for form in forms:
            for name, messages in form.errors.items():
                box = "" if name == "__all__" else name
                prefix = f"{form.prefix}-" if form.prefix else ""
                found[f"{prefix}{box}".rstrip("-")] = list(messages)
        return found


def boxes(response: Any) -> dict[str, Any]:
    """Return what a browser would send back of this page unchanged."""
    reader = _Boxes()
    reader.feed(response.content.decode())
    reader.data.pop("", None)
    return reader.data


def _all_forms(formset: Any) -> list[Any]:
    found = []
    for form in formset.forms:
        found.append(form)
        for nested in getattr(form, "nested_formsets", []):
            found += _all_forms(nested)
    return found
