"""The readers' door alone: what a process with CASEBASE_SERVE=public answers.

Where a proxy sends the addresses with a form to the curators' process, nobody sees the
page that stands for them here.
"""

from django.conf import settings
from django.urls import include, path

from casebase.browse.views import pages

urlpatterns = [
    *(path(form[1:], pages.no_forms) for form in settings.FORMS_ELSEWHERE),
    path("", include("casebase.browse.urls")),
]

handler400 = "casebase.browse.views.pages.bad_request"
handler403 = "casebase.browse.views.pages.forbidden"
handler404 = "casebase.browse.views.pages.not_found"
handler500 = "casebase.browse.views.pages.server_error"
