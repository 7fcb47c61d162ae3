"""The way in: the four, the lists, the roles, the accounts for development."""

import re
import stat

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from casebase.curation import workflow
from casebase.curation.models import Article, Curator
from casebase.curation.roles import ROLES, ensure_roles
from casebase.vocabulary.models import Biomarker, Drug, GeneFusion, Institution

from .pages import Page
from .test_standing import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_folder(tmp_path, settings):
    settings.CASEBASE_DATA = tmp_path
    return tmp_path


def counts(client):
    """What the workbench says of its four entries."""
    entries = client.get("/admin/").context["four"]
    return {entry["name"]: entry["counts"] for entry in entries}


def test_the_four_stand_in_front_with_counts_and_drafts(as_curator, patient):
    assert counts(as_curator) == {
        "Articles": "2, 2 draft",
        "Patients": "1, 1 draft",
        "Biomarkers": "1, 1 in drafts",
        "Treatments": "3, 3 in drafts",
    }
    as_curator.post(f"/admin/curation/patient/{patient.pk}/submit/")
    assert counts(as_curator)["Patients"] == "1, 1 in review"


def test_a_treatment_is_found_by_a_brand_and_opens_its_patient(as_curator, patient):
    found = text(as_curator.get("/admin/curation/treatment/?q=xalkori"))
    there = f"/admin/curation/patient/{patient.pk}/change/#row-T2"
    assert there in found
    assert "#row-T1" not in found
    row = patient.treatment_rows.get(ref="T2")
    answer = as_curator.get(f"/admin/curation/treatment/{row.pk}/change/")
    assert answer["Location"] == there


def test_a_finding_is_found_by_its_gene(as_curator, patient):
    found = text(as_curator.get("/admin/curation/biomarkerfinding/?q=NTRK1"))
    assert f"/admin/curation/patient/{patient.pk}/change/#row-F1" in found
    assert "#row-F1" not in text(
        as_curator.get("/admin/curation/biomarkerfinding/?q=ALK")
    )


@pytest.mark.parametrize(
    "address", ["", "login/", "curation/patient/", "curation/patient/add/", "jsi18n/"]
)
def test_no_page_of_the_workbench_is_kept_anywhere(as_curator, address):
    kept = as_curator.get(f"/admin/{address}")["Cache-Control"]
    assert {"private", "no-store"} <= set(kept.split(", "))


def test_a_curator_proposes_words_and_a_form_accepts_none(as_curator, as_reviewer):
    page = Page(as_curator, "/admin/vocabulary/drug/add/")
    page.type(name="examplinib", kind="small_molecule", status="accepted").save()
    drug = Drug.objects.get(name="examplinib")
    assert drug.status == "proposed"
    address = f"/admin/vocabulary/drug/{drug.pk}/change/"
    assert as_curator.post(address, {}).status_code == 403
    # Accepting asks first, on the page of proposed words.
    Page(as_reviewer, address).type(status="accepted").save()
    drug.refresh_from_db()
    assert drug.status == "proposed"


def test_an_institution_is_mended_by_who_added_it_until_it_is_public(
    as_curator, as_reviewer, curator, reviewer, patient
):
    add = "/admin/vocabulary/institution/add/"
    as_curator.post(add, {"name": "Univercity", "country": "CN"})
    as_reviewer.post(add, {"name": "Another", "country": "CN"})
    mine = Institution.objects.get(name="Univercity")
    hers = Institution.objects.get(name="Another")

    def mend(institution):
        page = f"/admin/vocabulary/institution/{institution.pk}/change/"
        sent = {"name": f"{institution.name}!", "country": "CN"}
        return as_curator.post(page, sent).status_code

    assert mend(hers) == 403
    assert mend(mine) == 302
    patient.institutions.set([mine])
    workflow.record_edit(patient, by=curator)
    assert mend(mine) == 302
    assert Institution.objects.get(pk=mine.pk).name == "Univercity!"
    workflow.submit(patient, by=curator)
    workflow.approve(patient, by=reviewer)
    workflow.publish(patient, by=reviewer)
    assert mend(mine) == 403
    mine.name = "Univercity!"
    mine.save()
    patient.institutions.clear()
    curator.groups.clear()
    assert mend(mine) == 403


def test_yes_and_no_are_asked_in_one_way(as_curator, patient):
    article = Article.objects.first()
    pages = [
        as_curator.get(f"/admin/curation/{kind}/{one.pk}/change/").content.decode()
        for kind, one in (("article", article), ("patient", patient))
    ]
    lists = re.findall(r"<select[^>]*>.*?</select>", "".join(pages), re.DOTALL)
    labels = [re.findall(r"<option[^>]*>([^<]*)<", one) for one in lists]
    asked = {tuple(one) for one in labels if "Yes" in one}
    # A finding that is no fusion has neither.
    assert asked == {
        ("Yes", "No", "Not reported"),
        ("—", "Yes", "No", "Not reported"),
        ("Yes", "No", "Not known"),
    }


def test_the_short_name_of_an_article_says_what_is_in_it(as_curator):
    field = as_curator.get("/admin/curation/article/add/").context["adminform"]
    box = field.form.fields["slug"]
    assert "year" in box.help_text
    assert box.widget.attrs["size"] >= 40


