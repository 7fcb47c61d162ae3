"""Documents as drafts, in bulk: what is refused, what is kept, what is said of it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casebase.archive import document as d
from casebase.curation.freezing import freeze, freeze_article
from casebase.curation.importing import case_files
from casebase.curation.importing.case_files import import_documents
from casebase.curation.importing.faults import Faulty
from casebase.curation.importing.reading import Files, read_value
from casebase.curation.models import Article, ContentEdit, Curator, Patient
from casebase.curation.readiness import missing_before_publishing
from casebase.vocabulary.models import Disease
from tests import seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    seed.make_words()
    return Curator.objects.create_user("ada")


def article(slug, **more):
    """A made-up article as plain values."""
    values = {"schema": 1, "key": slug, "kind": "case_report", "synthetic": True}
    return values | {"title": f"Report {slug}"} | more


def written(folder, values, name=None):
    """Write plain values where a folder of documents keeps them."""
    kind = "cases" if "patient" in values else "articles"
    file = folder / kind / f"{name or values['key'].replace('/', '.')}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values), "utf-8")
    return file


def seed_values():
    """The documents of the seed as plain values."""
    return [d.as_dict(document) for _, document in seed.documents()]


def imports(*files, **options):
    """Run the command; return what it prints, on both streams."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_cases", *files, stdout=out, stderr=err, **options)
    except CommandError as error:
        return f"{out.getvalue()}{err.getvalue()}{error}"
    return out.getvalue() + err.getvalue()


def test_a_folder_and_json_lines_hold_the_same_documents(curator, tmp_path):
    for values in seed_values():
        written(tmp_path / "folder", values)
    lines = tmp_path / "all.jsonl"
    # The case first: articles are written before it all the same.
    lines.write_text("\n".join(json.dumps(v) for v in reversed(seed_values())) + "\n\n")
    said = imports(lines, by="ada")
    assert "added      hou-ntrk1-mesenchymal-sarcoma/the-patient\n" in said
    assert "3 documents read as drafts." in said
    again = imports(tmp_path / "folder", by="ada")
    assert again.count("unchanged") == 3
    assert Patient.objects.count() == 1


def test_all_faults_of_all_files_are_listed_before_anything_is_written(
    curator, tmp_path
):
    news, paper, case = seed_values()
    written(tmp_path, news | {"surprise": 1})
    written(tmp_path, paper | {"doi": "https://doi.org/10.1000/X"})
    case["diagnoses"][0]["disease"]["key"] = "NOSUCH"
    written(tmp_path, case)
    lost = d.as_dict(seed.case_document())
    lost["key"] = "lost/the-patient"
    lost["articles"][0]["article"] = "lost"
    written(tmp_path, lost)
    lines = tmp_path / "more.jsonl"
    lines.write_text(f"{json.dumps(article('good'))}\n{{\n")
    said = imports(tmp_path)
    for place, sentence in (
        (f"{seed.NEWS}.json: surprise", "this key is not known here"),
        (f"{seed.PAPER}.json: doi", "write the DOI from 10. on"),
        ("the-patient.json: diagnoses[0].disease", "there is no disease “NOSUCH”"),
        ("lost.the-patient.json: articles[0].article", "there is no article “lost”"),
        ("more.jsonl, line 2: line 2, column 1", "this is not JSON"),
    ):
        assert any(place in line and sentence in line for line in said.splitlines())
    assert "nothing was imported" in said
    assert not Article.objects.exists()


def test_few_documents_are_imported_all_or_none(curator, tmp_path):
    for slug in ("a", "b"):
        written(tmp_path, article(slug, doi="10.1000/the-same"))
    said = imports(tmp_path)
    assert "Another article here has this DOI." in said
    assert not Article.objects.exists()


def test_articles_do_not_stay_when_their_case_is_refused(curator, tmp_path):
    for values in seed_values():
        if "patient" in values:
            values["patient"]["label"] = "Patient 1"
        written(tmp_path, values)
    assert f"key: by its primary report and label this is “{seed.PAPER}/patient-1”" in (
        imports(tmp_path)
    )
    assert not Article.objects.exists()


