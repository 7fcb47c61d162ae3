"""A fusion typed any way: "ETV6-NTRK3", "BCR/ABL1", "KMT2A::SEPT9", "NTRK1 fusion".

The grammar is `vocabulary.fusion_names`; which symbols are genes is asked of `Genes`,
so nothing here knows a database. A row has the fusion's `key`, and the boxes of a
finding: exons, and what a fusion without a named partner implies.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from casebase.archive.choices import FusionEffect, GeneSide, PartnerStatus
from casebase.vocabulary import fusion_names
from casebase.vocabulary.fusion_names import (
    Candidate,
    FusionName,
    KeptAsWords,
    NotAFusionName,
    State,
)
from casebase.vocabulary.fusion_names import Reading as NameReading

from .days import PRIVATE, holds_a_day
from .numbers import tidy
from .reading import (
    AsReported,
    Choice,
    Question,
    Reading,
    Understood,
    boxes,
    listed,
)

_PARTNER_PHRASE = re.compile(
    r",?\s*(?:with (?:an? )?)?(?:unknown|unnamed|unidentified)? ?partner"
    r"(?: gene)?(?: unknown| not known| not named| not identified)?$",
    re.IGNORECASE,
)
_SAYS_FUSION = re.compile(r"fusion|rearr|transloc|positive", re.IGNORECASE)
#: What a spreadsheet makes of SEPT9, MARCH1 and DEC1.
_DATES = re.compile(
    r"(?<![\w-])(?:(?P<n1>\d{1,2})-(?P<m1>sep|mar|dec)"
    r"|(?P<m2>sep|mar|dec)-?(?P<n2>\d{1,2}))(?![\w])",
    re.IGNORECASE,
)
_GENES_OF_MONTHS = {"sep": ("SEPT",), "mar": ("MARCH", "MARC"), "dec": ("DEC",)}
#: Old writings with which the first gene printed is 5′ (docs/curating.md).
_IN_ORDER = re.compile(r"::|-|:|\bto\b")


class Genes(Protocol):
    """What is a gene: asked of the vocabulary, or of a table in a test."""

    def symbols(self, name: str) -> tuple[str, ...]:
        """The approved symbols a name may mean; none if it is no gene."""

    def is_family(self, key: str) -> bool:
        """Whether there is a family of genes of this key."""


def read(text: str, *, genes: Genes, printed: str = "") -> Reading:
    """Read a fusion. `printed` is the source's print, if `text` answers a question."""
    typed = tidy(text)
    words = (boxes(reported=tidy(printed or text)[: fusion_names.LONGEST]),)
    if not typed or len(typed) > fusion_names.LONGEST:
        return AsReported("There is no fusion to read.", words if typed else ())
    if holds_a_day(typed):
        return AsReported(PRIVATE)
    if question := _spreadsheet(typed, genes):
        return question
    try:
        return _named(fusion_names.parse(typed), typed, genes, words)
    except KeptAsWords as kept:
        return AsReported(str(kept), words)
    except NotAFusionName as fault:
        refusal = str(fault)
    stem = _PARTNER_PHRASE.sub("", typed)
    if stem != typed and not _SAYS_FUSION.search(stem):
        stem += " fusion"
    found = [c for c in fusion_names.candidates(stem) if _exists(c, genes)]
    if not found:
        return AsReported(_unknown(stem, genes) or refusal, words)
    return _of(found, stem, genes, words)


def _of(found: list[Candidate], stem: str, genes: Genes, words: tuple) -> Reading:
    """Choose nothing: one reading is understood, several are asked about."""
    fusions = [c.name for c in found if c.name and c.reading is NameReading.FUSION]
    lone_gene = any(c.reading is NameReading.GENE for c in found)
    pairs = [name for name in fusions if name.state is State.TWO_GENES]
    if lone_gene and not pairs:
        return _one_gene(stem, genes)
    if lone_gene:
        return _ask(
            f"“{stem}” is the name of a gene, and can be a fusion.",
            [*pairs, fusion_names.partner_unknown(genes.symbols(stem)[0])],
            genes,
        )
    if len(pairs) == 1 and _IN_ORDER.search(stem) and "/" not in stem:
        return _named(pairs[0], stem, genes, words)
    if len(fusions) == 1:
        return _named(fusions[0], stem, genes, words)
    return _ask(f"“{stem}” can be read in several ways.", fusions, genes)


