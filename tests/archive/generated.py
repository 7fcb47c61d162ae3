"""An archive to count in: the starter's cases and 500 made-up ones beside them."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from unittest import mock

from django.core.management import call_command

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record, Term
from casebase.curation.terms import publish_terms
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import Biomarker, Gene, GeneFamily, GeneFusion
from casebase.vocabulary.public_terms import public_terms
from tests import generating, seed
from tests.archive.plain_case import PlainCase, Vocabulary

CASES, ARTICLES = 500, 150
#: Articles without a record of their own are known by their citation alone.
WITH_A_RECORD = 110
#: Cases are published over a year, a few each day.
FIRST_DAY = datetime(2025, 1, 1, 12, tzinfo=UTC)
ENVELOPE = {
    "published_by": "Ada",
    "submitted_by": "Ada",
    "review_basis": "transcription",
}


def starter() -> list[d.Document]:
    """Every document of the starter, articles first."""
    files = [
        *sorted(seed.STARTER.glob("articles/*.json")),
        *sorted(seed.STARTER.glob("cases/*.json")),
    ]
    return [d.read(json.loads(file.read_text("utf-8"))) for file in files]


def load_words() -> generating.Words:
    """Load the starter vocabulary; return it as readers have it."""
    call_command("load_vocabulary", verbosity=0)
    return generating.Words.read(public_terms())


def publish() -> None:
    """Fill the archive in the transaction that is open; index it once, at the end."""
    generator = generating.Generator(load_words())
    documents = starter()
    articles = generator.articles(ARTICLES)
    made_up = list(islice(generator.cases(articles), CASES))
    used = [
        d.as_dict(finding.biomarker)
        for document in documents
        if isinstance(document, d.CaseDocument)
        for finding in document.findings
    ]
    accept_biomarkers([*generator.biomarkers, *used])
    publish_terms()
    late = articles[WITH_A_RECORD - 20 : WITH_A_RECORD]
    early = articles[: WITH_A_RECORD - 20]
    with mock.patch.object(publishing, "reindex"):
        for number, document in enumerate([*documents, *early, *made_up, *late]):
            day = FIRST_DAY + timedelta(days=number // 2)
            with mock.patch.object(publishing.timezone, "now", lambda day=day: day):
                publishing.put(document, **ENVELOPE)
    publishing.rebuild_index()


def accept_biomarkers(wanted: Iterable[dict[str, Any]]) -> None:
    """Put biomarkers of documents into the vocabulary, with their fusions."""
    known = set(Biomarker.objects.values_list("key", flat=True))
    genes = {gene.symbol: gene for gene in Gene.objects.all()}
    for each in wanted:
        if each["key"] in known:
            continue
        known.add(each["key"])
        parts = {name: each.get(name, "") for name in ("kind", "marker", "hgvs_p")}
        parts |= {name: each.get(name, "") for name in ("hgvs_c", "exon_text")}
        gene, fusion = each.get("gene"), each.get("fusion")
        made = Biomarker(
            **parts,
            gene=genes[gene["key"]] if gene else None,
            fusion=_fusion(fusion, genes) if fusion else None,
            status=WordStatus.ACCEPTED,
        )
        if made.label != each.get("label", made.label):
            made.name = each["label"]
        made.save()
        assert made.key == each["key"]


def _fusion(fusion: dict[str, Any], genes: dict[str, Gene]) -> GeneFusion:
    there = GeneFusion.objects.filter(key=fusion["key"]).first()
    if there:
        return there
    made = GeneFusion(state=fusion["state"], status=WordStatus.ACCEPTED)
    if fusion["state"] == "family":
        made.family = GeneFamily.objects.get(key=fusion["family"]["key"])
    elif fusion.get("five_prime"):
        made.five_prime = genes[fusion["five_prime"]["key"]]
        made.three_prime = genes[fusion["three_prime"]["key"]]
        made.regulatory_class = "e" if fusion["state"] == "regulatory" else ""
    else:
        made.gene, *others = (genes[gene["key"]] for gene in fusion["genes"])
        made.other_gene = others[0] if others else None
    made.save()
    assert made.key == fusion["key"]
    return made


def plain_cases() -> list[PlainCase]:
    """Every public case, each with its article, as the records have them."""
    terms = list(Term.objects.all())
    words = Vocabulary(
        {(term.facet, term.key): term.parents for term in terms},
        {(term.facet, term.key): term.facts for term in terms},
    )
    readable = Record.objects.readable()
    articles = {
        record.name: record.latest.content
        for record in readable.articles()
        if record.latest
    }
    return [
        PlainCase(
            accession=record.name,
            document=record.latest.content,
            article=articles.get(
                record.latest.content.primary.article,
                record.latest.content.primary.citation,
            ),
            cited=[
                articles.get(source.article, source.citation)
                for source in record.latest.content.articles
            ],
            published_on=record.latest.published_at.date().isoformat(),
            words=words,
        )
        for record in readable.cases().order_by("name")
        if record.latest
    ]