def test_many_come_in_batches_and_a_second_run_brings_the_rest(
    curator, tmp_path, monkeypatch
):
    monkeypatch.setattr(case_files, "AT_ONCE", 2)
    relation = [{"kind": "corrects", "article": "e"}]
    written(tmp_path, article("a", relations=relation))
    for slug in ("b", "e", "f"):
        written(tmp_path, article(slug))
    twin = written(tmp_path, article("c", doi="10.1000/the-same"))
    written(tmp_path, article("d", doi="10.1000/the-same"))
    said = imports(tmp_path)
    assert "d.json: doi: Another article" in said or "d.json: Another article" in said
    assert "1 fault; 4 other documents imported." in said
    assert set(Article.objects.values_list("slug", flat=True)) == set("abef")
    a = Article.objects.get(slug="a")
    assert [r.other.slug for r in a.relations.all()] == ["e"]
    edits = ContentEdit.objects.count()

    written(tmp_path, article("c", doi="10.1000/another"))
    said = imports(tmp_path)
    assert (said.count("unchanged"), said.count("added")) == (4, 2)
    assert twin.exists()
    assert ContentEdit.objects.count() == edits + 2


def test_an_interrupted_run_keeps_whole_batches(curator, monkeypatch):
    monkeypatch.setattr(case_files, "AT_ONCE", 2)
    documents = [(slug, read_value(article(slug))) for slug in "abcde"]

    def interrupt(done, of):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_documents(documents, by=curator, say=interrupt)
    assert Article.objects.count() == 2
    outcomes = import_documents(documents, by=curator)
    assert [o.what for o in outcomes].count("unchanged") == 2
    assert Article.objects.count() == 5


def test_a_changed_case_says_which_facts_changed(curator, tmp_path):
    import_documents(seed.documents(), by=curator)
    case = d.as_dict(seed.case_document())
    case["treatments"][1]["stop_reason"] = "progression"
    case["lesions"][0]["at"]["sequence"] = 2
    case["diagnoses"][0]["source"]["locator"] = "p 3"
    case["observations"].pop()
    said = imports(written(tmp_path, case))
    lines = [line.strip() for line in said.splitlines()]
    assert "changed    hou-ntrk1-mesenchymal-sarcoma/the-patient" in said
    assert "T2.stop_reason: — → progression" in lines
    assert "L1.at.sequence: 1 → 2" in lines
    assert "DX1.source.locator: text → p 3" in lines
    assert "O2: removed" in lines
    assert len(lines) == 6


def test_what_stands_otherwise_here_is_said(curator, tmp_path):
    Disease.objects.filter(key="SARCNOS").update(name="Sarcoma")
    [*_, outcome] = import_documents(seed.documents(), by=curator)
    assert outcome.drift == ["DX1.disease.label: Sarcoma, NOS is Sarcoma here"]


def test_a_biomarker_under_the_key_of_another_is_refused(curator):
    """The vocabulary knows the key, so the gene in the file would be lost."""
    import_documents(seed.documents(), by=curator)
    case = d.as_dict(seed.case_document())
    fusion = case["findings"][0]["biomarker"]["fusion"]
    fusion["genes"] = [{"key": "LMNA", "label": "LMNA"}]
    with pytest.raises(Faulty) as caught:
        read_value(case)
    assert [str(fault) for fault in caught.value.faults] == [
        "findings[0].biomarker.fusion.key: from its genes this fusion is "
        "“LMNA-partner-unknown”",
    ]


