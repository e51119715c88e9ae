"""Who is who among those who sign in, and how small a group staff may see: `access.toml` in the store's folder.

    threshold = 10                       # staff see groups of at least so many students
    hours = 12                           # after which everybody signs in again
    publications = ["01-31", "06-30", "11-30"]   # days (month-day) on which cohort numbers are published
    strength = 0.75                      # of the blur; what it means stands in docs/cohorts.md
    channels = ["LinkedIn", "Referral"]  # public lists of groups; whoever is in none is counted as "other"
    role_families = ["Data", "Design"]
    programme_by = "channel"             # a cross table for a large campus; or "role_family"
    trusted_issuers = ["https://login.example.edu"]  # never send email_verified, and check every address
    rebind = ["ada@example.edu"]         # comes with another sign-in than before; take it out once they have

    [staff]
    emails = ["careers@example.edu"]

    [analyst]
    claims = { department = "institutional research" }

    [applicant]
    domains = ["students.example.edu"]

Whoever is named nowhere may see nothing. An address counts where the provider says that it is verified, or where the
provider is one of the trusted; claims count as the provider sends them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics.errors import Refused
from analytics.publication.calendar import DAYS, following
from analytics.publication.plan import CHANNELS, ROLE_FAMILIES, STRENGTH, THRESHOLD, Plan, plan_for
from analytics.store.viewer import Role

FILE = "access.toml"
HOURS = 12.0
# Whoever is named under several roles has the first of these.
ORDER = (Role.ANALYST, Role.STAFF, Role.APPLICANT)


@dataclass(frozen=True)
class Named:
    """Those to whom a role belongs: by their address, its domain, or a claim that the sign-in made about them."""

    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    claims: Mapping[str, str] = field(default_factory=dict)

    def includes(self, email: str, claims: Mapping[str, Any]) -> bool:
        return (
            email in self.emails
            or email.rpartition("@")[2] in self.domains
            or any(_holds(claims.get(name), value) for name, value in self.claims.items())
        )


@dataclass(frozen=True)
class Access:
    """The settings of one store."""

    named: Mapping[Role, Named] = field(default_factory=dict)
    threshold: int = THRESHOLD
    hours: float = HOURS
    publications: tuple[str, ...] = DAYS
    strength: float = STRENGTH
    channels: tuple[str, ...] = CHANNELS
    role_families: tuple[str, ...] = ROLE_FAMILIES
    programme_by: str | None = None
    trusted_issuers: tuple[str, ...] = ()
    rebind: tuple[str, ...] = ()

    def plan(self, enrolled: Mapping[str, int], levels: Mapping[str, str] | None = None) -> Plan:
        """The plan of a year's publications for so many enrolled students by programme, and the programmes' levels."""
        return plan_for(
            enrolled,
            self.channels,
            self.role_families,
            self.strength,
            self.threshold,
            levels,
            self.programme_by,
            len(set(self.publications)),
        )

    def address(self, claims: Mapping[str, Any]) -> str:
        """The address that a sign-in vouches for; empty where it doesn't."""
        said = claims.get("email_verified")
        trusted = said is None and claims.get("iss") in self.trusted_issuers
        vouched = trusted or str(said).lower() == "true"
        return str(claims.get("email") or "").strip().casefold() if vouched else ""

    def role(self, email: str, claims: Mapping[str, Any]) -> Role | None:
        """The role of somebody who signed in, None for somebody who is named nowhere."""
        return next((role for role in ORDER if role in self.named and self.named[role].includes(email, claims)), None)


def access(folder: Path) -> Access:
    """The settings in a store's folder; nobody is named where there is no file.

    Raises Refused where the file can't be read or says what nothing reads.
    """
    path = folder / FILE
    if not path.exists():
        return Access()
    written = path.stat()
    return _access(path, written.st_mtime_ns, written.st_size)


# Asked by every part of a page: read again when the file has changed.
@lru_cache(maxsize=8)
def _access(path: Path, changed: int, size: int) -> Access:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = Access({Role(name): _named(written.pop(name)) for name in list(written) if name in list(Role)})
        threshold, hours = int(written.pop("threshold", THRESHOLD)), float(written.pop("hours", HOURS))
        strength = float(written.pop("strength", STRENGTH))
        programme_by = written.pop("programme_by", None)
        lists = {
            name: _words(written.pop(name))
            for name in ("publications", "channels", "role_families", "trusted_issuers", "rebind")
            if name in written
        }
    except (tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError) as error:
        raise Refused(f"{path} can't be read: {error}", "Correct it; until then nobody is let in.") from error
    if written:
        raise Refused(
            f"{path} has {', '.join(sorted(written))}, which nothing reads.",
            f"It may hold threshold, hours, publications, strength, channels, role_families, programme_by, "
            f"trusted_issuers, rebind and {', '.join(Role)}.",
        )
    found = Access(settings.named, threshold, hours, strength=strength, programme_by=programme_by, **lists)
    # What no plan or calendar can be made of is refused here, not when somebody first looks.
    found.plan({})
    following(found.publications, date(2026, 1, 1))
    return found


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        raise ValueError(f"{value!r} is no list of words in quotation marks")
    return tuple(word.strip() for word in value)


def _named(section: Mapping[str, Any]) -> Named:
    unknown = section.keys() - {"emails", "domains", "claims"}
    if unknown:
        raise ValueError(f"a section holds emails, domains and claims, not {', '.join(sorted(unknown))}")
    emails, domains = section.get("emails", []), section.get("domains", [])
    if isinstance(emails, str) or isinstance(domains, str):
        raise ValueError("emails and domains are lists")
    return Named(
        frozenset(email.strip().casefold() for email in emails),
        frozenset(domain.strip().casefold().lstrip("@") for domain in domains),
        dict(section.get("claims", {})),
    )


def _holds(claimed: Any, value: str) -> bool:
    """Whether a claim, one word or a list of them, holds the word."""
    return value in claimed if isinstance(claimed, list | tuple | set) else claimed is not None and claimed == value
