"""Two doors: the curators' admin, and everything else for readers.

Every public address is on one page, `casebase/browse/urls.py`, but for those with a
form (`settings.INTAKE_PATHS`): curation takes in what is sent there. What lies under
`/admin/` is for curators (`settings.CURATOR_PREFIXES`).
"""

from django.contrib import admin
from django.urls import include, path

from casebase.browse import selections
from casebase.curation import intake

urlpatterns = [
    path("admin/", admin.site.urls),
    path("report/", intake.report),
    path("suggest-a-paper/", intake.suggest),
    path("cases/freeze/", intake.freezing(selections.frozen, selections.Refused)),
    path("", include("casebase.browse.urls")),
]

# Static answers for what failed: they ask no database.
handler400 = "casebase.browse.views.pages.bad_request"
handler403 = "casebase.browse.views.pages.forbidden"
handler404 = "casebase.browse.views.pages.not_found"
handler500 = "casebase.browse.views.pages.server_error"
