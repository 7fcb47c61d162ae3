"""Hubs: what each block tells of its cases is what the documents say, and no more."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.browse import hubs
from tests import seed
from tests.browse import archive, numbers

pytestmark = pytest.mark.django_db


def put(number, change=lambda case: None):
    """Publish a made-up case that was changed before."""
    case = d.as_dict(archive.made_up(number))
    change(case)
    return publishing.put(d.read(case), **archive.ENVELOPE).record.name


def event(**told):
    """A case whose first course led to nausea."""

    def change(case):
        source = case["findings"][0]["source"]
        nausea = {"ref": "AE1", "term": {"key": "nausea"}, "reported": "nausea"}
        events = [nausea | {"agents": ["A1"], "source": source} | told]
        case["outcome"]["adverse_events"] = events

    return change


def stopped(case):
    """A case whose first course was stopped for toxicity; the second goes on."""
    case["treatments"][0]["stop_reason"] = "toxicity"
    case["treatments"][1]["ongoing"] = "yes"


def seen_twice(case):
    """A case whose fusion one test saw and another did not."""
    finding = case["findings"][0]
    finding["assays"] = [
        {"ref": f"AS{n}", "source": finding["source"], "method": method, "result": seen}
        for n, (method, seen) in enumerate(
            [("rna_ngs", "positive"), ("ihc", "negative")], start=1
        )
    ]


def refused(case):
    """A case that was not given larotrectinib, for its cost, in France."""
    case["patient"]["country"] = "FR"
    case["treatments"].append(
        {
            "ref": "T3",
            "sequence": 3,
            "modality": "systemic",
            "decision": "considered_not_given",
            "reasons_not_given": ["cost"],
            "source": case["findings"][0]["source"],
            "agents": [
                {"ref": "A3", "drug": {"key": "larotrectinib"}, "role": "anticancer"}
            ],
        }
    )


def acquired(case):
    """A case in which a mutation of NTRK3 arose under treatment."""
    finding = case["findings"][0]
    marker = {"key": "ntrk3-g623r", "kind": "snv_indel", "gene": {"key": "NTRK3"}}
    marker["label"] = "NTRK3 G623R"
    mutation = finding | {"ref": "F2", "biomarker": marker, "is_acquired": True}
    case["findings"].append(mutation)


def together_with_entrectinib(case):
    """A case whose first course had a drug of another class beside."""
    [agent] = case["treatments"][0]["agents"]
    other = agent | {"ref": "A9", "drug": {"key": "entrectinib"}}
    case["treatments"][0]["agents"].append(other)


@pytest.fixture
def told(seed_case):
    """The seed, and seven made-up cases, each with something of its own."""
    changes = [
        stopped,
        event(grade_min=3, grade_max=4),
        event(grade_min=2, grade_max=3),
        event(),
        seen_twice,
        refused,
        acquired,
    ]
    return [put(number, change) for number, change in enumerate(changes)]


@pytest.fixture
def hub(told):
    """Read one term's page from the index."""

    def ask(facet, key):
        term = hubs.find(facet, key)
        assert term is not None
        return hubs.Hub(term=term)

    return ask


PAGES = [
    "/genes/NTRK3/",
    "/genes/NTRK1/",
    "/families/NTRK/",
    "/fusions/ETV6::NTRK3/",
    "/biomarkers/etv6-ntrk3-fusion/",
    "/drugs/crizotinib/",
    "/drugs/larotrectinib/",
    "/drug-classes/alk-inhibitor/",
    "/diagnoses/SARCNOS/",
    "/diagnoses/SOFT_TISSUE/",
    "/series/biomarker-ntrk/",
    "/biomarkers/",
    "/families/",
    "/drug-classes/",
]


def test_every_number_opens_a_list_of_exactly_that_many(client, told):
    numbers.forget()
    checked = 0
    for address in PAGES:
        response = client.get(address)
        assert response.status_code == 200, address
        every = numbers.numbers_on(response.content.decode(), address)
        # "Since 25 November" is a day and no count.
        found = [number for number in every if "since=" not in number.address]
        assert list(numbers.wrong(found)) == [], address
        checked += len(found)
    assert checked > 200


def test_who_progressed_after_a_response_is_counted_too(page, seed_case):
    def change(case):
        case["treatments"][1]["stop_reason"] = "progression"

    put(1, change)
    read = page("/drugs/entrectinib/")
    assert "best response: 0 complete responses, 1 partial response" in read.words
    assert "0 progressive disease" in read.words
    assert "1 stopped for progression" in read.words
    asked = "/treatments/?drug=entrectinib&stop_reason=progression"
    assert page(asked).total == 1
    assert asked in read.links


