"""Every page of the workbench, as an editor meets it: no fault that axe can find, and
nothing that the browser complains of, reports of the content policy included.

The pages are those of the admin's patterns, one example of each, and the states that a
page has only after something was sent. What is no page stands in `NO_PAGES`, with the
status it answers.
"""

import os
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import F
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from casebase.curation import assigning, desk, keeping_apart, papers, workflow
from casebase.curation.importing.case_files import find_patient, import_documents
from casebase.curation.models import (
    Article,
    Curator,
    Invitation,
    Patient,
    ReaderReport,
    SuggestedPaper,
)
from casebase.curation.people import invitations, statements
from casebase.curation.people.joining import password_link
from casebase.vocabulary.models import Drug
from casebase.vocabulary.similar import Pair
from tests import admin_addresses, seed

from .axe import faults_of
from .workbench import Workbench

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

IS_LONG = "CASEBASE_SOAK" in os.environ
#: Faults of pages that are Django's own: the rule, what the names of those pages end
#: with, and why they are left.
LEFT = {
    "list": (
        ("series_change", "diseasegroup_change", "drug_change"),
        "Select2 puts its button that empties a choice into the list of the chosen.",
    ),
    "aria-prohibited-attr": (
        ("group_add", "group_change"),
        "Django says in the name of an icon what its search of permissions is for.",
    ),
}
REFUSED, ELSEWHERE, BY_POST = 403, 302, 405
#: What is no page, by the end of its name.
NO_PAGES = {
    # Answers scripts of ours and of Django's.
    "read_entry": BY_POST,
    "read_lines": BY_POST,
    "read_authors": BY_POST,
    "add_authors": BY_POST,
    "same_paper": 200,
    "autocomplete": REFUSED,  # asked for no field
    "jsi18n": 200,
    # Is done by a button of another page.
    "logout": BY_POST,
    "log_out_everywhere": BY_POST,
    "invitation_revoke": BY_POST,
    "invitation_new_link": BY_POST,
    "preview_link": BY_POST,
    # Would lead to the address that a row says it has; none says so.
    "view_on_site": 404,
    # Leads to the row on the patient's page.
    "biomarkerfinding_change": ELSEWHERE,
    "biomarkerfinding_delete": ELSEWHERE,
    "treatment_change": ELSEWHERE,
    "treatment_delete": ELSEWHERE,
    # Nobody does that.
    "biomarkerfinding_add": REFUSED,
    "treatment_add": REFUSED,
    "readerreport_add": REFUSED,
    "suggestedpaper_add": REFUSED,
    "curator_add": REFUSED,
    "curator_delete": REFUSED,
    "invitation_delete": REFUSED,
    "keptapart_add": REFUSED,
}
#: Addresses without a name lead on: a row's old address, and what is missing.
UNNAMED = "None"
#: Pages for strangers, and of the second step: looked at before and after the walk.
OUTSIDE = {
    "login",
    "password",
    "new_password",
    "join",
    "second_factor",
    "shared_preview",
}


