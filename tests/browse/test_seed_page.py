"""The seed on its page: every fact of the source, and nothing beside them."""

import html
import re

import pytest

pytestmark = pytest.mark.django_db

FACTS = [
    # Articles, people, series
    "Biomarker NTRK Coverage from Every Angle",
    "Rare Case of Mesenchymal Sarcoma With NTRK1 Gene Translocation",
    "medical-literature",
    "https://jnccn360.org/biomarkerntrk/medical-literature/",
    "JNCCN 360",
    "Hope Craig, MSPH",
    "Posted 10 September 2021",
    "No conflicts of interest reported",
    "World Journal of Surgical Oncology",
    "Identifiers are not known here",
    "Zhongshan Hospital, Fudan University, China",
    "Yingyong Hou, MD, PhD, and colleagues",
    # The patient and the tumour
    "33-year-old man",
    "at presentation",
    "mesenchymal malignant tumor/sarcoma",
    "Remained unclassified",
    "Sarcoma, NOS",
    "Metastatic",
    "Scalp",
    "top left of the head",
    "2.5 × 1.5 × 1.0 cm",
    "olid, greyish red",
    "Rash of the left ear",
    "Several months later",
    "Neck",
    "upper right back",
    "Metastasis; skin involved",
    "nor which was sampled",
    "Needle biopsy",
    "Consistent with the scalp tumour",
    "Work-up by pathology and immunohistochemistry",
    "The stains and their results are not given.",
    # The fusion
    "NTRK1 rearrangement, partner and side not in the news summary",
    "partner not in the news summary",
    "gene translocation",
    "Rearrangement, not further specified",
    # Treatment
    "Larotrectinib. Financial reasons.",
    "Considered, not given",
    "Given instead of Larotrectinib",
    "Aimed at NTRK1 rearrangement",
    "Off label, China",
    "crizotinib (ALK inhibitor)",
    "250 mg twice daily by mouth, then 125 mg twice daily for 2 months, then 250 mg "
    "twice daily",
    "Reduced: adverse events",
    "Restored",
    "transaminase elevation, moderate",
    "Anorexia",
    "Nausea",
    "Vomiting",
    "attributed by the source",
    "herbal supplement glutathione",
    "Daily, amount not in the news summary",
    "reduced glutathione, the chemical form",
    "a check-up every 6 months",
    "3 months after the start of the course",
    "crizotinib stopped after 3 months",
    "crizotinib continued under observation",
    # Outcome
    "Complete response on crizotinib",
    "complete response without progression",
    "as recently as July 2020",
    "held at last report",
    "Alive without evidence of disease",
    "July 2020; inferred",
    "criteria not in the news summary",
    "The authors noted: A molecular target was found although the tumour stayed "
    "unclassified.",
    "crizotinib is not approved for cancers with an NTRK gene fusion",
    # What was read, and what not
    "From a news summary",
    "Not independently reviewed",
    "The paper could not be opened. Every fact comes from the news item.",
    "Partner gene, side of NTRK1 and exons",
    "CTCAE grades; severity is given only as moderate, for the transaminases",
    "Crizotinib: whether it was stopped, when and why.",
    "Anything after July 2020.",
]

INVENTED = [
    "?::NTRK1",
    "::?",
    "RECIST",
    "parietal",
    "grade 2",
    "grade 1",
    "5′ side",
    "3′ side",
    "chimeric",
    "LMNA",
    "TPM3",
    "FISH",
    "3 months of treatment",
    "five months",
    "5 months",
    "first line",
    "halved",
    "None",
    "N/A",
    "Not reported",
]


def words_of(response):
    """What a reader can see of a page, folded lines opened."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    text = html.unescape(re.sub(r"<[^>]+>", " ", main))
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ([,.;:)’])", r"\1", text)


@pytest.fixture
def words_on_page(client, seed_case):
    return words_of(client.get(f"/cases/{seed_case}/"))


@pytest.mark.parametrize("fact", FACTS)
def test_the_page_says_each_fact_of_the_source(words_on_page, fact):
    assert fact.casefold() in words_on_page.casefold()


@pytest.mark.parametrize("invention", INVENTED)
def test_the_page_says_nothing_that_the_source_does_not(words_on_page, invention):
    assert re.search(rf"\b{re.escape(invention)}\b", words_on_page) is None
    assert invention.startswith(("?", ":")) is False or invention not in words_on_page


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


def test_folded_lines_need_no_script(client, seed_case):
    body = client.get(f"/cases/{seed_case}/").content.decode()
    assert "<script" not in body
    assert body.count("<details") == body.count("<summary")
