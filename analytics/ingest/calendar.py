"""The days of a log's date columns: the order decided, missing years found or asked for, odd days noticed."""
# ruff: noqa: E501

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from analytics.ingest import dates, limits
from analytics.ingest.columns import NOTED, RESPONSES, STAGES, Column
from analytics.ingest.dated_words import IN_WORDS
from analytics.ingest.dates import Decision, Form, Order, shape
from analytics.ingest.reading import Answers, Question
from analytics.ingest.staging import Staging
from analytics.ingest.statuses import Context, status_of, vocabulary
from analytics.wording.numbers import MONTHS, count
from analytics.wording.numbers import day as written

PAST = ("applied_on", "response_on", "updated_on", "status_on", "rejected", "acknowledged")
_PARTIAL = (Form.DAY_MONTH, Form.PAIR, Form.MONTH_NUMBER)
_ORDERS = {"d": Order.DAY_FIRST, "m": Order.MONTH_FIRST, "y": Order.YEAR_FIRST}
_SOME_DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?\b")


@dataclass
class Calendar:
    """What was found out about the dates of one table."""

    order: Order | None = None
    why: str = ""
    questions: list[Question] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_days(
    staging: Staging, columns: Sequence[Column], evidence: Sequence[Column], statuses: Sequence[Column],
    answers: Answers, today: date,
) -> Calendar:  # fmt: skip
    """Fills the tables of days for `columns`; `evidence` are further date columns that help with the order.

    `statuses` hold the words beside the days.
    """
    calendar = Calendar()
    found = {column.index: staging.distinct(column.index) for column in (*columns, *evidence)}
    columns = [column for column in columns if any(shape(text) for text, _ in found[column.index])]
    decision = _order(staging, columns, evidence, found, answers, today)
    calendar.order, calendar.why = decision.order, decision.why
    if decision.open and any(_needs_order(found[column.index]) for column in columns if IN_WORDS not in column.name):
        calendar.questions.append(_order_question(decision, columns, found))
    years = _number_after_month(columns, found, answers, today, calendar)
    for column in columns:
        if _turn_back(staging, column, found[column.index], decision.order, answers, today, calendar):
            found[column.index] = staging.distinct(column.index)
    for column in columns:
        if _fill_years(staging, column, columns, found[column.index], decision.order, years, answers, today, calendar):
            found[column.index] = staging.distinct(column.index)
    far = _far(columns, found, decision.order)
    for column in columns:
        days = [(text, *_day(text, column, decision.order, years, today, far)) for text, _ in found[column.index]]
        if column.meaning in NOTED:  # what is no day that has been is a note all the same
            days = [(text, day, precision, None) for text, day, precision, _ in days if day and day <= today]
        staging.keep_days(column.index, days, _bulk(staging, column, statuses, found[column.index], answers, calendar))
    return calendar


# --- order -----------------------------------------------------------------------------------------------


def _order(
    staging: Staging, columns: Sequence[Column], evidence: Sequence[Column], found: dict[int, list[tuple[str, int]]],
    answers: Answers, today: date,
) -> Decision:  # fmt: skip
    answered = (answers.get("date_order") or "").strip().lower()[:1]
    if answered in _ORDERS:
        return Decision(_ORDERS[answered], "so you said")

    def about(column: Column) -> dates.Column:
        distinct = [text for text, _ in found[column.index]]
        return dates.Column(distinct, staging.sequence(column.index), past_only=column.meaning in PAST)

    own = [about(column) for column in columns]
    applied = next((column for column in columns if column.meaning == "applied_on"), None)
    pairs = [
        pair for column in columns
        if applied and column.meaning in ("response_on", "rejected", "interview", "screening", "status_on")
        for pair in staging.pairs(applied.index, column.index)
    ]  # fmt: skip
    decision = dates.order_of(own, today, pairs)
    if decision.open and evidence:
        alike = {one.separator for column in own for text in column.texts if (one := shape(text)) and one.separator}
        more = [
            column for column in map(about, evidence)
            if {one.separator for text in column.texts if (one := shape(text)) and one.separator} <= alike
        ]  # fmt: skip
        helped = dates.order_of([*own, *more], today, pairs)
        return helped if helped.order is not None else decision
    return decision


