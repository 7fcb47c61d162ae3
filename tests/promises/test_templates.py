"""What no template may hold, and what public ones may not know."""

import re

import pytest
from django.apps import apps
from django.conf import settings

ALL = sorted(
    path
    for folder in (settings.BASE_DIR / "templates", settings.BASE_DIR / "casebase")
    for path in folder.rglob("*.html")
)
CURATORS = {"admin", "curation", "nested_admin", "registration"}
PUBLIC = [path for path in ALL if not CURATORS & set(path.parts)]

TAG = re.compile(r"{[{%].*?[%}]}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{% comment .*?{% endcomment %}", re.DOTALL)

# The policy forbids them to browsers; a page that has them is broken.
INLINE = re.compile(
    r"\sstyle\s*=|<style\b|<script(?![^>]*\ssrc=)(?![^>]*application/ld\+json)"
    r"|\son[a-z]+\s*=|javascript:",
    re.IGNORECASE,
)
# They make a page depend on who looks at it, or set a cookie.
PERSONAL = re.compile(
    r"\b(user|perms|messages|csrf_token|csrf_input|request\.(session|user|COOKIES))\b"
)
# By a path or an address even in a string; by a model's name outside of strings,
# where words such as "Article" are only words.
CURATION_MODELS = re.compile(
    r"curation|admin:|"
    r"\b("
    + "|".join(model.__name__ for model in apps.get_app_config("curation").get_models())
    + r""")\b(?=(?:[^"']|"[^"]*"|'[^']*')*$)"""
)

# Said to those who hear the page: "1 cases".
NEVER_ONE = re.compile(r'\bcount }}<span class="vh"> [a-z]+s\b')


def name_of(path):
    """Name a template in the list of tests."""
    return str(path.relative_to(settings.BASE_DIR))


def code_of(path):
    """Read the tags and variables of a template."""
    return TAG.findall(COMMENT.sub("", path.read_text()))


def test_there_are_templates_to_look_at():
    assert len(PUBLIC) >= 10


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_nothing_is_inline(path):
    assert not INLINE.search(COMMENT.sub("", path.read_text()))


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_a_public_template_names_no_curation_model(path):
    assert [tag for tag in code_of(path) if CURATION_MODELS.search(tag)] == []


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_a_public_page_is_the_same_for_everybody(path):
    assert [tag for tag in code_of(path) if PERSONAL.search(tag)] == []


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_a_count_may_be_one(path):
    assert not NEVER_ONE.search(path.read_text())


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (INLINE, '<p style="color: red">'),
        (INLINE, "<script>"),
        (INLINE, '<script type="module">'),
        (INLINE, '<a onclick="go()">'),
        (PERSONAL, "{% if user.is_staff %}"),
        (PERSONAL, "{% csrf_token %}"),
        (CURATION_MODELS, "{% url 'admin:curation_patient_change' 1 %}"),
        (CURATION_MODELS, "{{ Patient.objects.count }}"),
        (CURATION_MODELS, '{% for row in Treatment with title="Treatment" %}'),
        (NEVER_ONE, '{{ row.count }}<span class="vh"> cases, {{ row.label }}'),
    ],
)
def test_a_fault_is_noticed(rule, fault):
    assert rule.search(fault)


def test_a_word_of_the_field_is_no_fault():
    assert not CURATION_MODELS.search('{% include "x.html" with title="Patient" %}')