@pytest.mark.parametrize("there", ["nothing", "too little", "too much"])
def test_only_reviewers_review(there):
    if there == "nothing":
        Group.objects.all().delete()
        Permission.objects.filter(content_type__app_label="curation").delete()
    for group in Group.objects.all():
        rights = Permission.objects.all() if there == "too much" else []
        group.permissions.set(rights)
    roles = ensure_roles()
    held = {
        name: set(group.permissions.values_list("codename", flat=True))
        for name, group in roles.items()
    }
    assert "add_review" in held["reviewer"]
    assert "add_review" not in held["curator"]
    assert "change_patient" in held["curator"]
    assert not {"add_curator", "change_curator", "add_contentedit"} & held["reviewer"]


def name(client, typed, **more):
    """Type the name of a biomarker that is missing."""
    return client.post("/admin/name-biomarker/?_popup=1", {"name": typed, **more})


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("NTRK1 fusion, partner unknown", ["NTRK1 fusion, partner not known"]),
        ("NTRK1 rearrangement", ["NTRK1 fusion, partner not known"]),
        ("TRKA fusion", ["NTRK1 fusion, partner not known"]),
        ("LMNA::NTRK1", ["LMNA::NTRK1 fusion"]),
        (
            "LMNA-NTRK1 fusion",
            ["LMNA::NTRK1 fusion", "LMNA/NTRK1 (order not reported)"],
        ),
        ("NTRK fusion", ["NTRK fusion, gene not named"]),
        ("NTRK1 G595R", ["NTRK1 G595R"]),
        ("NTRK1 p.Gly595Arg", ["NTRK1 G595R"]),
        ("quite something", []),
    ],
)
def test_a_biomarker_is_named_as_the_article_writes_it(
    as_curator, words, typed, labels
):
    shown = [meaning.label for meaning in name(as_curator, typed).context["meanings"]]
    assert shown == labels


def test_the_chosen_reading_is_proposed_once(as_curator, words):
    for _ in range(2):
        answer = name(as_curator, "x", meaning="fusion:NTRK1-partner-unknown")
        assert "ntrk1" not in answer.templates[0].name
    biomarker = Biomarker.objects.get()
    assert biomarker.key == "ntrk1-fusion-partner-unknown"
    assert biomarker.status == GeneFusion.objects.get().status == "proposed"
    assert str(biomarker.pk) in answer.context["popup_response_data"]


def test_a_reading_that_was_not_offered_is_refused(as_curator, words):
    assert "NOSUCH" in text(name(as_curator, "", meaning="fusion:NOSUCH1::NTRK1"))
    assert not Biomarker.objects.exists()


def test_development_accounts_are_made_once_and_printed_again(data_folder, capsys):
    call_command("create_development_accounts")
    first = capsys.readouterr().out
    file = data_folder / "development-accounts.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == first
    for line, role in zip(first.splitlines(), ROLES, strict=True):
        said, username, password = line.split(" ")
        account = Curator.objects.get(username=username)
        assert said == role == account.groups.get().name
        assert len(password) >= 15
        assert account.check_password(password)
        assert account.is_staff
        assert not account.is_superuser
    call_command("create_development_accounts")
    assert capsys.readouterr().out == first


def test_accounts_of_the_file_come_back_into_an_emptied_database(data_folder, capsys):
    call_command("create_development_accounts")
    first = capsys.readouterr().out
    Curator.objects.all().delete()
    call_command("create_development_accounts")
    assert capsys.readouterr().out == first
    password = first.split()[2]
    assert Curator.objects.get(username="curator").check_password(password)


def test_there_are_no_development_accounts_outside_development(data_folder, settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="for development"):
        call_command("create_development_accounts")
    assert not Curator.objects.exists()


def test_in_development_one_person_changes_roles(client, data_folder):
    call_command("create_development_accounts")
    client.force_login(Curator.objects.get(username="curator"))
    assert "Development reviewer" in text(client.get("/admin/switch/"))
    client.post("/admin/switch/", {"account": "reviewer"})
    assert client.get("/admin/").context["user"].username == "reviewer"


def test_nobody_changes_roles_without_log_in_or_into_another_account(
    client, as_curator, data_folder, reviewer
):
    call_command("create_development_accounts")
    assert client.post("/admin/switch/", {"account": "reviewer"}).status_code == 302
    assert "/admin/login/" in client.post("/admin/switch/", {})["Location"]
    assert as_curator.post("/admin/switch/", {"account": "grace"}).status_code == 404


def test_production_has_no_page_to_change_roles(as_curator, settings):
    settings.DEVELOPMENT = False
    assert as_curator.get("/admin/switch/").status_code == 404
    assert "Change roles" not in text(as_curator.get("/admin/"))


def test_a_wrong_person_is_mended_from_the_row_by_those_who_may(as_curator, patient):
    address = f"/admin/curation/article/{Article.objects.first().pk}/change/"
    pencil = 'id="change_id_authorships-__prefix__-person"'
    page = as_curator.get(address).content.decode()
    assert pencil in page
    assert page.count('id="change_id_') == page.count('id="change_id_authorships-')
    assert "/admin/curation/person/__fk__/change/?_to_field=id" in page
    curator = Curator.objects.get(pk=as_curator.session["_auth_user_id"])
    group = curator.groups.get()
    group.permissions.remove(Permission.objects.get(codename="change_person"))
    page = as_curator.get(address).content.decode()
    assert pencil not in page
    assert pencil.replace("change", "add") in page
