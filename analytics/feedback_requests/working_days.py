"""The working days of an employer's country: its weekends and public holidays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from holidays.registry import COUNTRIES

ALSO_CALLED = {
    "uk": "GB",
    "greatbritain": "GB",
    "england": "GB",
    "america": "US",
    "unitedstatesofamerica": "US",
    "deutschland": "DE",
    "thenetherlands": "NL",
    "holland": "NL",
    "schweiz": "CH",
    "osterreich": "AT",
}

# Where the country's own list holds only what all its parts share, the part where most people work.
LARGEST_PART = {"GB": "ENG"}


@dataclass(frozen=True)
class WorkingDays:
    """Which days people work at an employer; without a known country, Monday to Friday."""

    country: str | None

    def includes(self, day: date) -> bool:
        if self.country is None:
            return day.weekday() < 5
        return _calendar(self.country).is_working_day(day)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day; with 0 the day itself or the next that is one."""
        while n or not self.includes(day):
            day += timedelta(days=1)
            if n and self.includes(day):
                n -= 1
        return day

    def holidays_between(self, first: date, last: date) -> list[str]:
        """The public holidays on working days from first to last, by their English names where there are any."""
        if self.country is None:
            return []
        calendar = _calendar(self.country)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [str(calendar.get(day)) for day in days if day in calendar and not calendar.is_weekend(day)]


def working_days(country: str | None) -> WorkingDays:
    """The working days of a country given by code or name; Monday to Friday where it isn't known."""
    return WorkingDays(_code(country) if country else None)


@cache
def _codes() -> dict[str, str]:
    """Country codes by every spelling: name, two letters, three letters."""
    known = {_letters(spelling): names[1] for names in COUNTRIES.values() for spelling in names[:3]}
    return known | ALSO_CALLED


def _code(country: str) -> str | None:
    return _codes().get(_letters(country))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


@cache
def _calendar(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=LARGEST_PART.get(country), language="en_US")
