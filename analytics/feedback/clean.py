"""An e-mail, a web page or a note becomes the plain text of the message; used before anything is read.

Nothing is run and nothing is fetched: tags are dropped, attachments are not opened, addresses are not followed.
Sizes are bounded, so that no input keeps the reader busy.
"""

from __future__ import annotations

import email
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.errors import HeaderParseError
from email.message import Message
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import cast

from charset_normalizer import from_bytes

LONGEST = 200_000
"""Characters of a text that are read; a message that says something says it sooner."""
LONGEST_HTML = 2_000_000

BLOCKS = frozenset((
    "address", "article", "blockquote", "br", "div", "dd", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
))  # fmt: skip
UNSEEN = frozenset((
    "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea", "title",
))  # fmt: skip
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip

LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype|html|body|div|p|br|table|span|td)\b[^<]{0,2000}>", re.IGNORECASE)
LOOKS_LIKE_EMAIL = re.compile(
    r"\A(?:From |(?:Return-Path|Delivered-To|Received|From|To|Subject|Date|MIME-Version|Message-ID|Reply-To|X-[\w-]+)"
    r":[^\n]*\n)",
    re.IGNORECASE,
)
HEADER_LINE = re.compile(r"^[A-Za-z][A-Za-z-]{1,40}:[ \t]", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    """What an e-mail says about itself, and its text."""

    text: str
    subject: str | None = None
    sender: str | None = None
    sender_name: str | None = None
    sent_on: date | None = None


def letter(raw: bytes | str) -> Letter:
    """The letter in an e-mail's source, an HTML page, or a text as pasted."""
    words = raw if isinstance(raw, str) else None
    start = words[:4000] if words is not None else cast(bytes, raw)[:4000].decode("latin-1")
    if LOOKS_LIKE_EMAIL.match(start) and len(HEADER_LINE.findall(start)) >= 2:
        return _from_email(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape"))
    if words is None:
        words = decoded(cast(bytes, raw))
    return Letter(plain(words))


def plain(words: str) -> str:
    """The text a person would see: HTML without its tags, other text as it is."""
    if LOOKS_LIKE_HTML.search(words[:20_000]):
        words = text_of_html(words)
    return words[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def decoded(content: bytes, declared: str | None = None) -> str:
    """Bytes as text: UTF-8 where it is, else what was declared, else the likeliest; never an error."""
    content = content[: LONGEST_HTML * 2]
    for charset in ("utf-8-sig", declared):
        try:
            if charset:
                return content.decode(charset)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    best = from_bytes(content[:50_000]).best()
    return content.decode(best.encoding if best else "cp1252", "replace")


class _Text(HTMLParser):
    """Collects what is visible; script, style, hidden parts and quoted letters are not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden_in: str | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden_in:
            self._depth += tag == self._hidden_in
            return
        if tag not in VOID and (tag in UNSEEN or _is_hidden(attrs)):
            self._hidden_in, self._depth = tag, 1
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden_in:
            self._depth -= tag == self._hidden_in
            if self._depth <= 0:
                self._hidden_in = None
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden_in:
            self.parts.append(re.sub(r"\s+", " ", data))


def _is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    found = {name: (value or "").lower().replace(" ", "") for name, value in attributes}
    style = found.get("style", "")
    return (
        "hidden" in found
        or "display:none" in style
        or "visibility:hidden" in style
        or found.get("class", "").startswith(("gmail_quote", "moz-cite", "yahoo_quoted"))
    )


def text_of_html(markup: str) -> str:
    """The visible text of HTML, a line a block. Broken markup gives what could be read of it."""
    parser = _Text()
    with suppress(AssertionError):  # the parser's answer to malformed declarations
        # One feed and no close(): unfinished tags at the end are left, not scanned over and over.
        parser.feed(markup[:LONGEST_HTML])
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _from_email(source: bytes) -> Letter:
    try:
        message = email.message_from_bytes(source, policy=default)
        sender_name, sender = parseaddr(_header(message, "From") or "")
        return Letter(
            text=_body(message),
            subject=_header(message, "Subject"),
            sender=sender or None,
            sender_name=sender_name or None,
            sent_on=_sent_on(message),
        )
    except RecursionError:  # nested deeper than any letter is
        return Letter(plain(decoded(source[:LONGEST])))


def _body(message: Message) -> str:
    """The first part that holds text: plain where there is one, else HTML; attachments are not opened."""
    markup = None
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or "attachment" in str(part.get("Content-Disposition", "")).lower():
            continue
        payload = part.get_payload(decode=True)
        text = decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
        if kind == "text/plain" and text.strip():
            return plain(text)
        markup = markup or text
    return text_of_html(markup)[:LONGEST] if markup else ""


def _header(message: Message, name: str) -> str | None:
    try:
        value = message.get(name)
    except (HeaderParseError, ValueError, IndexError, AttributeError, TypeError):  # the parser's own slips
        return None
    return " ".join(str(value).split())[:500] if value else None


def _sent_on(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "Date") or "").date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
