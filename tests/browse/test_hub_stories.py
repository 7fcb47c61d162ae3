"""What a hub tells out of documents: lanes, chains, changes, articles."""

import pytest
from django.template.loader import render_to_string

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.browse.hub_stories import lanes
from tests.browse import archive, pages
from tests.browse.told import SOURCE, made_up, mg, names, starter, stories

# ── Lanes ─────────────────────────────────────────────────────────────────────────


def after(number):
    """Return a time in months after the start of the course."""
    return {
        "kind": "offset", "offset_min": number, "offset_unit": "month",
        "anchor": "this_course_start",
    }  # fmt: skip


def lasting(number, drug="crizotinib"):
    """Return a case of one course that lasted so many months; unknown for 0."""
    length = {"duration_min": str(number), "duration_unit": "month"}
    return made_up(treatments=[{"drug": drug} | (length if number else {})])


def test_lanes_stand_by_drug_the_longest_first_and_undated_last_on_one_axis():
    swimmer = stories(
        lasting(5), lasting(0), lasting(30), lasting(50, "entrectinib")
    ).swimmer
    assert [
        (group.name, group.hub, names(swim.row for swim in group.lanes))
        for group in swimmer.groups
    ] == [
        ("Crizotinib", "/drugs/crizotinib/", ["CB-000003", "CB-000001", "CB-000002"]),
        ("Entrectinib", "/drugs/entrectinib/", ["CB-000004"]),
    ]
    axes = {swim.axis for group in swimmer.groups for swim in group.lanes}
    assert axes == {swimmer.axis}
    assert swimmer.axis.last >= 50


def test_a_hub_shows_the_last_course_of_a_case_and_a_drug_all_of_its_own():
    case = made_up(treatments=[{}, {"drug": "entrectinib"}, {}])
    drawn = [
        [swim.line.course.treatment.ref for swim in group.lanes]
        for told in (stories(case), stories(case, drug="crizotinib"))
        for group in told.swimmer.groups
    ]
    assert drawn == [["T3"], ["T1", "T3"]]


def test_lanes_of_the_newest_cases_are_seen_at_once_and_none_is_lost():
    # The newest is the shortest here: the longest lanes would flatter.
    swimmer = stories(*(lasting(number) for number in range(1, 26))).swimmer
    seen, folded = (
        names(swim.row for group in groups for swim in group.lanes)
        for groups in (swimmer.groups, swimmer.folded)
    )
    drawn = [row.accession for row, *_ in swimmer.every_lane]
    assert sorted(seen) == drawn[: lanes.AT_ONCE]
    assert sorted(folded) == drawn[lanes.AT_ONCE : lanes.MOST]
    assert len(folded) == swimmer.beyond == 14
    ends = [swim.lane.reach for swim in swimmer.groups[0].lanes]
    assert ends == sorted(ends, reverse=True)
    assert not swimmer.is_whole


def test_a_case_without_a_lane_is_named():
    surgery = {"modality": "surgery", "agents": []}
    swimmer = stories(lasting(5), made_up(treatments=[surgery])).swimmer
    assert names(swimmer.left_out) == ["CB-000002"]


# ── Chains ────────────────────────────────────────────────────────────────────────

G595R = {
    "biomarker": {
        "key": "ntrk1-g595r", "kind": "snv_indel", "gene": {"key": "NTRK1"},
        "hgvs_p": "G595R",
    },
    "is_acquired": True,
}  # fmt: skip


def path(chain):
    """Write a chain: drugs before, what arose, drug after, its response."""
    after = chain.after
    return (
        [drug.name for drug in chain.drugs],
        chain.is_on,
        chain.name,
        chain.next and chain.next.name,
        after and after.category.value,
    )


def test_what_came_after_alk_l1196q():
    (chain,) = stories(starter("zhang-alk-imt-2020.patient-1")).chains
    assert path(chain) == (
        ["crizotinib", "alectinib"],
        False,
        "ALK L1196Q",
        "ceritinib",
        "PR",
    )
    assert chain.is_aimed
    assert (chain.hub, chain.next.hub) == (
        "/biomarkers/alk-l1196q/",
        "/drugs/ceritinib/",
    )


@pytest.mark.django_db
def test_a_chain_that_ends_in_silence_says_so():
    told = stories(starter("pishdad-kif5b-ret-neuroendocrine-2024.the-patient"))
    assert [path(chain) for chain in told.chains] == [
        (["selpercatinib"], True, "MAP2K1 E102_I103del", None, None)
    ]
    words = rendered(told)
    assert "Next drug not in the abstract" in words
    assert "Selpercatinib MAP2K1 E102_I103del acquired Next drug" in words


def test_the_next_drug_is_the_one_after_that_on_which_it_arose():
    case = made_up(
        treatments=[
            {"drug": "larotrectinib"},
            {"modality": "surgery", "agents": []},
            {"drug": "entrectinib"},
        ],
        findings=[G595R | {"emerged_on": "T1"}],
        responses=[{"course": "T3", "category": "PR", "is_best": True}],
    )
    (chain,) = stories(case).chains
    expected = (["larotrectinib"], True, "NTRK1 G595R", "entrectinib", "PR")
    assert path(chain) == expected
    assert not chain.is_aimed


