"""A file that is not what it should be is refused whole."""

import pytest
from django.core.management import CommandError, call_command

from casebase.vocabulary.models import Disease, Gene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("option", "content", "said"),
    [
        ("hgnc", b"symbol\tname\nNTRK1\tx\n", "has no column"),
        ("hgnc", b"\xff\xfe\x00", "not a tab-separated table in UTF-8"),
        (
            "hgnc",
            b"hgnc_id\tsymbol\tname\tstatus\talias_symbol\tprev_symbol\n"
            b"HGNC:1\tA\x07\ta\tApproved\t\t\n",
            "line 2: The text holds an invisible control character",
        ),
        ("oncotree", b"[]", "not OncoTree as published"),
        ("oncotree", b'{"TISSUE": 3}', "not OncoTree as published"),
        ("oncotree", b"<html>", "not OncoTree as published"),
    ],
)
def test_a_wrong_file_is_refused_in_words_and_leaves_no_trace(
    tmp_path, option, content, said
):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        call_command("load_vocabulary", **{option: path})
    assert not Gene.objects.exists()
    assert not Disease.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_vocabulary", hgnc=tmp_path / "nowhere.txt")
