"""All settings, in one file, from the environment.

For development no variable is needed. Production is declared with
`CASEBASE_ENV=production`; then a missing or weak SECRET_KEY, or a missing
ALLOWED_HOSTS or PUBLIC_URL, stops the start with a line that says what to set.
An undeclared site answers to this machine's own names only, so that forgetting
to declare production shows at once. README.md lists every variable.
"""

import os
import re
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from casebase import logs
from casebase.browse.api.described_as import SPECTACULAR_SETTINGS  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


# Where we run ---------------------------------------------------------------

CASEBASE_ENV = env.str("CASEBASE_ENV", "development")
if CASEBASE_ENV not in {"development", "production"}:
    raise ImproperlyConfigured(
        f"CASEBASE_ENV is {CASEBASE_ENV!r}: say development or production."
    )
DEVELOPMENT = CASEBASE_ENV == "development"

CASEBASE_SERVE = env.str("CASEBASE_SERVE", "all")
if CASEBASE_SERVE not in {"all", "public"}:
    raise ImproperlyConfigured(f"CASEBASE_SERVE is {CASEBASE_SERVE!r}: all or public.")
FOR_READERS_ALONE = CASEBASE_SERVE == "public"


def required(name: str, hint: str) -> str:
    """Read a variable that production cannot do without, or stop with a hint."""
    value = env.str(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {hint}")
    return value


# All that this site writes to disk lies here.
CASEBASE_DATA = Path(env.str("CASEBASE_DATA", str(BASE_DIR / "var"))).resolve()


def make_data_folder() -> None:
    """Make it its owner's alone: whoever reads it reads drafts and secrets."""
    try:
        CASEBASE_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"CASEBASE_DATA is {str(CASEBASE_DATA)!r}, which cannot be made: "
            f"{error.strerror}."
        ) from error


def development_secret_key() -> str:
    """Draw a key once per data folder, so that no key stands in the repository."""
    make_data_folder()
    kept = CASEBASE_DATA / "secret-key"
    if not kept.exists():
        drawn = CASEBASE_DATA / f"secret-key.{os.getpid()}"
        drawn.touch(mode=0o600)
        drawn.write_text(secrets.token_urlsafe(64))
        # Whoever starts at the same moment uses the key of whoever came first.
        try:
            kept.hardlink_to(drawn)
        except FileExistsError:
            pass
        finally:
            drawn.unlink()
    return kept.read_text()


if DEVELOPMENT:
    SECRET_KEY = env.str("SECRET_KEY", "") or development_secret_key()
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
    PUBLIC_URL = env.str("PUBLIC_URL", "http://127.0.0.1:8000")
else:
    SECRET_KEY = required("SECRET_KEY", "draw 64 random characters and keep them.")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 20:
        raise ImproperlyConfigured(
            "SECRET_KEY is weak: draw at least 50 random characters."
        )
    required("ALLOWED_HOSTS", "name the site's host, for example cases.example.org.")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is *: name the hosts, not any.")
    PUBLIC_URL = required(
        "PUBLIC_URL", "the site's address, for example https://cases.example.org."
    )

# Absolute addresses (feeds, sitemap, citations) are made from this, never from
# what a request claims its host to be.
PUBLIC_URL = PUBLIC_URL.rstrip("/")
scheme = "https?" if DEVELOPMENT else "https"
if not re.fullmatch(rf"{scheme}://[^/?#]+", PUBLIC_URL):
    raise ImproperlyConfigured(
        f"PUBLIC_URL is {PUBLIC_URL!r}: give it with https:// and the host alone."
    )

DEBUG = DEVELOPMENT and env.bool("DEBUG", False)


# Apps, imports one way: vocabulary and archive < browse < curation ----------