def test_stopped_for_toxicity_is_a_link_for_any_number_of_courses(hub, page):
    told = hub("gene", "NTRK3").stopped_for_toxicity
    assert (told.words, told.count) == ("1 stopped for toxicity", 1)
    assert page(str(told.list)).courses == ["CB-000002/T1"]
    assert hub("gene", "NTRK1").stopped_for_toxicity.list is None


def test_a_grade_counts_by_what_is_certain_of_it(hub):
    [nausea] = [
        row for row in hub("gene", "NTRK3").events.rows if row.event == "Nausea"
    ]
    assert nausea.drug == "Crizotinib"
    assert nausea.courses.count == 3
    assert nausea.severe.count == 1, "grade 2 to 3 is not surely 3"
    assert nausea.ungraded.count == 1, "grade 2 to 3 is a grade"


def test_what_was_done_about_an_event_says_whether_the_drug_was_tried_again(hub):
    def change(case):
        event(actions=["held"], outcome="resolved", rechallenge="tolerated")(case)
        [nausea] = case["outcome"]["adverse_events"]
        silent = {"actions": [], "outcome": "not_reported"}
        silent |= {"rechallenge": "not_reported"}
        case["outcome"]["adverse_events"] += [
            nausea | {"ref": "AE2", "rechallenge": "not_reported"},
            nausea | silent | {"ref": "AE3"},
            nausea | silent | {"ref": "AE4"},
            nausea | silent | {"ref": "AE5", "actions": ["none"]},
        ]

    name = put(30, change)
    page = hub("drug", "crizotinib")
    assert [
        (one.name, one.done, one.again)
        for one in page.followed
        if one.row.accession == name
    ] == [
        ("Nausea", "Drug held; resolved", "Tolerated"),
        ("Nausea", "Drug held; resolved", ""),
        ("Nausea (2 events)", "What followed not reported", ""),
        ("Nausea", "No action taken; outcome not reported", "Not interrupted"),
    ]
    # On this drug nothing happened.
    assert not hub("drug", "entrectinib").followed


def test_the_answer_to_an_event_stands_below_its_number(page, told):
    put(30, event(actions=["held"], rechallenge="recurred"))
    words = page("/drugs/crizotinib/").words
    assert "Nausea Drug held; outcome not reported Event recurred" in words


def test_the_partner_that_is_not_known_stands_last_and_hatched(hub):
    fusions, *_ = [t for t in hub("family", "NTRK").shared if t.id == "t-fusion"]
    assert [(row.count, row.is_unknown) for row in fusions.rows] == [
        (7, False),
        (1, True),
    ]


def partner_unknown(finding):
    """The same finding by a test that did not name the partner."""
    gene = {"key": "NTRK3"}
    fusion = {"key": "NTRK3-partner-unknown", "state": "partner_unknown"}
    marker = {"key": "ntrk3-fusion-partner-unknown", "kind": "fusion"}
    return finding | {"biomarker": marker | {"fusion": fusion | {"genes": [gene]}}}


def test_a_partner_that_one_test_named_is_nowhere_counted_as_not_known(hub, page):
    def named_once(case):
        [finding] = case["findings"]
        case["findings"].append(partner_unknown(finding) | {"ref": "F2"})

    def never_named(case):
        case["findings"] = [partner_unknown(case["findings"][0])]

    before = hub("gene", "NTRK3").total
    put(30, named_once)
    silent = put(31, never_named)
    gene = hub("gene", "NTRK3")
    assert dict(gene.cases.counts("fusion")) == {
        "ETV6::NTRK3": before + 1,
        "NTRK3-partner-unknown": 1,
    }
    [(row, fusions)] = [
        (row.accession, row.page.fusion_marks)
        for row in gene.rows_read
        if "NTRK3-partner-unknown" in {mark.key for mark in row.page.fusion_marks}
    ]
    assert (row, len(fusions)) == (silent, 1)


def test_a_family_has_its_own_genes_and_not_their_partners(hub):
    [genes] = [t for t in hub("family", "NTRK").shared if t.id == "t-gene"]
    assert [row.label for row in genes.rows] == ["NTRK3", "NTRK1"]


def test_what_was_not_given_stands_with_reason_and_country(hub):
    for told in (hub("family", "NTRK"), hub("drug", "larotrectinib")):
        [row] = told.barriers.rows
        assert (row.drug, row.reason, row.cases.count) == ("Larotrectinib", "Cost", 2)
        where = {(one.words, one.count) for one in row.countries}
        assert where == {("China", 1), ("France", 1)}


def test_tests_agree_only_where_two_show_the_same(hub, page):
    [told] = hub("gene", "NTRK3").agreement
    assert (told.words, told.count) == ("Tests disagree", 1)
    assert "Tests disagree" in page(str(told.list)).words


