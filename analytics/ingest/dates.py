"""Dates as people write them: each text has a shape; the order of day and month is decided over whole columns.

shape("03/04/2025")  -> three numbers; which is the day is not in the text
order_of([...])      -> the one order that all the evidence allows, or None: then a person is asked
day_of(shape, order) -> the day with its precision, or None where there is no such day
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from analytics.ingest import limits
from analytics.taxonomy import Precision


class Order(StrEnum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_FIRST = "year first"


class Form(StrEnum):
    """What a text holds. Only NUMBERS and PAIR need the order of their column."""

    FULL = "full"  # the day can be read as it stands
    NUMBERS = "numbers"  # a/b/c with the year somewhere
    PAIR = "pair"  # a/b without a year
    DAY_MONTH = "day_month"  # 9-Oct
    MONTH = "month"  # 2025-08, Aug 2025
    MONTH_NUMBER = "month_number"  # Oct-25: the 25th, or 2025?
    YEAR = "year"
    SERIAL = "serial"  # a spreadsheet's day number


@dataclass(frozen=True)
class Shape:
    """One text's parts. Unknown parts are None; `numbers` are in the order written."""

    form: Form
    year: int | None = None
    month: int | None = None
    day: int | None = None
    numbers: tuple[int, ...] = ()
    short_year: bool = False
    weekday: int | None = None
    separator: str = ""


@dataclass(frozen=True)
class Day:
    on: date
    precision: Precision = Precision.DAY


_MONTHS = (
    "january jan januar janner jaenner enero ene janvier janv janeiro",
    "february feb februar febrero fevrier fev fevr fevereiro febr",
    "march mar marz maerz mrz marzo mars marco",
    "april apr abril abr avril avr",
    "may mai mayo maio",
    "june jun juni junio juin junho",
    "july jul juli julio juillet juil julho",
    "august aug agosto ago aout",
    "september sep sept septiembre set septembre setembro setiembre",
    "october oct oktober okt octubre octobre outubro out",
    "november nov noviembre novembre novembro",
    "december dec dezember dez diciembre dic decembre dezembro",
)
_WEEKDAYS = (
    "monday mon montag mo lunes lun lundi segunda segundafeira seg",
    "tuesday tue tues dienstag di martes mar mardi terca tercafeira ter",
    "wednesday wed mittwoch mi miercoles mie mercredi mer quarta quartafeira qua",
    "thursday thu thur thurs donnerstag do jueves jue jeudi jeu quinta quintafeira qui",
    "friday fri freitag fr viernes vie vendredi ven sexta sextafeira sex",
    "saturday sat samstag sonnabend sa sabado sab samedi sam",
    "sunday sun sonntag so domingo dom dimanche dim",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

_MONTH = "(?:" + "|".join(sorted((name for name in MONTHS if len(name) >= 3), key=len, reverse=True)) + r")\.?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th|\.|º)?"
_DAY_IN_WORDS = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|"
    rf"\b{_ORDINAL}\s+(?:of\s+|de\s+)?{_MONTH}\b(?:,?\s+(?:de\s+)?(?:19|20)\d\d\b)?|"
    rf"\b{_MONTH}\s+{_ORDINAL}(?!\d)(?:,?\s+(?:19|20)\d\d\b)?|\b{_MONTH}\s+20\d\d\b",
    re.I,
)

