"""A missing biomarker is added by typing its name as the article writes it.

The name is read, the readings are shown, the curator chooses one. Nothing is guessed:
a name with two meanings has two buttons. What is not a fusion or a protein change is
added by its parts, on the vocabulary's own page.
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from casebase.archive import choices as c
from casebase.vocabulary import fusion_names
from casebase.vocabulary.biomarker_names import Parts, biomarker_key, biomarker_label
from casebase.vocabulary.fusion_names import FusionName, NotAFusionName, Reading, State
from casebase.vocabulary.models import Biomarker, Gene
from casebase.vocabulary.resolving import (
    UnknownWord,
    find_genes,
    fusion_of,
    possible_readings,
)

from .widgets import QuickPlus

PARTNER_PHRASE = re.compile(
    r",?\s*(with\s+)?(an?\s+)?(partner|unknown partner|unnamed partner)\b.*$",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"(?P<gene>[A-Za-z0-9-]+)[ :]+(?:p\.)?\(?(?P<change>(?:[A-Z]|[A-Z][a-z]{2})\d+"
    r"(?:[A-Z*=]|[A-Z][a-z]{2}|Ter|del|dup|fs|[A-Za-z0-9_*]+))\)?"
)


@dataclass(frozen=True)
class Meaning:
    """One reading of a name: what it would be called, and how to say it again."""

    label: str
    key: str
    note: str = ""


class BiomarkerChoice(QuickPlus):
    """The choice of a biomarker, whose plus asks for a name."""

    def get_related_url(self, info: Any, action: str, *args: Any) -> str:
        """Send the plus to the page below."""
        if action == "add":
            return reverse("admin:name_biomarker")
        return super().get_related_url(info, action, *args)


def meanings(text: str) -> list[Meaning]:
    """Return every way to read a name whose genes are in the vocabulary."""
    stem = PARTNER_PHRASE.sub("", " ".join(text.split()))
    if stem != " ".join(text.split()) and not re.search(
        r"(?i)fusion|rearr|transl", stem
    ):
        stem += " fusion"
    found = [*_fusions(stem), *_changes(" ".join(text.split()))]
    return list({meaning.key: meaning for meaning in found}.values())


@transaction.atomic
def biomarker_of(key: str) -> Biomarker:
    """Return the biomarker of a meaning, proposed if it is new.

    Raises ValidationError in words when there is no such thing.
    """
    kind, _, rest = key.partition(":")
    if kind == "fusion":
        try:
            fusion = fusion_of(fusion_names.parse(rest))
        except (NotAFusionName, UnknownWord) as fault:
            raise ValidationError(str(fault)) from fault
        there = Biomarker.objects.filter(fusion=fusion).first()
        return there or _proposed(Biomarker(kind=c.BiomarkerKind.FUSION, fusion=fusion))
    symbol, _, change = rest.partition(":")
    gene = Gene.objects.filter(symbol=symbol).first()
    if kind != "change" or gene is None or not change:
        raise ValidationError("Choose one of the readings.")
    new = Biomarker(kind=c.BiomarkerKind.SNV_INDEL, gene=gene, hgvs_p=change)
    there = Biomarker.objects.filter(key=biomarker_key(new.parts())).first()
    return there or _proposed(new)


def name_biomarker(request: HttpRequest) -> HttpResponse:
    """Ask for a name, show its readings, add the one that is chosen."""
    from django.contrib.admin import site

    if not request.user.has_perms(
        ["vocabulary.add_biomarker", "vocabulary.add_genefusion"]
    ):
        raise PermissionDenied
    sent = request.POST if "name" in request.POST else request.GET
    text = sent.get("name", "").strip()[:200]
    chosen = request.POST.get("meaning", "")
    faults: list[str] = []
    if chosen:
        try:
            return _chosen(request, biomarker_of(chosen))
        except ValidationError as fault:
            faults = fault.messages
    readings = meanings(text) if text else []
    if text and not readings and not faults:
        faults = [
            f"“{text}” is not understood as a fusion or a protein change of a gene in "
            "the vocabulary. Write it as NTRK1 fusion, ETV6::NTRK3 or BRAF V600E, or "
            "add it by its parts."
        ]
    context = {
        **site.each_context(request),
        "title": "Add a biomarker",
        "is_popup": True,
        "name": text,
        "meanings": readings,
        "faults": faults,
        "by_parts": _by_parts(text),
    }
    return TemplateResponse(request, "admin/workbench/name_biomarker.html", context)


def _by_parts(text: str) -> str:
    """The address of the vocabulary's own page, with the gene or marker filled in."""
    found = [
        genes[0].gene.pk for word in text.split() if len(genes := find_genes(word)) == 1
    ]
    query = {"_popup": "1"}
    if text:
        query |= {"gene": str(found[0])} if found else {"marker": text}
    return f"{reverse('admin:vocabulary_biomarker_add')}?{urlencode(query)}"


def _chosen(request: HttpRequest, biomarker: Biomarker) -> HttpResponse:
    """Close the window and put the biomarker into the form it was opened from."""
    answer = json.dumps({"value": str(biomarker.pk), "obj": str(biomarker)})
    return TemplateResponse(
        request, "admin/popup_response.html", {"popup_response_data": answer}
    )


def _proposed(biomarker: Biomarker) -> Biomarker:
    biomarker.full_clean()
    biomarker.save()
    return biomarker


def _fusions(text: str) -> Iterator[Meaning]:
    for reading in possible_readings(text):
        if reading.reading is not Reading.FUSION or reading.name is None:
            continue
        for name in _by_symbol(reading.name):
            label = fusion_names.label(name)
            if name.state is State.TWO_GENES:
                label = f"{label} fusion"
            key = fusion_names.key(name)
            known = Biomarker.objects.filter(fusion__key=key).exists()
            note = "in the list already" if known else ""
            yield Meaning(label, f"fusion:{key}", note)


def _by_symbol(name: FusionName) -> Iterator[FusionName]:
    """The fusion under approved symbols; one for each gene an old name may mean."""
    if name.state is State.FAMILY:
        yield name
        return
    choices = [
        [match.gene.symbol for match in find_genes(symbol)] for symbol in name.symbols
    ]
    build: Any = {
        State.TWO_GENES: fusion_names.two_genes,
        State.ORDER_NOT_REPORTED: fusion_names.order_not_reported,
        State.PARTNER_UNKNOWN: fusion_names.partner_unknown,
    }[name.state]
    for symbols in itertools.product(*choices):
        try:
            yield build(*symbols)
        except NotAFusionName:
            continue


def _changes(text: str) -> Iterator[Meaning]:
    hit = CHANGE.fullmatch(text)
    if not hit:
        return
    for match in find_genes(hit["gene"]):
        change = f"p.{hit['change']}"
        parts = Parts(kind="snv_indel", gene=match.gene.symbol, hgvs_p=change)
        known = Biomarker.objects.filter(key=biomarker_key(parts)).exists()
        yield Meaning(
            biomarker_label(parts),
            f"change:{match.gene.symbol}:{change}",
            "in the list already" if known else "",
        )