def _needs_order(found: list[tuple[str, int]]) -> bool:
    """Whether days can't be read without it. For those inside the words of a status alone nobody is asked."""
    return any((one := shape(text)) and one.form in (Form.NUMBERS, Form.PAIR) for text, _ in found)


def _order_question(decision: Decision, columns: Sequence[Column], found: dict[int, list[tuple[str, int]]]) -> Question:
    example = next(
        (text for column in columns for text, _ in found[column.index]
         if (one := shape(text)) and one.form in (Form.NUMBERS, Form.PAIR)
         and len({dates.day_of(one, order) or dates.month_and_day(one, order) for order in decision.open}) > 1), "03/04/2025",
    )  # fmt: skip
    options = {}
    for order in decision.open:
        one = shape(example)
        day = dates.day_of(one, order) if one else None
        options[order.value] = written(day.on) if day else order.value
    return Question("date_order", f"Which day is “{example}”? ({decision.why})", options)


# --- days that a spreadsheet turned round ----------------------------------------------------------------


def _turn_back(
    staging: Staging, column: Column, found: list[tuple[str, int]], order: Order | None, answers: Answers, today: date,
    calendar: Calendar,
) -> bool:  # fmt: skip
    """Undoes what a spreadsheet of the other order did to dates: 03/01 became a real date, 13/01 stayed text.

    Then every real date lies in the first twelve days of a month, and every text has a number above twelve that
    says which is the day. Where neither time nor the order of the rows proves it, that is asked. True if cells changed.
    """
    shapes = {text: one for text, _ in found if (one := shape(text))}
    real = {
        text: one
        for text, one in shapes.items()
        if one.form is Form.SERIAL or (one.form is Form.FULL and one.separator)
    }
    typed = [one for one in shapes.values() if one.form is Form.NUMBERS]
    if not real or not typed or order is None or any(dates.either_way(one) for one in typed):
        return False
    turned = {text: day for text, one in real.items() if (day := dates.turned(one))}
    if len(turned) < len(real):
        return False
    example = next(text for text in turned)
    name = f"turned.{column.name}"
    straight = {text: dates.day_of(one, order) for text, one in shapes.items()}
    said = (answers.get(name) or "").lower()[:1] or _proven(staging, column, straight, {**straight, **turned}, today)
    if not said:
        day, other = straight[example], turned[example]
        calendar.questions.append(
            Question(name, f"In “{column.name}”, is “{example}” {written(other.on)} or {written(day.on if day else other.on)}? "
                     f"Dates such as “{_typed(shapes)}” stayed text, as they do where a spreadsheet reads the others the wrong way round.",
                     {"yes": f"{written(other.on)}: day and month were turned round", "no": "they are right as they stand"}, "yes")
        )  # fmt: skip
    if said != "y":
        return False
    cells = staging.rows(
        f"select {staging.place_of}, {staging.text(column.index)} from raw where {staging.cell(column.index)} <> ''"  # noqa: S608
    )
    staging.rewrite(column.index, {place: turned[text].on.isoformat() for place, text in cells if text in turned})
    calendar.remarks.append(
        f"A spreadsheet had turned day and month round in {sum(n for text, n in found if text in turned)} dates of "
        f"“{column.name}” (“{example}” is {written(turned[example].on)}); they were turned back. (Answer {name}=no if they were right.)"
    )
    return True


def _proven(
    staging: Staging, column: Column, straight: dict[str, dates.Day | None], crooked: dict[str, dates.Day | None],
    today: date,
) -> str:  # fmt: skip
    """`y` where time or the order of the rows proves that days were turned round, `n` that they were not, else nothing."""
    late = [
        column.meaning in PAST and any(day and day.on > today + timedelta(days=1) for day in days.values())
        for days in (straight, crooked)
    ]
    texts = staging.sequence(column.index)
    before, after = (
        dates.untidiness([day.on for text in texts if (day := days.get(text))]) for days in (straight, crooked)
    )
    if late == [True, False]:
        return "y"
    if before is None or after is None:
        return ""
    if after <= 0.1 and before >= 0.2:
        return "y"
    return "n" if before <= 0.1 and after >= 0.2 else ""


