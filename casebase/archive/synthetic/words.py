"""The readers' vocabulary as made-up cases use it, and the biomarkers made from it.

A biomarker has the key, the label and the facts that curators' words have, so a real
case that names it later finds the same word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from casebase.archive import document as d
from casebase.archive.models import Term
from casebase.archive.term_lookup import Terms

from . import filler

Values = dict[str, Any]

ONE_LETTER = {
    "Arg": "R",
    "Asn": "N",
    "Asp": "D",
    "Cys": "C",
    "Gln": "Q",
    "Glu": "E",
    "Gly": "G",
    "Ile": "I",
    "Leu": "L",
    "Lys": "K",
    "Met": "M",
    "Phe": "F",
    "Pro": "P",
    "Ser": "S",
    "Thr": "T",
    "Val": "V",
    "Ala": "A",
}

WHOLE_GENOME = {
    "msi": "Microsatellite instability",
    "tmb": "Tumour mutational burden",
}


class NoVocabulary(ValueError):
    """Words that the stories are told in are not before readers."""


def needed() -> Iterator[tuple[str, str]]:
    """Every word the stories name, as (facet, key)."""
    for symbol, gene in filler.GENES.items():
        yield "gene", symbol
        for partner in (*gene.five_prime, *gene.three_prime):
            yield "gene", partner
        for change in gene.acquired:
            yield "gene", change.split()[0]
        if gene.family:
            yield "family", gene.family
        yield from (("diagnosis", key) for key in gene.tumours)
        yield from (("drug", key) for key in gene.drugs)
    for tumour in filler.TUMOURS.values():
        yield from (("site", key) for key in (*tumour.sites, *tumour.spread))
        yield from (("drug", key) for key in tumour.chemotherapy)
    yield from (("gene", key) for key in filler.RARE_PARTNERS)
    yield from (("drug", key) for key in filler.LAST_RESORT)
    yield from (("gene", key) for key in filler.TESTED_TOO)
    yield from (("adverse_event", key) for key in filler.EVENTS)
    yield "drug_class", CHEMOTHERAPY
    yield "drug", STEROID


CHEMOTHERAPY = "chemotherapy"
STEROID = "prednisolone"


class Words:
    """The words, read once. Raises NoVocabulary where some are missing."""

    def __init__(self) -> None:
        wanted = list(dict.fromkeys(needed()))
        found = Term.objects.filter(
            facet__in={facet for facet, _ in wanted},
            key__in={key for _, key in wanted},
        )
        self._terms = {(term.facet, term.key): term for term in found}
        missing = [f"{f} {key}" for f, key in wanted if (f, key) not in self._terms]
        if missing:
            raise NoVocabulary(
                f"{len(missing)} words are missing that made-up cases are told in, "
                f"such as {', '.join(missing[:3])}."
            )

    def coded(self, facet: str, key: str) -> Values:
        """Return a word as a document has it."""
        term = self._terms[facet, key]
        word = {"key": term.key, "label": term.label, "code": term.code}
        return {name: value for name, value in word.items() if value}

    def label(self, facet: str, key: str) -> str:
        """Return how readers see a word."""
        return self._terms[facet, key].label

    def as_indexed(self) -> Terms:
        """Return all words of the stories that are before readers, as indexing asks."""
        made = Term.objects.filter(facet__in=("biomarker", "fusion"))
        return Terms(self._terms).having(made)

    # ── Biomarkers ────────────────────────────────────────────────────────────────

    def joined(self, five_prime: str, three_prime: str) -> Values:
        """Return a fusion of two genes whose order is known."""
        ends = [self.coded("gene", five_prime), self.coded("gene", three_prime)]
        key = f"{five_prime}::{three_prime}"
        return {
            "key": slugify(f"{five_prime}-{three_prime}-fusion"),
            "label": f"{key} fusion",
            "kind": "fusion",
            "fusion": {
                "key": key,
                "label": key,
                "state": "two_genes",
                "five_prime": ends[0],
                "three_prime": ends[1],
                "genes": ends,
            },
        }

    def partner_unknown(self, gene: str) -> Values:
        """Return a fusion of which one gene is known."""
        label = f"{gene} fusion, partner not known"
        return {
            "key": slugify(f"{gene}-fusion-partner-unknown"),
            "label": label,
            "kind": "fusion",
            "fusion": {
                "key": f"{gene}-partner-unknown",
                "label": label,
                "state": "partner_unknown",
                "genes": [self.coded("gene", gene)],
            },
        }

    def of_family(self, family: str) -> Values:
        """Return a fusion of a family, no gene named."""
        label = f"{family} fusion, gene not named"
        return {
            "key": slugify(f"{family}-fusion-gene-not-named"),
            "label": label,
            "kind": "fusion",
            "fusion": {
                "key": f"{family}-family",
                "label": label,
                "state": "family",
                "family": self.coded("family", family),
            },
        }

    def mutation(self, gene: str, change: str = "") -> Values:
        """Return a mutation of a gene, or its mutations as a class."""
        short = re.sub(
            "[A-Z][a-z]{2}",
            lambda hit: ONE_LETTER[hit[0]],
            change.removeprefix("p."),
        )
        named = {"hgvs_p": change} if change else {}
        return {
            "key": slugify(f"{gene}-{short or 'mutation'}"),
            "label": f"{gene} {short or 'mutation'}",
            "kind": "snv_indel",
            "gene": self.coded("gene", gene),
            **named,
        }

    def stain(self, *, gene: str = "", marker: str = "") -> Values:
        """Return the stain of a gene's protein, or of a marker."""
        of = {"gene": self.coded("gene", gene)} if gene else {"marker": marker}
        return {
            "key": slugify(f"{gene or marker}-ihc"),
            "label": f"{gene or marker} immunohistochemistry",
            "kind": "protein_ihc",
            **of,
        }

    def whole_genome(self, kind: str) -> Values:
        """Return microsatellite instability or the tumour mutational burden."""
        labels = {
            "msi": "Microsatellite instability",
            "tmb": "Tumour mutational burden",
        }
        return {"key": kind, "label": labels[kind], "kind": kind}