def test_without_a_drug_it_arose_on_none_is_said_to_be_the_next():
    case = made_up(
        treatments=[{"drug": "larotrectinib"}, {"drug": "entrectinib"}],
        findings=[G595R],
    )
    (chain,) = stories(case).chains
    drugs = ["larotrectinib", "entrectinib"]
    assert path(chain) == (drugs, False, "NTRK1 G595R", None, None)


@pytest.mark.parametrize(
    "changed", [{"is_acquired": False}, {"result": "negative"}, {"is_acquired": None}]
)
def test_what_was_there_before_or_not_found_makes_no_chain(changed):
    assert not stories(made_up(treatments=[{}], findings=[G595R | changed])).chains


def test_a_drug_tells_the_chains_it_stands_in_and_a_tumour_none():
    case = made_up(
        treatments=[{"drug": "larotrectinib"}, {"drug": "entrectinib"}, {}],
        findings=[G595R | {"emerged_on": "T1"}],
    )
    assert len(stories(case, drug="larotrectinib").chains) == 1
    assert len(stories(case, drug="entrectinib").chains) == 1
    assert not stories(case, drug="crizotinib").chains
    assert not stories(case, facet="diagnosis").chains


# ── Changes and articles ──────────────────────────────────────────────────────────


def rendered(told):
    """Return the words of the whole block."""
    return page_of(told).words


def page_of(told):
    """Return the whole block, read as a page."""
    hub = {"stories": told}
    return pages.Page(render_to_string("browse/_hub_stories.html", {"hub": hub}))


def test_what_changed_lately_is_the_newest_first_with_why(page, made_up):
    first = archive.made_up(0, synthetic=True)
    changed = first.model_copy(update={"lesions": starter_lesions()})
    publishing.put(changed, **archive.ENVELOPE, reason="a lesion was added")
    told = page("/genes/ETV6/").words.split("What changed lately")[1]
    assert told.split("All of these")[0].count("version") == 4
    assert told.index("A lesion was added.") < told.index("First published.")
    assert told.index("version 2") < told.index("version 1")


def starter_lesions():
    """Return a lesion to be added."""
    made = {"ref": "L1", "source": SOURCE, "role": "primary", "site_reported": "neck"}
    return (d.Lesion.model_validate(made),)


def test_the_list_since_then_holds_all_of_them(page, made_up):
    links = page("/genes/ETV6/").links
    (since,) = [link for link in links if "since=" in link]
    assert set(page(since).accessions) == set(made_up)


def test_a_paper_stands_with_the_news_about_it_and_its_case(page, seed_case):
    block = page("/genes/NTRK1/")
    told = block.words.split("News and papers")[1]
    paper = told.index("Case report in World Journal of Surgical Oncology")
    news = told.index("News summary, 10 September 2021")
    assert paper < told.index(seed_case) < news
    assert f"/articles/{archive.NEWS}/" in block.links


@pytest.mark.django_db
def test_papers_stand_newest_first_as_far_as_their_date_is_known():
    dates = ({"month": 7}, {"month": 10, "day": 2}, {"month": 10, "day": 30}, {})
    cases = []
    for number, date in enumerate(dates):
        case = d.as_dict(archive.made_up(number))
        case["articles"][0]["citation"] |= {"year": 2020} | date
        cases.append(d.read(case))
    titles = [paper.report.title for paper in stories(*cases).papers.papers]
    assert titles == [f"Made-up report {number}" for number in (2, 1, 0, 3)]


@pytest.mark.django_db
def test_no_more_than_twelve_papers():
    many = [archive.made_up(number) for number in range(14)]
    papers = stories(*many).papers
    assert (len(papers.papers), papers.is_whole) == (12, False)
    assert stories(*many[:12]).papers.is_whole


@pytest.mark.django_db
def test_a_hub_with_more_cases_than_were_read_says_so_in_every_block():
    case = made_up_with_everything()
    words = rendered(stories(case, total=70))
    assert words.count("Only the newest 1 cases are read for this.") == 3
    assert "Of the newest 1 cases." in words
    assert "All 70 cases as a swimmer plot" in words
    assert "Only the newest" not in rendered(stories(case))


def made_up_with_everything():
    """Return a case with a lane, doses and a chain."""
    return made_up(
        treatments=[{"doses": [mg(250)]}], findings=[G595R | {"emerged_on": "T1"}]
    )


def test_no_response_without_its_drug_and_no_dose_without_its_frequency(page, made_up):
    told = page("/drugs/crizotinib/").words.split("Each course as steps")[1]
    words = told.split("News and papers")[0]
    assert "Complete response on crizotinib" in words
    assert "250 mg twice daily" in words
    assert words.count(" mg ") == words.count(" mg twice daily")


def test_how_many_courses_are_drawn_and_folded_is_said(page, seed_case):
    archive.put_made_up(8)
    said = page("/drugs/entrectinib/").words
    assert "8 courses are drawn, from the newest cases on" in said
    assert "2 of them are folded below" in said
    assert "Courses are counted." in said