# A clock time at the end says nothing about the day; the day is kept as written, whatever the zone.
TIME = (
    r"(?:\s*T\s*|[\s,]+(?:at\s+|um\s+|a\s+las\s+|à\s+|às\s+)?)\d{1,2}(?::\d{2}|\s*[aApP]\.?[mM])(?::\d{2}(?:[.,]\d+)?)?\s*"
    r"(?:[aApP]\.?\s?[mM]\.?)?\s*(?:Z|UTC|GMT|Uhr|h|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?\s*(?:[+-]\d{1,2}:?\d{0,2})?\s*(?:\([\w\s]+\))?\s*$"
)
_TIME = re.compile(TIME)
_NUMBERS = re.compile(r"^(\d{1,4})\s?([./\-\s])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?$")
_COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})$")
_PAIR = re.compile(r"^(\d{1,2})\s?([./\-])\s?(\d{1,2})\.?$")
_DECIMAL = re.compile(r"^\d+\s?\.\s?(?!(?:0[1-9]|1[0-2])$)\d+$")  # 0.75 and 14.0, where 14.01 may be a day
_YEAR_MONTH = re.compile(r"^(\d{4})\s?[./\-]\s?(\d{1,2})$|^(\d{1,2})\s?[./\-]\s?(\d{4})$")
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
_YEAR = re.compile(r"^(19|20)\d{2}$")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_YEARS_MARK = re.compile(r"(?<=\d[/.-])['’](\d{2})$")  # 1/14/'25
_SPAN = re.compile(  # March 10-12
    r"(?:^|\s)\d{1,2}(?:st|nd|rd|th|\.)?\s?[-/]\s?\d{1,2}(?:st|nd|rd|th|\.)?(?:\s|$)", re.I
)
_CJK = re.compile(r"^(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日$")
_EPOCH = re.compile(r"^(1[2-8]\d{8})(?:\d{3})?(?:\.\d+)?$")  # seconds or milliseconds, from 2008 to 2030
_WORDS = re.compile(r"[a-z]+|\d+")
_ALLOWED = re.compile(r"^[\w\s.,/\-'’ºª°()]+$")
_GLUE = frozenset(
    ["de", "del", "do", "da", "d", "of", "the", "den", "der", "am", "le", "el", "on", "st", "nd", "rd", "th", "er",
     "o", "a", "º"]
)  # fmt: skip


def without_days(text: str) -> str:
    """Words without the days among them: “Rejected on 6 May 2026” is “Rejected on  ”."""
    return _DAY_IN_WORDS.sub(" ", text)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


@lru_cache(maxsize=50_000)
def shape(text: str) -> Shape | None:
    """The shape of one text, None where it holds no date, or more than one."""
    text = _YEARS_MARK.sub(r"\1", " ".join(text.translate(_DASHES).split()))
    if not 3 <= len(text) <= 48:
        return None
    text = _TIME.sub("", text).strip(" ,'’")
    if found := _numeric(text) or _named(text):
        return found  # first, as “mar 12” is a day in March, and “mar 12/04/2025” a Tuesday
    weekday, text = _weekday(text)
    found = _numeric(text) or _named(text)
    return replace(found, weekday=weekday) if found is not None and weekday is not None else None


def _weekday(text: str) -> tuple[int | None, str]:
    match = re.match(r"^([^\W\d_]{2,12}(?:-feira)?)\.?,?\s+(?=\S)", text)
    if match:
        day = WEEKDAYS.get(_plain(match[1]).replace("-", ""))
        if day is not None:
            return day, text[match.end() :].strip(" ,")
    match = re.search(r"[\s,]+\(?([^\W\d_]{3,12})\.?\)?$", text)
    if match:
        day = WEEKDAYS.get(_plain(match[1]))
        if day is not None:
            return day, text[: match.start()].strip(" ,")
    return None, text