class Walk:
    """Looks at pages, and keeps what is wrong with each."""

    def __init__(self, page):
        self.page = page
        self.faults = []
        self.left = set()
        self.seen = set()
        self.dark = set()

    def to(self, name, address):
        """Open a page and look at it."""
        answer = self.page.goto(address)
        here = self.page.url
        if (answer.status, here.endswith(address)) == (200, True):
            self.look(name)
        else:
            self.faults.append((name, f"answered {answer.status} at {here}"))

    def look(self, name):
        """Look at the page that is open; of pages of words that differ in their boxes
        alone, at the first of each kind in the dark, and in a long run at all.
        """
        kind = re.sub("^vocabulary_.*_", "", name)
        lights = ["light"] if kind in self.dark and not IS_LONG else ["dark", "light"]
        self.dark.add(kind)
        self.seen.add(name)
        for light, rule, times, place in faults_of(self.page, lights):
            pages, _ = LEFT.get(rule, ((), ""))
            if name.endswith(pages):
                self.left.add(rule)
            else:
                self.faults.append((name, light, rule, times, place))

    def sends(self, name, button):
        """Press a button, and look at the page that comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()
        self.look(name)


def test_no_page_of_the_workbench_has_a_fault(page, settings, live_server):
    settings.PUBLIC_URL = live_server.url
    page.context.set_default_timeout(30_000)
    archive = Archive()
    walk = Walk(page)
    page.goto(invitations.draw_link(archive.invited))
    walk.look("join")
    page.goto(password_link(archive.ada))
    walk.look("new_password")
    walk.to("password", "/admin/new-password/")
    page.goto("/admin/")
    walk.look("login")
    Workbench(page).log_in("edith")
    lists = page.locator(".desk-list h2").all_inner_texts()
    assert lists == [kind.title for kind in desk.KINDS]

    patterns = admin_addresses.patterns()
    asked: set[str] = set()
    no_pages: dict[str, str] = {}
    for pattern in patterns:
        name = pattern.name.removeprefix("admin:")
        address = pattern.filled(archive.examples(pattern))
        if name in OUTSIDE or name == UNNAMED or address in asked:
            continue
        asked.add(address)
        end = next((end for end in NO_PAGES if name.endswith(end)), None)
        if end is None:
            walk.to(name, address)
            continue
        no_pages[name] = end
        answer = page.request.get(address, max_redirects=0)
        is_page = answer.ok and "text/html" in answer.headers["content-type"]
        if answer.status != NO_PAGES[end] or is_page:
            walk.faults.append((name, f"answered {answer.status}"))
    assert set(no_pages.values()) == set(NO_PAGES)

    page.goto(f"/admin/curation/patient/{archive.waits.pk}/review/")
    walk.sends("patient_preview_link", "Make a link to the preview")
    walk.to("shared_preview", page.get_by_label("The link").input_value())
    drug = f"/admin/vocabulary/drug/{archive.proposed.pk}/"
    into = Drug.objects.get(name="crizotinib").pk
    walk.to(
        "words_merge", f"/admin/words/drug/{archive.proposed.pk}/merge/?into={into}"
    )
    walk.to("words_apart", f"/admin/words/drug/{archive.proposed.pk}/apart/{into}/")
    walk.to("drug_changelist", "/admin/vocabulary/drug/?q=nothing+of+the+kind")
    walk.to("drug_change", f"{drug}change/?_popup=1")
    page.goto("/admin/vocabulary/drug/add/")
    walk.sends("drug_add", "Save")
    page.goto(f"/admin/curation/patient/{archive.public.pk}/remove/")
    page.get_by_label("Type CB-000001").fill("CB-000001")
    walk.sends("patient_remove", "Go on")
    page.goto(f"/admin/curation/article/{archive.draft.pk}/change/")
    page.get_by_label("Title", exact=True).fill("As Edith has it")
    drafts = Article.objects.filter(pk=archive.draft.pk)
    drafts.update(title="As Ada has it", version=F("version") + 1)
    walk.sends("article_change", "Save")
    assert page.locator(".differs").is_visible()

    TOTPDevice.objects.create(user=archive.edith, name="app")
    walk.to("second_factor", "/admin/code/")
    page.goto("/admin/password_change/done/")
    walk.sends("logout", "Log out")
    names = {pattern.name.removeprefix("admin:") for pattern in patterns}
    assert names - walk.seen - set(no_pages) == {UNNAMED}
    # What is left must still be there, or it leaves the table.
    assert (walk.faults, walk.left) == ([], set(LEFT))


class Archive:
    """The seed in every standing, and something on every list of Edith's desk."""

    def __init__(self):
        self.public = seed.publish_seed()
        self.ada = Curator.objects.get(username="ada")
        self.grace = seed.person("grace", reviewer=True, display_name="Grace")
        self.edith = seed.person("edith", display_name="Edith", is_superuser=True)
        self.edith.groups.set([Group.objects.get(name="editor")])
        statements.make(self.edith, "None.")
        self._cases()
        self._articles()
        self.report = ReaderReport.objects.create(code="AAAA-AAAA", text="Wrong.")
        SuggestedPaper.objects.create(code="BBBB-BBBB", pmid="123")
        assigning.assign(self.report, to=self.edith, by=self.edith)
        self.proposed = Drug.objects.create(name="crizotinb", kind="small_molecule")
        self.unused = Drug.objects.create(name="unused", kind="small_molecule")
        pair = Pair(self.proposed, self.unused, 0)
        keeping_apart.keep(pair, by=self.edith, reason="Two drugs.")
        self.invited = Invitation.objects.create(
            name="Lise",
            role="curator",
            invited_by=self.edith,
            expires_at=timezone.now(),
        )

    def _cases(self):
        self.waits = self._another("waits", self.ada)
        workflow.submit(self.waits, by=self.ada)
        self.withdrawn = self._another("withdrawn", self.ada)
        workflow.transcribe(self.withdrawn, by=self.ada, reason="Transcribed")
        workflow.withdraw(self.withdrawn, by=self.grace, reason="error")
        returned = self._another("returned", self.edith)
        workflow.submit(returned, by=self.edith)
        workflow.return_for_changes(returned, by=self.grace, note="The dose?")
        self.begun = Patient.objects.create(created_by=self.edith, label="Begun")

    def _articles(self):
        self.paper = Article.objects.get(slug=seed.PAPER)
        papers.put(self.paper, [(1, "A man with a tumour.")], by=self.ada)
        self.draft = Article.objects.create(
            slug="a-draft", title="A draft", created_by=self.edith
        )
        retracted = Article.objects.create(
            slug="retracted", title="Retracted", integrity="retracted"
        )
        read = Patient.objects.create(label="Read there")
        read.sources.create(article=retracted, role="primary", part_read="abstract")
        stale = timezone.now() - desk.STALE - timedelta(days=1)
        Article.objects.filter(pk=retracted.pk).update(updated_at=stale)

    def _another(self, label, by):
        """The seed once more, as a draft under another label."""
        known = seed.case_document()
        patient = known.patient.model_copy(update={"label": label})
        key = f"{seed.PAPER}/{label}"
        document = known.model_copy(update={"key": key, "patient": patient})
        import_documents([(f"{label}.json", document)], by=by)
        return find_patient(document)

    def examples(self, pattern):
        """What stands in place of an argument of this pattern: a row to show it with,
        else the first of its table.
        """
        rows = {
            "paper": self.paper,
            "assign": self.waits,
            "words_accept": self.proposed,
            "words_decline": self.proposed,
            "words_merge": self.proposed,
            "words_apart": self.proposed,
            "curation_article_delete": self.draft,
            "curation_patient_delete": self.begun,
            "curation_patient_restore": self.withdrawn,
            "curation_curator_enable": self.grace,
        }
        rows |= {
            f"curation_patient_{step}": self.waits
            for step in ("review", "approve", "return", "comment")
        }
        others = {
            "kind": "patient",
            "vocabulary": "drug",
            "slug": "waiting",
            "one": self.public.pk,
            "other": self.waits.pk if "person" in pattern.name else self.unused.pk,
            "app_label": "curation",
        }

        def value(argument):
            if argument in others:
                return others[argument]
            row = rows.get(pattern.name.removeprefix("admin:"))
            if row is None and argument in ("pk", "object_id"):
                _, _, app, model, *_ = pattern.route.split("/")
                if "<" not in app + model:
                    row = apps.get_model(app, model)._default_manager.first()
            return row.pk if row else 1

        return value
