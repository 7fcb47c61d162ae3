"""Every public address, on one page."""

from django.urls import URLPattern, URLResolver, include, path

from . import converters  # noqa: F401 - registers parts of addresses
from .views import (
    articles,
    case,
    charts,
    compare,
    downloads,
    feeds,
    home,
    lists,
    machine,
    packets,
    pages,
    search,
    selections,
    terms,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home),
    path("gaps/", home.gap_map),
    # Search
    path("search/", search.search_page),
    path("suggest/", search.suggestions),
    # Lists
    path("cases/", lists.case_list),
    path("treatments/", lists.treatment_list),
    path("findings/", lists.finding_list),
    path("cases/values/<slug:facet>/", lists.case_values),
    path("treatments/values/<slug:facet>/", lists.treatment_values),
    path("findings/values/<slug:facet>/", lists.finding_values),
    # Taken away
    path("cases/download.<str:suffix>", downloads.download),
    path("cases/<accession:accession>.<citation:suffix>", downloads.cite_case),
    path(
        "cases/<accession:accession>/v<int:number>.<citation:suffix>",
        downloads.cite_case,
    ),
    path("articles/<slug:slug>.<citation:suffix>", downloads.cite_article),
    path("data/", downloads.data),
    path("data/releases/<slug:name>.zip", downloads.release),
    path("data/case.schema.json", downloads.schema),
    # Feeds
    path("cases/feed.atom", feeds.case_feed),
    path("articles/feed.atom", feeds.article_feed),
    # One case, and its versions
    path("cases/swimmer.svg", charts.swimmer_chart),
    path("cases/compare/", compare.compare),
    path("cases/compare.csv", compare.compare_csv),
    path("cases/<accession:accession>/", case.case_detail),
    path("cases/<accession:accession>.json", case.case_json),
    path("cases/<accession:accession>/v<int:number>.json", case.case_json),
    path("cases/<accession:accession>/v<int:number>/", case.case_version),
    path("cases/<accession:accession>.phenopacket.json", packets.case_phenopacket),
    path(
        "cases/<accession:accession>/v<int:number>.phenopacket.json",
        packets.case_phenopacket,
    ),
    path("cases/<accession:accession>.fusions.json", packets.case_fusions),
    path(
        "cases/<accession:accession>/v<int:number>.fusions.json", packets.case_fusions
    ),
    path("cases/<accession:accession>/changes/", compare.case_changes),
    path("cases/<accession:accession>/sheet/", case.case_sheet),
    path("cases/<accession:accession>/v<int:number>/sheet/", case.case_sheet),
    path("cases/<accession:accession>/course.svg", charts.course_chart),
    path("cases/<accession:accession>/v<int:number>/course.svg", charts.course_chart),
    path("cases/<accession:accession>/rearrangement.svg", charts.rearrangement_chart),
    path(
        "cases/<accession:accession>/v<int:number>/rearrangement.svg",
        charts.rearrangement_chart,
    ),
    # Lists that were frozen
    path("selections/<slug:name>/", selections.selection_detail),
    path("selections/<slug:name>/cite.<citation:suffix>", selections.cite_selection),
    path("selections/<slug:name>.<str:suffix>", selections.selection_download),
    # Articles and series
    path("articles/", articles.article_list),
    path("articles/<slug:slug>/", articles.article_detail),
    path("series/<slug:slug>/", articles.series_detail),
    # Pages of words
    path("about/", pages.about),
    path("how-we-curate/", pages.how_we_curate),
    path("accessibility/", pages.accessibility),
    path("privacy/", pages.privacy),
    path("keys/", pages.keys),
    path("glossary/", pages.glossary_list),
    path("glossary/<slug:slug>/", pages.glossary_entry),
    # Terms: an index of each facet, and a page of each term
    path("fusions/", terms.fusion_list),
    path("fusions/<key:key>/", terms.fusion_detail),
    path("fusions/<key:key>.vicc.json", packets.fusion_category),
    path("genes/", terms.gene_list),
    path("genes/<key:key>/", terms.gene_detail),
    path("families/", terms.family_list),
    path("families/<key:key>/", terms.family_detail),
    path("biomarkers/", terms.biomarker_list),
    path("biomarkers/<key:key>/", terms.biomarker_detail),
    path("drugs/", terms.drug_list),
    path("drugs/<key:key>/", terms.drug_detail),
    path("drug-classes/", terms.drug_class_list),
    path("drug-classes/<key:key>/", terms.drug_class_detail),
    path("diagnoses/", terms.diagnosis_list),
    path("diagnoses/<key:key>/", terms.diagnosis_detail),
    # Programs
    path("api/docs/", pages.api_docs),
    path("api/v1/", include("casebase.browse.api.urls")),
    # Machines
    path("robots.txt", machine.robots),
    path(".well-known/security.txt", machine.security),
    path("sitemap.xml", machine.sitemap_index),
    path("sitemap-<slug:section>.xml", machine.sitemap),
    path("favicon.ico", machine.favicon),
    path("healthz", machine.healthz),
    path("readyz", machine.readyz),
]
