"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebase.browse.front import Front


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the archive holds, and a way in for each question."""
    return render(request, "browse/home.html", {"home": Front()})
