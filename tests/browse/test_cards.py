"""A card that was written at publication is the one that would be written now."""

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import ArchiveState, IndexEntry
from casebase.browse import cards
from casebase.browse.records import versions_at
from casebase.browse.rows import case_rows
from tests import seed
from tests.browse.archive import ENVELOPE

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/cases/",
    "/cases/?sort=oldest&per_page=50",
    "/search/?q=crizotinib",
    "/genes/NTRK1/",
    f"/articles/{seed.PAPER}/",
)


@pytest.fixture
def page(client, settings):
    """A page as if nobody had asked for it."""
    settings.MAX_KEPT_BYTES = 0

    def ask(address):
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode()

    return ask


def now():
    return ArchiveState.objects.get().version


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_the_same_byte_for_byte(page, seed_case, made_up, address):
    kept = page(address)
    assert IndexEntry.objects.update(written_by="another program") == 4
    assert page(address) == kept
    assert seed_case in kept


@pytest.mark.parametrize("address", PAGES[:4])
def test_it_is_read_and_only_if_this_very_program_wrote_it(page, seed_case, address):
    put_in_place_of("crizotinib", "herring")
    assert "herring" in page(address)
    IndexEntry.objects.update(written_by="another program")
    assert "herring" not in page(address)


def put_in_place_of(word, other):
    """Change what is kept, and nothing else."""
    (kept,) = IndexEntry.objects.values_list("card", flat=True)
    assert word in kept
    IndexEntry.objects.update(card=kept.replace(word, other))


def test_a_notice_of_the_publisher_reaches_the_card(page, seed_case):
    before = now()
    paper = next(one for _, one in seed.documents() if one.key == seed.PAPER)
    publishing.put(d.read(d.as_dict(paper) | {"integrity": "corrected"}), **ENVELOPE)
    assert "Article corrected" in page("/cases/")
    [then] = cards.cards_at(before, [seed_case])
    assert then.accession == seed_case


def test_a_page_of_an_older_archive_version_has_the_card_of_then(made_up):
    before, [name, *_] = now(), made_up
    version = versions_at(before, [name])[name]
    content = d.as_dict(version.content)
    content["patient"] |= {
        "sex": "male" if content["patient"]["sex"] == "female" else "female"
    }
    publishing.put(d.read(content), **ENVELOPE)
    [then], [after] = (cards.cards_at(at, [name]) for at in (before, now()))
    assert then.html != after.html
    assert then == cards.card_of(*case_rows([name], {name: version}))


def test_cards_come_in_the_order_asked_for(made_up):
    for names in (made_up, made_up[::-1], [*made_up, "CB-999999"]):
        found = cards.cards_at(now(), names)
        assert [card.accession for card in found] == [n for n in names if n in made_up]


def test_a_page_adds_what_it_has_a_slot_for(seed_case):
    [card] = cards.cards_at(now(), [seed_case])
    axis = cards.Cards([card]).axis
    bare = card.on(None, 3, False, ())
    full = card.on(axis, 2, True, ["a gene & a <drug>"])
    assert "<h3 class=" in bare
    assert "<h2 class=" in full
    assert 'class="lanebox"' in full
    assert f'value="{seed_case}"' in full
    assert "Found by a gene &amp; a &lt;drug&gt;" in full
    for absent in ("lanebox", "<input", "Found by"):
        assert absent not in bare
    for slot in (cards.LEVEL, cards.PICK, cards.FOUND_BY, cards.STRIP, cards.LANE):
        assert slot not in bare + full


def test_no_word_of_a_case_is_taken_for_a_slot(made_up):
    content = d.as_dict(versions_at(now(), made_up[:1])[made_up[0]].content)
    content["articles"][0]["citation"]["journal"] = f"J {cards.STRIP} {cards.LANE}"
    publishing.put(d.read(content), **ENVELOPE)
    [card] = cards.cards_at(now(), made_up[:1])
    shown = card.on(cards.Cards([card]).axis, 2, True, ())
    assert "J &lt;!--s--&gt; &lt;!--l--&gt;" in shown
    assert shown.count("lanebox") == 1
