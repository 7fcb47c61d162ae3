"""Every limit on what comes in is named in the settings, and is the one that holds."""

import ast
import re

import pytest
from django.conf import settings

PACKAGE = settings.BASE_DIR / "casebase"
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name != "settings.py" and "migrations" not in path.parts
]
SETTINGS = (PACKAGE / "settings.py").read_text()
LIMITS = sorted(set(re.findall(r"\bMAX_[A-Z_]+(?=\b[^\n]*=)", SETTINGS)))


def written_out(source):
    """Name what begins with MAX_ and is given a number on the spot."""
    return [
        name.id
        for statement in ast.walk(ast.parse(source))
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and isinstance(statement.value, ast.Constant | ast.Tuple)
        for target in getattr(statement, "targets", [getattr(statement, "target", 0)])
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and name.id.startswith("MAX_")
    ]


def test_there_are_limits_to_look_at():
    assert len(LIMITS) >= 18
    assert len(MODULES) > 200


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_of_the_settings_is_the_one_that_holds(name):
    asked = re.compile(rf"\bsettings\.{name}\b")
    assert [path.name for path in MODULES if asked.search(path.read_text())]


def test_no_module_has_a_limit_of_its_own():
    assert {
        str(path): found for path in MODULES if (found := written_out(path.read_text()))
    } == {}


@pytest.mark.parametrize("fault", ["MAX_QUERY = 9", "MAX_A, MAX_B = 1, 2"])
def test_a_fault_is_noticed(fault):
    assert written_out(fault)
