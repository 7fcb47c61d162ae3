"""Pages of words alone, and the answers for what failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the archive is, what it cannot tell, and how to cite it."""
    return render(request, "browse/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is stored about whom."""
    return render(request, "browse/privacy.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 without asking the database."""
    return _failed("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 without asking the database."""
    return _failed("403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 without asking the database, whatever address was tried."""
    return _failed("404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database."""
    return _failed("500.html", 500)


def _failed(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
