"""Addresses of the API: those of the pages, under `/api/v1`."""

from django.urls import path, re_path

from casebase.browse import converters  # noqa: F401 - registers parts of addresses

from . import archive, articles, cases, lists, search, terms, values
from .nowhere import Nowhere
from .schema import Description

urlpatterns = [
    path("", archive.Archive.as_view()),
    path("schema.json", Description.as_view()),
    path("versions/", archive.Versions.as_view()),
    # Lists, and the values of their facets
    path("cases/", lists.CaseList.as_view()),
    path("cases/values/", values.CaseFacets.as_view()),
    path("cases/values/<slug:facet>/", values.CaseFacet.as_view()),
    path("treatments/", lists.CourseList.as_view()),
    path("treatments/values/", values.CourseFacets.as_view()),
    path("treatments/values/<slug:facet>/", values.CourseFacet.as_view()),
    path("findings/", lists.FindingList.as_view()),
    path("findings/values/", values.FindingFacets.as_view()),
    path("findings/values/<slug:facet>/", values.FindingFacet.as_view()),
    # The search, and what it offers while somebody types
    path("search/", search.Search.as_view()),
    path("suggest/", search.Suggest.as_view()),
    # One case, its versions, and the cases most like it
    path("cases/<accession:accession>/", cases.Case.as_view()),
    path("cases/<accession:accession>/versions/", cases.CaseVersions.as_view()),
    path("cases/<accession:accession>/similar/", cases.SimilarCases.as_view()),
    path("cases/<accession:accession>/v<int:number>/", cases.CaseVersion.as_view()),
    # Articles and series
    path("articles/", articles.ArticleList.as_view()),
    path("articles/<slug:slug>/", articles.Article.as_view()),
    path("series/", articles.SeriesList.as_view()),
    path("series/<slug:slug>/", articles.Series.as_view()),
    # Words
    path("fusions/", terms.FusionList.as_view()),
    path("fusions/<key:key>/", terms.Fusion.as_view()),
    path("genes/", terms.GeneList.as_view()),
    path("genes/<key:key>/", terms.Gene.as_view()),
    path("families/", terms.FamilyList.as_view()),
    path("families/<key:key>/", terms.Family.as_view()),
    path("biomarkers/", terms.BiomarkerList.as_view()),
    path("biomarkers/<key:key>/", terms.Biomarker.as_view()),
    path("drugs/", terms.DrugList.as_view()),
    path("drugs/<key:key>/", terms.Drug.as_view()),
    path("drug-classes/", terms.DrugClassList.as_view()),
    path("drug-classes/<key:key>/", terms.DrugClass.as_view()),
    path("diagnoses/", terms.DiagnosisList.as_view()),
    path("diagnoses/<key:key>/", terms.Diagnosis.as_view()),
    # Whatever else: said as a problem, not as a page.
    re_path(r"^[\s\S]*/\Z", Nowhere.as_view()),
]
