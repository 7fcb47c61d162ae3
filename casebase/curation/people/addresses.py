"""The addresses of pages about people, below the workbench."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from .account import account, log_out_everywhere, statement
from .entering import enrol, second_factor
from .joining import ChooseNewPassword, join, password


def addresses(site: AdminSite) -> list[URLPattern]:
    """Return them; `gate` says which of them are open to whom."""
    inside = site.admin_view
    return [
        path("join/<str:token>/", join, name="join"),
        path("new-password/", password, name="password"),
        path(
            "new-password/<uidb64>/<token>/",
            ChooseNewPassword.as_view(),
            name="new_password",
        ),
        path("code/", inside(second_factor), name="second_factor"),
        path("enrol/", inside(enrol), name="enrol"),
        path("account/", inside(account), name="account"),
        path("account/statement/", inside(statement), name="statement"),
        path("account/log-out/", inside(log_out_everywhere), name="log_out_everywhere"),
    ]