INSTALLED_APPS = [
    # Before curation, which takes their tables out of the admin.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "casebase.curation",
    "casebase.browse",
    "casebase.archive",
    "casebase.vocabulary",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "nested_admin",
    "casebase.curation.apps.WorkbenchConfig",  # django.contrib.admin
]
AUTH_USER_MODEL = "curation.Curator"
AUTHENTICATION_BACKENDS = ["casebase.curation.roles.Rights"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How the archive learns what to keep in readers' words: it imports nothing of browse.
WRITTEN_ONCE = "casebase.browse.written_once"
# Public is every address that does not start with one of these.
CURATOR_PREFIXES: tuple[str, ...] = ("/admin/",)
# Public pages with a form. To look at one is to read; what is sent there is taken in by
# `casebase.curation.intake`.
INTAKE_PATHS: tuple[str, ...] = ("/report/", "/suggest-a-paper/", "/cases/freeze/")

MIDDLEWARE = [
    "casebase.middleware.security_headers",  # outermost: errors carry them too
    "casebase.middleware.request_ids",
    "casebase.middleware.known_methods_only",
    "casebase.middleware.forwarded_headers",
    "casebase.middleware.plain_http_cookies",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casebase.browse.middleware.open_to_all_sites",
    # Readers: nothing but the archive until the last byte, and a clean query.
    "casebase.browse.readers_middleware.ReadersMiddleware",
    "casebase.browse.middleware.of_one_version",
    "casebase.browse.kept_answers.keep_answers",
    "casebase.browse.middleware.keep_fresh",
    "casebase.browse.middleware.clean_queries",
    # Curators: who you are, and what you were told.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "casebase.curation.people.gate.StaffOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
]
if not DEVELOPMENT:
    MIDDLEWARE.remove("casebase.middleware.plain_http_cookies")

ROOT_URLCONF = "casebase.urls"
WSGI_APPLICATION = "casebase.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": (
                processors := [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "casebase.browse.context.site",
                ]
            ),
        },
    }
]


# Databases: `default` for curators, `reader` for readers --------------------

DATABASE_URL = env.str("DATABASE_URL", "")
DATABASE_READER_URL = env.str("DATABASE_READER_URL", "")


def postgresql(url: str) -> dict[str, Any]:
    """Settings for a PostgreSQL database, with psycopg's own pool."""
    settings: dict[str, Any] = environ.Env.db_url_config(url)
    if settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL and DATABASE_READER_URL name a PostgreSQL database, "
            "as postgres://name:password@host/database. Leave them unset for SQLite."
        )
    return settings | {
        "ENGINE": "casebase.archive.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": settings.get("OPTIONS", {})
        | {
            "pool": {
                "min_size": 1,
                "max_size": 8,
                # Seconds. Who waits for a database that is away keeps a thread from
                # all others (those who ask next do not wait: see ENGINE); and one
                # attempt to reach it, made ever less often, keeps the pool from
                # another, so that it is given up soon.
                "timeout": 3,
                "reconnect_timeout": 3,
            }
        },
    }


if DATABASE_URL:
    DATABASES = {
        "default": postgresql(DATABASE_URL),
        "reader": postgresql(DATABASE_READER_URL or DATABASE_URL),
    }
    if not (DEVELOPMENT or DATABASE_READER_URL):
        raise ImproperlyConfigured(
            "DATABASE_URL needs DATABASE_READER_URL beside it: readers have a role of "
            "their own, which `manage.py create_reader_role` prints."
        )
elif DATABASE_READER_URL and FOR_READERS_ALONE:
    DATABASES = {"reader": postgresql(DATABASE_READER_URL)}
elif DATABASE_READER_URL:
    raise ImproperlyConfigured("DATABASE_READER_URL needs DATABASE_URL beside it.")
