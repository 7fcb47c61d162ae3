"""What a reader typed, in parts: names that are known, quoted phrases, and words.

The longest name wins: "complete response" is one part, and so is "NTRK1 fusion". Names
do not reach over a comma. A name that several terms bear stays a word, and the reader
is asked which one is meant.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from casebase.archive import facets
from casebase.archive import words as archive_words
from casebase.archive.choices import AgeGroup, BiomarkerKind
from casebase.archive.document import PatientChapter, age_group
from casebase.vocabulary import fusion_names

from .lexicon import Lexicon, Meaning, bare, value_of

#: Parts beyond these are named and not read, so that no query costs without bound.
MOST_PARTS = archive_words.MAX_WORDS

#: What is said of a gene that is rearranged; stems. Of a fusion it adds nothing.
_REARRANGED = ("fusion", "rearrang", "transloc", "fuse")
_PHRASE = re.compile(r'["“”„«»]\s*([^"“”„«»]+?)\s*["“”„«»]')
_BORDER = re.compile(r"[,;\"“”„«»]")
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\s,;\"“”„«»]+")
_AGE = re.compile(
    r"\b(\d{1,3})[ -]?(year|yr|month|week|day)s?[ -](?:old|of age)\b"
    r"|\bage[d]? (\d{1,3})\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"::|[-/–—\u2010\u2011]")
#: A stain for all of a family is a marker, and neither the family nor one of its genes.
_PAN = re.compile(r"\bpan[ \u2010\u2011-]\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")

#: Words that turn a question, or join its parts: every part is looked for all the same,
#: and the page says so.
NOT_READ = {"not", "no", "without", "except", "or", "after", "before", "vs", "versus"}

#: Words of a question and not of its subject. Beside a name that is known they are not
#: looked for, and the page says so: "has anyone treated an NTRK1 sarcoma with …?"
OF_A_QUESTION = {
    *("any", "anybody", "anyone", "are", "been", "case", "cases", "did", "do", "does"),
    *("given", "had", "happened", "happens", "has", "have", "how", "i", "known", "me"),
    *("my", "patient", "patients", "show", "somebody", "someone", "there", "treated"),
    *("used", "what", "when", "where", "which", "who", "whom"),
}

Kind = Literal["term", "words", "phrase", "not read"]


@dataclass(frozen=True)
class Segment:
    """One part of what was typed. A case must have it somewhere."""

    typed: str
    start: int
    kind: Kind
    meanings: tuple[Meaning, ...] = ()
    """What it asks for, beside its words; any of these."""
    which: tuple[Meaning, ...] = ()
    """The terms of which it is another name, where they are several."""
    sought: str = ""
    """The words looked for, where they are not those typed."""

    @property
    def words(self) -> str:
        """The words that a case may have instead of the term."""
        return self.sought or self.typed

    @property
    def alone(self) -> str:
        """The query that asks for this part and no other."""
        return f'"{self.typed}"' if self.kind == "phrase" else self.typed

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.typed)

    @property
    def title(self) -> str:
        """What kind of part it is: "Gene"."""
        kinds = list(dict.fromkeys(meaning.kind for meaning in self.meanings))
        if kinds:
            rest = (kind[0].lower() + kind[1:] for kind in kinds[1:])
            return " or ".join([kinds[0], *rest])
        return "Phrase" if self.kind == "phrase" else "Word"

    @property
    def label(self) -> str:
        """How the part is understood."""
        labels = {bare(meaning.label): meaning.label for meaning in self.meanings}
        return " or ".join(labels.values()) or self.typed


@dataclass(frozen=True)
class Reading:
    """A query, read."""

    query: str
    segments: tuple[Segment, ...]
    left_out: tuple[Segment, ...] = ()
    """Parts that are too many."""
    not_read: tuple[Segment, ...] = ()
    """Words that would turn the question round, or join its parts."""
    of_the_question: tuple[Segment, ...] = ()
    """Words of the question itself, beside names that are known."""

    def without(self, segment: Segment) -> str:
        """Return the query without one part, a comma where it stood.

        So what stood around it is not read as one name.
        """
        before = [s for s in self.segments if s.start < segment.start]
        after = [s for s in self.segments if s.start > segment.start]
        sides = (self._slice(before), self._slice(after))
        return ", ".join(side for side in sides if side)

    def _slice(self, segments: Sequence[Segment]) -> str:
        if not segments:
            return ""
        start, end = segments[0].start, segments[-1].end
        text = self.query[start:end]
        first, last = segments[0], segments[-1]
        opening = '"' if first.kind == "phrase" else ""
        closing = '"' if last.kind == "phrase" else ""
        return f"{opening}{text}{closing}"


@dataclass(frozen=True)
class _Token:
    """One run of letters and digits."""

    name: str
    start: int
    end: int


def read(query: str, lexicon: Lexicon) -> Reading:
    """Read a query, from its start to its end."""
    every = list(_segments(query, lexicon))
    not_read = [one for one in every if one.kind == "not read"]
    found = [one for one in every if one.kind != "not read"]
    of_the_question = [one for one in found if _is_of_the_question(one)]
    if any(one.kind == "term" for one in found):
        found = [one for one in found if one not in of_the_question]
    else:
        of_the_question = []
    return Reading(
        query,
        tuple(found[:MOST_PARTS]),
        tuple(found[MOST_PARTS:]),
        tuple(not_read),
        tuple(of_the_question),
    )


def _is_of_the_question(part: Segment) -> bool:
    return part.kind == "words" and not part.which and bare(part.typed) in OF_A_QUESTION


def _segments(query: str, lexicon: Lexicon) -> Iterator[Segment]:
    at = 0
    for phrase in _PHRASE.finditer(query):
        yield from _Run(query, at, phrase.start(), lexicon).segments()
        if archive_words.asked(phrase[1]):
            yield Segment(phrase[1], phrase.start(1), "phrase")
        at = phrase.end()
    yield from _Run(query, at, len(query), lexicon).segments()


@dataclass(frozen=True)
class _Run:
    """A stretch of a query in which names may stand."""

    query: str
    start: int
    end: int
    lexicon: Lexicon

    @cached_property
    def tokens(self) -> list[_Token]:
        """Its words as names have them."""
        text = self.query[: self.end]
        found = _TOKEN.finditer(text, self.start)
        return [_Token(bare(hit[0]), hit.start(), hit.end()) for hit in found]

    def segments(self) -> Iterator[Segment]:
        """Take the longest name from the left; what is between names are words."""
        at = loose = 0
        while at < len(self.tokens):
            taken = self._longest(at)
            if taken is None:
                at += 1
                continue
            count, segment = taken
            yield from self._words(loose, at)
            yield segment
            at = loose = at + count
        yield from self._words(loose, at)

    def _longest(self, at: int) -> tuple[int, Segment] | None:
        """Return the longest name that begins here, and of how many words it is."""
        if age := _AGE.match(self.query[: self.end], self.tokens[at].start):
            count = sum(
                at <= n and t.end <= age.end() for n, t in enumerate(self.tokens)
            )
            return count, _age(age)
        most = min(self.lexicon.names.longest + 1, len(self.tokens) - at)
        for count in range(most, 0, -1):
            typed = self._typed(at, at + count)
            meanings, is_another = self._named(at, count)
            if meanings:
                which = _several(meanings) if is_another else []
                kind: Kind = "words" if which else "term"
                told = () if which else tuple(meanings)
                start = self.tokens[at].start
                return count, Segment(typed, start, kind, told, tuple(which))
        return None

    def _named(self, at: int, count: int) -> tuple[list[Meaning], bool]:
        """Return what a stretch names, and whether it is another name of these."""
        typed = self._typed(at, at + count)
        name = " ".join(token.name for token in self.tokens[at : at + count])
        if _BORDER.search(typed) and not self.lexicon.has_comma(name):
            return [], False
        if rearranged := self._rearranged(at, count):
            return [rearranged], False
        found, is_another = self.lexicon.named(name)
        if _PAN.search(self.query[: self.tokens[at].start]):
            found = [m for m in found if m.facet not in ("gene", "family")]
        if found:
            return ([], False) if self._is_a_word(typed, found) else (found, is_another)
        if count > 1 and _JOINT.search(typed):
            return self._joined(typed), False
        if count == 1 and _YEAR.fullmatch(typed):
            return [value_of("year", typed, typed)], False
        return [], False

    def _rearranged(self, at: int, count: int) -> Meaning | None:
        """Read "NTRK1 translocation": the gene, with whatever partner."""
        if count < 2:
            return None
        last = self.tokens[at + count - 1].name
        if archive_words.stem(last) not in _REARRANGED:
            return None
        found, _ = self._named(at, count - 1)
        if len(found) != 1 or found[0].facet not in ("gene", "family", "fusion"):
            return None
        [meaning] = found
        if meaning.facet == "fusion" or len(meaning.asked) > 1:
            return meaning
        kind = ("finding_kind", (BiomarkerKind.FUSION.value,))
        title = facets.FACETS["fusion"].label
        label = f"{meaning.label}, any partner"
        return Meaning(label, (*meaning.asked, kind), title)

    def _joined(self, typed: str) -> list[Meaning]:
        """Read two genes joined by whatever sign, each under any of its names."""
        found: dict[str, Meaning] = {}
        for candidate in fusion_names.candidates(typed):
            if candidate.name and len(candidate.name.symbols) == 2:
                for key in self._keys(*candidate.name.symbols, "::" in typed):
                    if meaning := self.lexicon.of("fusion", key):
                        found.setdefault(key, meaning)
        return list(found.values())[:1]

    def _keys(self, first: str, second: str, is_ordered: bool) -> Iterator[str]:
        genes = [self._symbol(first), self._symbol(second)]
        if not all(genes) or genes[0] == genes[1]:
            return
        yield "::".join(genes)
        yield "+".join(sorted(genes))
        if not is_ordered:
            yield "::".join(reversed(genes))

    def _symbol(self, name: str) -> str:
        """Return the gene that a name means; empty where it means none or several."""
        found, _ = self.lexicon.named(bare(name))
        genes = [meaning for meaning in found if meaning.facet == "gene"]
        return genes[0].key if len(genes) == 1 else ""

    def _is_a_word(self, typed: str, found: list[Meaning]) -> bool:
        """Whether an English word was typed that is some term's name: set, was, an.

        It is, if no case has such a term, it is not written like one, and it says
        nothing, or is of genes alone and stands in the text of some case.
        """
        if typed.upper() == typed or not typed.isalpha():
            return False
        lexicon = self.lexicon
        if any(map(lexicon.cases, found)):
            return False
        if not archive_words.asked(typed) or bare(typed) in OF_A_QUESTION:
            return True
        is_known = archive_words.stem(bare(typed)) in lexicon.now.words
        return is_known and all(m.facet == "gene" for m in found)

    def _words(self, first: int, last: int) -> Iterator[Segment]:
        """Yield words as they are parted by spaces, without those that say nothing."""
        if first == last:
            return
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        for word in _WORD.finditer(self.query[:end], start):
            typed = word[0].strip("-–/:.()[]!?'’")
            if typed and bare(typed) in NOT_READ:
                at = word.start() + word[0].index(typed)
                yield Segment(typed, at, "not read")
            elif typed and archive_words.asked(typed):
                at = word.start() + word[0].index(typed)
                yield Segment(typed, at, "words")
            elif typed and not bare(typed).isascii():
                yield Segment(typed, word.start() + word[0].index(typed), "words")

    def _typed(self, first: int, last: int) -> str:
        return self.query[self.tokens[first].start : self.tokens[last - 1].end]


def _several(meanings: Sequence[Meaning]) -> list[Meaning]:
    """Return the terms that are called so, if two of them are of one kind."""
    facets_named = [meaning.facet for meaning in meanings]
    return list(meanings) if len(set(facets_named)) < len(facets_named) else []


def _age(found: re.Match[str]) -> Segment:
    """Read "33-year-old": its band of ages, and the number as a word."""
    number, unit = found[1] or found[3], (found[2] or "year").lower()
    unit = "year" if unit == "yr" else unit
    patient = PatientChapter.model_validate(
        {"label": "patient", "age_value": number, "age_unit": unit}
    )
    group = age_group(patient)
    assert isinstance(group, AgeGroup), "an age has a band"
    band = value_of("age", str(group.label), group.value)
    return Segment(found[0], found.start(), "term", (band,), sought=number)
