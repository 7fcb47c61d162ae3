"""Indexes of the terms readers browse by, and a page of each term."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebase.browse import hubs, names
from casebase.browse.addresses import hub
from casebase.browse.biomarker_index import BiomarkerIndex
from casebase.browse.filters import PageForm
from casebase.browse.metadata import list_pages, shown, term_pages
from casebase.browse.term_index import TermIndex


@require_safe
def fusion_list(request: HttpRequest) -> HttpResponse:
    """List the gene fusions."""
    return _list(request, "fusion")


@require_safe
def fusion_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one gene fusion."""
    return _detail(request, "fusion", key)


@require_safe
def gene_list(request: HttpRequest) -> HttpResponse:
    """List the genes."""
    return _list(request, "gene")


@require_safe
def gene_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one gene."""
    return _detail(request, "gene", key)


@require_safe
def family_list(request: HttpRequest) -> HttpResponse:
    """List the gene families."""
    return _list(request, "family")


@require_safe
def family_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one gene family."""
    return _detail(request, "family", key)


@require_safe
def biomarker_list(request: HttpRequest) -> HttpResponse:
    """List the genes by kind of alteration, and other biomarkers."""
    form = PageForm(request.GET)
    if not form.is_valid():
        return _refused(request, form)
    page = BiomarkerIndex(form.cleaned_data["page"])
    head = list_pages.of_biomarkers(page)
    context = {"list": page, "archive_version": page.now.version}
    return shown(request, "browse/biomarker_list.html", context, head)


@require_safe
def biomarker_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one biomarker."""
    return _detail(request, "biomarker", key)


@require_safe
def drug_list(request: HttpRequest) -> HttpResponse:
    """List the drugs."""
    return _list(request, "drug")


@require_safe
def drug_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one drug: where it was given, and apart where it was considered."""
    return _detail(request, "drug", key)


@require_safe
def drug_class_list(request: HttpRequest) -> HttpResponse:
    """List the drug classes."""
    return _list(request, "drug_class")


@require_safe
def drug_class_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one drug class: the courses of its drugs."""
    return _detail(request, "drug_class", key)


@require_safe
def diagnosis_list(request: HttpRequest) -> HttpResponse:
    """List the diagnoses."""
    return _list(request, "diagnosis")


@require_safe
def diagnosis_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one diagnosis or group of diagnoses."""
    return _detail(request, "diagnosis", key)


def _list(request: HttpRequest, facet: str) -> HttpResponse:
    form = PageForm(request.GET)
    if not form.is_valid():
        return _refused(request, form)
    terms = TermIndex(facet, form.cleaned_data["page"])
    head = list_pages.of_terms(terms)
    context = {"terms": terms, "archive_version": terms.now.version}
    return shown(request, "browse/term_list.html", context, head)


def _refused(request: HttpRequest, form: PageForm) -> HttpResponse:
    faults = {"faults": form.faults}
    return render(request, "browse/refused.html", faults, status=400)


def _detail(request: HttpRequest, facet: str, key: str) -> HttpResponse:
    term = hubs.find(facet, key)
    if term is not None and not term.now:
        page = hubs.Hub(term=term)
        head = term_pages.of_hub(page)
        context = {"hub": page, "archive_version": page.now.version}
        return shown(request, "browse/term_detail.html", context, head)
    if term is not None:
        return HttpResponsePermanentRedirect(hub(facet, term.now))
    meant = names.meant([facet], key)
    if len(meant) == 1:
        return HttpResponseRedirect(hub(facet, meant[0].key))
    if meant:
        asked = {"name": key, "links": [(t, hub(facet, t.key)) for t in meant]}
        return render(request, "browse/which_term.html", asked, status=404)
    raise Http404
