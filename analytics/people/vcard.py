"""People as a vCard file, version 3.0, which every address book reads. What was typed stays text: nothing in it ends a
line, names another property or is run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from icalendar import vN, vText
from icalendar.parser import Contentline, Parameters

from analytics.mail_link import ADDRESS


@dataclass(frozen=True)
class Card:
    """What an address book keeps of one person."""

    name: str
    employer: str | None = None
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    profile: str | None = None
    note: str | None = None


def vcards(cards: Iterable[Card]) -> bytes:
    """The file, a card a person; e-mail addresses and links that are none become part of the note."""
    return b"".join(line + b"\r\n" for card in cards for line in _lines(card))


def is_link(text: str | None) -> bool:
    """Whether a profile is an address of the web that a browser may open."""
    return bool(text) and str(text).startswith(("https://", "http://")) and not any(map(str.isspace, str(text)))


def _lines(card: Card) -> Iterator[bytes]:
    email = card.email if card.email and ADDRESS.fullmatch(card.email) else None
    link = card.profile if is_link(card.profile) else None
    left = [text for text, kept in ((card.email, email), (card.profile, link)) if text and not kept]
    name = _printable(card.name)
    yield b"BEGIN:VCARD"
    yield b"VERSION:3.0"
    yield _line("FN", vText(name))
    # Which part is the family name nobody was asked: the whole stands as the given one.
    yield _line("N", vN(("", name, "", "", "")))
    for field, value in (
        ("ORG", card.employer), ("TITLE", card.role), ("EMAIL", email), ("TEL", card.phone), ("URL", link),
        ("NOTE", "\n".join(filter(None, [card.note, *left]))),
    ):  # fmt: skip
        if value:
            yield _line(field, vText(_printable(value)))
    yield b"END:VCARD"


def _line(field: str, value: vText | vN) -> bytes:
    line: bytes = Contentline.from_parts(field, Parameters(), value).to_ical()
    return line


def _printable(value: str) -> str:
    """The text with plain line ends and without other control characters."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign if sign.isprintable() else " " for sign in line) for line in lines)