else:
    make_data_folder()
    SQLITE_FILE = CASEBASE_DATA / "casebase.sqlite3"
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": SQLITE_FILE,
            "OPTIONS": {
                # A writer takes the lock when it begins, so that it waits its
                # turn instead of failing half way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Without recursive triggers INSERT OR REPLACE would delete a
                # version unseen by the trigger that refuses deletion.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA recursive_triggers=ON;"
                ),
            },
        },
        "reader": {
            # Opens the file read-only and sees the archive's tables alone.
            "ENGINE": "casebase.archive.backends.sqlite_reader",
            "NAME": SQLITE_FILE,
            "OPTIONS": {"timeout": 20},
        },
    }
DATABASES["reader"]["TEST"] = {"MIRROR": "default"}
DATABASE_ROUTERS = ["casebase.archive.readers.ReadersRouter"]


# Text, time -----------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"


# Static files: hashed names, compressed, served by this process -------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", str(CASEBASE_DATA / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}


# What browsers are told -----------------------------------------------------

# Django 6 has this setting; `casebase.middleware` reads it until we are there.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Whom to write to about a weakness (RFC 9116), and until when that is sure to be so: a
# test asks for another date in time. A process for readers alone has no page that takes
# in a report.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", f"{PUBLIC_URL}/report/")
if FOR_READERS_ALONE and not DEVELOPMENT:
    required("SECURITY_CONTACT", "mailto: or https://, for security.txt.")
if not re.fullmatch(r"(https?://|mailto:)\S+", SECURITY_CONTACT):
    raise ImproperlyConfigured(
        f"SECURITY_CONTACT is {SECURITY_CONTACT!r}: begin with mailto: or https://."
    )
SECURITY_CONTACT_UNTIL = "2027-10-31T00:00:00Z"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600  # sent over https only
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_SSL_REDIRECT = not DEVELOPMENT
# Asked by the machine beside us, over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# security.W021 asks for HSTS preloading, which binds a whole domain for years:
# the owner of the domain decides that, not this program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# X-Forwarded-* is believed from these addresses only (commas between them);
# `casebase.middleware.forwarded_headers` drops it from anybody else.
TRUSTED_PROXY = env.list("TRUSTED_PROXY", default=["127.0.0.1"] if DEVELOPMENT else [])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None

SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a working day

# Limits: what one question, form, file or person may ask for -----------------

MAX_QUERY = 2_000  # characters of an address's query
MAX_SEARCHED = 500  # characters that are searched for
MAX_SEARCHED_IN_LISTS = 200  # characters of the words that a list is asked for
MAX_WORDS = 20  # words of a search
MAX_VALUES = 40  # values of all filters of one list
MAX_LOOKED_UP = 8  # of them, looked up as other names; each costs a search
MAX_KEPT_BYTES = 64_000_000  # of answers that a process keeps, to give them again
MAX_FROZEN = 5_000  # cases of a selection; one query of a database takes so many
MAX_PAPER_BYTES, MAX_PAPER_PAGES = 20_000_000, 200  # of an uploaded paper
MAX_FILE_BYTES, MAX_FILE_DEPTH = 5_000_000, 20  # of a case file that is imported
MAX_LINES = 100  # that are read at once as rows of a case
MAX_PEOPLE = 300  # that are added at once as authors
MAX_ROWS = 1_000  # of one list on a form
# A patient with 12 treatments is one form of some 2,600 fields; Django's own
# limit of 1,000 would refuse to save it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes of a form, beside its files
DATA_UPLOAD_MAX_NUMBER_FILES = 1
#: Forms of readers in an hour: from one address, from all together.
MAX_SENT_FROM_HERE, MAX_SENT_FROM_ALL = 10, 300
#: Failures within a quarter of an hour: of one account from one address; from one
#: address, for all accounts; of one account from all addresses that are new to it.
MAX_TRIES, MAX_TRIES_FROM_HERE, MAX_TRIES_ELSEWHERE = 5, 30, 20
MAX_CODES_A_DAY = 40  # for whoever has the password; codes have six digits


# Accounts -------------------------------------------------------------------

