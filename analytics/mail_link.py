"""The one builder of links that open a message in the reader's own mail program. Nothing is sent by itself."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

ADDRESS = re.compile(r"[^\s@<>\"',;:?&=%]+@[^\s@<>\"',;:?&=%]+\.[^\s@<>\"',;:?&=%]+")
LONGEST_SUBJECT = 200


def mail_link(address: str | None, subject: str, body: str) -> str:
    """A mailto link; what subject and body hold stays text, and what is no address is left out."""
    recipient = quote(address, safe="@") if address and ADDRESS.fullmatch(address) else ""
    printable = "".join(sign if sign.isprintable() else " " for sign in subject)
    lines = body.strip().replace("\r\n", "\n").replace("\n", "\r\n")
    values = {"subject": " ".join(printable.split())[:LONGEST_SUBJECT], "body": lines}
    return f"mailto:{recipient}?{urlencode(values, quote_via=quote)}"
