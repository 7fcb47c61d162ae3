"""Links by mail, where the site can send any; else editors hand them over."""

import logging
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger("casebase.people")

INVITATION = """\
You are invited to curate cases at {site}.

With this link you make your account. It works once, for seven days:

{link}

If you do not know what this is about, you need do nothing.
"""
NEW_PASSWORD = """\
Somebody, probably you, asked for a new password for {username} at {site}.

With this link you choose it. It works once, for a day:

{link}

If it was not you, you need do nothing: your password stands.
"""


def send(to: str, subject: str, text: str, **filled: str) -> bool:
    """Send a mail if the site can; return whether it left."""
    if not settings.MAIL_IS_CONFIGURED or not to:
        return False
    try:
        send_mail(subject, text.format(site=settings.PUBLIC_URL, **filled), None, [to])
    except (SMTPException, OSError):
        logger.exception("A mail could not be sent.")
        return False
    return True


def send_apart(to: str, subject: str, text: str, **filled: str) -> None:
    """Send it while the answer is on its way, so that the time it takes tells nothing
    about whether there was anything to send."""
    sending = Thread(target=send, name="mail", args=(to, subject, text), kwargs=filled)
    sending.start()
