"""The site for an ASGI server. WSGI was faster in the trials and is preferred."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebase.settings")

application = get_asgi_application()
