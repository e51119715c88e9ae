"""Which tables the publications of a year hold, and how much blur each takes.

The plan follows from public numbers alone (how many students are enrolled in which programme), and is fixed before
the year begins: nothing in it depends on who agreed or on what anybody logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from analytics.errors import InvalidEntry
from analytics.publication.calendar import DAYS

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
LEVEL = "level"
PUBLICATION = "publication"
"""Everybody's numbers as each publication gave them, beside one another."""
OTHER = "other"
"""The group of whoever is in none of a table's public groups."""

CHANNELS = ("Company site", "LinkedIn", "Indeed", "Referral", "Recruiter", "Career fair", "Handshake")
ROLE_FAMILIES = ("Data", "Design", "Engineering", "Finance", "Marketing", "Operations", "Research", "Sales", "Software")
"""Public lists to begin with; a campus names its own."""

CROSSED = (CHANNEL, ROLE_FAMILY)
"""What programmes may be crossed with, in the one cross table that a large campus may plan."""
CROSS_SHARE = 0.15
"""What a cross table takes of the programmes' share, beside all of the share of the table that it divides them by."""

SHARES: tuple[tuple[int, Mapping[str, float]], ...] = (
    (LARGE, {EVERYBODY: 0.15, PROGRAMME: 0.5, CHANNEL: 0.2, ROLE_FAMILY: 0.15}),
    (SMALL, {EVERYBODY: 0.2, PROGRAMME: 0.8}),
    (0, {EVERYBODY: 1.0}),
)
"""From how many enrolled students on a campus spends which share of its budget on which table."""


@dataclass(frozen=True)
class Table:
    """One way to divide students into groups, each student into one; `share` is its part of the budget.

    A cross table divides each programme by another list, `by`: its groups are those of the programmes, one after the
    other, each with all of the list.
    """

    name: str
    groups: tuple[str, ...]
    share: float
    by: str | None = None


@dataclass(frozen=True)
class Sums:
    """A table that isn't measured: each of its groups is the sum of groups of a measured one, `of`."""

    name: str
    of: str
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Plan:
    """The tables of a year. Shares sum to 1; `strength` is d; no smaller number than `threshold` is shown.

    `sums` are read off the measured tables once these are published, and cost nothing.
    """

    tables: tuple[Table, ...]
    strength: float = STRENGTH
    enrolled: Mapping[str, int] = field(default_factory=dict)
    threshold: int = THRESHOLD
    sums: tuple[Sums, ...] = ()
    publications: int = len(DAYS)
    """How many there are in the year."""

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

    def sd_so_far(self, table: str, publications: int) -> float:
        """The standard deviation of a number of the year so far, after so many publications, in students.

        Everybody's number rests on all tables: the inverse of the sum of what each table's sum is worth. Of a table of
        sums it is that of its largest group.
        """
        once = sqrt(publications)
        summed = next((sums for sums in self.sums if sums.name == table), None)
        if summed is not None:
            return self.sd(summed.of) * sqrt(max(map(len, summed.groups.values()))) * once
        if table == EVERYBODY:
            return once / sqrt(sum(1 / (len(one.groups) * self.sd(one.name) ** 2) for one in self.tables))
        return self.sd(table) * once

    def __getitem__(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The measured tables' names, everybody first, a cross table after the programmes."""
        return tuple(table.name for table in self.tables)

    def blocks(self, table: Table) -> list[slice]:
        """The rows of a table that divide one programme each; of any but a cross table all rows together."""
        if table.by is None:
            return [slice(0, len(table.groups))]
        each = len(table.groups) // len(self[PROGRAMME].groups)
        return [slice(first, first + each) for first in range(0, len(table.groups), each)]


def plan_for(
    enrolled: Mapping[str, int],
    channels: tuple[str, ...] = CHANNELS,
    role_families: tuple[str, ...] = ROLE_FAMILIES,
    strength: float = STRENGTH,
    threshold: int = THRESHOLD,
    levels: Mapping[str, str] | None = None,
    programme_by: str | None = None,
    publications: int = len(DAYS),
) -> Plan:
    """The plan of a campus from its number of enrolled students by programme and its public lists.

    `levels` names the level of each programme, where each has one: the programmes' numbers are summed by them.
    `programme_by` names what programmes are crossed with, which only a campus of LARGE or more does: that list's own
    numbers are then sums of the cross table. Raises InvalidEntry for a strength that would leave nothing useful, or
    nothing hidden, for a threshold that would show single students, and for what programmes can't be crossed with.
    """
    if programme_by not in (None, *CROSSED):
        raise InvalidEntry(
            f"Programmes can't be crossed with {programme_by}.", f"Name one of {' and '.join(CROSSED)}, or nothing."
        )
    total = sum(enrolled.values())
    shares = dict(next(shares for least, shares in SHARES if total >= least))
    groups = {
        EVERYBODY: (EVERYBODY,),
        PROGRAMME: (*sorted(enrolled), OTHER),
        CHANNEL: (*channels, OTHER),
        ROLE_FAMILY: (*role_families, OTHER),
    }
    sums = [_by_level(groups[PROGRAMME], levels or {})] if PROGRAMME in shares else []
    cross = []
    if programme_by and programme_by in shares:
        shares[PROGRAMME] -= CROSS_SHARE
        cross = [_crossed(groups, programme_by, CROSS_SHARE + shares.pop(programme_by))]
        sums.append(_by_crossed(groups, cross[0]))
    tables = [Table(name, groups[name], share) for name, share in shares.items()]
    held = tuple(one for one in sums if len(one.groups) > 1)
    return Plan((*tables, *cross), strength, dict(enrolled), threshold, held, publications)


def in_cross(programme: str, other: str) -> str:
    """The name of a cross table's group."""
    return f"{programme} · {other}"


def _crossed(groups: Mapping[str, tuple[str, ...]], by: str, share: float) -> Table:
    cells = tuple(in_cross(programme, other) for programme in groups[PROGRAMME] for other in groups[by])
    return Table(f"{PROGRAMME}_by_{by}", cells, share, by)


def _by_crossed(groups: Mapping[str, tuple[str, ...]], cross: Table) -> Sums:
    by = str(cross.by)
    sums = {other: tuple(in_cross(programme, other) for programme in groups[PROGRAMME]) for other in groups[by]}
    return Sums(by, cross.name, sums)


def _by_level(programmes: tuple[str, ...], levels: Mapping[str, str]) -> Sums:
    """Programmes by their level; none where one has no level, or all have the same."""
    if not set(programmes) - {OTHER} <= levels.keys() or len(set(levels.values())) < 2:
        return Sums(LEVEL, PROGRAMME, {})
    by_level = {
        level: tuple(name for name in programmes if levels.get(name) == level) for level in sorted(set(levels.values()))
    }
    return Sums(LEVEL, PROGRAMME, {**by_level, OTHER: (OTHER,)})
