"""The address that the form asks what was understood; nothing is written.

The readers are pure; here they get the words of the vocabulary: genes, drugs, the
biomarker of a fusion, and what dose is usual.
"""

from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from casebase.vocabulary.models import Biomarker, Drug, DrugAlias, GeneFamily
from casebase.vocabulary.resolving import find_genes

from . import ages, doses, fusions, sizes, times, usual
from .reading import LONGEST, Reading, Understood


class GenesOfTheVocabulary:
    """Asks the vocabulary what is a gene, each name once."""

    def __init__(self) -> None:
        self.symbols = cache(self._symbols)

    def _symbols(self, name: str) -> tuple[str, ...]:
        return tuple(match.gene.symbol for match in find_genes(name))

    def is_family(self, key: str) -> bool:
        """Whether there is a family of genes of this key."""
        return GeneFamily.objects.filter(key=key).exists()


@require_POST
def read_entry(request: HttpRequest) -> HttpResponse:
    """Answer what a text of one kind means.

    Boxes sent: `kind`, `text`; `printed` if the text is an answer to a question; for
    a dose line `drug`, the pk of the course's drug if it is chosen already; for a time
    `course`, the ref of the course that its row is of. Answers JSON; a kind that does
    not exist is a 400.
    """
    if not request.user.has_perm("curation.change_patient"):
        raise PermissionDenied
    kind = request.POST.get("kind", "")
    text = request.POST.get("text", "")[: LONGEST + 1]
    printed = request.POST.get("printed", "")[:LONGEST]
    match kind:
        case "dose":
            return JsonResponse(_dose(text, printed, request.POST.get("drug", "")))
        case "fusion":
            return JsonResponse(_fusion(text, printed))
        case "time" if times.names_a_row(text):
            text = times.from_own_start(text, request.POST.get("course", ""))
    plain = {"age": ages.read, "size": sizes.read, "time": times.read}.get(kind)
    if plain is None:
        return JsonResponse({"error": "There is no such kind of entry."}, status=400)
    return JsonResponse(_told(plain(text, printed=printed)))


def _told(reading: Reading) -> dict[str, Any]:
    """The answer as the form takes it."""
    is_words = reading.verdict == "as_reported"
    return {
        "verdict": reading.verdict,
        "sentence": getattr(reading, "why", "") if is_words else reading.sentence,  # type: ignore[union-attr]
        "unsaid": getattr(reading, "unsaid", ""),
        "rows": list(getattr(reading, "rows", ())),
        "choices": [
            {"label": choice.label, "text": choice.text}
            for choice in getattr(reading, "choices", ())
        ],
    }


def _dose(text: str, printed: str, chosen: str) -> dict[str, Any]:
    name, drug = _leading_drug(text)
    reading = doses.read(text, printed=printed, drug=name)
    told = _told(reading)
    if drug:
        told["drug"] = {"pk": str(drug.pk), "label": drug.name, "reported": name}
    elif chosen.isdecimal() and len(chosen) < 15:
        drug = Drug.objects.filter(pk=int(chosen)).first()
    if drug and isinstance(reading, Understood):
        known = usual.usual_doses([drug.key]).get(drug.key, [])
        found = [usual.dose_of(row) for row in reading.rows]
        said = usual.remark([dose for dose in found if dose], known)
        told["remarks"] = [said] if said else []
    return told


def _leading_drug(text: str) -> tuple[str, Drug | None]:
    """The drug that a line begins with, and by which name; the longest name wins."""
    for name in doses.leading_words(text):
        drug = Drug.objects.filter(name__iexact=name).first()
        if drug:
            return name, drug
        aliases = DrugAlias.objects.filter(text__iexact=name).select_related("drug")
        drugs = {alias.drug for alias in aliases}
        if len(drugs) == 1:
            return name, drugs.pop()
    return "", None


def _fusion(text: str, printed: str) -> dict[str, Any]:
    told = _told(fusions.read(text, genes=GenesOfTheVocabulary(), printed=printed))
    for row in told["rows"]:
        known = Biomarker.objects.filter(fusion__key=row.get("key", "")).first()
        if known:
            told["biomarker"] = {"pk": str(known.pk), "label": str(known)}
    return told
