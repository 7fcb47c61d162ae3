"""The people who curate, for those who let them in."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from casebase.curation.models import Curator


@admin.register(Curator)
class CuratorAdmin(UserAdmin):
    """Log-ins, names as they stand in versions, groups."""

    list_display = ("username", "display_name", "institution", "is_active", "is_staff")
    search_fields = ("username", "display_name", "institution")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("display_name", "institution", "orcid", "email")}),
        (
            "May",
            {"fields": ("is_active", "is_staff", "is_superuser", "groups")},
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