def _named(name: FusionName, typed: str, genes: Genes, words: tuple) -> Reading:
    """One fusion, under approved symbols; asked if a name is that of two genes."""
    meant = list(_by_symbol(name, genes))
    if not meant:
        return AsReported(_unknown(typed, genes) or "No such genes.", words)
    if len(meant) > 1:
        return _ask("An old name here is that of two genes.", meant, genes)
    now = meant[0]
    notes = [
        f"{old} is now called {new}"
        for old, new in zip(name.symbols, now.symbols, strict=True)
        if old.upper() != new.upper()
    ]
    row = boxes(
        key=fusion_names.key(now),
        exon_5p=str(now.first.exon) if now.first and now.first.exon else "",
        exon_3p=str(now.second.exon) if now.second and now.second.exon else "",
    )
    unsaid = ""
    if len(now.symbols) > 1:
        row["partner_status"] = PartnerStatus.NAMED.value
    if now.state is State.PARTNER_UNKNOWN:
        row |= {
            "effect": FusionEffect.REARRANGEMENT_NOS.value,
            "known_gene_side": GeneSide(str(now.side)).value,
        }
        unsaid = "Choose why no partner is known."
    if fusion_names.format(now) != tidy(typed):
        row["reported"] = words[0]["reported"]
    told = [fusion_names.label(now), *notes]
    if now.state is State.TWO_GENES:
        told[0] += f": {now.symbols[0]} is 5′"
    return Understood(f"{'. '.join(told)}.", (row,), unsaid)


def _one_gene(stem: str, genes: Genes) -> Question:
    symbols = genes.symbols(stem)
    names = [fusion_names.partner_unknown(symbol) for symbol in symbols]
    changed = [symbol for symbol in symbols if symbol.upper() != stem.upper()]
    renamed = f"{stem} is now called {listed(changed)}. " if changed else ""
    return _ask(
        f"{renamed}“{stem}” is one gene. A fusion of which the partner is not known?",
        names,
        genes,
    )


def _ask(sentence: str, names: list[FusionName], genes: Genes) -> Question:
    """Ask, with a choice for each fusion under approved symbols."""
    meant = {
        fusion_names.key(now): now for name in names for now in _by_symbol(name, genes)
    }
    choices = tuple(
        Choice(fusion_names.label(name), fusion_names.format(name))
        for name in meant.values()
    )
    return Question(f"{sentence} Which is meant?", choices)


def _spreadsheet(typed: str, genes: Genes) -> Question | AsReported | None:
    hit = _DATES.search(typed)
    if not hit:
        return None
    month, number = hit["m1"] or hit["m2"], int(hit["n1"] or hit["n2"])
    symbols = [
        symbol
        for stem in _GENES_OF_MONTHS[month.lower()]
        for symbol in genes.symbols(f"{stem}{number}")
    ]
    if not symbols:
        return AsReported(
            f"“{hit[0]}” looks like a date that a spreadsheet made of a gene's name.",
            (boxes(reported=typed),),
        )
    texts = [typed.replace(hit[0], symbol) for symbol in dict.fromkeys(symbols)]
    return Question(
        f"“{hit[0]}” is a date. Did a spreadsheet make it of a gene's name?",
        tuple(Choice(text, text) for text in texts),
    )


def _exists(candidate: Candidate, genes: Genes) -> bool:
    if candidate.name is None:
        return bool(genes.symbols(candidate.gene))
    return any(True for _ in _by_symbol(candidate.name, genes))


def _by_symbol(name: FusionName, genes: Genes) -> Iterator[FusionName]:
    """The fusion under approved symbols: one for each gene an old name may mean."""
    if name.state is State.FAMILY:
        if genes.is_family(name.family):
            yield name
        return
    for symbols in itertools.product(*(genes.symbols(s) for s in name.symbols)):
        ends = [
            replace(partner, symbol=symbol)
            for partner, symbol in zip(name.partners, symbols, strict=True)
        ]
        try:
            yield replace(name, first=ends[0], second=ends[1] if ends[1:] else None)
        except NotAFusionName:
            continue


def _unknown(text: str, genes: Genes) -> str:
    """Which word of the text looks like a gene and is none; empty if all are."""
    words = re.findall(fusion_names.SYMBOL, re.sub(r"::|/|-", " ", text))
    strange = [
        word
        for word in words
        if re.search(r"[A-Z]", word[1:] + word[:1])
        and not genes.symbols(word)
        and not genes.is_family(word)
        and word.lower() not in ("fusion", "exon")
    ]
    return f"There is no gene {strange[0]} in the vocabulary." if strange else ""
