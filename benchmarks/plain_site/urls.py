"""The list of cases, and the admin."""

from django.contrib import admin
from django.urls import path

from .views import case_list

urlpatterns = [path("cases/", case_list), path("admin/", admin.site.urls)]
