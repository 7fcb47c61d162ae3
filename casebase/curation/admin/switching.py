"""In development, one person plays both parts: a page changes between them.

Production has no such page: it answers 404.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from casebase.curation.models import Curator
from casebase.curation.roles import ROLES


def switch(request: HttpRequest) -> HttpResponse:
    """Show the development accounts, or log in as the one that was chosen."""
    from django.contrib.admin import site

    if not settings.DEVELOPMENT:
        raise Http404
    accounts = Curator.objects.filter(username__in=ROLES, is_active=True, is_staff=True)
    if request.method == "POST":
        account = accounts.filter(username=request.POST.get("account", "")).first()
        if account is None:
            raise Http404
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(request, f"You are now {account}.")
        return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **site.each_context(request),
        "title": "Change roles",
        "accounts": accounts.order_by("username"),
    }
    return TemplateResponse(request, "admin/workbench/switch.html", context)
