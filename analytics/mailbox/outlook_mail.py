"""Outlook's single mails (`.msg`) as internet mails, so that there is one reader."""

from __future__ import annotations

import io
from email.message import EmailMessage
from email.utils import format_datetime


def as_internet_mail(content: bytes) -> bytes:
    """The mail in a `.msg` file as an internet message; empty where there is none in it.

    The transport headers that Outlook keeps give Message-ID, References and Date; mails that never left Outlook have
    sender, subject, recipients and day alone.
    """
    from oxmsg import Message

    try:
        mail = Message.load(io.BytesIO(content))
        headers = {name.title(): str(value) for name, value in mail.message_headers.items()}
        plain, markup = mail.body or "", mail.html_body or ""
        told = {
            "From": mail.sender,
            "To": ", ".join(f"{person.name} <{person.email_address}>" for person in mail.recipients),
            "Subject": mail.subject,
            "Date": format_datetime(mail.sent_date) if mail.sent_date else None,
        }
    except Exception:  # noqa: BLE001 - whatever a damaged file does to its reader, it is no mail
        return b""
    made = EmailMessage()
    for name in ("From", "To", "Cc", "Subject", "Date", "Message-Id", "In-Reply-To", "References", "List-Id",
                 "List-Unsubscribe", "Auto-Submitted"):  # fmt: skip
        value = headers.get(name) or told.get(name)
        if value:
            _add(made, name, " ".join(value.split()))
    made.set_content(plain)
    if markup:
        made.add_alternative(markup, subtype="html")
    return made.as_bytes()


def _add(mail: EmailMessage, name: str, value: str) -> None:
    try:
        mail[name] = value
    except (ValueError, TypeError, IndexError, AttributeError):
        # What the standard library refuses to write, an identifier gone wrong, tells nothing.
        return