def _numeric(text: str) -> Shape | None:
    if match := _NUMBERS.match(text):
        first, separator, middle, last = match[1], match[2], match[3], match[4]
        if len(first) == 4 and len(last) <= 2:
            return Shape(Form.FULL, int(first), int(middle), int(last), separator=separator)
        if len(first) <= 2 and len(last) in (2, 4):
            numbers = (int(first), int(middle), int(last))
            return Shape(Form.NUMBERS, numbers=numbers, short_year=len(last) == 2, separator=separator)
        return None
    if match := _COMPACT.match(text) or _CJK.match(text):
        return Shape(Form.FULL, int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_MONTH.match(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return Shape(Form.MONTH, int(year), int(month)) if 1 <= int(month) <= 12 else None
    if (match := _PAIR.match(text)) and not _DECIMAL.match(text):
        return Shape(Form.PAIR, numbers=(int(match[1]), int(match[3])), separator=match[2])
    if _YEAR.match(text):
        return Shape(Form.YEAR, int(text))
    if (match := _SERIAL.match(text)) and 36000 <= int(match[1]) <= 60000:
        return Shape(Form.SERIAL, numbers=(int(match[1]),))
    if match := _EPOCH.match(text):
        day = datetime.fromtimestamp(int(match[1]), UTC)
        return Shape(Form.FULL, day.year, day.month, day.day)
    return None


def _named(text: str) -> Shape | None:
    """A month's name with numbers around it."""
    if not _ALLOWED.match(text) or _SPAN.search(text):
        return None
    tokens = [token for token in _WORDS.findall(_plain(text)) if token not in _GLUE]
    months = [index for index, token in enumerate(tokens) if token in MONTHS]
    if len(months) != 1 or not 2 <= len(tokens) <= 3:
        return None
    at = months[0]
    month = MONTHS[tokens[at]]
    rest = [token for index, token in enumerate(tokens) if index != at]
    if not all(token.isdigit() and len(token) in (1, 2, 4) for token in rest):
        return None
    if len(rest) == 1:
        return _month_and_number(month, rest[0], before=at == 1, apostrophe="'" in text or "’" in text)
    if len(rest[0]) == 4:
        return Shape(Form.FULL, int(rest[0]), month, int(rest[1])) if len(rest[1]) <= 2 else None
    if len(rest[1]) == 4 or (len(rest[1]) == 2 and len(rest[0]) <= 2):
        return Shape(Form.FULL, _century(rest[1]), month, int(rest[0]))
    return None


def _month_and_number(month: int, number: str, before: bool, apostrophe: bool) -> Shape | None:
    if len(number) == 4:
        return Shape(Form.MONTH, int(number), month)
    if apostrophe and len(number) == 2:
        return Shape(Form.MONTH, 2000 + int(number), month)
    if not 1 <= int(number) <= 31 and not (len(number) == 2 and not before):
        return None
    if before or len(number) == 1 or int(number) < 10:
        return Shape(Form.DAY_MONTH, month=month, day=int(number))
    return Shape(Form.MONTH_NUMBER, month=month, numbers=(int(number),))


def _century(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 80 else 1900 + int(text)


def _parts(of: Shape, order: Order) -> tuple[int, int, int]:
    """Year, month and day of three numbers under an order."""
    first, middle, last = of.numbers
    if order is Order.YEAR_FIRST:
        return _century(f"{first:02d}"), middle, last
    year = _century(f"{last:02d}") if of.short_year else last
    return (year, middle, first) if order is Order.DAY_FIRST else (year, first, middle)


def year_of(of: Shape, order: Order | None) -> int:
    """The year of three numbers; where four digits show it, in any order."""
    return _parts(of, order or Order.DAY_FIRST)[0]


def _real(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def day_of(of: Shape, order: Order | None, numbers_are_years: bool = False) -> Day | None:
    """The day of a shape, with what is known of it. None: no such day, or the year or order is missing."""
    if of.form is Form.NUMBERS and order is not None:
        found = _real(*_parts(of, order))
    elif of.form is Form.FULL:
        found = _real(of.year, of.month, of.day)
    elif of.form is Form.SERIAL:
        found = date(1899, 12, 30) + timedelta(days=of.numbers[0])
    elif of.form is Form.MONTH:
        found = _real(of.year, of.month, 1)
        return Day(found, Precision.MONTH) if found and _believable(found) else None
    elif of.form is Form.MONTH_NUMBER and numbers_are_years:
        found = _real(2000 + of.numbers[0], of.month, 1)
        return Day(found, Precision.MONTH) if found else None
    elif of.form is Form.YEAR:
        found = _real(of.year, 1, 1)
        return Day(found, Precision.YEAR) if found and _believable(found) else None
    else:
        return None
    if found is None or not _believable(found):
        return None
    if of.weekday is not None and of.form is Form.FULL and found.weekday() != of.weekday:
        return None  # the text contradicts itself
    return Day(found)


def stands_alone(text: str) -> bool:
    """Whether a text is a day whatever column it stands in; `9/14`, `45000` and `2025` are days only among others."""
    found = shape(text)
    return found is not None and found.form not in (Form.PAIR, Form.SERIAL, Form.YEAR) and not text.strip().isdecimal()


def never_before(first: str, second: str) -> bool:
    """Whether the second day is not before the first, in every order in which both are days."""
    one, other = shape(first), shape(second)
    days = [(day_of(one, order), day_of(other, order)) for order in Order] if one and other else []
    told = [(a.on, b.on) for a, b in days if a and b]
    return bool(told) and all(a <= b for a, b in told)


def far_years(years: Counter[int]) -> frozenset[int]:
    """The few years that lie far from all the others: mistyped, or a program's zero."""
    groups: list[list[int]] = []
    for year in sorted(years):
        if groups and year - groups[-1][-1] <= limits.YEARS_APART:
            groups[-1].append(year)
        else:
            groups.append([year])
    sizes = [sum(years[year] for year in group) for group in groups]
    few = max(1, limits.STRAY_SHARE * years.total())
    if years.total() < limits.ENOUGH_YEARS or len(groups) < 2:
        return frozenset()
    return frozenset(
        year for group, size in zip(groups, sizes, strict=True) if size <= few and size < max(sizes) for year in group
    )


def either_way(of: Shape) -> bool:
    """Whether three numbers could be read day first and month first, as two different days."""
    days = [_real(*_parts(of, order)) for order in (Order.DAY_FIRST, Order.MONTH_FIRST)]
    return None not in days and days[0] != days[1]


def turned(of: Shape) -> Day | None:
    """The day with day and month changed about, None where that is no day."""
    day = day_of(of, None)
    found = _real(day.on.year, day.on.day, day.on.month) if day else None
    return Day(found) if found else None


def untidiness(days: Sequence[date]) -> float | None:
    """How often days that run up or down go the other way; None where there are too few steps to tell."""
    steps = [(b - a).days for a, b in pairwise(days) if a != b]
    if len(steps) < 8:
        return None
    return min(sum(step < 0 for step in steps), sum(step > 0 for step in steps)) / len(steps)


def _believable(day: date) -> bool:
    return 1980 <= day.year <= 2100


def month_and_day(of: Shape, order: Order | None) -> tuple[int, int] | None:
    """Month and day of a date that has no year."""
    if of.form is Form.DAY_MONTH and of.month and of.day:
        return of.month, of.day
    if of.form is Form.MONTH_NUMBER and of.month:
        return of.month, of.numbers[0]
    if of.form is Form.PAIR and order is not None:
        first, second = of.numbers
        month, day = (second, first) if order is Order.DAY_FIRST else (first, second)
        return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
    return None


# --- the order of a column -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A date column as evidence: its distinct texts, the texts in the order of the rows, and what it is."""

    texts: Sequence[str]
    sequence: Sequence[str] = ()
    past_only: bool = True


@dataclass(frozen=True)
class Decision:
    """The order, or None with the orders that remain; `why` says what decided, in words for a person."""

    order: Order | None
    why: str = ""
    open: tuple[Order, ...] = ()


def order_of(columns: Sequence[Column], today: date, pairs: Iterable[tuple[str, str]] = ()) -> Decision:
    """The one order that the evidence allows. `pairs` are (applied, response) texts of one row each.

    Days whose year lies far from all the others count only where nothing else decides. Dates without a year count only
    where no date has one.
    """
    far = _far(columns)
    texts = {text: one for column in columns for text in column.texts if (one := shape(text)) and text not in far}
    numbers = [one for one in texts.values() if one.form is Form.NUMBERS]
    told = numbers or [one for one in texts.values() if one.form is Form.PAIR]
    if not told:
        return Decision(None, "no date needs it")
    candidates = [Order.DAY_FIRST, Order.MONTH_FIRST]
    if numbers and all(one.short_year for one in numbers):
        candidates.append(Order.YEAR_FIRST)
    fits = [frozenset(order for order in candidates if _fits(one, order, today)) for one in told]
    only = {order: fits.count(frozenset([order])) for order in candidates}
    tally = {order: sum(order in fit for fit in fits) for order in candidates}
    best = max(tally.values())
    enough = [order for order in candidates if tally[order] == best]
    more = _Evidence(columns, today, list(pairs))
    if len(enough) > 1:
        return _by_far(more.decide(enough), far)
    [order] = enough
    contrary = sum(only.values()) - only[order]
    if best < 0.6 * len(fits) or contrary > max(limits.STRAY_SHARE * only[order], only[order] >= limits.OUTVOTES_ONE):
        return Decision(None, "some dates fit only one order and some only the other", tuple(candidates[:2]))
    if only[order] > 1 or order is Order.YEAR_FIRST:
        return Decision(order, "only this order gives days that exist")
    single = next(text for text, one in texts.items() if one in told and _alone(one, candidates, today) is order)
    if len(told) < limits.ONE_MAY_DECIDE or more.decide(candidates[:2]).order is order:
        return Decision(order, f"only one number of “{single}” can be the month")
    return Decision(None, f"of {len(told)} dates “{single}” alone speaks for one order", tuple(candidates[:2]))


def _far(columns: Sequence[Column]) -> dict[str, Shape]:
    """The few texts whose year lies far from the years of all the others."""
    shapes = {text: one for column in columns for text in column.texts if (one := shape(text))}
    dated = {text: year for text, one in shapes.items() if (year := _written_year(one)) is not None}
    years = far_years(Counter(dated.values()))
    return {text: shapes[text] for text, year in dated.items() if year in years}


def _written_year(one: Shape) -> int | None:
    """The year where four digits show it."""
    if one.form is Form.NUMBERS:
        return None if one.short_year else one.numbers[2]
    return one.year if one.form is Form.FULL else None


def _by_far(decision: Decision, far: dict[str, Shape]) -> Decision:
    """Where nothing else decides: 25 is no month whatever its year."""
    told = {
        text: order
        for text, one in far.items()
        if one.form is Form.NUMBERS and (order := _alone(one, decision.open, date.max))
    }
    if decision.order is None and len(set(told.values())) == 1:
        text, order = next(iter(told.items()))
        return Decision(order, f"only one number of “{text}” can be the month, whatever its year")
    return decision


def _alone(one: Shape, candidates: Sequence[Order], today: date) -> Order | None:
    """The one order in which a text is a day."""
    fit = [order for order in candidates if _fits(one, order, today)]
    return fit[0] if len(fit) == 1 else None


def _fits(one: Shape, order: Order, today: date) -> bool:
    if one.form is Form.PAIR:
        return month_and_day(one, order) is not None
    year, month, day = _parts(one, order)
    near = order is not Order.YEAR_FIRST or today.year - 30 <= year <= today.year + 2
    return 1 <= month <= 12 and 1 <= day <= 31 and near  # 31/02 is no day, and 31 no month


class _Evidence:
    """What speaks for an order where the days exist in several. Built without the days whose year lies far off."""

    def __init__(self, columns: Sequence[Column], today: date, pairs: list[tuple[str, str]]) -> None:
        self._today = today
        self._pairs = pairs
        far = _far(columns)
        self._known = {one.year for column in columns for text in column.texts
                       if text not in far and (one := shape(text)) and one.form is Form.FULL and one.year}  # fmt: skip

        def near(texts: Sequence[str]) -> list[Shape]:
            return [one for text in texts if text not in far and (one := shape(text)) and one.form is Form.NUMBERS]

        self._past = [one for column in columns if column.past_only for one in near(column.texts)]
        self._numbers = [one for column in columns for one in near(column.texts)]
        self._in_rows = [near(column.sequence) for column in columns]

    def decide(self, orders: list[Order]) -> Decision:
        """The first evidence that leaves one order; a question where none does."""
        if self._numbers and len({tuple(_real(*_parts(one, order)) for one in self._numbers) for order in orders}) == 1:
            return Decision(orders[0], "every order gives the same days")
        for why, left in (
            ("the weekdays fit", self._by_weekday(orders)),
            ("dates with dots are written day first", self._by_dots(orders)),
            ("the other order would put days into the future", self._by_today(orders)),
            ("the other order would spread them over many years", near := _by_span(orders, self._numbers, self._known)),
            ("answers come after applications", _by_sequence(near, self._pairs)),
            ("the rows are in order of time", _by_sortedness(near, self._in_rows)),
        ):
            if len(left) == 1:
                return Decision(left[0], why)
        return Decision(None, "the file does not say", tuple(near))

    def _by_weekday(self, orders: list[Order]) -> list[Order]:
        named = [one for one in self._numbers if one.weekday is not None]
        fits = {order: sum(_on(one, order) for one in named) for order in orders}
        top = max(fits.values())
        return [order for order in orders if fits[order] == top] if named and top >= 0.9 * len(named) else orders

    def _by_dots(self, orders: list[Order]) -> list[Order]:
        dotted = bool(self._numbers) and all(one.separator == "." for one in self._numbers)
        return [order for order in orders if order is not Order.MONTH_FIRST] if dotted else orders

    def _by_today(self, orders: list[Order]) -> list[Order]:
        """Orders with hardly a day in the future, if under the others there are several: one might be mistyped."""
        late = {}
        for order in orders:
            days = [_real(*_parts(one, order)) for one in self._past]
            late[order] = sum(day is not None and day > self._today + timedelta(days=1) for day in days)
        good = [order for order in orders if late[order] <= limits.STRAY_SHARE * len(self._past)]
        bad = [order for order in orders if late[order] >= max(2, 2 * limits.STRAY_SHARE * len(self._past))]
        return good if good and len(good) + len(bad) == len(orders) else orders


def _on(one: Shape, order: Order) -> bool:
    day = _real(*_parts(one, order))
    return day is not None and day.weekday() == one.weekday


def _by_span(orders: list[Order], numbers: list[Shape], known: set[int]) -> list[Order]:
    """Orders that keep the dates within a few years, where under the others they lie far apart: 25/03/14, 25/04/20.

    `known` are the years of dates that need no order.
    """
    years = {order: {_parts(one, order)[0] for one in numbers} | known for order in orders}
    spans = {order: max(found) - min(found) for order, found in years.items() if found}
    near = [order for order, span in spans.items() if span <= 3]
    far = [order for order, span in spans.items() if span >= 6]
    enough = len(numbers) >= 3 or bool(known)
    return near if near and enough and len(near) + len(far) == len(orders) else orders


def _by_sequence(orders: list[Order], pairs: list[tuple[str, str]]) -> list[Order]:
    """Orders under which hardly any answer precedes its application, if under the others many do."""
    shares: dict[Order, float] = {}
    for order in orders:
        gaps = []
        for applied, answered in pairs:
            before, after = shape(applied), shape(answered)
            if before and after:
                sent, came = day_of(before, order), day_of(after, order)
                if sent and came:
                    gaps.append((came.on - sent.on).days < 0)
        if len(gaps) < 8:
            return orders
        shares[order] = sum(gaps) / len(gaps)
    good = [order for order in orders if shares[order] <= 0.02]
    bad = [order for order in orders if shares[order] >= 0.15]
    return good if good and len(good) + len(bad) == len(orders) else orders


def _by_sortedness(orders: list[Order], shapes: list[list[Shape]]) -> list[Order]:
    """Orders under which a column runs steadily up or down, if under the others it jumps about."""
    for numbers in shapes:
        breaks: dict[Order, float] = {}
        for order in orders:
            breaks_here = untidiness([day for one in numbers if (day := _real(*_parts(one, order)))])
            if breaks_here is None:
                break
            breaks[order] = breaks_here
        if len(breaks) < len(orders):
            continue
        good = [order for order in orders if breaks[order] <= 0.03]
        bad = [order for order in orders if breaks[order] >= 0.2]
        if len(good) == 1 and len(good) + len(bad) == len(orders):
            return good
    return orders


# --- years that nobody wrote -----------------------------------------------------------------------------


def in_order_of_time(days: Sequence[tuple[int, int] | None]) -> bool:
    """Whether days without a year run one way: the calendar starts over forwards or backwards, hardly ever both."""
    places = [pair[0] * 31 + pair[1] for pair in days if pair]
    steps = [after - before for before, after in pairwise(places) if abs(after - before) > 186]
    forwards = sum(step < 0 for step in steps)
    return min(forwards, len(steps) - forwards) < 2


def rolled(days: Sequence[tuple[int, int] | None], first_year: int) -> list[date | None]:
    """Days without a year, in the order of the rows: the year goes on where the calendar starts over.

    Newest-first logs run backwards; a step of more than half a year is New Year, a smaller one is untidiness.
    """
    year, last = first_year, None
    found: list[date | None] = []
    for pair in days:
        if pair is None:
            found.append(None)
            continue
        place = pair[0] * 31 + pair[1]
        if last is not None and abs(place - last) > 186:
            year += 1 if place < last else -1
        last = place
        found.append(_real(year, *pair))
    return found