def terms_of(cases: Iterable[d.CaseDocument]) -> Iterator[Values]:
    """Yield the terms that biomarkers and their fusions are before readers."""
    findings = (finding for case in cases for finding in case.findings)
    for finding in findings:
        biomarker = finding.biomarker.model_dump(mode="json", exclude_defaults=True)
        fusion = biomarker.get("fusion")
        spellings = _spellings(fusion) if fusion else []
        if fusion:
            yield {
                "facet": "fusion",
                "key": fusion["key"],
                "label": fusion["label"],
                "aliases": spellings,
                "facts": {
                    "state": fusion["state"],
                    "five_prime": fusion.get("five_prime", {}).get("key", ""),
                    "three_prime": fusion.get("three_prime", {}).get("key", ""),
                    "genes": [gene["key"] for gene in fusion.get("genes", ())],
                    "family": fusion.get("family", {}).get("key", ""),
                    "reciprocal": [],
                },
            }
        yield {
            "facet": "biomarker",
            "key": biomarker["key"],
            "label": biomarker["label"],
            "aliases": spellings,
            "facts": {
                "fusion": fusion["key"] if fusion else "",
                "kind": biomarker["kind"],
                "gene": biomarker.get("gene", {}).get("key", ""),
                "hgvs_p": biomarker.get("hgvs_p", ""),
                "hgvs_c": "",
                "exon_text": "",
                "marker": biomarker.get("marker", ""),
            },
        }


def _spellings(fusion: Mapping[str, Any]) -> list[str]:
    symbols = [gene["key"] for gene in fusion.get("genes", ())]
    if len(symbols) == 2:
        return ["-".join(symbols), "/".join(symbols)]
    named = symbols[0] if symbols else fusion["family"]["key"]
    return [f"{named} fusion", f"{named} rearrangement", f"{named} translocation"]
