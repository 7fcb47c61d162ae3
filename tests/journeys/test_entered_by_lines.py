"""Cases typed as lines: what hands do beside the text, counted, and what is saved.

The articles are here already: they are entered once, on their own page, and by the
journey of `test_entering_the_seed`.
"""

import json
import sys

import pytest
from playwright.sync_api import expect

from casebase.archive import document as d
from casebase.curation import freezing
from casebase.curation.importing.case_files import import_documents
from casebase.curation.models import Article, Patient
from casebase.vocabulary.models import (
    AdverseEventTerm,
    BodySite,
    Disease,
    Drug,
    DrugClass,
    Gene,
)
from casebase.vocabulary.resolving import biomarker_from_document
from tests import seed

from .axe import faults_of
from .typed_lines import BOX, take_over
from .workbench import Workbench

#: What the browser does is the same on both databases.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
NITAWAKI = "nitawaki-alectinib-ild-2017"
#: Whether what is chosen can be seen: within the list of readings, and on the screen.
IN_SIGHT = """(element) => {
  const [own, list, bar] = [
    element, element.closest("ol"), document.querySelector(".submit-row"),
  ].map(one => one.getBoundingClientRect());
  const isInList = own.top >= list.top && own.bottom <= list.bottom;
  return isInList && list.top > 0 && list.bottom < bar.top;
}"""
#: Tells of each key that is pressed, other than to write a letter, and of each click.
WATCH = """
addEventListener("keydown", event => {
  const isLetter = event.key.length === 1 && !event.ctrlKey && !event.altKey;
  if (event.isTrusted && !isLetter) window.seen("key");
}, true);
addEventListener("click", event => {
  if (event.isTrusted && event.detail) window.seen("click");
}, true);
"""


def starter(kind, name):
    """A document of the starter, as it lies in its file."""
    return json.loads((seed.STARTER / kind / f"{name}.json").read_text("utf-8"))


def curator_with(page, *articles):
    """Ada at her desk, with the seed's words and these articles."""
    page.context.set_default_timeout(30_000)
    seed.make_words()
    ada = seed.person("ada", display_name="Ada")
    found = [(name, d.read(starter("articles", name))) for name in articles]
    import_documents(found, by=ada)
    desk = Workbench(page)
    desk.log_in("ada")
    page.seen = []
    page.context.expose_function("seen", lambda kind: page.seen.append(kind))
    page.context.add_init_script(WATCH)
    page.goto("/admin/curation/patient/add/")
    desk.effort.clear()
    return desk


def saved(desk):
    """Save by keyboard; return the document of the case."""
    with desk.page.expect_navigation():
        desk.press("Control+s")
    assert desk.faults() == {}, desk.told
    return d.canonical(freezing.freeze(Patient.objects.get()))