def _typed(shapes: dict[str, dates.Shape]) -> str:
    return next(text for text, one in shapes.items() if one.form is Form.NUMBERS)


# --- years -----------------------------------------------------------------------------------------------


def _number_after_month(
    columns: Sequence[Column],
    found: dict[int, list[tuple[str, int]]],
    answers: Answers,
    today: date,
    calendar: Calendar,
) -> bool:
    """Whether “Oct-25” is October 2025 and not the 25th: asked, unless the whole column tells."""
    shapes = [one for column in columns for text, _ in found[column.index] if (one := shape(text))]
    unclear = [one for one in shapes if one.form is Form.MONTH_NUMBER]
    if not unclear:
        return False
    answered = answers.get("month_number")
    if answered:
        return answered.lower().startswith("y")
    numbers = {one.numbers[0] for one in unclear}
    months = {one.month for one in unclear}
    written = {one.year for one in shapes if one.form is Form.FULL and one.year}
    written |= {one.numbers[2] for one in shapes if one.form is Form.NUMBERS and not one.short_year}
    if written and not any(min(written) - 1 <= 2000 + number <= max(written) + 1 for number in numbers):
        return False  # the dates with a year lie in other years
    small = any(one.form is Form.DAY_MONTH and one.day and one.day < 10 for one in shapes)
    if small or max(numbers) > (today.year + 1) % 100:
        return False
    if len(numbers) <= 3 and len(months) >= 4 and min(numbers) >= today.year % 100 - 10:
        return True
    one = unclear[0]
    month, number = MONTHS[(one.month or 1) - 1], one.numbers[0]
    calendar.questions.append(
        Question("month_number", f"Is “{month[:3]}-{number}” a day or a year?",
                 {"day": f"the {number}th of {month}", "year": f"{month} 20{number}"})
    )  # fmt: skip
    return False


def _fill_years(
    staging: Staging, column: Column, columns: Sequence[Column], found: list[tuple[str, int]], order: Order | None,
    years: bool, answers: Answers, today: date, calendar: Calendar,
) -> bool:  # fmt: skip
    """Writes the year into dates that lack it, where the log or its owner says which. True if cells changed."""
    partial = {
        text
        for text, _ in found
        if (one := shape(text)) and one.form in _PARTIAL and not (years and one.form is Form.MONTH_NUMBER)
    }
    if not partial:
        return False
    applied = next((c for c in columns if c.meaning == "applied_on"), column)
    cells = staging.rows(
        f"select {staging.place_of}, {staging.text(column.index)}, coalesce({staging.text(applied.index)}, '') from raw where {staging.cell(column.index)} <> '' order by rowid"  # noqa: S608
    )
    if column is applied:
        whole = sum(n for text, n in found if text not in partial and _full(text, order))
        missing = sum(n for text, n in found if text in partial)
        texts = _between_neighbours(cells, partial, order, today) if whole > missing else {}
        if texts:
            calendar.remarks.append(
                f"{count(len(texts), 'date')} of “{column.name}” without a year took it from the rows around."
            )
        elif missing >= limits.YEARS_ASKED or whole <= missing:
            texts = _rolled(cells, partial, order, answers, today, calendar)
    else:
        horizon = max(
            (
                day
                for c in columns
                for text, _ in staging.distinct(c.index)
                if (day := _full(text, order)) and day <= today
            ),
            default=today,
        )
        texts = _after_applying(cells, partial, order, horizon)
    staging.rewrite(column.index, texts)
    return bool(texts)


def _full(text: str, order: Order | None) -> date | None:
    one = shape(text)
    day = dates.day_of(one, order) if one else None
    return day.on if day and day.precision == "day" else None


def _pair(text: str, partial: set[str], order: Order | None) -> tuple[int, int] | None:
    one = shape(text)
    return dates.month_and_day(one, order) if one and text in partial else None


