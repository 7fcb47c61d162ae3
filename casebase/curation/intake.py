"""What readers send: a report of an error, a request to remove a case, a paper.

The pages are public and set no cookie, so no token guards their forms: a browser says
in `Sec-Fetch-Site` or `Origin` from where a form was sent, and only our own pages may.
To look at a form is to read, as readers read: from the archive alone. Only a form that
is sent (`settings.INTAKE_PATHS`) is curation's.
"""

import re
import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casebase.archive import publishing
from casebase.archive.models import Record, Term

from . import intake_limits
from .models import ReaderReport, SuggestedPaper
from .models.article import bare_doi

View = Callable[[HttpRequest], HttpResponse]

#: No letter or digit that can be taken for another one.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE = re.compile(rf"[{SIGNS}]{{4}}-[{SIGNS}]{{4}}")
#: What a paper can be suggested for.
ABOUT = ("gene", "fusion", "diagnosis", "drug")
ACCESSION = re.compile(r"CB-[0-9]{6,9}")
ELSEWHERE = (
    "The form was not sent from this site, or your browser does not say from where. "
    "Send it from this page."
)


class IntakeForm(forms.ModelForm):
    """A form for readers. The last box is for programs that fill in everything."""

    leave_empty = forms.CharField(
        required=False,
        label="Leave this box empty",
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_leave_empty(self) -> str:
        """Refuse what no person sees to fill in."""
        if self.cleaned_data["leave_empty"]:
            raise ValidationError("Leave the last box empty.")
        return ""

    def save(self, commit: bool = True) -> Any:
        """Draw its number and keep it."""
        drawn = "".join(secrets.choice(SIGNS) for _ in range(8))
        self.instance.code = f"{drawn[:4]}-{drawn[4:]}"
        return super().save(commit)


class ReportForm(IntakeForm):
    """Something is wrong with a case, or it should not be here."""

    class Meta:
        model = ReaderReport
        fields = ("kind", "record", "text", "contact")
        labels = {
            "kind": "What is it about?",
            "record": "Number of the record",
            "text": "What is wrong, and how do you know?",
            "contact": "Your e-mail address",
        }
        help_texts = {
            "record": "Such as CB-000001. Empty if it is about the site.",
            "text": "Name the place in the article if you can. Do not write anything "
            "that could identify a patient.",
            "contact": "Optional, if we may ask back. Only curators see it, and it is "
            "deleted as soon as your report is handled.",
        }
        error_messages = {"text": {"required": "Say what is wrong."}}
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea({"rows": 6}),
            "record": forms.TextInput({"autocomplete": "off"}),
            "contact": forms.EmailInput({"autocomplete": "email"}),
        }

    def clean_record(self) -> str:
        """It is a record that readers know or knew."""
        record = self.cleaned_data["record"].strip().upper()
        if not record:
            return ""
        known = ACCESSION.fullmatch(record)
        if not known or not Record.objects.filter(name=record).exists():
            raise ValidationError("No record has this number. It looks like CB-000001.")
        return record

    def clean(self) -> Any:
        """What is to be removed has a number."""
        cleaned = super().clean() or {}
        asks_removal = cleaned.get("kind") == ReaderReport.Kind.REMOVAL
        if asks_removal and cleaned.get("record") == "":
            self.add_error("record", "Give the number of what should be removed.")
        return cleaned


class SuggestForm(IntakeForm):
    """A paper that should be here."""

    url = forms.URLField(
        required=False, max_length=500, assume_scheme="https", label="Web address"
    )

    class Meta:
        model = SuggestedPaper
        fields = ("doi", "pmid", "url", "text")
        labels = {
            "doi": "DOI",
            "pmid": "PMID",
            "text": "Why should it be here?",
        }
        help_texts = {
            "doi": "Such as 10.1000/xyz. One of the three is enough.",
            "pmid": "The number in PubMed.",
            "text": "Optional: which alteration, which drug.",
        }
        widgets = {
            "text": forms.Textarea({"rows": 4}),
            "doi": forms.TextInput({"autocomplete": "off"}),
            "pmid": forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
        }

    def clean_doi(self) -> str:
        """Take it as it is pasted."""
        doi = bare_doi(self.cleaned_data["doi"])
        if doi and not re.fullmatch(r"10\.\d{4,9}/\S+", doi):
            raise ValidationError("A DOI begins with 10. and has a slash.")
        return doi

    def clean_pmid(self) -> str:
        """Digits only."""
        pmid = self.cleaned_data["pmid"].strip()
        if pmid and not re.fullmatch(r"[0-9]{1,9}", pmid):
            raise ValidationError("A PMID has digits only.")
        return pmid