def differences(one, other, place=""):
    """Where two documents differ, and how."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            fault
            for key in sorted(one.keys() | other.keys())
            for fault in differences(one.get(key), other.get(key), f"{place}.{key}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            fault
            for n, pair in enumerate(zip(one, other, strict=True))
            for fault in differences(*pair, f"{place}[{n}]")
        ]
    return [] if one == other else [(place, one, other)]


def told(capsys, name, desk):
    """Say what it took; the browser saw no key and no click that is not counted."""
    effort, seen = desk.effort, desk.page.seen
    assert seen.count("key") >= 20
    assert seen.count("key") <= effort.keys
    assert seen.count("click") <= effort.clicks
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {effort.actions} actions ({effort}).\n")


def test_the_seed_is_entered_with_at_most_130_keys_and_clicks_beside_its_text(
    page, db, capsys
):
    case = starter("cases", f"{seed.PAPER}.the-patient")
    desk = curator_with(page, seed.NEWS, seed.PAPER)
    take_over(desk, f"{seed.PAPER}.the-patient")

    # A biomarker that the vocabulary does not have is added with the plus, as ever.
    with desk.plus("biomarkerfinding_rows-0-biomarker") as window:
        window.fill({"name": "NTRK1 fusion, partner unknown"})
        window.follow('button[name="read"]')
        label = case["findings"][0]["biomarker"]["label"]
        window.click(window.page.get_by_role("button", name=label))
    document = saved(desk)

    told(capsys, "The seed", desk)
    assert differences(json.loads(document), case) == []
    assert desk.effort.actions <= 130


def test_a_second_case_is_entered_within_200(page, db, capsys):
    case = starter("cases", f"{NITAWAKI}.patient-1")
    desk = curator_with(page, NITAWAKI)
    words_of(case)
    take_over(desk, f"{NITAWAKI}.patient-1")
    document = saved(desk)

    told(capsys, "The second case", desk)
    assert differences(json.loads(document), case) == []
    assert desk.effort.actions <= 200


def words_of(case):
    """The words of the second case, which a new archive has from the start."""
    accepted = {"status": "accepted"}
    for symbol, code in (("EML4", "HGNC:1316"), ("ALK", "HGNC:427")):
        Gene.objects.create(symbol=symbol, hgnc_id=code, **accepted)
    Disease.objects.create(
        key="LUAD",
        name="Lung Adenocarcinoma",
        ontology="OncoTree",
        code_in_ontology="LUAD",
        **accepted,
    )
    for key, name in (
        ("lung", "Lung"),
        ("rib", "Rib"),
        ("adrenal-gland", "Adrenal gland"),
    ):
        BodySite.objects.create(key=key, name=name, **accepted)
    Drug.objects.create(name="alectinib", kind="small_molecule", **accepted)
    DrugClass.objects.create(key="corticosteroid", name="Corticosteroid", **accepted)
    AdverseEventTerm.objects.create(
        key="interstitial-lung-disease", name="Interstitial lung disease", **accepted
    )
    biomarker_from_document(case["findings"][0]["biomarker"])


def test_what_is_not_understood_stays_and_rows_can_be_taken_out_again(page, db):
    desk = curator_with(page, seed.NEWS, seed.PAPER)
    box, status = page.locator(BOX), page.locator(".lines-status")
    back = page.get_by_role("button", name="Take these rows out again")
    desk.press("Alt+l")
    lines = [
        f"source {seed.NEWS}; primary report; read whole",
        "P 33-year-old man; CN",
        "T crizotinib; 250 mg bid, then 125 mg bid",
        "T larotrectinib; cost",
        "DS 100 mg bid",
        "AE nausea; due to A1; due to somebody",
    ]
    for line in lines:
        desk.paste(line)
        desk.press("Enter")
    expect(status).to_have_text("4 lines are understood, 2 not yet.")
    # With the lines that are not understood stay those that hang on them.
    desk.press("Control+Enter")
    expect(status).to_have_text(
        "2 rows are filled in, and boxes about the patient; 3 lines are left."
    )
    left = ["T2 larotrectinib; cost", lines[4], f"AE1 {lines[5][3:]}"]
    assert box.input_value().splitlines() == left
    assert desk.value("treatment_rows-0-ref") == "T1"
    assert page.locator('[name="treatment_rows-0-agents-0-doses-2-ref"]').count() == 0
    assert desk.value("treatment_rows-0-agents-0-doses-1-dose_value") == "125"
    assert desk.value("treatment_rows-0-agents-0-doses-1-change") == "reduced"
    assert desk.value("age_value") == "33"

    # Saving would lose what is left.
    desk.press("Control+s")
    expect(status).to_contain_text("3 lines are not taken over yet.")
    assert Patient.objects.count() == 0
    assert faults_of(page) == []

    desk.click(back)
    expect(status).to_have_text("2 rows are taken out again; the lines are back.")
    assert box.input_value().splitlines() == lines
    assert desk.value("age_value") == ""
    assert page.locator('[name="treatment_rows-0-ref"]').count() == 0
    expect(back).to_be_hidden()

    # A question is answered by a button; an edit ends taking back.
    desk.click(page.get_by_role("button", name="Reasons not given: Cost"))
    expect(status).to_have_text("5 lines are understood, 1 not yet.")
    desk.click(page.get_by_role("button", name="Take over"))
    expect(status).to_contain_text("1 line is left.")
    assert desk.value("treatment_rows-1-agents-0-doses-0-dose_value") == "100"
    assert page.locator('[name="treatment_rows-1-reasons_not_given"]:checked').count()
    expect(back).to_be_visible()
    desk.write("summary", "He took crizotinib.")
    expect(back).to_be_hidden()

    # Each fact about the patient that has no source gets the default one.
    with_source = page.locator('select[name^="facts-"][name$="-field"]')
    desk.click(page.get_by_role("button", name="Add a source for each fact"))
    values = with_source.evaluate_all("all => all.map(one => one.value)")
    assert [value for value in values if value] == [
        "age_value",
        "sex",
        "country",
        "summary",
    ]
    assert desk.value("facts-3-locator") == "text"
    assert desk.value("facts-3-source") == desk.value("sources-0-article")


def test_a_word_that_was_not_found_is_added_without_typing_it_again(page, db):
    desk = curator_with(page)
    desk.press("Alt+l")
    desk.paste("F calcitonin; positive")
    with page.expect_popup() as opened:
        desk.click(page.get_by_role("link", name="Add “calcitonin”"))
    window = Workbench(opened.value)
    expect(window.page.get_by_label("Name, as the article")).to_have_value("calcitonin")
    window.follow(window.page.get_by_role("link", name="Add it by its parts"))
    assert window.value("marker") == "calcitonin"
    window.page.locator('[name="kind"]').select_option("expression")
    with window.page.expect_event("close"):
        window.click('[name="_save"]')
    expect(page.locator(BOX)).to_have_value("F calcitonin expression; positive")
    expect(page.locator(".lines-status")).to_contain_text("1 line is understood")

    # So it is with what was typed into a box that is searched.
    event = desk.add_row("adverseevent_rows")
    desk.click(f'[name="{event}-term"] + .select2 .select2-selection')
    expect(page.locator("input.select2-search__field:focus")).to_have_count(1)
    desk.paste("headache")
    with desk.plus(f"{event}-term") as window:
        assert (window.value("name"), window.value("key")) == ("headache",) * 2
        window.click('[name="_save"]')


def test_agents_keep_the_refs_that_the_lines_give_them(page, db):
    desk = curator_with(page)
    box = page.locator(BOX)
    desk.press("Alt+l")
    lines = [
        "T larotrectinib; cost",  # Asked about: it stays, and with it its agent, A1.
        "DS 100 mg bid",  # Stays with it.
        "T crizotinib; glutathione; concurrent",
        "AE nausea; due to A2",
        "A larotrectinib; role: placebo",  # Not understood: A4.
        "DS 200 mg bid",  # Its step: not one of the agent before it.
        "T crizotinib",
        "T surgery; wide excision",
    ]
    for line in lines:
        desk.paste(line)
        desk.press("Enter")
    desk.press("Control+Enter")
    expect(page.locator(".lines-status")).to_contain_text("4 lines are left")
    assert page.locator('[name$="-dose_value"][name*="doses-0"]').count() == 0
    assert [desk.value(f"treatment_rows-{n}-agents-0-ref") for n in (0, 1)] == [
        "A2",
        "A5",
    ]
    assert desk.value("treatment_rows-0-agents-1-ref") == "A3"

    done = page.locator('[name="treatment_rows-2-procedures-0-procedure"]')
    expect(done).to_be_visible()
    expect(done).to_have_value("wide excision")

    # In a box, a time from the start of the row's own course is one.
    ended = page.locator('[name="treatment_rows-0-end"]')
    ended.fill("day 33 of T2")
    ended.press("Enter")
    expect(ended).to_have_value("33 days after course start")

    # Taken over later, the line that stayed gets what was kept for it.
    desk.click(page.get_by_role("button", name="Reasons not given: Cost"))
    desk.press("Control+Enter")
    expect(page.locator(".lines-status")).to_contain_text("2 lines are left")
    assert desk.value("treatment_rows-3-ref") == "T1"
    assert desk.value("treatment_rows-3-agents-0-ref") == "A1"
    assert desk.value("treatment_rows-3-agents-0-doses-0-dose_value") == "100"
    # It stands where it was typed.
    courses = page.locator("#treatment_rows-group [data-ref-prefix=T]:visible")
    refs = courses.evaluate_all("all => all.map(box => box.value)")
    assert refs == ["T1", "T2", "T3", "T4"]
    lines = ["A4 larotrectinib; role: placebo", "DS 200 mg bid"]
    assert box.input_value().splitlines() == lines


def test_what_was_taken_over_stays_told_however_late_a_reading_comes(page, db):
    desk = curator_with(page)
    desk.press("Alt+l")
    waits = "A larotrectinib; role: placebo"
    for line in ("T larotrectinib; cost", "T surgery; wide excision", waits):
        desk.paste(line)
        desk.press("Enter")
    proposed = page.get_by_role("button", name="Reasons not given: Cost")
    expect(proposed).to_be_visible()

    asked = []

    def slow_from_the_second_on(route):
        asked.append(route.request.post_data)
        if len(asked) > 1:
            page.wait_for_timeout(500)
        route.continue_()

    page.route("**/read-lines/", slow_from_the_second_on)
    # The line is read anew because of the click, while the key asks to take over all.
    proposed.evaluate("""button => {
      button.click();
      document.activeElement.dispatchEvent(new KeyboardEvent(
        "keydown", {key: "Enter", ctrlKey: true, bubbles: true, cancelable: true}
      ));
    }""")
    status = page.locator(".lines-status")
    expect(status).to_have_text("2 rows are filled in; 1 line is left.")
    page.wait_for_timeout(1000)
    expect(status).to_have_text("2 rows are filled in; 1 line is left.")


def test_new_lines_go_below_those_that_wait_and_places_and_names_come_along(page, db):
    desk = curator_with(page, seed.NEWS, seed.PAPER)
    news = Article.objects.get(slug=seed.NEWS)
    page.goto(f"/admin/curation/patient/add/?article={news.pk}")
    desk.press("Alt+l")
    for line in (
        "place: part read",
        f"source {seed.NEWS}; primary report; read whole",
        "P 33-year-old man; alive; as of 16 months after start of T2",
        "L role: primary",
        "L role: metastasis",
        "M L1; 55 mL",
        "T larotrectinib; cost",  # Asked about: it stays.
        "T crizotinib",
        'O symptom "rash"; 11 months after start of T2',
        'O symptom "cough"; 2 weeks after T1',
        'O symptom "itch"; 11 months after T2 "11 months after T2 was given"',
    ):
        desk.paste(line)
        desk.press("Enter")
    desk.press("Control+Enter")
    expect(page.locator(".lines-status")).to_contain_text("1 line is left")
    assert desk.value("lesion_rows-0-measurements-0-volume_ml") == "55"
    # The article that the page was opened with is not there twice.
    assert desk.value("sources-0-part_read") == "full_text"
    assert page.locator('[name="sources-1-article"]').count() == 0
    # Facts about the patient have the place of their line.
    sources = [
        (desk.value(f"facts-{n}-field"), desk.value(f"facts-{n}-locator"))
        for n in range(3)
    ]
    facts = ("age_value", "sex", "vital_status")
    assert sorted(sources) == [(name, "part read") for name in facts]
    # Readers know no refs; words that the source is quoted with stay.
    as_of = '16 months after another event "16 months after start of crizotinib"'
    assert desk.value("vital_as_of") == as_of
    assert [desk.value(f"observation_rows-{n}-at") for n in (0, 1, 2)] == [
        '11 months after another event "11 months after start of crizotinib"',
        '2 weeks after another event "2 weeks after T1"',
        '11 months after another event "11 months after T2 was given"',
    ]

    desk.write("summary", "He took crizotinib.")
    desk.press("Alt+l")
    desk.paste("T glutathione\nfact vital status; assertion: inferred")
    lines = [
        "place: part read",
        "T1 larotrectinib; cost",
        "T glutathione",
        "fact vital status; assertion: inferred",
    ]
    assert page.locator(BOX).input_value().splitlines() == lines
    desk.click(page.get_by_role("button", name="Reasons not given: Cost"))
    desk.press("Control+Enter")
    expect(page.locator(".lines-status")).to_contain_text("0 lines are left")
    named = '2 weeks after another event "2 weeks after larotrectinib"'
    assert desk.value("observation_rows-1-at") == named

    # What a line says of a source goes into the row that is there.
    assert page.locator('select[name="facts-3-field"]').count() == 0
    assert (
        page.locator('select[name^="facts-"][name$="-assertion"]').evaluate_all(
            "all => all.filter(one => one.value === 'inferred').length"
        )
        == 1
    )

    desk.click(page.get_by_role("button", name="Add a source for each fact"))
    assert desk.value("facts-3-locator") == "part read"


def test_a_day_is_counted_from_the_start_of_the_rows_own_treatment(page, db):
    desk = curator_with(page)
    box, status = page.locator(BOX), page.locator(".lines-status")
    desk.press("Alt+l")
    lines = [
        "T2 crizotinib 250 mg bid",
        "DS held; from day 33 of T2",
        "R PR T2; day 56",
        "O sign",
    ]
    for place, line in enumerate(lines):
        if place:
            desk.press("Enter")
        desk.paste(line)
    expect(status).to_have_text("3 lines are understood, 1 not yet.")
    # One key confirms what is proposed; what one types goes on where it was.
    desk.press("Alt+Enter")
    expect(status).to_have_text("4 lines are understood, 0 not yet.")
    desk.paste(' "a rash"')
    assert box.input_value().splitlines()[3] == 'O sign "a rash"'
    desk.press("Control+Enter")
    expect(status).to_contain_text("0 lines are left")
    step = "treatment_rows-0-agents-0-doses-1"
    assert desk.value(f"{step}-start") == "33 days after course start"
    at = '56 days after course start "day 56"'
    assert desk.value("responseassessment_rows-0-at") == at

    # The treatment above may be one that was there already.
    desk.press("Alt+l")
    desk.paste("DS restarted; from day 40 of T2")
    desk.press("Control+Enter")
    expect(status).to_contain_text("1 row is filled in")
    step = "treatment_rows-0-agents-0-doses-2"
    assert desk.value(f"{step}-start") == "40 days after course start"


def test_the_reading_of_the_line_one_types_is_in_sight(page, db):
    desk = curator_with(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    box, status = page.locator(BOX), page.locator(".lines-status")
    lines = ["T2 crizotinib", "R PR T2; day 8", *(f'O sign "{n}"' for n in range(25))]
    desk.press("Alt+l")
    desk.paste("\n".join(lines))
    expect(status).to_have_text("26 lines are understood, 1 not yet.")
    here = page.locator(".lines-read [aria-current]")
    for key, ref in (("Control+Home", "T2"), ("Control+End", "O25")):
        page.keyboard.press(key)
        expect(here.locator("b")).to_have_text(ref)
        assert here.evaluate(IN_SIGHT)
    # What is proposed out of sight is shown by the key; once it is seen, confirmed.
    proposed = page.locator(".lines-proposed")
    assert not proposed.evaluate(IN_SIGHT)
    desk.press("Alt+Enter")
    assert proposed.evaluate(IN_SIGHT)
    assert box.input_value().splitlines() == lines
    desk.press("Alt+Enter")
    expect(status).to_have_text("27 lines are understood, 0 not yet.")