def test_a_former_symbol_is_refused_with_the_gene_of_today(curator):
    case = d.as_dict(seed.case_document())
    biomarker = case["findings"][0]["biomarker"]
    biomarker["key"] = "trka-fusion-partner-unknown"
    biomarker["fusion"]["key"] = "TRKA-partner-unknown"
    biomarker["fusion"]["genes"] = [{"key": "TRKA"}]
    documents = [*seed.documents()[:2], ("case", read_value(case))]
    with pytest.raises(Faulty) as caught:
        import_documents(documents, by=curator)
    assert [str(fault) for fault in caught.value.faults] == [
        "case: findings[0].biomarker.fusion.genes[0]: there is no gene “TRKA” in the "
        "vocabulary; so named is NTRK1"
    ]


def test_lists_without_an_order_come_back_in_one_order(curator):
    places = [{"name": name, "country": "CN"} for name in ("Z", "a", "B", "B")]
    places.append({"name": "B", "country": "CN", "ror": "https://ror.org/1"})
    names = [{"family": "Wang", "given": "Wei", "role": "author"}] * 2
    one = article(
        "one",
        authors=[{**names[0], "affiliations": places}, names[1]],
        journal="BMJ",
        journal_abbreviation="BMJ",
    )
    two = article("two", journal="BMJ")
    two["authors"] = [{**names[0], "affiliations": places[::-1]}]
    documents = [(v["key"], read_value(v)) for v in (one, two)]
    import_documents(documents, by=curator)
    for slug, document in documents:
        frozen = freeze_article(Article.objects.get(slug=slug))
        assert d.canonical(frozen) == d.canonical(document)
    [first, second] = (document.authors[0] for _, document in documents)
    assert first == second
    assert [place.name for place in first.affiliations] == ["B", "B", "Z", "a"]


def test_text_is_brought_to_one_form_and_what_cannot_be_stored_is_said(curator):
    import_documents(
        [("x", read_value(article("x", title="Cafe\u0301\r\n")))], by=curator
    )
    assert Article.objects.get().title == "Caf\u00e9\n"
    with pytest.raises(Faulty, match=r"title: .*null character"):
        read_value(article("y", title="a\0b"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"month": 2}, "a month belongs to a year"),
        ({"posted_on": "2021-02-30", "kind": "news_item"}, "day is out of range"),
        ({"abstract": "Words"}, "only where its licence allows"),
        ({"patients_reported": 10**12}, "less than or equal to 999999999"),
        ({"journal_abbreviation": "BMJ"}, "goes with its name"),
        (
            {"relations": [{"kind": "corrects", "article": "x"}]},
            "not related to itself",
        ),
    ],
)
def test_what_the_tables_would_refuse_is_refused_before_them(changes, said):
    with pytest.raises(Faulty, match=said):
        read_value(article("x") | changes)


def test_a_line_is_as_long_as_the_document_lets_it_be(curator):
    """A line of 500 characters is none too many for any column that keeps one."""
    long = "x" * 500
    case = d.as_dict(seed.case_document())
    case["diagnoses"][0] |= {"grade": long, "stage": long, "tnm": long}
    case["lesions"][0]["source"]["locator"] = long
    case["findings"][0]["exon_3p"] = long
    case["treatments"][1]["agents"][0]["doses"][0]["schedule_reported"] = long
    case["outcome"]["adverse_events"][0]["reported"] = long
    documents = [*seed.documents()[:2], ("case", read_value(case))]
    import_documents(documents, by=curator)
    assert freeze(Patient.objects.get()).diagnoses[0].tnm == long


def test_an_article_without_authors_says_why(curator):
    import_documents([("x", read_value(article("x", doi="10.1000/x")))], by=curator)
    x = Article.objects.get()
    assert missing_before_publishing(x) == [
        "The article x names nobody who signs it. Name at least the first author, or "
        "say in its identifiers note why nobody is named."
    ]
    x.identifiers_note = "The abstract that was read names no authors."
    x.save()
    assert missing_before_publishing(x) == []


def test_a_file_that_is_not_there_is_said_with_the_others(tmp_path):
    gone, empty = tmp_path / "gone.json", tmp_path / "empty"
    empty.mkdir()
    assert "gone.json: No such file" in imports(gone)
    assert "There are no documents" in imports(empty)
    assert list(Files([empty])) == []
