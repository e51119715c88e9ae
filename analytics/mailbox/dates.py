"""The days that a mail's text names, as days: "Monday, 16 February at 15:30", "am 9.2. um 14 Uhr"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero janeiro",
            "february feb februar février febrero fevereiro",
            "march mar märz mrz mars marzo março",
            "april apr avril abril",
            "may mai mayo maio",
            "june jun juni juin junio junho",
            "july jul juli juillet julio julho",
            "august aug août agosto",
            "september sept sep septembre septiembre setembro",
            "october oct oktober okt octobre octubre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre diciembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag mo lundi lunes segunda",
            "tuesday tue tues dienstag di mardi martes terça",
            "wednesday wed mittwoch mi mercredi miércoles quarta",
            "thursday thu thur thurs donnerstag do jeudi jueves quinta",
            "friday fri freitag fr vendredi viernes sexta",
            "saturday sat samstag sa samedi sábado",
            "sunday sun sonntag so dimanche domingo",
        )
    )
    for name in names.split()
}

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = (
    "(?:(?P<weekday>"
    + "|".join(sorted(WEEKDAYS, key=len, reverse=True))
    + r")\b\.?(?:-feira)?,?\s+(?:the\s+|den\s+|le\s+)?)?"
)
_YEAR = r"(?:,?\s*(?:de\s+)?(?P<year>20\d\d))?"
FORMS = (
    re.compile(
        rf"\b{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s*(?:of\s+|de\s+)?{_MONTH}{_YEAR}", re.IGNORECASE
    ),
    re.compile(rf"\b{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){_YEAR}", re.IGNORECASE),
    re.compile(
        rf"\b{_WEEKDAY}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:(?P<year>20\d\d|\d\d)\b)?", re.IGNORECASE
    ),
    re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
OF_THIS_MONTH = re.compile(
    "\\b(?P<weekday>"
    + "|".join(sorted((day for day in WEEKDAYS if len(day) > 2), key=len, reverse=True))
    + r")\b\.?,?\s+(?:the\s+|den\s+|dem\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?![\d:.]*\d)"
    + r"(?!\s*(?:am|pm|h|uhr|a\.m|p\.m)\b)",
    re.IGNORECASE,
)
"""A day without its month, such as "Tuesday the 17th": the next that is one."""
DEADLINE = re.compile(
    r"(?:\b(?:by|before|until|till|latest|deadline|closes?(?: on)?|expires?(?: on)?|due|no later than|applied(?: on)?"
    r"|bis(?: zum| spätestens)?|spätestens(?: am)?|avant(?: le)?|jusqu'au|antes del?|até|received(?: on)?|vom"
    r"|posted(?: on)?)"
    r"(?: end of| the)?\s*)$",
    re.IGNORECASE,
)
"""What stands before a day that something ends on, or that is past."""

FARTHEST = 240
"""Days ahead that an appointment may lie; a day without a year farther ahead is one of last year."""


def days_named(text: str, on: date) -> list[date]:
    """The different days from `on`, the mail's own day, that a text names for something to come, in their order."""
    found = sorted(_found(text, on))
    return list(dict.fromkeys(day for _, day in found if on <= day <= on + timedelta(days=FARTHEST)))


def _found(text: str, on: date) -> Iterator[tuple[int, date]]:
    taken: list[tuple[int, int]] = []
    for form in (*FORMS, OF_THIS_MONTH):
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            day = _day(match, on)
            if day is None:
                continue
            taken.append(match.span())
            if not DEADLINE.search(text[max(0, match.start() - 30) : match.start()]):
                yield match.start(), day


def _day(match: re.Match[str], on: date) -> date | None:
    named = match.groupdict()
    weekday = WEEKDAYS.get((named.get("weekday") or "").casefold())
    if "month" not in named:
        near = (on + timedelta(days=ahead) for ahead in range(45))
        return next((day for day in near if day.day == int(named["day"]) and day.weekday() == weekday), None)
    month = MONTHS.get(named["month"].casefold()) or (int(named["month"]) if named["month"].isdigit() else 0)
    years = [int(named["year"]) % 100 + 2000] if named.get("year") else [on.year, on.year + 1]
    for year in years:
        try:
            day = date(year, month, int(named["day"]))
        except ValueError:
            continue
        if (weekday is None or day.weekday() == weekday) and (named.get("year") or day >= on):
            return day
    return None
