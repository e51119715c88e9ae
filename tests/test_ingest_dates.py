"""Dates as people write them, and the order of day and month decided over whole columns."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.ingest.dates import Column, Order, day_of, order_of, rolled, shape
from analytics.taxonomy import Precision

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-02", "2025-01-02"),
        ("2025-01-02T17:32:10.123Z", "2025-01-02"),
        ("2025-01-02 23:59:59.123456+00:00", "2025-01-02"),
        ("2025-10-12T00:30:00-07:00", "2025-10-12"),
        ("14 Jan 2026", "2026-01-14"),
        ("15. März 2025", "2025-03-15"),
        ("3 de enero de 2025", "2025-01-03"),
        ("1er février 2025", "2025-02-01"),
        ("January 5th, 2024", "2024-01-05"),
        ("Jan. 5, 2024 at 3:04 PM", "2024-01-05"),
        ("Thu, 02 Jan 2025 10:18:54 +0000", "2025-01-02"),
        ("20250113", "2025-01-13"),
        ("45292", "2024-01-01"),
        ("12-Jan-24", "2024-01-12"),
    ],
)
def test_a_text_is_a_day(text: str, day: str) -> None:
    one = shape(text)
    found = day_of(one, None) if one else None
    assert found is not None
    assert (found.on.isoformat(), found.precision) == (day, Precision.DAY)


@pytest.mark.parametrize(
    "text",
    [
        "8/82019",
        "1/2/2024, 1/5/2024",
        "1/2/2024 and 1/5/2024",
        "ongoing",
        "may be",
        "Before 2025-01-24",
        "45",
        "2023-02-30",
        "2025-13-04",
    ],
)
def test_a_text_is_no_day(text: str) -> None:
    one = shape(text)
    assert one is None or day_of(one, Order.DAY_FIRST) is None


def test_a_month_alone_stays_a_month() -> None:
    for text in ("2025-08", "Aug 2025", "08/2025"):
        one = shape(text)
        assert one is not None
        found = day_of(one, None)
        assert found is not None
        assert (found.on, found.precision) == (date(2025, 8, 1), Precision.MONTH)


def decided(*texts: str, past_only: bool = True) -> Order | None:
    return order_of([Column(texts, texts, past_only)], TODAY).order


def test_one_impossible_month_decides_the_column() -> None:
    assert decided(*["03/04/2025"] * 500, "13/04/2025") is Order.DAY_FIRST
    assert decided(*["03/04/2025"] * 500, "04/13/2025") is Order.MONTH_FIRST


def test_a_column_that_does_not_say_is_not_guessed() -> None:
    assert decided("03/04/2025", "05/06/2025") is None


def test_a_column_written_both_ways_is_not_guessed() -> None:
    assert decided("13/04/2025", "14/04/2025", "04/15/2025", "04/16/2025", "03/04/2025") is None


def test_dots_are_written_day_first() -> None:
    assert decided("03.04.2025", "05.06.2025") is Order.DAY_FIRST


def test_weekdays_decide() -> None:
    assert decided("Thu 03/04/2025", "Fri 04/04/2025") is Order.DAY_FIRST
    assert decided("Tue 03/04/2025", "Fri 04/04/2025") is Order.MONTH_FIRST


def test_the_future_is_impossible() -> None:
    assert decided("02/12/2026", "03/05/2026", "03/11/2026", past_only=True) is Order.MONTH_FIRST
    assert decided("02/12/2026", "03/05/2026", "03/04/2026", past_only=True) is None  # one may be mistyped
    assert decided("02/12/2026", "03/05/2026", past_only=False) is None


def test_sorted_rows_decide() -> None:
    months = [f"{month:02d}/{day:02d}/2025" for month in range(1, 7) for day in (2, 5, 9, 11)]
    assert decided(*months) is Order.MONTH_FIRST


def test_another_column_helps() -> None:
    applied = Column(["03/04/2025"], ["03/04/2025"])
    answered = Column(["25/04/2025"], ["25/04/2025"])
    assert order_of([applied, answered], TODAY).order is Order.DAY_FIRST


def test_two_digit_years_may_come_first() -> None:
    assert decided("24-01-15", "24-02-28", "24-03-31", "25-01-05") is Order.YEAR_FIRST


def test_years_roll_over_new_year_forwards_and_backwards() -> None:
    forwards = rolled([(11, 30), (12, 31), None, (1, 2), (12, 28), (1, 3)], 2024)
    assert forwards == [
        date(2024, 11, 30),
        date(2024, 12, 31),
        None,
        date(2025, 1, 2),
        date(2024, 12, 28),
        date(2025, 1, 3),
    ]
    assert rolled([(1, 2), (12, 30)], 2025) == [date(2025, 1, 2), date(2024, 12, 30)]
