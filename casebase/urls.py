"""Two doors: the curators' admin, and everything else for readers.

Every public address is on one page, `casebase/browse/urls.py`. What lies under
`/admin/` is for curators (`settings.CURATOR_PREFIXES`).
"""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("casebase.browse.urls")),
]

# Static answers for what failed: they ask no database.
handler400 = "casebase.browse.views.pages.bad_request"
handler403 = "casebase.browse.views.pages.forbidden"
handler404 = "casebase.browse.views.pages.not_found"
handler500 = "casebase.browse.views.pages.server_error"