def _rolled(
    cells: list[tuple[int, str, str]],
    partial: set[str],
    order: Order | None,
    answers: Answers,
    today: date,
    calendar: Calendar,
) -> dict[int, str]:
    days = [_pair(text, partial, order) for _, text, _ in cells]
    if not dates.in_order_of_time(days):
        calendar.remarks.append(
            "The dates have no year, and the rows are in no order of time that would tell it; those days are set aside."
        )
        return {}
    years = (
        [int(year)]
        if (year := (answers.get("year") or "").strip()).isdigit()
        else _years_by_weekday(cells, days, today)
    )
    if len(years) != 1:
        first = next((text for _, text, _ in cells if text in partial), "")
        likely = _latest_year(days, today)
        options = {str(year): str(year) for year in range(likely, likely - 8, -1)}
        calendar.questions.append(
            Question("year", f"The dates have no year. In which year is the first of them, “{first}”?", options, None)
        )
        return {}
    found = dates.rolled(days, years[0])
    if any(day and day > today + timedelta(days=1) for day in found):
        calendar.remarks.append("With that year some days lie in the future.")
    return {place: day.isoformat() for (place, _, _), day in zip(cells, found, strict=True) if day}


def _latest_year(days: list[tuple[int, int] | None], today: date) -> int:
    """The last first year with which no day lies in the future."""
    for year in range(today.year, today.year - 15, -1):
        if all(day is None or day <= today for day in dates.rolled(days, year)):
            return year
    return today.year


def _years_by_weekday(cells: list[tuple[int, str, str]], days: list[tuple[int, int] | None], today: date) -> list[int]:
    weekdays = [one.weekday if (one := shape(text)) else None for _, text, _ in cells]
    if sum(day is not None for day in weekdays) < 3:
        return []
    return [
        year for year in range(today.year - 10, today.year + 1)
        if all(day is None or weekday is None or day.weekday() == weekday
               for day, weekday in zip(dates.rolled(days, year), weekdays, strict=True))
    ]  # fmt: skip


def _between_neighbours(
    cells: list[tuple[int, str, str]], partial: set[str], order: Order | None, today: date
) -> dict[int, str]:
    """Dates without a year among more dated rows in order: the year in which the neighbours leave room, if it is one."""
    days = [_full(text, order) for _, text, _ in cells]
    known = [day for day in days if day]
    steps = [(b - a).days for a, b in pairwise(known) if a != b]
    falling = sum(step < 0 for step in steps) > len(steps) / 2
    if len(known) < limits.ENOUGH_YEARS or sum((step < 0) != falling for step in steps) > max(
        1, limits.STRAY_SHARE * len(steps)
    ):
        return {}
    texts = {}
    slack = timedelta(days=limits.DAYS_OUT_OF_ORDER)
    for at, (place, text, _) in enumerate(cells):
        pair = _pair(text, partial, order)
        before = next((day for day in reversed(days[:at]) if day), None)
        after = next((day for day in days[at + 1 :] if day), None)
        first, last = (after, before) if falling else (before, after)
        if pair and (first or last):
            least = (first or last or today) - (slack if first else timedelta(days=limits.DAYS_BETWEEN_ROWS))
            most = last + slack if last else min(least + timedelta(days=limits.DAYS_BETWEEN_ROWS), today)
            fits = [
                day for year in range(least.year, most.year + 1) if (day := _safe(year, pair)) and least <= day <= most
            ]
            if len(fits) == 1:
                texts[place] = fits[0].isoformat()
    return texts


def _after_applying(
    cells: list[tuple[int, str, str]], partial: set[str], order: Order | None, horizon: date
) -> dict[int, str]:
    """An answer without a year came after its application and before the log ends, if that is one day."""
    texts = {}
    for place, text, applied_text in cells:
        pair, applied = _pair(text, partial, order), _full(applied_text, order)
        if pair and applied:
            last = horizon + timedelta(days=31)
            fits = [
                day
                for year in range(applied.year, last.year + 1)
                if (day := _safe(year, pair)) and applied <= day <= last
            ]
            if len(fits) == 1:
                texts[place] = fits[0].isoformat()
    return texts


