"""Who sends mails for others: recruiting systems, job boards, tests, calendars, and providers of mail addresses.

The rows are data (`data/mail_senders.toml`), dated, as senders change. None of them is an employer.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from analytics import DATA

SENDERS = DATA / "mail_senders.toml"
SECOND_LEVEL = frozenset(("co", "com", "ac", "gov", "org", "net", "edu", "nhs", "ltd", "plc", "sch", "police", "gob"))
"""Labels under which a country registers: co.uk, com.br."""


@dataclass(frozen=True)
class Platform:
    """A sender for many employers. `employer` are the places where the employer's name stands, the surest first."""

    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    does: str
    employer: tuple[str, ...]
    applications: tuple[str, ...] = ()
    """Of a board, the addresses that write about one's own applications; others advertise."""

    def is_about_applications(self, address: str) -> bool:
        """Whether mails from an address of it speak of applications that were made."""
        return self.does != "board" or not self.applications or address in self.applications


@cache
def mail_providers() -> frozenset[str]:
    """Domains where anybody may have an address, and the labels that are no other's: gmail in gmail.example."""
    given = _rows()["mail_providers"]
    return frozenset((*given["domains"], *given["labels"]))


def is_free_mail(domain: str) -> bool:
    """Whether anybody may have an address at a domain, so that it says nothing of an employer."""
    return domain in mail_providers() or registered_label(domain) in mail_providers()


@cache
def _post_offices() -> frozenset[str]:
    domains = {domain for platform in platforms() for domain in platform.domains} | mail_providers()
    names = {name.casefold() for platform in platforms() for name in platform.names}
    return frozenset(names | {registered_label(domain) for domain in domains})


def is_post_office(name: str) -> bool:
    """Whether a sender's name or a domain's label is a platform's or a mail provider's: Lever, myworkday, gmail."""
    return name.casefold() in _post_offices()


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads(SENDERS.read_text(encoding="utf-8"))


@cache
def platforms() -> tuple[Platform, ...]:
    """All platforms of the data file."""
    return tuple(
        Platform(
            name,
            tuple(row["names"]),
            tuple(row["domains"]),
            row["does"],
            tuple(row["employer"]),
            tuple(row.get("applications", ())),
        )
        for name, row in _rows().items()
        if "does" in row
    )


def platform_of(address: str) -> Platform | None:
    """The platform that an address belongs to, None for an employer's or a person's own."""
    domain = address.rpartition("@")[2]
    return next(
        (
            platform
            for platform in platforms()
            if any(domain == known or domain.endswith(f".{known}") for known in platform.domains)
        ),
        None,
    )


def registered_label(domain: str) -> str:
    """The label under which a domain is registered: heronbrook in mail.heronbrook.co.uk."""
    labels = domain.split(".")
    place = -3 if len(labels) > 2 and labels[-2] in SECOND_LEVEL and len(labels[-1]) == 2 else -2
    return labels[place] if len(labels) >= -place else labels[0]
