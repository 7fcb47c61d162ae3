"""The seed on its page: how its facts are told, and how they hang together."""

import html
import re

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from tests import seed
from tests.browse import archive

pytestmark = pytest.mark.django_db


def words_of(response):
    """What a reader can see of a page, folded lines opened."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    main = re.sub(r"<script.*?</script>", " ", main, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", main))
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ([,.;:)’])", r"\1", text)


@pytest.fixture
def words_on_page(client, seed_case):
    return words_of(client.get(f"/cases/{seed_case}/"))


def test_silence_is_that_of_the_news_summary_and_not_of_the_paper(words_on_page):
    assert "Not in the news summary" in words_on_page
    assert "not reported" not in words_on_page.casefold()


def test_the_title_is_neutral(client, seed_case):
    body = client.get(f"/cases/{seed_case}/").content.decode()
    title = re.search(r"<h1>(.*?)</h1>", body)[1]
    assert title == (
        "33-year-old man, mesenchymal malignant tumour/sarcoma of the scalp, "
        "NTRK1 rearrangement"
    )


def test_no_dose_stands_without_its_frequency(words_on_page):
    doses = re.findall(r"\d+ mg\b(.{0,13})", words_on_page)
    assert doses
    assert {after.strip()[:11] for after in doses} == {"twice daily"}


def test_each_response_stands_with_its_drug(client, seed_case):
    body = client.get(f"/cases/{seed_case}/").content.decode()
    marks = body.count('class="resp__k"')
    assert marks >= 3
    assert body.count('<span class="resp__d">on crizotinib</span>') == marks


def test_each_row_of_the_document_says_where_it_stands(client, seed_case):
    body = client.get(f"/cases/{seed_case}/").content.decode()
    document = client.get(f"/cases/{seed_case}.json").json()["document"]
    rows = (
        len(document["diagnoses"])
        + len(document["lesions"])
        + len(document["specimens"])
        + len(document["observations"])
        + len(document["findings"]) * 2  # in the chapter on fusions, and in the table
        + len(document["treatments"])
        + 3  # dose steps; those of the supplement and the assay share a source
        + len(document["outcome"]["responses"])
        + len(document["outcome"]["adverse_events"])
        + len(document["outcome"]["follow_up"])
        + len(document["provenance"]["facts"])
    )
    assert body.count('<details class="prov">') == rows


#: Keys that move the reader about; without it the page is the same.
KEYS = '<script src="/static/js/site/keys.js" defer>'


def test_folded_lines_need_no_script(client, seed_case):
    body = client.get(f"/cases/{seed_case}/").content.decode()
    scripts = re.findall(r'<script(?! type="application/ld\+json">)[^>]*>', body)
    told = KEYS, KEYS.replace("keys.js", "suggest.js")
    assert scripts == [*told], "the keyboard's, the search box's, no other"
    assert body.count("<details") == body.count("<summary")


def test_every_kind_of_fact_says_where_it_stands(client, seed_case):
    values = d.as_dict(seed.case_document())
    kinds = {
        "diagnosis": values["diagnoses"][0],
        "lesion": values["lesions"][0],
        "specimen": values["specimens"][0],
        "observation": values["observations"][0],
        "finding": values["findings"][0],
        "assay": values["findings"][0]["assays"][0],
        "considered": values["treatments"][0],
        "course": values["treatments"][1],
        "dose": values["treatments"][1]["agents"][0]["doses"][1],
        "supplement": values["treatments"][2],
        "its dose": values["treatments"][2]["agents"][0]["doses"][0],
        "response": values["outcome"]["responses"][0],
        "event": values["outcome"]["adverse_events"][0],
        "visit": values["outcome"]["follow_up"][0],
        "patient": values["provenance"]["facts"][0],
    }
    size = {"ref": "M1", "dims_reported": "2 cm", "source": {}}
    values["lesions"][0]["measurements"] = [size]
    kinds["measurement"] = size
    for kind, row in kinds.items():
        row["source"] = {"article": archive.NEWS, "assertion": "stated"}
        row["source"]["locator"] = f"where the {kind} stands"
    publishing.put(d.read(values), **archive.ENVELOPE)
    body = client.get(f"/cases/{seed_case}/").content.decode()
    folded = " ".join(re.findall(r'<details class="prov">.*?</details>', body, re.S))
    untold = [k for k in kinds if f"where the {k} stands" not in folded]
    assert untold == []


@pytest.mark.parametrize("field", ["age_unit", "vital_as_of", "gender_reported"])
def test_where_a_fact_stands_is_told_also_where_its_line_has_another_source(
    page, seed_case, field
):
    case = d.as_dict(seed.case_document())
    source = case["provenance"]["facts"][0]["source"] | {"quote": "words of its own"}
    others = [one for one in case["provenance"]["facts"] if one["field"] != field]
    case["provenance"]["facts"] = [*others, {"field": field, "source": source}]
    publishing.put(d.read(case), **archive.ENVELOPE)
    assert "words of its own" in page(f"/cases/{seed_case}/").text