def _safe(year: int, pair: tuple[int, int]) -> date | None:
    try:
        return date(year, *pair)
    except ValueError:
        return None


# --- single days -----------------------------------------------------------------------------------------


def _far(columns: Sequence[Column], found: dict[int, list[tuple[str, int]]], order: Order | None) -> frozenset[int]:
    """Years that only a few cells of all date columns have, far from the others."""
    years: Counter[int] = Counter()
    for column in columns:
        for text, n in found[column.index]:
            one = shape(text)
            if one and one.form is Form.FULL and one.year:
                years[one.year] += n
            elif one and one.form is Form.NUMBERS and (order or not one.short_year):
                years[dates.year_of(one, order)] += n
    return dates.far_years(years)


def _day(
    text: str, column: Column, order: Order | None, years: bool, today: date, far: frozenset[int]
) -> tuple[date | None, str, str | None]:
    """The day of one text, its precision, and what is wrong where there is none."""
    one = shape(text)
    if one is None:
        several = len(_SOME_DATE.findall(text)) > 1
        if status_of(text, Context.STAGE).meanings == ("blank",) or (column.meaning in STAGES and not several):
            return None, "unknown", None
        if column.meaning in RESPONSES and status_of(text).understood:
            return None, "unknown", None  # “No response” where the day of one would stand
        return None, "unknown", f"“{_short(text)}” is no single date"
    if one.form is Form.SERIAL and column.meaning in STAGES:
        return None, "unknown", None
    day = dates.day_of(one, order, years)
    if (one.year if one.form is Form.FULL else dates.year_of(one, order) if one.form is Form.NUMBERS else None) in far:
        return None, "unknown", f"“{_short(text)}” lies far from all other days"
    if day is None:
        waiting = one.form in (Form.NUMBERS, Form.PAIR) and order is None
        lacking = "lacks its year" if one.form in _PARTIAL else "is a day that does not exist"
        return None, "unknown", None if waiting else f"“{_short(text)}” {lacking}"
    if column.meaning in PAST and day.on > today + timedelta(days=1):
        return None, "unknown", f"“{_short(text)}” is in the future"
    return day.on, day.precision.value, None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _bulk(
    staging: Staging, column: Column, statuses: Sequence[Column], found: list[tuple[str, int]], answers: Answers,
    calendar: Calendar,
) -> list[str]:  # fmt: skip
    """A day that stands in most rows of an answer column was filled in at one go; it is when, not what, was known.

    Not so where the column is one of responses by its name, and all those rows say that an answer came.
    """
    if column.meaning not in ("response_on", "status_on", "updated_on", *STAGES):
        return []
    if (answers.get(f"dates.{column.name}") or "").startswith("use"):
        return []
    counts: Counter[str] = Counter(dict(found))
    total = sum(counts.values())
    if column.meaning in STAGES and total < 0.6 * int(staging.value("select count(*) from raw")):
        return []  # a day of tests or interviews for a few applications is nothing odd
    text, most = counts.most_common(1)[0] if counts else ("", 0)
    if most < limits.BULK_ROWS or most < 0.5 * total:
        second = counts.most_common(2)[-1][1] if len(counts) > 1 else 0
        if most < 12 or most < 8 * max(second, 1):
            return []
    if column.meaning == "response_on" and _all_answered(staging, column, text, statuses):
        return []
    calendar.remarks.append(
        f"“{column.name}” holds {text} in {most} of {total} rows, as if filled in on one day. It is not taken for the "
        f"day of an answer. (Answer dates.{column.name}=use if it is.)"
    )
    return [text]


def _all_answered(staging: Staging, column: Column, text: str, statuses: Sequence[Column]) -> bool:
    """Whether in each row with this day the words of a status tell of an answer."""
    return any(
        all(any(kind.answer for meaning in status_of(words).meanings for kind in vocabulary().get(meaning, ()))
            for words in staging.beside(column.index, text, status.index))
        for status in statuses if status.index in staging.filled
    )  # fmt: skip