def _taking(view: View) -> View:
    """A page with a form that sets no cookie, and so has no token."""
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(view))


@_taking
def report(request: HttpRequest) -> HttpResponse:
    """Take in a report; `?case=CB-000001` fills in the number."""
    case = request.GET.get("case", "")
    first = {"record": case} if ACCESSION.fullmatch(case) else {}
    return _page(request, ReportForm, "report", first)


@_taking
def suggest(request: HttpRequest) -> HttpResponse:
    """Take in a paper; `?gene=NTRK1&diagnosis=LUNG` says what is missing here."""
    about = _missing_here(request.GET)
    first = {"text": f"No case here yet: {about}."} if about else {}
    return _page(request, SuggestForm, "suggest", first)


def _missing_here(asked: QueryDict) -> str:
    """Return the labels of the terms asked for; words of a stranger are no term."""
    wanted = [(facet, key) for facet in ABOUT for key in asked.getlist(facet)[:1]]
    found = [Term.objects.filter(facet=f, key=key).first() for f, key in wanted]
    return ", ".join(term.label for term in found if term)


def freezing(read: Callable[[QueryDict], Any], refused: type[Exception]) -> View:
    """Make the view that freezes a list; `read` says what the list has, or `refused`.

    How a list is asked for is known to the readers' side alone, which curation does not
    import: `casebase/urls.py` hands it over.
    """

    @_taking
    def freeze(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect("/cases/")
        if not is_from_here(request):
            faults = [{"culprit": "", "reason": ELSEWHERE}]
            return _refused(request, faults, 403)
        try:
            frozen = read(request.POST)
            intake_limits.count(request)
        except refused as error:
            return _refused(request, error.faults, 400)  # type: ignore[attr-defined]
        except intake_limits.TooMany as limit:
            answer = _refused(request, [{"culprit": "", "reason": str(limit)}], 429)
            answer["Retry-After"] = str(limit.wait)
            return answer
        kept = publishing.freeze(frozen.query, frozen.cases, frozen.archive_version)
        return _own(HttpResponseRedirect(f"/selections/{kept.name}/"))

    return freeze


def _refused(request: HttpRequest, faults: list[Any], status: int) -> HttpResponse:
    context = {"faults": faults}
    return _own(render(request, "browse/refused.html", context, status=status))


def _page(
    request: HttpRequest, form_class: Any, name: str, first: dict[str, str]
) -> HttpResponse:
    template = f"browse/{name}.html"
    if request.method != "POST":
        received = request.GET.get("received", "")
        if CODE.fullmatch(received):
            return _own(render(request, template, {"received": received}))
        return render(request, template, {"form": form_class(initial=first)})
    form = form_class(request.POST)
    status, refused = 400, ""
    if not is_from_here(request):
        status, refused = 403, ELSEWHERE
    elif form.is_valid():
        try:
            intake_limits.count(request)
        except intake_limits.TooMany as limit:
            answer = render(
                request, template, {"form": form, "refused": str(limit)}, status=429
            )
            answer["Retry-After"] = str(limit.wait)
            return _own(answer)
        kept = form.save()
        return _own(HttpResponseRedirect(f"/{name}/?received={kept.code}"))
    return _own(
        render(request, template, {"form": form, "refused": refused}, status=status)
    )


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was sent from a page of this site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == here


def _own(answer: HttpResponse) -> HttpResponse:
    """An answer to one reader is kept by nobody in between."""
    answer["Cache-Control"] = "no-store"
    return answer
