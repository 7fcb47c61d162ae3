"""What was given, at which dose, what it did, and what was not given.

A story goes from course to course: an operation, chemotherapy, a drug that was
considered, drugs against the driver. Each course ends for a reason, and the next one
follows from it.
"""

from dataclasses import dataclass, field

from . import filler, findings, patients
from .findings import Driver
from .telling import Telling, Values
from .words import CHEMOTHERAPY, STEROID, Words

GOOD = ("CR", "PR", "SD", "MR", "VGPR", "NED", "benefit_uncategorised")
BASES = {"ct": 5, "mri": 2, "pet_ct": 2, "exam": 1}


@dataclass
class Courses:
    """The courses of one patient in the order of the story."""

    telling: Telling
    words: Words
    driver: Driver
    driver_ref: str
    tumour: str
    country: str
    dead: bool
    treatments: list[Values] = field(default_factory=list)
    responses: list[Values] = field(default_factory=list)
    events: list[Values] = field(default_factory=list)
    acquired: list[Values] = field(default_factory=list)
    specimens: list[Values] = field(default_factory=list)
    month: int = 0
    line: int = 0
    last_category: str = ""

    def tell(self) -> None:
        """Go through the story."""
        dice, story = self.telling.dice, filler.TUMOURS[self.tumour]
        if dice.maybe(story.excised):
            self._operation()
        if story.chemotherapy and dice.maybe(0.4):
            self._chemotherapy(story.chemotherapy)
        drugs = self._drugs()
        refused = None
        if dice.maybe(0.3):
            refused = self._considered(dice.one(drugs))
            drugs = [drug for drug in drugs if drug != refused[1]] or drugs
        targets = self.driver_ref
        for place, drug in enumerate(drugs):
            last = place == len(drugs) - 1
            course = self._targeted(
                drug, last=last, targets=targets, instead_of=refused and refused[0]
            )
            refused = None
            if course["stop_reason"] != "progression" or last:
                break
            targets = self._resistance(course["ref"]) or self.driver_ref
        if dice.maybe(0.1):
            self._considered(dice.one(filler.LAST_RESORT))

    def _drugs(self) -> list[str]:
        number = self.telling.dice.one({1: 5, 2: 4, 3: 1})
        weights = {
            drug: 1 / (place + 1) for place, drug in enumerate(self.driver.story.drugs)
        }
        return self.telling.dice.few(weights, number)

    # ── Courses ───────────────────────────────────────────────────────────────────

    def _course(self, modality: str, **values: object) -> Values:
        row = self.telling.row(
            "T",
            sequence=len(self.treatments) + 1,
            modality=modality,
            **({"decision": "given"} | values),
        )
        self.treatments.append(row)
        return row

    def _operation(self) -> None:
        telling = self.telling
        self._course(
            "surgery",
            intent="curative" if telling.told(0.4) else None,
            start=telling.at(self.month) if telling.told(0.6) else None,
            procedures=[
                {
                    "ref": telling.ref("P"),
                    "procedure": "excision, made up",
                    **({"margins": "R0"} if telling.told(0.3) else {}),
                }
            ],
        )
        if telling.dice.maybe(0.15):
            self._course("radiation", setting="adjuvant")
        self.month += telling.dice.number(2, 14)

    def _chemotherapy(self, drugs: tuple[str, ...]) -> None:
        telling, dice = self.telling, self.telling.dice
        self.line += 1
        agents = [self._agent(drug) for drug in drugs]
        if telling.part != "full_text" and dice.maybe(0.3):
            unnamed = self.words.coded("drug_class", CHEMOTHERAPY)
            agents = [
                {
                    "ref": telling.ref("A"),
                    "drug_class": unnamed,
                    "role": "anticancer",
                    "reported": "chemotherapy",
                }
            ]
        course = self._course(
            "systemic",
            line_number=self.line if telling.told(0.7) else None,
            combination="concurrent" if len(agents) > 1 else None,
            cycles=dice.number(2, 6) if telling.told(0.6) else None,
            label_status="on_label" if telling.told(0.4) else None,
            start=telling.at(self.month) if telling.told(0.5) else None,
            stop_reason=dice.one(("progression", "completed", "not_reported")),
            agents=agents,
        )
        if telling.told(0.7):
            categories = {"PD": 5, "SD": 3, "PR": 2, "no_benefit_uncategorised": 2}
            self._response(course, dice.one(categories), self.month, best=True)
        self.month += dice.number(2, 8)

    def _considered(self, drug: str) -> tuple[str, str]:
        """Consider a drug and do not give it; return the course's ref and the drug."""
        telling, dice = self.telling, self.telling.dice
        reasons = dice.few(filler.REASONS_NOT_GIVEN, dice.one((1, 1, 1, 2)))
        if "not_reported" in reasons:
            reasons = ["not_reported"]
        row = self._course(
            "systemic",
            decision="recommended_declined"
            if "patient_choice" in reasons
            else "considered_not_given",
            reasons_not_given=reasons,
            reason_text=f"Made up: {dice.narrative(4)}" if telling.told(0.4) else "",
            agents=[self._agent(drug)],
        )
        return row["ref"], drug

    def _targeted(
        self, drug: str, *, last: bool, targets: str, instead_of: str | None
    ) -> Values:
        telling, dice = self.telling, self.telling.dice
        self.line += 1
        category = dice.one(filler.RESPONSES)
        works = category in GOOD
        months = dice.number(3, 26) if works else dice.number(1, 4)
        stop = self._why_it_stops(works, last)
        agent = self._agent(drug)
        course = self._course(
            "systemic",
            line_number=self.line if telling.told(0.7) else None,
            setting="first_line" if self.line == 1 and telling.told(0.5) else None,
            intent="palliative" if telling.told(0.3) else None,
            instead_of=instead_of,
            combination="single" if telling.told(0.3) else None,
            target_findings=[targets] if telling.told(0.6) else [],
            start=telling.at(self.month) if telling.told(0.8) else None,
            stop_reason=stop,
            agents=[agent],
            **self._footing(),
        )
        self._length(course, months, stop)
        self._told_events(course, agent, drug, months, stop)
        if telling.told(0.9):
            self._response(course, category, self.month, best=True, within=months)
            if works and stop == "progression":
                self._response(
                    course, "PD", self.month, best=False, within=months, late=True
                )
        self.last_category = "PD" if stop == "progression" else category
        self.month += months
        return course

    def _why_it_stops(self, works: bool, last: bool) -> str:
        if not works:
            return "progression"
        if not last:
            return self.telling.dice.one({"progression": 4, "toxicity": 1})
        if self.dead:
            return self.telling.dice.one({"progression": 5, "death": 1})
        reasons = {"ongoing": 6, "progression": 2, "toxicity": 1, "not_reported": 2}
        return self.telling.dice.one(reasons | {"completed": 1, "cost": 0.4})

    def _footing(self) -> Values:
        if not self.telling.told(0.6):
            return {}
        status = self.telling.dice.one(filler.LABELS)
        where = {"label_country": self.country} if self.telling.told(0.5) else {}
        return {"label_status": status} | where

    def _length(self, course: Values, months: int, stop: str) -> None:
        telling, end = self.telling, self.month + months
        if telling.told(0.7):
            course |= {
                "duration_min": str(months),
                "duration_unit": "month",
                "duration_qualifier": telling.dice.one(("exact", "about", "at_least")),
            }
        if stop == "ongoing":
            course |= {"ongoing": "yes", "ongoing_as_of": telling.at(end)}
        elif telling.told(0.5):
            course["end"] = telling.at(end)
            if stop == "progression" and telling.told(0.1):
                course["beyond_progression"] = "yes"

    def _agent(self, drug: str) -> Values:
        label = self.words.label("drug", drug)
        return {
            "ref": self.telling.ref("A"),
            "drug": self.words.coded("drug", drug),
            "role": "anticancer",
            "reported": label,
        }

    # ── Doses and adverse events ──────────────────────────────────────────────────

    def _told_events(
        self, course: Values, agent: Values, drug: str, months: int, stop: str
    ) -> None:
        telling, dice = self.telling, self.telling.dice
        terms = dice.few(filler.EVENTS, dice.one((0, 0, 1, 1, 2, 3)))
        if stop == "toxicity":
            terms = terms or [dice.one(filler.EVENTS)]
        events = [self._event(term, agent, months) for term in terms]
        if drug in filler.DOSES and telling.told(0.8):
            agent["doses"] = self._doses(drug, events)
        if stop == "toxicity":
            events[-1] |= {"actions": ["stopped"], "grade_min": 3, "grade_max": 4}
            events[-1] |= {"grade_basis": "stated", "rechallenge": "not_done"}
        if events:
            course["ae_statement"] = "listed"
        elif telling.told(0.4):
            statements = ("none_stated", "none_attributed", "negligible_unspecified")
            course["ae_statement"] = dice.one(statements)
        self.events += events
        if "interstitial-lung-disease" in terms and dice.maybe():
            self._steroid()

    def _event(self, term: str, agent: Values, months: int) -> Values:
        telling, dice = self.telling, self.telling.dice
        attributed = dice.maybe(0.85)
        graded: Values = {}
        if telling.told(0.7):
            grade = dice.one({1: 4, 2: 4, 3: 3, 4: 0.5})
            graded = {"grade_min": grade, "grade_max": grade, "grade_basis": "stated"}
            if dice.maybe(0.15):
                del graded["grade_min"]  # "grade 2 or less"
        elif telling.told(0.3):
            graded = {"severity_reported": dice.one(("mild", "moderate"))}
        course = self.treatments[-1]["ref"]
        return telling.row(
            "AE",
            term=self.words.coded("adverse_event", term),
            reported=f"{self.words.label('adverse_event', term).lower()}, made up",
            causality=dice.one(("author_attributed", "probable", "possible"))
            if attributed
            else None,
            agents=[agent["ref"]] if attributed else [],
            during=None if attributed else course,
            outcome=dice.one(("resolved", "ongoing", "resolving"))
            if telling.told(0.6)
            else None,
            start=telling.into(self.month, dice.number(1, max(1, months)), "month")
            if telling.told(0.5)
            else None,
            **graded,
        )

    def _doses(self, drug: str, events: list[Values]) -> list[Values]:
        """Return the dose steps; an event may lead down, and the way up again."""
        dice = self.telling.dice
        levels, unit, frequency, route = filler.DOSES[drug]
        dose = {"dose_unit": unit, "frequency": frequency}
        steps = [
            self._step(1, "start", dose_value=levels[0], route=route, **dose),
        ]
        # An event that no agent is blamed for changes no dose.
        causes = [event for event in events if event.get("agents")][:2]
        if not causes or not dice.maybe(0.7):
            return steps
        because = {
            "change_reasons": ["toxicity"],
            "caused_by": [event["ref"] for event in causes],
        }
        down = levels[1] if len(levels) > 1 else levels[0]
        held = dice.maybe(0.4)
        if held:
            days = str(dice.number(5, 28))
            steps.append(
                self._step(2, "held", duration_value=days, duration_unit="day")
                | because
            )
            again = levels[0] if dice.maybe() else down
            steps.append(self._step(3, "restarted", dose_value=again, **dose))
        elif down != levels[0]:
            steps.append(self._step(2, "reduced", dose_value=down, **dose) | because)
            if dice.maybe():
                steps.append(self._step(3, "restored", dose_value=levels[0], **dose))
            elif len(levels) > 2 and dice.maybe(0.3):
                lower = self._step(3, "reduced", dose_value=levels[2], **dose)
                steps.append(lower | because)
        tried_again = steps[-1]["change"] in ("restarted", "restored")
        for event in causes:
            event["actions"] = ["held"] if held else ["none"]
            if tried_again:
                outcomes = {"tolerated": 4, "recurred": 1}
                event["rechallenge"] = dice.one(outcomes)
        return steps

    def _step(self, sequence: int, change: str, **values: object) -> Values:
        return self.telling.row("DS", sequence=sequence, change=change, **values)

    def _steroid(self) -> None:
        """Give something against an adverse event: no course against the tumour."""
        self._course(
            "supportive",
            agents=[
                {
                    "ref": self.telling.ref("A"),
                    "drug": self.words.coded("drug", STEROID),
                    "role": "supportive",
                    "reported": self.words.label("drug", STEROID),
                }
            ],
        )

    # ── What it did ───────────────────────────────────────────────────────────────

    def _response(
        self,
        course: Values,
        category: str,
        start: int,
        *,
        best: bool,
        within: int = 2,
        late: bool = False,
    ) -> None:
        """Tell what a course did: the best within its time, a relapse at its end."""
        telling, dice = self.telling, self.telling.dice
        at = None
        if late:
            at = telling.into(start, within, "month") if telling.told() else None
        elif telling.told():
            if dice.maybe(0.3):
                at = telling.into(start, dice.number(2, 4), "week")
            else:
                at = telling.into(start, dice.number(1, max(1, within // 2)), "month")
        goes_on = course.get("ongoing") == "yes" and category in GOOD
        self.responses.append(
            telling.row(
                "R",
                course=course["ref"],
                category=category,
                criteria="recist_1_1" if telling.told(0.3) else None,
                basis=dice.one(BASES) if telling.told(0.5) else None,
                is_best=best,
                still_ongoing="yes" if goes_on and telling.told() else None,
                percent_change=str(-dice.number(30, 95))
                if category == "PR" and telling.told(0.3)
                else None,
                at=at,
            )
        )

    def _resistance(self, course: str) -> str | None:
        """Find, perhaps, what arose under a course; return the finding's ref."""
        telling = self.telling
        if not telling.told(0.5) or not self.driver.story.acquired:
            return None
        specimen = patients.specimen(telling, "progression", self.month)
        found = findings.acquired(
            telling, self.words, self.driver, course, specimen["ref"]
        )
        if found is None:
            return None
        self.specimens.append(specimen)
        self.acquired.append(found)
        return str(found["ref"])