def test_what_is_not_known_is_a_share_of_what_was_asked(hub):
    gaps = {gap.words: gap for gap in hub("family", "NTRK").gaps}
    partner, stop = gaps["Fusion partner"], gaps["Why it stopped"]
    assert (partner.silent.count, partner.all.count) == (1, 8)
    # Seven times two courses, two of which are told of, and the seed's.
    assert (stop.silent.count, stop.all.count) == (13, 15)
    assert stop.width == pytest.approx(100 * 2 / 15, abs=0.1)


def test_what_else_was_found_is_told_with_its_cases(hub, told):
    [beside] = hub("fusion", "ETV6::NTRK3").together
    assert beside.name == "NTRK3 G623R"
    assert [row.accession for row in beside.cases] == [told[-1]]
    assert hub("gene", "NTRK3").together == [], "it is a mutation of the same gene"


def test_a_small_hub_leaves_the_tables_to_its_cases(hub):
    small = hub("gene", "NTRK1")
    assert small.total == 1
    for block in ("boxes", "shared", "tumours", "assays", "gaps", "together"):
        assert not getattr(small, block), block


def test_tumours_are_of_one_level_and_lead_downwards(hub):
    [told] = hub("drug", "crizotinib").boxes[0].main
    assert (told.words, told.count) == ("Soft Tissue", 8)
    [told] = hub("diagnosis", "SOFT_TISSUE").boxes[0].main
    assert (told.words, told.count) == ("Sarcoma, NOS", 8)


def test_a_class_counts_the_courses_of_its_drugs(hub):
    put(20, together_with_entrectinib)
    told = hub("drug_class", "alk-inhibitor")
    assert [row.label for row in told.drugs.rows] == ["Crizotinib"]
    assert told.courses.total == 9
    assert {row.drug for row in told.events.rows} == {"Crizotinib"}


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/genes/NTRK1/", "/families/NTRK/"),
        ("/drugs/crizotinib/", "/drug-classes/alk-inhibitor/"),
        ("/genes/", "/families/"),
        ("/drugs/", "/drug-classes/"),
    ],
)
def test_broader_terms_are_linked(page, seed_case, address, leads_to):
    assert leads_to in page(address).links
    assert page(leads_to)


@pytest.mark.parametrize("address", ["/families/NTRK9/", "/drug-classes/nothing/"])
def test_an_unknown_family_or_class_is_not_there(client, seed_case, address):
    assert client.get(address).status_code == 404


def test_more_cases_cost_no_more_queries(client, told):
    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connections["reader"]) as asked:
            client.get(address)
        return len(asked)

    before = {address: cost(address) for address in ("/genes/NTRK3/", "/biomarkers/")}
    for number in range(20, 28):
        put(number)
    after = {address: cost(address) for address in before}
    assert after == before


# ── Biomarkers ────────────────────────────────────────────────────────────────────


def test_genes_stand_by_kind_of_alteration(page, told):
    asked = {
        link: int(words)
        for words, link in page("/biomarkers/").counted
        if link.startswith("/cases/?gene=NTRK") and words.isdigit()
    }
    named = "fusion_state=two_genes&fusion_state=order_not_reported"
    assert asked == {
        f"/cases/?gene=NTRK3&{named}&fusion_state=regulatory": 7,
        "/cases/?gene=NTRK3&finding_kind=snv_indel&acquired=yes": 1,
        "/cases/?gene=NTRK1&fusion_state=partner_unknown": 1,
    }


def test_a_finding_is_a_row_with_its_tests(page, told):
    found = page("/findings/?gene=NTRK3&finding_kind=fusion")
    assert found.total == 7
    assert found.text.count("data-finding=") == 7
    assert page("/findings/").total == 9
    arose = page("/findings/?gene=NTRK3&acquired=yes")
    assert arose.total == arose.text.count("data-finding=") == 1
    assert "NTRK3 G623R" in arose.words
    assert page("/findings/?gene=NTRK3&drug=nothing", 400).culprits == ["drug"]


# ── Series ────────────────────────────────────────────────────────────────────────


def test_a_series_has_the_cases_that_were_read_from_its_articles(page, told, seed_case):
    series = page("/series/biomarker-ntrk/")
    assert series.total == 1
    assert page("/cases/?series=biomarker-ntrk").accessions == [seed_case]
    assert page("/cases/?series=nothing", 400).culprits == ["series"]


def test_a_case_joins_a_series_with_its_article(page, told):
    news = next(doc for _, doc in seed.documents() if doc.key == seed.NEWS)
    series = d.as_dict(news)["series"] | {"slug": "later", "title": "Later"}
    paper = next(doc for _, doc in seed.documents() if doc.key == seed.PAPER)
    assert page("/cases/?series=later", 400)
    joined = d.read(d.as_dict(paper) | {"series": series})
    publishing.put(joined, **archive.ENVELOPE)
    assert page("/cases/?series=later").total == 1
    assert page("/series/later/").total == 1
