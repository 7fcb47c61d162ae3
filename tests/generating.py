"""Made-up cases over the real vocabulary: any seed gives the same ones everywhere.

They are no stories: each fact is thrown for itself, so that every value of every list
turns up beside every other. All are flagged synthetic. `Words` are the words they are
told in, as readers have them; `biomarkers` says which biomarkers must be in the
vocabulary before the cases can be asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.vocabulary.biomarker_names import Parts, biomarker_key, biomarker_label

Values = dict[str, Any]
#: They stand in the questions of this archive, so they are met often.
WELL_KNOWN = ("ALK", "NTRK1", "NTRK2", "NTRK3", "KIT", "RET", "ROS1", "BRAF", "ETV6")
COUNTRIES = ("", "", "CN", "JP", "US", "FR", "DE", "IN")
GRADES = [{"grade_min": 2, "grade_max": 3}, {"grade_min": 3}, {"grade_max": 4}]
CHANGES = ("", "", "p.V600E", "p.G595R", "p.M918T")
MARKERS = {
    c.BiomarkerKind.SIGNATURE: ["Signature 3"],
    c.BiomarkerKind.VIRUS: ["EBV", "HPV 16"],
    c.BiomarkerKind.KARYOTYPE: ["Complex karyotype"],
    c.BiomarkerKind.HEREDITARY_SYNDROME: ["Lynch syndrome"],
    c.BiomarkerKind.OTHER: ["PD-L1 by another name"],
    c.BiomarkerKind.PROTEIN_IHC: ["S-100", "pan-TRK"],
    c.BiomarkerKind.EXPRESSION: ["HMB-45"],
}
OF_GENES = (
    c.BiomarkerKind.SNV_INDEL,
    c.BiomarkerKind.AMPLIFICATION,
    c.BiomarkerKind.DELETION,
    c.BiomarkerKind.EXPRESSION,
    c.BiomarkerKind.PROTEIN_IHC,
    c.BiomarkerKind.METHYLATION,
)
OF_THE_GENOME = (
    c.BiomarkerKind.MSI,
    c.BiomarkerKind.TMB,
    c.BiomarkerKind.HRD,
    c.BiomarkerKind.PANEL_NEGATIVE,
)


@dataclass(frozen=True)
class Words:
    """The vocabulary as readers have it, by facet: key, label and code of each."""

    of: Mapping[str, Sequence[Values]]

    @classmethod
    def read(cls, terms: Iterable[Values]) -> "Words":
        """Take them from public terms (facet, key, label, facts)."""
        found: dict[str, list[Values]] = defaultdict(list)
        for term in terms:
            code = term.get("code") or term.get("facts", {}).get("code", "")
            word = {"key": term["key"], "label": term["label"], "code": code}
            if not term.get("facts", {}).get("is_group"):
                found[term["facet"]].append(word)
        return cls(found)

    def some(self, facet: str, size: int, first: Sequence[str] = ()) -> list[Values]:
        """Return a few words of a facet, these first, the others spread over all."""
        words = self.of[facet]
        known = [word for word in words if word["key"] in first]
        rest = [word for word in words if word["key"] not in first]
        more = min(len(rest), max(0, size - len(known)))
        return known + Random(facet).sample(rest, more)


def biomarkers(words: Words, size: int = 60) -> list[Values]:
    """Return biomarkers of every kind, and fusions of every state of knowledge."""
    dice = Random("biomarkers")
    genes = words.some("gene", 24, WELL_KNOWN)
    families = words.some("family", 5, ["NTRK", "ALK", "RET"])
    made = [_fusion(dice, state, genes, families) for state in c.FusionState]
    made += [_of_gene(kind, genes[n], dice) for kind in OF_GENES for n in range(4)]
    made += [_of_marker(kind, marker) for kind in MARKERS for marker in MARKERS[kind]]
    made += [_of_marker(kind, "") for kind in OF_THE_GENOME]
    while len(made) < size:
        made.append(_fusion(dice, dice.choice(list(c.FusionState)), genes, families))
    return list({each["key"]: each for each in made}.values())


def _fusion(
    dice: Random, state: str, genes: list[Values], families: list[Values]
) -> Values:
    one, other = dice.sample(genes[:14], 2)
    fusion: Values = {"state": str(state)}
    if state == c.FusionState.FAMILY:
        family = dice.choice(families)
        fusion |= {"key": f"{family['key']}-family", "family": family, "genes": []}
        fusion["label"] = f"{family['key']} fusion, gene not named"
    elif state == c.FusionState.PARTNER_UNKNOWN:
        fusion |= {"key": f"{one['key']}-partner-unknown", "genes": [one]}
        fusion["label"] = f"{one['key']} fusion, partner not known"
    elif state == c.FusionState.ORDER_NOT_REPORTED:
        pair = sorted((one, other), key=lambda gene: gene["key"])
        fusion |= {"key": "+".join(gene["key"] for gene in pair), "genes": pair}
        joined = "/".join(gene["key"] for gene in pair)
        fusion["label"] = f"{joined} (order not reported)"
    else:
        joined = f"{one['key']}::{other['key']}"
        key = f"reg_e@{joined}" if state == c.FusionState.REGULATORY else joined
        fusion |= {"five_prime": one, "three_prime": other, "genes": [one, other]}
        fusion |= {"key": key, "label": key}
    parts = Parts(
        kind="fusion",
        fusion_key=fusion["key"],
        fusion_label=fusion["label"],
        fusion_state=str(state),
    )
    return _named(parts, fusion=fusion)


def _of_gene(kind: str, gene: Values, dice: Random) -> Values:
    change = dice.choice(CHANGES) if kind == c.BiomarkerKind.SNV_INDEL else ""
    marker = "CD117" if (kind, gene["key"]) == ("protein_ihc", "KIT") else ""
    parts = Parts(kind=str(kind), gene=gene["key"], marker=marker, hgvs_p=change)
    return _named(parts, gene=gene)


def _of_marker(kind: str, marker: str) -> Values:
    return _named(Parts(kind=str(kind), marker=marker))


def _named(parts: Parts, **links: Values) -> Values:
    return {
        "key": biomarker_key(parts),
        "label": biomarker_label(parts),
        "kind": parts.kind,
        "marker": parts.marker,
        "hgvs_p": parts.hgvs_p,
        **links,
    }


@dataclass
class Generator:
    """Makes one case after the other; the same ones for the same seed and words."""

    words: Words
    seed: int = 1
    dice: Random = field(init=False)

    def __post_init__(self) -> None:
        """Choose the words these cases are told in: not all, so that they meet."""
        self.dice = Random(self.seed)
        self.biomarkers = biomarkers(self.words)
        self.diseases = self.words.some("diagnosis", 40, ["SARCNOS", "LUAD", "IFS"])
        self.sites = self.words.some("site", 20)
        self.drugs = self.words.some("drug", 16, ["crizotinib", "larotrectinib"])
        self.classes = self.words.some("drug_class", 8)
        self.events = self.words.some("adverse_event", 12, ["nausea"])

    # ── Chance ────────────────────────────────────────────────────────────────────

    def maybe(self, chance: float = 0.5) -> bool:
        """Yes, that often."""
        return self.dice.random() < chance

    def one(self, values: Iterable[Any]) -> Any:
        """One of these, as a document writes it."""
        value = self.dice.choice(list(values))
        return str(value) if isinstance(value, str) else value

    def few(self, values: Iterable[Any], most: int, least: int = 0) -> list[Any]:
        """A few of these, none twice."""
        values = list(values)
        size = self.dice.randint(least, min(most, len(values)))
        return self.dice.sample(values, size)

    # ── Articles ──────────────────────────────────────────────────────────────────

    def articles(self, number: int) -> list[d.ArticleDocument]:
        """Return articles; some without a year, some retracted."""
        return [self._article(n) for n in range(1, number + 1)]

    def _article(self, number: int) -> d.ArticleDocument:
        slug = self.one([None, None, "alpha", "beta", "gamma", "delta"])
        series = {"slug": slug, "title": f"Series {slug}", "kind": "custom"}
        return d.ArticleDocument.model_validate(
            {
                "schema": d.SCHEMA,
                "key": f"made-up-{number}",
                "synthetic": True,
                "kind": self.one(c.ArticleKind),
                "title": f"Made-up report {number}",
                "series": series if slug else None,
                "year": None if self.maybe(0.2) else self.dice.randint(2012, 2025),
                "integrity": self.one(["ok"] * 5 + ["corrected", "retracted"]),
            }
        )

    # ── A case ────────────────────────────────────────────────────────────────────

    def cases(self, articles: Sequence[d.ArticleDocument]) -> Iterator[d.CaseDocument]:
        """Yield cases without end, several of some articles."""
        patients: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
        while True:
            read = self.few(articles, 3, least=1)
            number = next(patients[read[0].key])
            yield self.case(read, number)

    def case(self, read: Sequence[d.ArticleDocument], number: int) -> d.CaseDocument:
        """Return one case that was read from these articles, the first its report."""
        self._refs: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
        self._read = read
        findings = [self._finding() for _ in range(self.dice.randint(0, 5))]
        treatments = [self._treatment(n) for n in range(1, self.dice.randint(1, 6))]
        dead = self.maybe(0.2)
        status = [s for s in c.VitalStatus if s.startswith("dead_") == dead]
        return d.CaseDocument.model_validate(
            {
                "schema": d.SCHEMA,
                "key": f"{read[0].key}/patient-{number}",
                "synthetic": True,
                "patient": self._patient(number) | {"vital_status": self.one(status)},
                "articles": [self._source(*pair) for pair in enumerate(read)],
                "diagnoses": self._diagnoses(),
                "lesions": [self._lesion() for _ in range(self.dice.randint(0, 3))],
                "findings": findings,
                "treatments": treatments,
                "outcome": self._outcome(treatments, dead),
            }
        )

    def _row(self, prefix: str, **values: Any) -> Values:
        article = self.dice.choice(self._read).key
        source = {"article": article, "assertion": "stated"}
        return {"ref": f"{prefix}{next(self._refs[prefix])}", "source": source} | values

    def _source(self, place: int, article: d.ArticleDocument) -> Values:
        others = [role for role in c.SourceRole if role != c.SourceRole.PRIMARY]
        part = self.one([*c.PartRead, c.PartRead.FULL_TEXT, c.PartRead.FULL_TEXT])
        citation = {key: getattr(article, key) for key in d.Citation.model_fields}
        return {
            "article": article.key,
            "role": self.one(others) if place else "primary",
            "part_read": part,
            "citation": citation,
        }

    def _patient(self, number: int) -> Values:
        patient: Values = {
            "label": f"Patient {number}",
            "summary": "Made up.",
            "sex": self.one(c.Sex),
            "country": self.one(COUNTRIES),
        }
        if self.maybe(0.8):
            unit = self.one(c.AgeUnit)
            qualifiers = [q for q in c.AgeQualifier if q != c.AgeQualifier.RANGE]
            patient |= {
                "age_unit": unit,
                "age_value": str(self.dice.randint(0, 89 if unit == "year" else 40)),
                "age_qualifier": self.one(qualifiers),
            }
        return patient

    def _diagnoses(self) -> list[Values]:
        roles = [self.one(c.DiagnosisRole) for _ in range(self.dice.randint(0, 4))]
        finals = 0
        rows = []
        for role in roles:
            finals += role == c.DiagnosisRole.FINAL
            if role == c.DiagnosisRole.FINAL and finals > 1:
                continue
            disease = self.one(self.diseases) if self.maybe(0.9) else None
            words = {"reported": "a tumour", "role": role, "disease": disease}
            rows.append(self._row("DX", **words))
        return rows

    def _lesion(self) -> Values:
        role = self.one(c.LesionRole)
        unknown = role == c.LesionRole.PRIMARY and self.maybe(0.2)
        site = self.one(self.sites) if self.maybe(0.8) and not unknown else None
        return self._row("L", role=role, site=site, unknown_primary=unknown)

    def _finding(self) -> Values:
        results = [*c.FindingResult, *["positive"] * 6, *["negative"] * 3]
        shown = list(c.AssayOutcome)
        return self._row(
            "F",
            biomarker=self.dice.choice(self.biomarkers),
            result=self.one(results),
            reported="as told",
            is_acquired=self.one([None, None, True, False]),
            assays=[
                self._row("AS", method=self.one(c.AssayMethod), result=self.one(shown))
                for _ in range(self.dice.randint(0, 3))
            ],
        )

    def _treatment(self, sequence: int) -> Values:
        given = self.maybe(0.75)
        others = [x for x in c.Decision if x != c.Decision.GIVEN]
        modality = self.one([*c.Modality, *["systemic"] * 8])
        least = 1 if modality == "systemic" else 0
        regimen = self.maybe(0.1)
        drawn = [
            self._agent(given)
            for _ in range(self.dice.randint(0 if regimen else least, 3))
        ]
        # A drug is an agent of a course once in a role.
        agents = list(
            {(agent["reported"], agent["role"]): agent for agent in drawn}.values()
        )
        may_be_on = (c.StopReason.ONGOING, c.StopReason.NOT_REPORTED)
        stopped = self.one(c.StopReason) if given else c.StopReason.NOT_REPORTED
        return self._row(
            "T",
            stop_reason=stopped,
            ongoing="yes" if stopped in may_be_on and self.maybe(0.3) else "no",
            sequence=sequence,
            modality=modality,
            decision="given" if given else self.one(others),
            reasons_not_given=(
                [] if given else self.few(map(str, c.ReasonNotGiven), 3, least=1)
            ),
            regimen="FOLFIRINOX" if regimen else "",
            label_status=self.one(c.LabelStatus),
            line_number=self.dice.randint(1, 6) if self.maybe(0.7) else None,
            agents=agents,
        )

    def _agent(self, given: bool) -> Values:
        by_class = self.maybe(0.2)
        word = self.one(self.classes if by_class else self.drugs)
        number = f"A{next(self._refs['A'])}"
        role = self.one([*c.AgentRole, *["anticancer"] * 8])
        agent = {"ref": number, "role": role, "reported": word["label"]}
        agent["drug_class" if by_class else "drug"] = word
        if given and self.maybe():
            steps = [self._dose(n) for n in range(1, self.dice.randint(2, 4))]
            agent["doses"] = steps
        return agent

    def _dose(self, sequence: int) -> Values:
        changes = [x for x in c.DoseChange if x != c.DoseChange.START]
        return self._row(
            "DS",
            sequence=sequence,
            change=self.one(changes) if sequence > 1 else "start",
            dose_value=str(self.dice.randint(1, 500)),
            dose_unit=self.one(c.DoseUnit),
            frequency=self.one(c.Frequency),
            route=self.one(c.Route),
        )

    # ── What happened ─────────────────────────────────────────────────────────────

    def _outcome(self, treatments: Sequence[Values], dead: bool) -> Values:
        follow_up = [self._row("FU", event="visit")] if self.maybe() else []
        if dead:
            follow_up.append(self._row("FU", event="death"))
        return {
            "responses": list(self._responses(treatments)),
            "adverse_events": [
                self._event(treatments) for _ in range(self.dice.randint(0, 4))
            ],
            "follow_up": follow_up,
        }

    def _responses(self, treatments: Sequence[Values]) -> Iterator[Values]:
        for treatment in treatments:
            if treatment["decision"] != c.Decision.GIVEN:
                continue
            number = self.one([0, 1, 1, 2, 3])
            best = self.dice.randint(0, 3)
            for place in range(number):
                yield self._row(
                    "R",
                    course=treatment["ref"],
                    category=self.one(c.ResponseCategory),
                    is_best=place == best,
                )
        if self.maybe(0.2):  # told of the patient, and of no course
            yield self._row("R", category=self.one(c.ResponseCategory))

    def _event(self, treatments: Sequence[Values]) -> Values:
        agents = [agent["ref"] for t in treatments for agent in t["agents"]]
        term = self.one(self.events) if self.maybe(0.85) else None
        event = self._row("AE", reported="as told", term=term)
        if self.maybe(0.6):
            event["agents"] = self.few(agents, 2)
        if treatments and self.maybe(0.4):
            event["during"] = self.dice.choice(treatments)["ref"]
        if self.maybe(0.1):
            event |= {"grade_min": 5, "outcome": "fatal"}
        elif self.maybe():
            event |= self.one(GRADES)
        return event
