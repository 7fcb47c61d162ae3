"""What was tested: the driver, how it was seen, and what was not there."""

from dataclasses import dataclass

from . import filler
from .telling import Telling, Values
from .words import Words

#: A test sees the joined genes themselves, or lets them be inferred.
SEES = {
    "rna_ngs": "observed",
    "dna_ngs": "observed",
    "rt_pcr": "observed",
    "sanger": "observed",
    "ctdna": "observed",
    "fish_break_apart": "inferred",
    "ihc": "inferred",
}


@dataclass(frozen=True)
class Driver:
    """The alteration a story is about."""

    gene: str
    biomarker: Values
    side: str = ""
    """Side of the gene in a fusion whose other gene is named."""

    @property
    def story(self) -> filler.GeneStory:
        """What cases of its gene are made of."""
        return filler.GENES[self.gene]

    @property
    def is_joined(self) -> bool:
        """Whether it is a fusion."""
        return "fusion" in self.biomarker


def driver(telling: Telling, words: Words) -> Driver:
    """Draw an alteration: a gene by its rank, then a partner, none, or a mutation."""
    dice = telling.dice
    ranks = {gene: 1 / (n + 1) for n, gene in enumerate(filler.GENES)}
    gene = dice.one(ranks)
    story = filler.GENES[gene]
    joins = bool(story.five_prime or story.three_prime)
    if story.changes and (not joins or dice.maybe(0.4)):
        return Driver(gene, words.mutation(gene, dice.one(story.changes)))
    if story.family == "NTRK" and dice.maybe(0.04):
        return Driver(gene, words.of_family(story.family))
    if dice.maybe(0.15):
        return Driver(gene, words.partner_unknown(gene))
    partner = dice.one(story.five_prime or story.three_prime)
    rare = dice.apart("partner")
    if rare.maybe(filler.HOW_OFTEN_RARE):
        ranks = {key: 1 / (n + 1) for n, key in enumerate(filler.RARE_PARTNERS)}
        partner = rare.one(ranks)
    if story.five_prime:
        return Driver(gene, words.joined(partner, gene), "three_prime")
    return Driver(gene, words.joined(gene, partner), "five_prime")


def driver_row(telling: Telling, found: Driver, specimen: str | None) -> Values:
    """Return the finding of the driver, with tests that agree or do not."""
    dice = telling.dice
    named = bool(found.side)
    fusion: Values = {}
    if found.is_joined:
        fusion = {
            "partner_status": "named" if named else _why_unnamed(telling),
            "known_gene_side": found.side or None,
            "effect": "chimeric_transcript" if named else "rearrangement_nos",
        }
        if named and telling.told(0.5):
            fusion |= {
                "exon_5p": str(dice.number(2, 20)),
                "exon_3p": str(dice.number(9, 20)),
                "in_frame": "yes" if telling.told(0.5) else None,
                "kinase_domain_retained": "yes" if telling.told(0.4) else None,
            }
    assays = _assays(telling, found)
    seen = [row["detection"] for row in assays if row.get("result") == "positive"]
    if found.is_joined and seen:
        fusion["detection"] = "direct" if "observed" in seen else "inferred"
    return telling.row(
        "F",
        biomarker=found.biomarker,
        specimen=specimen,
        result="positive",
        origin="somatic" if telling.told(0.3) else None,
        role="driver" if telling.told(0.5) else None,
        reported=f"{found.biomarker['label']}, made up",
        assays=assays,
        **fusion,
    )


def _why_unnamed(telling: Telling) -> str:
    if telling.part != "full_text":
        return "not_in_part_read"
    return telling.dice.one(("undetermined_by_assay", "not_reported"))


def _assays(telling: Telling, found: Driver) -> list[Values]:
    if not telling.told(0.95):
        return []
    dice = telling.dice
    methods = {"dna_ngs": 4.0, "sanger": 1, "ctdna": 1}
    if found.is_joined and not found.side:
        methods = {"fish_break_apart": 4, "ihc": 2}
    elif found.is_joined:
        methods = {"rna_ngs": 5, "dna_ngs": 4, "fish_break_apart": 3, "ihc": 2}
    rows = []
    for place, method in enumerate(dice.few(methods, dice.one((1, 1, 2, 2, 3)))):
        # The first has found it; the others agree, or not.
        result = "positive"
        if place and dice.maybe(0.25):
            result = dice.one(("negative", "equivocal", "failed"))
        rows.append(
            telling.row(
                "AS",
                method=method,
                detection=SEES[method],
                result=result,
                panel_genes=dice.one((52, 161, 324)) if method == "dna_ngs" else None,
                percent_positive=str(dice.number(15, 95))
                if method == "fish_break_apart" and result == "positive"
                else None,
            )
        )
    return rows


def beside(telling: Telling, words: Words, found: Driver) -> list[Values]:
    """Return what was tested beside the driver: stains, and what was not there."""
    dice = telling.dice
    rows = []
    if found.is_joined and telling.told(0.35):
        result = dice.one({"positive": 7, "negative": 1, "equivocal": 1})
        rows.append(_simple(telling, words.stain(gene=found.gene), result, "ihc"))
    for gene in dice.few(dict.fromkeys(filler.TESTED_TOO, 1.0), dice.one((0, 0, 1, 2))):
        if gene != found.gene:
            biomarker = words.mutation(gene)
            rows.append(_simple(telling, biomarker, "negative", "dna_ngs"))
    if telling.told(0.25):
        others = [
            gene
            for gene in ("ALK", "ROS1", "RET", "NTRK1")
            if gene != found.gene and found.story.family != filler.GENES[gene].family
        ]
        biomarker = words.partner_unknown(dice.one(others))
        rows.append(_simple(telling, biomarker, "negative", "fish_break_apart"))
    for marker in dice.few(dict.fromkeys(filler.STAINS, 1.0), dice.one((0, 0, 1, 3))):
        result = dice.one(("positive", "negative"))
        rows.append(_simple(telling, words.stain(marker=marker), result, "ihc"))
    if telling.told(0.15):
        rows.append(
            telling.row(
                "F",
                biomarker=words.whole_genome("tmb"),
                result="positive",
                reported="tumour mutational burden, made up",
                value_num=str(dice.number(1, 14)),
                unit="mutations/Mb",
            )
        )
    if telling.told(0.15):
        rows.append(
            telling.row(
                "F",
                biomarker=words.whole_genome("msi"),
                result="negative",
                reported="microsatellite stable, made up",
                call="stable",
            )
        )
    return rows


def acquired(
    telling: Telling, words: Words, found: Driver, course: str, specimen: str
) -> Values | None:
    """Return a mutation that arose under a course; None where none is told of."""
    if not found.story.acquired:
        return None
    gene, change = telling.dice.one(found.story.acquired).split()
    return telling.row(
        "F",
        biomarker=words.mutation(gene, change),
        specimen=specimen,
        result="positive",
        role="resistance",
        is_acquired=True,
        emerged_on=course,
        reported=f"{gene} {change}, made up",
        vaf=str(telling.dice.number(2, 48)) if telling.told(0.4) else None,
        assays=[
            telling.row(
                "AS",
                method=telling.dice.one(("dna_ngs", "ctdna")),
                detection="observed",
                result="positive",
            )
        ],
    )


def _simple(telling: Telling, biomarker: Values, result: str, method: str) -> Values:
    """Return a finding of one test."""
    assay = telling.row("AS", method=method, detection=SEES[method], result=result)
    return telling.row(
        "F",
        biomarker=biomarker,
        result=result,
        reported=f"{biomarker['label']}: {result}, made up",
        assays=[assay] if telling.told(0.9) else [],
    )