LOGIN_URL = "admin:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation."
        "UserAttributeSimilarityValidator",
        "OPTIONS": {
            "user_attributes": ["username", "display_name", "institution", "email"]
        },
    },
]

#: How long a link to the preview of a draft is good for.
PREVIEW_LINK_AGE = timedelta(days=1)
PASSWORD_RESET_TIMEOUT = 24 * 3600  # a link for a new password, and only once

# Codes of an app beside the password, for everybody who curates. Only on one's own
# machine can it be left out; there this asks for it all the same.
REQUIRE_SECOND_FACTOR = not DEVELOPMENT or env.bool(
    "CASEBASE_REQUIRE_SECOND_FACTOR", False
)
OTP_TOTP_ISSUER = "Casebase"
# `casebase.curation.people.attempts` limits codes as it limits passwords. The
# library's own delay doubles without end, so whoever stole a password could lock its
# owner out for days.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# Where nobody else is there to review: a case may be published as read by a single
# curator. Its page then says that nobody reviewed it independently.
ALLOW_SINGLE_CURATOR = env.bool("ALLOW_SINGLE_CURATOR", False)


# The API: read by anybody, as whom nobody asks --------------------------------

#: Questions to the API from one address in a minute; 0 sets no limit.
API_PER_MINUTE = env.int("CASEBASE_API_PER_MINUTE", 120)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["casebase.browse.api.renderers.Json"],
    "DEFAULT_THROTTLE_CLASSES": ["casebase.browse.api.throttle.PerMinute"],
    "EXCEPTION_HANDLER": "casebase.browse.api.problems.answer_to",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "URL_FORMAT_OVERRIDE": None,
}


# Mail: links can be handed over without any ----------------------------------

EMAIL_URL = env.str("EMAIL_URL", "")
MAIL_IS_CONFIGURED = bool(EMAIL_URL)
if MAIL_IS_CONFIGURED:
    mail: dict[str, Any] = environ.Env.email_url_config(EMAIL_URL)
    if mail["EMAIL_BACKEND"] != "django.core.mail.backends.smtp.EmailBackend":
        raise ImproperlyConfigured(
            "EMAIL_URL names an SMTP server, as smtp+tls://name:password@host:587."
        )
    EMAIL_BACKEND = mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
    EMAIL_HOST_USER = mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = mail.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 10
else:
    # Nothing is sent, and no link is printed where others read it.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env.str(
    "EMAIL_FROM", f"casebase@{PUBLIC_URL.split('//')[1].split(':')[0]}"
)


# Logs: what happened, never the content of a request or a record ------------

LOGGING = logs.configured(
    level=env.str("LOG_LEVEL", "INFO"), form="line" if DEVELOPMENT else "json"
)


# A process for readers alone (docs/adr/0016) ---------------------------------

if FOR_READERS_ALONE:
    # It has nothing with which the curators' tables could be reached or mail be sent…
    for name in ("DATABASE_URL", "EMAIL_URL"):
        if env.str(name, ""):
            raise ImproperlyConfigured(
                f"{name} is for curators: CASEBASE_SERVE=public starts without it."
            )
    DATABASES = {"default": {}, "reader": DATABASES["reader"]}
    # …and none of the code that knows of persons.
    ROOT_URLCONF = "casebase.public_urls"
    FORMS_ELSEWHERE, INTAKE_PATHS, CURATOR_PREFIXES = INTAKE_PATHS, (), ()
    of_curators = (
        "casebase.curation",
        "casebase.middleware.plain_http_cookies",
        "casebase.vocabulary",
        "django.contrib.auth",
        "django.contrib.messages",
        "django.contrib.sessions",
        "django.middleware.csrf",
        "django_otp",
        "nested_admin",
    )
    SILENCED_SYSTEM_CHECKS += ["security.W003"]  # no form, so no forged one
    known: Any
    for known in (INSTALLED_APPS, MIDDLEWARE, processors):
        known[:] = [name for name in known if not name.startswith(of_curators)]
