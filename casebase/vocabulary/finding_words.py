"""Searching words as curators type them: the exact word first, other names too."""

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)


def by_name(
    words: QuerySet,
    text: str,
    *,
    key: str,
    label: str,
    aliases: type[Model] | None = None,
    owner: str = "",
    synonyms: str = "",
) -> QuerySet:
    """Words whose key, label or other name holds the text; the exact key leads.

    A word found by an alias bears it as `found_as`, so that the list can show why it
    is there: TRK leads to NTRK1 and to TPM3.
    """
    exact = Q(**{f"{key}__iexact": text}) | Q(**{f"{label}__iexact": text})
    start = Q(**{f"{key}__istartswith": text}) | Q(**{f"{label}__istartswith": text})
    inside = Q(**{f"{label}__icontains": text})
    if synonyms:
        inside |= Q(**{f"{synonyms}__icontains": text})
    ranks = [When(exact, then=Value(0))]
    if aliases is not None:
        own = aliases._default_manager.filter(**{owner: OuterRef("pk")})
        alias_exact = Exists(own.filter(text__iexact=text))
        alias_start = own.filter(text__istartswith=text)
        found_as = Subquery(alias_start.order_by("text").values("text")[:1])
        words = words.annotate(
            found_as=Case(When(exact, then=Value(None)), default=found_as)
        )
        ranks.append(When(alias_exact, then=Value(1)))
        # Once for all words: asked of each of 40,000 genes it is most of the search.
        named = aliases._default_manager.filter(text__istartswith=text)
        inside |= Q(pk__in=named.values(owner))
    ranks.append(When(start, then=Value(2)))
    return (
        words.filter(exact | start | inside)
        .annotate(closeness=Case(*ranks, default=Value(3), output_field=IntegerField()))
        .order_by("closeness", F(key).asc())
    )
