"""The seed on its pages and in its document: nothing but what its source says.

That every fact of the source is there is shown by `tests/fidelity`.

The frozen documents are read as JSON, the pages as a reader reads them, folded lines
opened: text through an HTML parser, never a substring of markup.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models.enums import ChoicesType

from casebase.archive import choices as c
from tests import page_text, seed
from tests.fidelity import pages
from tests.promises import seed_claims
from tests.promises.seed_claims import ABSENT

# For `seed_pages`: a test database is only made for tests that ask for it.
pytestmark = pytest.mark.django_db

CASE = "/cases/CB-000001/"
PAGES = {
    "case": CASE,
    "paper": f"/articles/{seed.PAPER}/",
    "news": f"/articles/{seed.NEWS}/",
    "series": "/series/biomarker-ntrk/",
    "gene": "/genes/NTRK1/",
    "fusion": "/fusions/NTRK1-partner-unknown/",
    "crizotinib": "/drugs/crizotinib/",
    "larotrectinib": "/drugs/larotrectinib/",
    "class": "/cases/?drug_class=alk-inhibitor",
}
CHAPTERS = (
    "glance",
    "fusion",
    "course",
    "treatments",
    "events",
    "tumour",
    "tests",
    "gaps",
    "sources",
    "similar",
    "cite",
)
#: What names a row of a list.
NAMES = ("ref", "article", "key", "field")
#: What a document holds for rules and links, not to be read.
NOT_READ = {"key", "ref", "code", "article", "slug", "source_a", "source_b", "target"}
#: Read on the page in other words: a month by its name, a size as the source has it, a
#: journal in full, a fusion as what was found.
READ_OTHERWISE = re.compile(
    r"\.(date|posted_on|dim[123]_mm|journal_abbreviation|field)$"
    r"|\.biomarker\.(fusion\.)?label$"
)
QUOTES = re.compile("[‘’“”]")
REF = re.compile(r"[A-Z]{1,3}[0-9]+")

#: Never said by the source, nor to be concluded from it.
INVENTED = {
    "side of NTRK1": r"\b[35] ?[′'] ?(side|gene|partner|end)\b|\b(five|three) prime\b",
    "partner gene": r"::|\b(LMNA|TPM3|TPR|SQSTM1|TP53|IRF2BP2|PEAR1|CD74)\b",
    "grade of an event": r"\bgrade (of )?[1-5]\b|\bG[1-5]\b|\bgrade: \d",
    "criteria": r"\bRECIST|\bPERCIST|\biRECIST|\bRANO\b|\bCheson\b",
    "length of the crizotinib": (
        r"\b(total|overall|altogether)\b.{0,20}\bmonths?\b"
        r"|crizotinib (was given )?for \d+ months|\b(five|5) months\b"
        r"|\b3 months of treatment\b"
    ),
    "parietal": r"\bparietal\b",
    "effect of the fusion": r"\bchimeric\b",
    "halving of the dose": r"\bhalved\b",
    "identifier": r"\b10\.\d{4,9}/|\bdoi\.org|\bPMC?ID?:? ?\d{3,}|pubmed\.ncbi",
    "method of the test": r"\bFISH\b|\bNGS\b|\bsequencing\b|\bPCR\b|\bbreak-apart\b",
    "line of therapy": r"\b(first|second|1st|2nd)[- ]line\b|\bline \d",
    "other treatment": r"\b(resect|excis|radiother|chemother)\w*(?! or| of)",
    "sex other than male": r"\b(woman|female|girl)\b",
    "death or relapse": r"\b(died|death|dead|relaps|recurr)\w*",
    "rechallenge": r"\brechallenge|\btolerated\b",
    "approval": r"\bon label\b|\bapproved for (NTRK|this)\b",
    "placeholder": r"\bNone\b|\bN/A\b|\bnull\b|\bTrue\b|\bFalse\b|[{}]|\[object",
}
#: Words that name what was looked for and not found may name the thing itself.
SAID_AS_MISSING = {
    "other treatment": "earlier surgery, chemotherapy or radiotherapy",
    "identifier": "title, year, volume, DOI, PubMed number",
    "rechallenge": "whether it was tolerated is not in the news summary",
}


@pytest.fixture(scope="module")
def documents(seed_pages) -> dict[str, Any]:
    """The frozen documents as plain JSON: the case as readers get it."""
    told = {document.key: document for _, document in seed.documents()}
    articles = {
        name: json.loads(
            told[key].model_dump_json(by_alias=True, exclude_defaults=True)
        )
        for name, key in (("paper", seed.PAPER), ("news", seed.NEWS))
    }
    answer = json.loads(seed_pages["/cases/CB-000001.json"].text)
    return {"case": answer["document"], **articles}


@pytest.fixture(scope="module")
def read(seed_pages):
    """Return a function: the words of a page, or of one chapter; no quotation marks."""
    trees = {name: pages.told(seed_pages[at].text) for name, at in PAGES.items()}

    def words(place: str) -> str:
        page, _, chapter = place.partition("#")
        tree = trees[page]
        return QUOTES.sub("", (tree.by_id(chapter) if chapter else tree).words)

    return words


@pytest.mark.parametrize("name", seed_claims.SILENT)
def test_where_the_source_is_silent_the_document_holds_nothing(documents, name):
    said = {path: at(documents[name], path) for path in seed_claims.SILENT[name]}
    assert [path for path, value in said.items() if value is not ABSENT] == []


@pytest.mark.parametrize("name", seed_claims.HELD)
def test_the_document_holds_what_the_facts_rest_on(documents, name):
    for path, value in seed_claims.HELD[name].items():
        assert at(documents[name], path) == value, path


@pytest.mark.parametrize("place", seed_claims.READ)
def test_what_is_easily_misread_stands_in_its_chapter(read, place):
    text = read(place).casefold()
    words = seed_claims.READ[place]
    assert [each for each in words if each.casefold() not in text] == []


@pytest.mark.parametrize("what", INVENTED)
def test_no_page_says_what_the_source_does_not(read, what):
    missing = re.compile(re.escape(SAID_AS_MISSING.get(what, "\0")), re.IGNORECASE)
    for page in PAGES:
        text = missing.sub("", read(page))
        assert re.search(INVENTED[what], text) is None, page


@pytest.mark.parametrize("what", INVENTED)
def test_no_document_says_what_the_source_does_not(documents, what):
    if what == "placeholder":
        return
    for document in documents.values():
        for path, text in leaves(document):
            if isinstance(text, str) and "looked_for" not in path:
                assert re.search(INVENTED[what], text) is None, path


def test_a_fusion_without_partner_is_never_written_with_colons(seed_pages):
    for address, answer in seed_pages.items():
        assert "?::" not in answer, address
        assert "::?" not in answer, address


def test_neither_mass_alone_is_said_to_be_biopsied_or_to_involve_the_skin(seed_pages):
    tumour = page_text.main_of(seed_pages[CASE].text).by_id("tumour")
    rows = [row for row in tumour.all("tr") if row.words.startswith("Metastasis")]
    assert len(rows) == 2
    for row in rows:
        cells = [cell.words for cell in row.children if cell.tag in ("th", "td")]
        cells.pop()  # the source, which says that the text does not tell them apart
        assert re.search(r"biops|skin|proven", " ".join(cells)) is None


def test_correspondence_rests_on_the_paper_alone(read, documents):
    assert "orrespond" not in read("case") + read("news")
    source = at(documents["paper"], "facts.authors.is_corresponding.source")
    assert source["article"] == seed.PAPER


def test_every_number_on_the_page_is_in_the_document(seed_pages, documents):
    """Left out: what is of the record and not of the patient (version, accession,
    dates of publication, addresses), and the counting of rows: courses, dose steps,
    adverse events."""
    page = pages.told(seed_pages[CASE].text)
    record = {"Version history", "This record"}
    known = {
        number.lstrip("0")
        for document in documents.values()
        for _, leaf in leaves(document)
        for number in re.findall(r"\d+(?:\.\d+)?", str(leaf))
    }
    counting = re.compile(
        r"\b(Course|Step|steps?) \d+( and \d+)?|^\d+(?=, dose changed)|\bSHA-256\b"
        r"|\bNTRK1\b|\bNTRK\b|\bJNCCN 360\b|\bCC0\b"
    )
    seen = 0
    for chapter in CHAPTERS:
        # They tell of other records, and of this one as a whole.
        if chapter in ("similar", "cite"):
            continue
        for text in _texts_but(page.by_id(chapter), record):
            text = counting.sub("", text)
            if chapter == "course":
                text = re.sub(r"^\d+( |$)", "", text)
            for number in re.findall(r"\d+(?:\.\d+)?", text):
                assert number.lstrip("0") in known, f"{chapter}: {text}"
                seen += 1
    assert seen > 40


def test_everything_written_in_the_document_can_be_read_on_the_page(read, documents):
    """Nothing that a curator wrote is lost on its way: every text and every number."""
    text = read("case").casefold()
    lost = [
        f"{path}: {leaf}"
        for path, leaf in leaves(documents["case"])
        if isinstance(leaf, str)
        and not _is_coded(path, leaf)
        and QUOTES.sub("", leaf).casefold() not in text
    ]
    assert lost == []


def test_the_document_is_the_starters(documents):
    file = seed.STARTER / "cases" / f"{seed.PAPER}.the-patient.json"
    assert documents["case"] == json.loads(file.read_text("utf-8"))


def test_all_chapters_are_there(seed_pages):
    page = page_text.main_of(seed_pages[CASE].text)
    found = [n.attributes["id"] for n in page.all("section") if "id" in n.attributes]
    assert found == list(CHAPTERS)


# ── Reading a document and a page ─────────────────────────────────────────────────


def at(part: Any, path: str) -> Any:
    """The value at a path; None where the document leaves it out."""
    if part is ABSENT or not path:
        return part
    if isinstance(part, list):
        # Rows by name; the longest first, for `authors.is_corresponding` is one too.
        named = {row[n]: row for row in part for n in NAMES if row.get(n)}
        for name in sorted(named, key=len, reverse=True):
            if f"{path}.".startswith(f"{name}."):
                return at(named[name], path[len(name) + 1 :])
    first, _, rest = path.partition(".")
    if isinstance(part, list):
        return at(part[int(first)], rest)
    return at(part.get(first, ABSENT), rest)


def leaves(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a document with its path."""
    if isinstance(part, dict | list):
        pairs = part.items() if isinstance(part, dict) else enumerate(part)
        for name, inner in pairs:
            yield from leaves(inner, f"{path}.{name}".lstrip("."))
    else:
        yield path, part


def _texts_but(chapter: page_text.Node, headings: set[str]) -> list[str]:
    """The texts of a chapter, without what stands below some of its headings."""
    kept: list[str] = []
    skipping = False
    for text in chapter.texts:
        if text in headings:
            skipping = True
        elif text.startswith(("Primary report", "News summary")):
            skipping = False
        if not skipping:
            kept.append(text)
    return kept


def _is_coded(path: str, leaf: str) -> bool:
    """Whether a leaf is a word of a closed list, a key or a code, shown as a label."""
    name = next(n for n in reversed(path.split(".")) if not n.isdigit())
    if name in NOT_READ or READ_OTHERWISE.search(path) or REF.fullmatch(leaf):
        return True
    lists = (each for each in vars(c).values() if isinstance(each, ChoicesType))
    return any(leaf in each.values for each in lists)
