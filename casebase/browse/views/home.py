"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebase.browse.front import Front, FrontForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the archive holds, and a way in for each question."""
    form = FrontForm(request.GET)
    if not form.is_valid():
        faults = {"faults": form.faults}
        return render(request, "browse/refused.html", faults, status=400)
    return render(request, "browse/home.html", {"home": Front(form.cleaned_data["by"])})
