"""A case in the formats of genome medicine: Phenopackets and VICC gene fusions."""

from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from casebase.archive.document import Coded
from casebase.archive.models import Record, Term, Version
from casebase.browse import records
from casebase.browse.addresses import hub
from casebase.browse.context import site
from casebase.browse.formats import vicc
from casebase.browse.formats.phenopackets import phenopacket

from .case import CASES, JSON


@require_safe
def case_phenopacket(
    request: HttpRequest, accession: str, number: int | None = None
) -> HttpResponse:
    """Give a version of a case, the newest if none is named, as a Phenopacket."""
    record, version = _asked(accession, number)
    envelope = records.envelope(record, version)
    if record.withdrawn or version.withdrawn or version.purged:
        return _answer({"record": envelope}, status=410)
    return _answer(phenopacket(records.case_in(version), envelope))


@require_safe
def case_fusions(
    request: HttpRequest, accession: str, number: int | None = None
) -> HttpResponse:
    """Give the gene fusions that were found in a patient."""
    record, version = _asked(accession, number)
    answer = {
        "record": records.envelope(record, version),
        "specification": vicc.SPECIFICATION,
    }
    if record.withdrawn or version.withdrawn or version.purged:
        return _answer(answer, status=410)
    return _answer(answer | {"fusions": vicc.fusions_of(records.case_in(version))})


@require_safe
def fusion_category(request: HttpRequest, key: str) -> HttpResponse:
    """Give a category of gene fusions."""
    term = get_object_or_404(Term, facet="fusion", key=key)
    if term.now:
        now = hub("fusion", term.now).removesuffix("/")
        return HttpResponsePermanentRedirect(f"{now}.vicc.json")
    genes = Term.objects.filter(facet="gene", key__in=term.facts.get("genes") or [])
    known = {gene.key: gene.code for gene in genes}
    fusion, why_not = vicc.category(
        term.facts, lambda key: Coded(key=key, code=known.get(key, ""))
    )
    return _answer(
        {
            "key": term.key,
            "label": term.label,
            "address": f"{settings.PUBLIC_URL}{hub('fusion', term.key)}",
            "archive_version": int(str(site(request)["archive_version"])),
            "licence": records.LICENCE,
            "specification": vicc.SPECIFICATION,
            "fusion": fusion,
            "why_not": why_not,
        }
    )


def _asked(accession: str, number: int | None) -> tuple[Record, Version]:
    record = get_object_or_404(CASES.all(), name=accession)
    if number is None:
        return record, records.newest(record)
    return record, get_object_or_404(record.versions, number=number)


def _answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params=JSON)
