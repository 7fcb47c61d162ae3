"""Settings of the plain site; without middleware, so that a page is only its view."""

import os
from pathlib import Path

SECRET_KEY = "measured and thrown away"
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "bench_tables",
        "USER": os.environ.get("BENCH_POSTGRESQL_USER", ""),
        "HOST": os.environ.get("BENCH_POSTGRESQL_HOST", ""),
        "PORT": os.environ.get("BENCH_POSTGRESQL_PORT", ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"options": os.environ.get("BENCH_POSTGRESQL_OPTIONS", "")},
    }
}
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_filters",
    "benchmarks.plain_site",
]
ROOT_URLCONF = "benchmarks.plain_site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "static/"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
