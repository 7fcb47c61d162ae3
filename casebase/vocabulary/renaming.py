"""What follows when a gene gets another symbol: its old name, fusions, biomarkers."""

from collections.abc import Sequence

from django.db.models import Q

from casebase.vocabulary.choices import GeneAliasKind
from casebase.vocabulary.models import Biomarker, Gene, GeneFusion


def after_renaming(gene: Gene, former: str) -> None:
    """Keep the former symbol as a name of the gene, and let other names follow."""
    gene.aliases.get_or_create(text=former, defaults={"kind": GeneAliasKind.PREVIOUS})
    let_names_follow([gene])


def let_names_follow(genes: Sequence[Gene]) -> None:
    """Keys and labels of what is named after these genes."""
    touched = (
        Q(five_prime__in=genes)
        | Q(three_prime__in=genes)
        | Q(gene__in=genes)
        | Q(other_gene__in=genes)
    )
    fusions = list(GeneFusion.objects.filter(touched))
    for fusion in fusions:
        fusion.save()
    for biomarker in Biomarker.objects.filter(
        Q(gene__in=genes) | Q(fusion__in=fusions)
    ):
        biomarker.save()
