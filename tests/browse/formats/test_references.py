"""Citations, read back by the libraries that reference managers are made of."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse.formats import bibtex, csl, references, ris
from tests import seed
from tests.browse.archive import ENVELOPE

pytestmark = pytest.mark.django_db

PLAIN = {
    "schema": 1,
    "key": "some-report",
    "kind": "case_report",
    "title": "A 50% & more: ETV6::NTRK3 in #1 patient_x ~ \\ of $5",
    "journal": "J Õncol & Söns",
    "journal_abbreviation": "J Oncol",
    "year": 2019,
    "month": 11,
    "day": 1,
    "volume": "30",
    "issue": "Suppl_8",
    "pages": "viii31–viii35",
    "doi": "10.1093/annonc_x/mdz382",
    "pmid": "31738425",
    "pmcid": "PMC6859811",
    "url": "https://example.org/a_b?c=d%20e&f#g",
    "language": "en",
    "authors_complete": True,
    "authors": [
        {"family": "de Salins", "given": "Victoire", "role": "author", "position": 1},
        {"family": "Müller-Ørsted", "given": "J. H.", "role": "author", "position": 2}
        | {"suffix": "Jr"},
        {"family": "Ward and Sons Study Group", "role": "author", "position": 3},
        {"family": "Nguyễn", "given": "Łukasz", "role": "author", "position": 4},
        {"family": "Editrix", "given": "E.", "role": "editor", "position": 1},
    ],
}


def one(**changes):
    """An article as a reference."""
    return references.of_article("some-report", d.read(PLAIN | changes))


def as_ris(reference):
    """Write and read it again as RIS."""
    [entry] = rispy.loads("".join(ris.written([reference])))
    return entry


def as_bibtex(reference):
    """Write and read it again as BibTeX; addresses as they stand, else LaTeX."""
    text = "".join(bibtex.written([reference]))
    raw = bibtexparser.parse_string(text)
    assert not raw.failed_blocks
    read = bibtexparser.parse_string(
        text, append_middleware=[LatexDecodingMiddleware()]
    )
    [entry], [as_it_stands] = read.entries, raw.entries
    fields = {field.key: field.value for field in entry.fields}
    whole = {field.key: field.value for field in as_it_stands.fields}
    addresses = {key: whole[key] for key in ("doi", "url") if key in whole}
    return entry.entry_type, fields | addresses


def as_csl(reference):
    """Write and read it again as CSL-JSON."""
    [item] = json.loads("".join(csl.written([reference])))
    return item


def test_ris_has_every_field():
    read = as_ris(one())
    assert read.pop("notes", []) == []
    assert read == {
        "type_of_reference": "JOUR",
        "id": "some-report",
        "authors": [
            "de Salins, Victoire",
            "Müller-Ørsted, J. H., Jr",
            "Ward and Sons Study Group",
            "Nguyễn, Łukasz",
        ],
        "secondary_authors": ["Editrix, E."],
        "title": PLAIN["title"],
        "secondary_title": PLAIN["journal"],
        "alternate_title1": "J Oncol",
        "year": "2019",
        "date": "2019/11/01/",
        "volume": "30",
        "number": "Suppl_8",
        "start_page": "viii31",
        "end_page": "viii35",
        "doi": PLAIN["doi"],
        "accession_number": "31738425",
        "custom2": "PMC6859811",
        "urls": [PLAIN["url"]],
        "language": "en",
    }


def test_bibtex_has_every_field():
    kind, read = as_bibtex(one())
    assert kind == "article"
    assert read.pop("author") == (
        "de Salins, Victoire and Müller-Ørsted, Jr, J. H. and "
        "Ward and Sons Study Group and Nguyễn, Łukasz"
    )
    assert read == {
        "editor": "Editrix, E.",
        "title": PLAIN["title"],
        "journal": PLAIN["journal"],
        "year": "2019",
        "month": "nov",
        "day": "1",
        "volume": "30",
        "number": "Suppl_8",
        "pages": "viii31–viii35",
        "doi": PLAIN["doi"],
        "pmid": "31738425",
        "pmcid": "PMC6859811",
        "url": PLAIN["url"],
        "language": "en",
    }


def test_bibtex_parts_people_as_they_are_named():
    text = "".join(bibtex.written([one()]))
    read = bibtexparser.parse_string(
        text, append_middleware=[SeparateCoAuthors(), SplitNameParts()]
    )
    people = read.entries[0]["author"]
    assert [(p.von, p.last, p.jr, p.first) for p in people] == [
        (["de"], ["Salins"], [], ["Victoire"]),
        ([], ["Müller-Ørsted"], ["Jr"], ["J.", "H."]),
        ([], ["{Ward and Sons Study Group}"], [], []),
        ([], ["Nguyễn"], [], ["Łukasz"]),
    ]


def test_bibtex_counts_braces_so_none_is_left_alone():
    title = "An open { of ^5, } and {{"
    text = "".join(bibtex.written([one(title=title)]))
    assert text.count("{") == text.count("}")
    assert bibtex.escaped("{^}") == (
        r"\textbraceleft{}\textasciicircum{}\textbraceright{}"
    )
    assert not bibtexparser.parse_string(text).failed_blocks


def test_csl_has_every_field_and_is_cited():
    item = as_csl(one())
    assert item == {
        "id": "some-report",
        "type": "article-journal",
        "title": PLAIN["title"],
        "author": [
            {"family": "de Salins", "given": "Victoire"},
            {"family": "Müller-Ørsted", "given": "J. H.", "suffix": "Jr"},
            {"literal": "Ward and Sons Study Group"},
            {"family": "Nguyễn", "given": "Łukasz"},
        ],
        "editor": [{"family": "Editrix", "given": "E."}],
        "container-title": PLAIN["journal"],
        "container-title-short": "J Oncol",
        "issued": {"date-parts": [[2019, 11, 1]]},
        "volume": "30",
        "issue": "Suppl_8",
        "page": "viii31-viii35",
        "DOI": PLAIN["doi"],
        "PMID": "31738425",
        "PMCID": "PMC6859811",
        "URL": PLAIN["url"],
        "language": "en",
        "genre": "Case report",
    }
    words = in_a_style([item])
    for part in ("de Salins, V. et al. (2019)", "J Õncol & Söns", "viii31–viii35"):
        assert part in words


def in_a_style(items):
    """Cite items as a processor does."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    whole = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        whole.register(Citation([CitationItem(item["id"])]))
    return " ".join(map(str, whole.bibliography()))


