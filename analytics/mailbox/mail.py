"""One mail as its reader sees it: who wrote to whom, when, about what, in which words of their own.

Attachments are not opened, addresses not followed, pictures not loaded. A header or a part that can't be read is
left out; no mail ends the reading of a mailbox.
"""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from analytics.feedback import clean
from analytics.mailbox.calendar_parts import Appointment, appointments
from analytics.mailbox.labels import Place, place_of
from analytics.mailbox.splitting import RawMail

LONGEST_HEADER, LONGEST_NAME = 2_000, 200
MOST_PARTS = 200
"""Parts of a mail that are looked at; the text stands in one of the first."""

DEEPEST = 3
"""How many forwarded mails within each other are looked into."""

MOZILLA_DELETED = 0x0008

FORWARDED_SUBJECT = re.compile(r"^\s*(?:fwd?|wg|tr|rv|enc|i)\s*:", re.IGNORECASE)
REPLY_SUBJECT = re.compile(r"^\s*(?:(?:re|aw|sv|ref|fwd?|wg|tr|rv|enc)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
FORWARDED_HEAD = re.compile(
    r"^[ \t>]*(?:-{2,}[^\n]{0,60}(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|mensagem encaminhada)[^\n]{0,20}|begin forwarded message:|anfang der weitergeleiteten nachricht:"
    r"|début du message réexpédié\s*:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
FORWARDED_HEADER = re.compile(
    r"^[ \t>*]*(?P<name>from|von|de|date|datum|gesendet|sent|enviado|fecha|data|subject|betreff|objet|asunto|assunto"
    r"|to|an|à|para|cc)\*?\s*:\*?[ \t]*(?P<value>[^\n]*)$",
    re.IGNORECASE,
)
HEADER_NAMES = {
    "from": ("from", "von", "de"),
    "date": ("date", "datum", "gesendet", "sent", "enviado", "fecha", "data"),
    "subject": ("subject", "betreff", "objet", "asunto", "assunto"),
}
QUOTED_FROM_HERE = re.compile(
    r"^[ \t]*(?:-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original"
    r"|mensagem original)\s*-{2,}|_{20,}|am [^\n]{5,200}(?:\n[^\n]{0,200})? schrieb[^\n]{0,120}:"
    r"|le [^\n]{5,200}(?:\n[^\n]{0,200})? a écrit\s*:"
    r"|el [^\n]{5,200}(?:\n[^\n]{0,200})? escribió\s*:|em [^\n]{5,200}(?:\n[^\n]{0,200})? escreveu\s*:"
    r"|on [^\n]{5,200}(?:\n[^\n]{0,200})? wrote:)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Address:
    """A name and an address as a header gives them; either may be empty."""

    name: str
    address: str

    @property
    def local(self) -> str:
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


NOBODY = Address("", "")


@dataclass(frozen=True)
class Mail:
    """What is read of a mail.

    `on` is its day in the mail's own zone, None where no header tells. `text` are its own words: no quoted mails, no
    markup. `other_text` is what the HTML says where that is more than the plain text does. `inner` is the mail that a
    forward brings along, which then speaks for it.
    """

    key: str
    message_id: str
    sender: Address
    to: tuple[Address, ...]
    on: date | None
    sent_at: datetime | None
    subject: str
    text: str
    other_text: str = ""
    references: tuple[str, ...] = ()
    thread: str = ""
    place: Place = Place.INBOX
    is_bulk: bool = False
    is_automatic: bool = False
    appointments: tuple[Appointment, ...] = ()
    attached: tuple[str, ...] = ()
    """The names of attached files, which are not opened."""
    inner: Mail | None = None
    source: str = ""
    offset: int = 0

    @property
    def topic(self) -> str:
        """The subject without marks of replies and forwards."""
        return REPLY_SUBJECT.sub("", self.subject).strip()

    @property
    def names(self) -> tuple[str, ...]:
        """What it has in common with other mails of its conversation."""
        return (
            *_conversation_names(self.message_id, self.references, self.thread),
            *(f"uid:{appointment.uid}" for appointment in self.appointments if appointment.uid),
        )

    @property
    def speaking(self) -> Mail:
        """The mail whose words count: the inner one of a forward, else this one."""
        return self.inner.speaking if self.inner else self


def read_mail(raw: RawMail) -> Mail | None:
    """The mail in some bytes; None where they hold none."""
    try:
        message = email.message_from_bytes(raw.content)
        if not message.keys():
            return None
        return _mail(message, raw, 0)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError, UnicodeError):
        # The standard parser's own slips on malformed mails: such a mail is none.
        return None


def _mail(message: Message, raw: RawMail, depth: int) -> Mail:
    subject = header(message, "Subject")
    plain, markup, calendars, attached, names = _parts(message)
    text, other = _texts(plain, markup)
    moment = _moment(message)
    inner = _inner(subject, text, attached, raw, depth)
    sender = next(iter(_addresses(message, "From")), NOBODY)
    message_id = header(message, "Message-ID").strip("<> ")
    return Mail(
        key=_key(message_id, sender, header(message, "Date"), subject, text),
        message_id=message_id,
        sender=sender,
        to=tuple(_addresses(message, "To", "Cc")),
        on=moment.date() if moment else None,
        sent_at=moment,
        subject=subject,
        text=own_words(text),
        other_text=own_words(other),
        references=_references(message),
        thread=header(message, "X-GM-THRID"),
        place=_place(message, raw.source),
        is_bulk=bool(header(message, "List-Id") or header(message, "List-Unsubscribe"))
        or header(message, "Precedence").lower() in ("bulk", "list", "junk"),
        is_automatic=header(message, "Auto-Submitted").lower().startswith("auto-replied"),
        appointments=tuple(found for calendar in calendars for found in appointments(calendar)),
        attached=names,
        inner=inner,
        source=raw.source,
        offset=raw.offset,
    )


def names_in(head: Message) -> tuple[tuple[str, ...], frozenset[str]]:
    """By its headers alone, what a mail shares with others of its conversation, and the domains it went between."""
    names = _conversation_names(
        header(head, "Message-ID").strip("<> "), _references(head), header(head, "X-GM-THRID")
    )  # fmt: skip
    return names, frozenset(one.domain for one in _addresses(head, "From", "To", "Cc"))


def _conversation_names(message_id: str, references: tuple[str, ...], thread: str) -> tuple[str, ...]:
    return (
        *(f"id:{name}" for name in (message_id, *references) if name),
        *([f"gmail:{thread}"] if thread else []),
    )


def _references(message: Message) -> tuple[str, ...]:
    return tuple(re.findall(r"<([^<>\s]+)>", f"{header(message, 'References')} {header(message, 'In-Reply-To')}"))


# --- headers --------------------------------------------------------------------------------------------------


def header(message: Message, name: str) -> str:
    """A header's text in one line, decoded as far as it can be; empty where there is none."""
    value = message.get(name)
    if value is None:
        return ""
    words = str(value)[:LONGEST_HEADER]
    if "=?" in words:
        try:
            parts = decode_header(words)
        except (email.errors.HeaderParseError, ValueError):
            parts = [(words, None)]
        words = "".join(part if isinstance(part, str) else clean.decoded(part, charset) for part, charset in parts)
    elif any("\udc80" <= letter <= "\udcff" for letter in words):
        words = clean.decoded(words.encode("ascii", "surrogateescape"))
    return " ".join(words.split())


def _addresses(message: Message, *names: str) -> Iterator[Address]:
    for name, address in getaddresses([header(message, name) for name in names]):
        if "@" in address:
            yield Address(name.strip(" '\""), address.strip().casefold())


def _moment(message: Message) -> datetime | None:
    for text in (header(message, "Date"), header(message, "Received").rpartition(";")[2]):
        try:
            return parsedate_to_datetime(text)
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    return None


def _place(message: Message, source: str) -> Place:
    status = header(message, "X-Mozilla-Status")
    if status and re.fullmatch(r"[0-9a-fA-F]{4}", status) and int(status, 16) & MOZILLA_DELETED:
        return Place.BIN
    return place_of(header(message, "X-Gmail-Labels"), source)


def _key(message_id: str, sender: Address, day: str, subject: str, text: str) -> str:
    """What tells a mail from all others, in every export that holds it."""
    said = message_id or "\n".join((sender.address, day, subject, " ".join(text.split())[:2000]))
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


# --- parts ----------------------------------------------------------------------------------------------------


def _parts(message: Message) -> tuple[str, str, list[bytes], Message | None, tuple[str, ...]]:
    """The first plain text, the first HTML, calendars, a mail attached whole, the names of attached files."""
    plain = markup = ""
    calendars: list[bytes] = []
    attached = None
    names: list[str] = []
    for part in _walked(message):
        kind = part.get_content_type()
        if _is_attachment(part):
            names.append(_file_name(part))
        if kind == "message/rfc822":
            payload = part.get_payload()
            first = payload[0] if isinstance(payload, list) and payload else None
            attached = attached or (first if isinstance(first, Message) else None)
        elif kind == "text/calendar" or kind == "application/ics":
            calendars.append(_bytes(part))
        elif kind in ("text/plain", "text/html") and not _is_attachment(part):
            text = clean.decoded(_bytes(part), part.get_content_charset())
            if kind == "text/plain":
                plain = plain or text
            else:
                markup = markup or text
    return plain, markup, calendars, attached, tuple(names)


def _walked(message: Message, budget: int = MOST_PARTS) -> Iterator[Message]:
    """The parts of a mail, not those of mails attached to it."""
    waiting = [message]
    while waiting and budget:
        part = waiting.pop(0)
        budget -= 1
        yield part
        payload = part.get_payload()
        if part.is_multipart() and part.get_content_type() != "message/rfc822" and isinstance(payload, list):
            waiting[:0] = [inside for inside in payload if isinstance(inside, Message)]


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Message) -> str:
    try:
        return str(part.get_filename() or "")[:LONGEST_NAME]
    except (ValueError, LookupError, TypeError):
        return ""


def _is_attachment(part: Message) -> bool:
    return "attachment" in str(part.get("Content-Disposition", "")).lower()


def _texts(plain: str, markup: str) -> tuple[str, str]:
    """The mail's text, and what the HTML says beyond it (Indeed names the employer there alone)."""
    plain = clean.plain(plain) if plain else ""
    shown = clean.text_of_html(markup)[: clean.LONGEST] if markup else ""
    if not plain.strip():
        return shown, ""
    known = {" ".join(line.split()) for line in plain.splitlines()}
    more = [line for line in shown.splitlines() if " ".join(line.split()) and " ".join(line.split()) not in known]
    return plain, "\n".join(more)


def own_words(text: str) -> str:
    """A mail's text without the mails quoted in it, whose words are somebody else's or older."""
    quoted = QUOTED_FROM_HERE.search(text)
    own = text[: quoted.start()] if quoted and text[: quoted.start()].strip() else text
    return "\n".join(line for line in own.splitlines() if not line.lstrip().startswith(">")).strip()


# --- forwards -------------------------------------------------------------------------------------------------


def _inner(subject: str, text: str, attached: Message | None, raw: RawMail, depth: int) -> Mail | None:
    """The mail that a forward brings along, as an attachment or in its text."""
    if depth >= DEEPEST:
        return None
    if attached is not None and attached.keys():
        return _mail(attached, raw, depth + 1)
    begins = FORWARDED_HEAD.search(text)
    if begins is None and not FORWARDED_SUBJECT.match(subject):
        return None
    lines = text[begins.end() if begins else 0 :].splitlines()
    found: dict[str, str] = {}
    body_from = 0
    for number, line in enumerate(lines[:40]):
        match = FORWARDED_HEADER.match(line)
        if match:
            name = match["name"].lower()
            known = next((known for known, names in HEADER_NAMES.items() if name in names), None)
            if known:
                found.setdefault(known, match["value"].strip(" *"))
            body_from = number + 1
        elif found.keys() >= {"from", "subject"} and not line.strip(" >"):
            break
    if not found.keys() >= {"from", "subject"}:
        return None
    rebuilt = Message()
    for name, value in (("From", found["from"]), ("Subject", found["subject"]), ("Date", found.get("date", ""))):
        rebuilt[name] = value.replace("\n", " ")
    rebuilt.set_payload("\n".join(re.sub(r"^> ?", "", line) for line in lines[body_from:]).strip(), "utf-8")
    return _mail(rebuilt, raw, depth + 1)
