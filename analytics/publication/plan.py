"""Which tables the publications of a year hold, and how much blur each takes.

The plan follows from public numbers alone (how many students are enrolled in which programme), and is fixed before
the year begins: nothing in it depends on who agreed or on what anybody logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from analytics.errors import InvalidEntry

STRENGTH = 0.75
"""How far apart two worlds that differ in one fact may look, in units of blur (`d` in the formulas)."""

STRENGTHS = (0.25, 1.5)
"""Beyond these nothing useful, or nothing hidden, is left."""

THRESHOLD, LEAST_THRESHOLD = 10, 5
"""The smallest number of students that is shown, of a group and of the rest of it; and how small it may be set."""

SMALL, LARGE = 150, 1000
"""From so many enrolled students on programmes are compared; from so many on also channels and kinds of work."""

EVERYBODY = "everybody"
PROGRAMME = "programme"
CHANNEL = "channel"
ROLE_FAMILY = "role_family"
OTHER = "other"
"""The group of whoever is in none of a table's public groups."""

CHANNELS = ("Company site", "LinkedIn", "Indeed", "Referral", "Recruiter", "Career fair", "Handshake")
ROLE_FAMILIES = ("Data", "Design", "Engineering", "Finance", "Marketing", "Operations", "Research", "Sales", "Software")
"""Public lists to begin with; a campus names its own."""

SHARES: tuple[tuple[int, Mapping[str, float]], ...] = (
    (LARGE, {EVERYBODY: 0.15, PROGRAMME: 0.5, CHANNEL: 0.2, ROLE_FAMILY: 0.15}),
    (SMALL, {EVERYBODY: 0.2, PROGRAMME: 0.8}),
    (0, {EVERYBODY: 1.0}),
)
"""From how many enrolled students on a campus spends which share of its budget on which table."""


@dataclass(frozen=True)
class Table:
    """One way to divide students into groups, each student into one; `share` is its part of the budget."""

    name: str
    groups: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class Plan:
    """The tables of a year. Shares sum to 1; `strength` is d; no smaller number than `threshold` is shown."""

    tables: tuple[Table, ...]
    strength: float = STRENGTH
    enrolled: Mapping[str, int] = field(default_factory=dict)
    threshold: int = THRESHOLD

    def __post_init__(self) -> None:
        if not STRENGTHS[0] <= self.strength <= STRENGTHS[1]:
            raise InvalidEntry(
                f"A strength of {self.strength:g} is outside {STRENGTHS[0]:g} to {STRENGTHS[1]:g}.",
                f"{STRENGTH:g} is the default: a guess at one fact of a student is right in at most 65 of 100 cases.",
            )
        if self.threshold < LEAST_THRESHOLD:
            raise InvalidEntry(
                f"A threshold of {self.threshold} would show groups in which a student can be recognised.",
                f"Choose {LEAST_THRESHOLD} or more; {THRESHOLD} is the default.",
            )
        if abs(sum(table.share for table in self.tables) - 1) > 1e-9:
            raise ValueError("the tables' shares of the budget do not sum to 1")

    def sd(self, table: str) -> float:
        """The standard deviation of the blur of each number in a table, in students.

        sqrt(2 / share) / d: a fact moves two numbers of a table at most, itself and what it is a part of, and over
        all tables the moved numbers then lie d standard deviations apart.
        """
        return sqrt(2 / self[table].share) / self.strength

    def __getitem__(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The tables' names, everybody first."""
        return tuple(table.name for table in self.tables)


def plan_for(
    enrolled: Mapping[str, int],
    channels: tuple[str, ...] = CHANNELS,
    role_families: tuple[str, ...] = ROLE_FAMILIES,
    strength: float = STRENGTH,
    threshold: int = THRESHOLD,
) -> Plan:
    """The plan of a campus from its number of enrolled students by programme and its public lists.

    Raises InvalidEntry for a strength that would leave nothing useful, or nothing hidden, and for a threshold that
    would show single students.
    """
    total = sum(enrolled.values())
    shares = next(shares for least, shares in SHARES if total >= least)
    groups = {
        EVERYBODY: (EVERYBODY,),
        PROGRAMME: (*sorted(enrolled), OTHER),
        CHANNEL: (*channels, OTHER),
        ROLE_FAMILY: (*role_families, OTHER),
    }
    tables = tuple(Table(name, groups[name], share) for name, share in shares.items())
    return Plan(tables, strength, dict(enrolled), threshold)