@pytest.mark.parametrize(
    ("changes", "types"),
    [
        ({}, ("JOUR", "article", "article-journal")),
        ({"kind": "letter"}, ("JOUR", "article", "article-journal")),
        ({"kind": "preprint"}, ("UNPB", "misc", "article")),
        (
            {"kind": "news_item", "journal": "", "journal_abbreviation": ""}
            | {"outlet": "A Site", "posted_on": "2021-09-10"},
            ("NEWS", "misc", "article-newspaper"),
        ),
        ({"kind": "conference_abstract"}, ("ABST", "article", "article-journal")),
        ({"kind": "label_or_guideline"}, ("RPRT", "misc", "report")),
        ({"kind": "dataset"}, ("DATA", "misc", "dataset")),
        (
            {"journal": "", "journal_abbreviation": ""},
            ("JOUR", "misc", "article-journal"),
        ),
    ],
)
def test_each_kind_has_its_type(changes, types):
    cited = one(**changes)
    in_ris, in_csl = as_ris(cited)["type_of_reference"], as_csl(cited)["type"]
    assert (in_ris, as_bibtex(cited)[0], in_csl) == types


def test_a_news_item_has_its_outlet_and_its_day():
    news = one(
        kind="news_item", journal="", journal_abbreviation="", outlet="A Site",
        posted_on="2021-09-10", year=None, month=None, day=None,
    )  # fmt: skip
    assert as_ris(news)["date"] == "2021/09/10/"
    assert as_ris(news)["secondary_title"] == "A Site"
    assert as_bibtex(news)[1]["howpublished"] == "A Site"
    assert as_csl(news)["issued"] == {"date-parts": [[2021, 9, 10]]}


def test_what_is_not_known_is_not_made_up():
    bare = references.of_article(
        "bare", d.read({"schema": 1, "key": "bare", "kind": "case_report"})
    )
    title = "The title is not known to the archive."
    authors = "The authors are not known to the archive."
    assert as_ris(bare) == {
        "type_of_reference": "JOUR",
        "id": "bare",
        "notes": [title, authors],
    }
    assert as_bibtex(bare) == ("misc", {"note": f"{title} {authors}"})
    assert as_csl(bare) == {
        "id": "bare",
        "type": "article-journal",
        "genre": "Case report",
        "note": f"{title} {authors}",
    }


@pytest.mark.parametrize(
    ("complete", "note"),
    [
        (False, "The list of authors is not complete."),
        (None, "Whether the list of authors is complete is not known."),
    ],
)
def test_a_list_of_authors_that_is_not_whole_says_so(complete, note):
    short = one(authors_complete=complete)
    assert note in as_ris(short)["notes"]
    assert note in as_bibtex(short)[1]["note"]
    assert as_bibtex(short)[1]["author"].endswith(" and others") is (complete is False)
    assert note in as_csl(short)["note"]


def test_a_year_alone_or_a_month_stay_as_exact_as_they_are():
    year = one(month=None, day=None)
    assert "date" not in as_ris(year)
    assert "month" not in as_bibtex(year)[1]
    assert as_csl(year)["issued"] == {"date-parts": [[2019]]}
    assert as_ris(one(day=None))["date"] == "2019/11//"


