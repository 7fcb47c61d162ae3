"""Warnings that a reviewer read and let stand: which sentence, by whom, for which
content. Written by `workflow` alone."""

from collections.abc import Collection

from casebase.curation.freezing import freeze
from casebase.curation.models import Curator, Patient, ReviewTick
from casebase.curation.models.base import Publishable
from casebase.curation.standings import about

from .doubts import Doubt, doubts


def doubts_of(target: Publishable) -> list[Doubt]:
    """Return everything to be ticked in the content as it stands now."""
    return doubts(freeze(target)) if isinstance(target, Patient) else []


def ticked(target: Publishable, *, by: Curator, sha256: str) -> set[Doubt]:
    """Return what this person ticked in just this content."""
    rows = ReviewTick.objects.filter(**about(target), by=by, content_sha256=sha256)
    return {Doubt(*row) for row in rows.values_list("ref", "sentence")}


def unticked(target: Publishable, *, by: Curator, sha256: str) -> list[Doubt]:
    """Return what this person has still to look at and tick."""
    done = ticked(target, by=by, sha256=sha256)
    return [doubt for doubt in doubts_of(target) if doubt not in done]


def add(target: Publishable, *, by: Curator, sha256: str, keys: Collection[str]) -> int:
    """Keep which sentences were ticked; return how many were not ticked before."""
    fresh = [
        ReviewTick(
            **about(target),
            by=by,
            content_rev=target.content_rev,
            content_sha256=sha256,
            ref=doubt.ref,
            sentence=doubt.sentence,
        )
        for doubt in unticked(target, by=by, sha256=sha256)
        if doubt.key in keys
    ]
    return len(ReviewTick.objects.bulk_create(fresh))
