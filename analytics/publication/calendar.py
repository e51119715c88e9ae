"""On which days numbers are published, and which academic year each of them counts.

The days stand in the calendar, never in the data. A day that passed while nothing ran is made up once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from analytics.errors import InvalidEntry

DAYS = ("01-31", "06-30", "11-30")
"""Month and day; the last closes the academic year, when each application of it was followed for 90 days."""

YEAR_BEGINS = (9, 1)

CLOSES_AFTER = 91
"""Days after the end of an academic year until which publications still count it."""


@dataclass(frozen=True)
class PublicationDay:
    """A day of the calendar and the academic year that is counted on it: by its first calendar year, from its first to
    its last day. `closes`: it is the last of that year."""

    day: date
    year: int
    first: date
    last: date
    closes: bool = False


def academic_year(day: date) -> int:
    """The calendar year in which the academic year of a day began."""
    return day.year if (day.month, day.day) >= YEAR_BEGINS else day.year - 1


def bounds(year: int) -> tuple[date, date]:
    """First and last day of an academic year."""
    return date(year, *YEAR_BEGINS), date(year + 1, *YEAR_BEGINS) - timedelta(days=1)


def named(year: int) -> str:
    """An academic year as people write it: 2026/27."""
    return f"{year}/{(year + 1) % 100:02d}"


def missed(days: Sequence[str], after: date, until: date) -> list[PublicationDay]:
    """The publications due in (after, until]: of each academic year the last of its days that have come.

    What several missed days of one year would have counted, its last one counts. Raises InvalidEntry for a day that
    no calendar has.
    """
    passed = [day for day in calendar(days, after.year, until.year) if after < day.day <= until]
    return [list(of_year)[-1] for _, of_year in groupby(passed, key=lambda day: day.year)]


def following(days: Sequence[str], after: date, withdrawn: date | None = None) -> PublicationDay:
    """The next day of publication after a day, or the next that counts somebody who withdrew on one.

    They are counted again from the academic year on that begins after they withdrew.
    """
    last = max(after, withdrawn or after).year + 2
    return next(
        day
        for day in calendar(days, after.year, last)
        if day.day > after and (withdrawn is None or day.first > withdrawn)
    )


def calendar(days: Sequence[str], first: int, last: int) -> list[PublicationDay]:
    """Every day of publication in some calendar years, in order."""
    found = sorted({_day(text, year) for year in range(first, last + 2) for text in days})
    years = [academic_year(day - timedelta(days=CLOSES_AFTER)) for day in found]
    return [
        PublicationDay(day, year, *bounds(year), closes=year != after)
        for day, year, after in zip(found[:-1], years[:-1], years[1:], strict=True)
        if day.year <= last
    ]


def _day(text: str, year: int) -> date:
    try:
        month, day = (int(part) for part in text.split("-"))
        # The end of February is its last day in every year.
        return date(year, 3, 1) - timedelta(days=1) if (month, day) == (2, 29) else date(year, month, day)
    except ValueError as error:
        raise InvalidEntry(
            f"{text} is no day of publication.", 'Write month and day, as in publications = ["01-31", "06-30"].'
        ) from error