@pytest.mark.parametrize("pages", ["e238494", "2529", "S1-12, S15"])
def test_an_article_number_is_no_range(pages):
    assert as_ris(one(pages=pages))["start_page"] == pages
    assert "end_page" not in as_ris(one(pages=pages))
    assert as_csl(one(pages=pages))["page"] == pages


def test_notices_and_made_up_articles_say_so():
    flagged = one(
        synthetic=True, integrity="retracted", integrity_note="Figures were reused."
    )
    for note in (
        " ".join(as_ris(flagged)["notes"]),
        as_bibtex(flagged)[1]["note"],
        as_csl(flagged)["note"],
    ):
        assert "Synthetic: made up" in note
        assert "Retracted: Figures were reused." in note


# ── One case, one article ─────────────────────────────────────────────────────────


def test_a_case_is_cited_with_its_version_and_the_articles_it_rests_on(
    client, seed_case
):
    text = client.get(f"/cases/{seed_case}.ris").content.decode()
    record, paper, news = rispy.loads(text)
    address = Record.objects.get(name=seed_case).latest
    day = address.published_at.date()
    assert record["type_of_reference"] == "DATA"
    assert record["authors"] == ["Casebase"]
    assert record["title"].startswith(f"{seed_case}, version 1: 33-year-old man")
    assert record["urls"][0].endswith(f"/cases/{seed_case}/v1/")
    assert record["date"] == day.strftime("%Y/%m/%d/")
    assert "doi" not in record
    assert "World Journal of Surgical Oncology" in record["notes"][0]
    assert (paper["id"], news["id"]) == (seed.PAPER, seed.NEWS)
    assert "doi" not in paper
    cited = client.get(f"/cases/{seed_case}/v1.csl.json").json()
    assert [one["id"] for one in cited] == [
        f"casebase-{seed_case}-v1", seed.PAPER, seed.NEWS,
    ]  # fmt: skip
    assert "version 1" in in_a_style(cited)
    bib = bibtexparser.parse_string(
        client.get(f"/cases/{seed_case}/v1.bib").content.decode()
    )
    assert [entry.key for entry in bib.entries] == [one["id"] for one in cited]
    plain = client.get(f"/cases/{seed_case}.txt").content.decode()
    page = client.get(f"/cases/{seed_case}/").content.decode()
    for line in filter(None, plain.split("\n")):
        assert f'<p class="cite">{line}</p>' in page


def test_a_made_up_case_is_cited_as_such(client, made_up):
    for suffix in ("ris", "bib", "csl.json", "txt"):
        text = client.get(f"/cases/{made_up[0]}.{suffix}").content.decode()
        assert f"{made_up[0]}, version 1, synthetic" in text.replace("{", "").replace(
            "}", ""
        )


def test_a_former_version_is_cited_as_what_it_was(client, seed_case):
    case = d.as_dict(seed.case_document())
    case["patient"]["age_value"] = "34"
    publishing.put(d.read(case), **ENVELOPE)
    for number, age in ((1, "33-year-old"), (2, "34-year-old")):
        text = client.get(f"/cases/{seed_case}/v{number}.txt").content.decode()
        assert age in text
        assert f"/v{number}/" in text
    assert client.get(f"/cases/{seed_case}.txt").content.decode() == text
    assert client.get(f"/cases/{seed_case}/v3.ris").status_code == 404


@pytest.mark.parametrize("suffix", ["ris", "bib", "csl.json", "txt"])
def test_what_was_withdrawn_is_not_cited(client, seed_case, suffix):
    assert client.get(f"/articles/{seed.PAPER}.{suffix}").status_code == 200
    for name in (seed_case, seed.PAPER):
        record = Record.objects.get(name=name)
        publishing.withdraw(record, by="Ada", reason="author_request")
    assert client.get(f"/cases/{seed_case}.{suffix}").status_code == 410
    assert client.get(f"/cases/{seed_case}/v1.{suffix}").status_code == 200
    assert client.get(f"/articles/{seed.PAPER}.{suffix}").status_code == 410


def test_an_article_that_is_no_longer_here_is_cited_as_the_case_has_it(
    client, seed_case
):
    before = client.get(f"/cases/{seed_case}.csl.json").json()
    paper = Record.objects.get(name=seed.PAPER)
    publishing.withdraw(paper, by="Ada", reason="author_request")
    after = client.get(f"/cases/{seed_case}.csl.json").json()
    assert [one["id"] for one in after] == [one["id"] for one in before]


@pytest.mark.parametrize(
    "address",
    ["/cases/CB-999999.ris", "/articles/nosuch.bib", "/cases/CB-000001.pdf"],
)
def test_what_is_not_there_is_not_cited(page, seed_case, address):
    page(address, 404)
