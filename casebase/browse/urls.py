"""Every public address, on one page."""

from django.urls import URLPattern, URLResolver, path, register_converter

from .converters import Accession, TermKey
from .views import articles, case, home, lists, machine, pages, terms

register_converter(TermKey, "key")
register_converter(Accession, "accession")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home),
    # Lists
    path("cases/", lists.case_list),
    path("treatments/", lists.treatment_list),
    # One case, and its versions
    path("cases/<accession:accession>/", case.case_detail),
    path("cases/<accession:accession>.json", case.case_json),
    path("cases/<accession:accession>/v<int:number>/", case.case_version),
    # Articles and series
    path("articles/", articles.article_list),
    path("articles/<slug:slug>/", articles.article_detail),
    path("series/<slug:slug>/", articles.series_detail),
    # Pages of words
    path("about/", pages.about),
    path("privacy/", pages.privacy),
    # Terms: an index of each facet, and a page of each term
    path("fusions/", terms.fusion_list),
    path("fusions/<key:key>/", terms.fusion_detail),
    path("genes/", terms.gene_list),
    path("genes/<key:key>/", terms.gene_detail),
    path("biomarkers/", terms.biomarker_list),
    path("biomarkers/<key:key>/", terms.biomarker_detail),
    path("drugs/", terms.drug_list),
    path("drugs/<key:key>/", terms.drug_detail),
    path("diagnoses/", terms.diagnosis_list),
    path("diagnoses/<key:key>/", terms.diagnosis_detail),
    # Machines
    path("robots.txt", machine.robots),
    path("favicon.ico", machine.favicon),
    path("healthz", machine.healthz),
    path("readyz", machine.readyz),
]
