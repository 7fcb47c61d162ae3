"""What every answer carries, and what a request may claim about itself.

Plain functions, in the order in which `settings.MIDDLEWARE` names them. What
guards readers (query cleaning, the archive's own connection) is in `browse`.
"""

import re
import secrets
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from casebase import logs

View = Callable[[HttpRequest], HttpResponse]

# Doors of the browser that no page of ours needs.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "usb",
    )
)

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
KNOWN_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


def security_headers(get_response: View) -> View:
    """Tell browsers what our pages may load: Django 6's SECURE_CSP, and two more."""
    policy = "; ".join(
        f"{directive} {' '.join(sources)}"
        for directive, sources in settings.SECURE_CSP.items()
    )

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def request_ids(get_response: View) -> View:
    """Give each request a number: in every line of the log, and on pages of failures.

    A trusted proxy may have given one (`X-Request-ID`), so that its log says the same.
    Other answers do not tell theirs: they are the same for everybody, byte for byte.
    """
    proxies = [ip_network(proxy) for proxy in settings.TRUSTED_PROXY]

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("x-request-id", "")
        is_known = _is_in(request.META.get("REMOTE_ADDR", ""), proxies)
        if not (is_known and REQUEST_ID.fullmatch(given)):
            given = secrets.token_hex(8)
        logs.request_id.set(given)
        response = get_response(request)
        if response.status_code >= 500:
            response.headers["X-Request-ID"] = given
        return response

    return middleware


def known_methods_only(get_response: View) -> View:
    """Refuse TRACE and whatever else no address of ours could mean."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in KNOWN_METHODS:
            return HttpResponseNotAllowed(KNOWN_METHODS)
        return get_response(request)

    return middleware


def forwarded_headers(get_response: View) -> View:
    """Believe X-Forwarded-Proto and -For from the configured proxy, and nobody else.

    All code behind this reads in REMOTE_ADDR who asks, also behind a proxy: limits on
    attempts are counted by it.
    """
    proxies = [ip_network(proxy) for proxy in settings.TRUSTED_PROXY]

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_in(request.META.get("REMOTE_ADDR", ""), proxies):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
            request.META.pop("HTTP_X_FORWARDED_FOR", None)
        # What the asker wrote stands left of what our own proxies have added.
        hops = request.headers.get("x-forwarded-for", "").split(",")
        for hop in reversed([hop.strip() for hop in hops if hop.strip()]):
            if not _is_address(hop):
                break
            request.META["REMOTE_ADDR"] = hop
            if not _is_in(hop, proxies):
                break
        return get_response(request)

    return middleware


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(address: str, networks: list[IPv4Network | IPv6Network]) -> bool:
    try:
        return any(ip_address(address) in network for network in networks)
    except ValueError:  # a Unix socket has no address
        return False


def plain_http_cookies(get_response: View) -> View:
    """In development, let log-ins work without https.

    Browsers and scripts neither keep nor return a `__Host-` cookie over plain
    http. So it travels as `dev-…` there and is `__Host-…` to all code behind
    this. Over https, and in production, this middleware is not in the way.
    """
    names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
    plain = {name: name.replace("__Host-", "dev-") for name in names}

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.is_secure():
            return get_response(request)
        for name, plain_name in plain.items():
            if plain_name in request.COOKIES:
                request.COOKIES[name] = request.COOKIES.pop(plain_name)
        response = get_response(request)
        for name, plain_name in plain.items():
            if name in response.cookies:
                cookie = response.cookies.pop(name)
                response.cookies[plain_name] = cookie.value
                response.cookies[plain_name].update(cookie)
                response.cookies[plain_name]["secure"] = ""
        return response

    return middleware
