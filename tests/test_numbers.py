"""How numbers are written: every form on both sides of its limit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from analytics.wording import numbers


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "no applications"),
        (1, "1 application"),
        (2, "2 applications"),
        (5, "5 applications"),
        (9, "9 applications"),
        (10, "10 applications"),
        (20, "20 applications"),
        (600, "600 applications"),
        (999, "999 applications"),
        (1000, "1,000 applications"),
        (1296, "1,296 applications"),
        (2421000, "2,421,000 applications"),
    ],
)
def test_a_count_carries_its_noun(n: int, said: str) -> None:
    assert numbers.count(n, "application") == said


def test_an_irregular_plural_is_given() -> None:
    assert [numbers.count(n, "company", "companies") for n in (0, 1, 2)] == ["no companies", "1 company", "2 companies"]
    assert [numbers.plural(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]
    assert numbers.plural(0.5, "lesson") == numbers.plural(1.5, "lesson") == "lessons"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (24.0, "24"),
        (Decimal("24.00"), "24"),
        (100, "100"),
        (1296, "1,296"),
        (2.5, "2.5"),
        (2.25, "2.25"),
        (2.345, "2.35"),
        (0.004, "0"),
        (-0.004, "0"),
        (-1296.5, "−1,296.5"),
    ],
)
def test_a_number_has_a_thousands_comma_and_no_trailing_zeros(value: float, said: str) -> None:
    assert numbers.number(value) == said


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        numbers.number(value)


def test_a_difference_has_its_sign() -> None:
    assert [numbers.signed(value) for value in (5, 0.4, 0, -0.4, -3)] == ["+5", "0", "0", "0", "−3"]
    assert numbers.signed(1.25, 1) == "+1.3"
    assert numbers.points(0.05, -0.01, 0.114) == "+5 (−1 to +11)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 application, sent today", "One application, sent today"),
        ("9 may be let go", "Nine may be let go"),
        ("10 may be let go", "10 may be let go"),
        ("3 of 7", "Three of 7"),
        ("0 of 7", "0 of 7"),
        ("3% of all", "3% of all"),
        ("3 November 2026", "3 November 2026"),
        ("none of 30", "None of 30"),
        ("", ""),
    ],
)
def test_a_sentence_starts_with_a_word(text: str, said: str) -> None:
    assert numbers.at_start(text) == said


def test_how_many_may_be_none() -> None:
    assert [numbers.how_many(n) for n in (0, 1, 2, 1296)] == ["none", "1", "2", "1,296"]


def test_numerals_up_to_nine_are_words() -> None:
    assert [numbers.numeral(n) for n in (0, 1, 2, 5, 9, 10, 1296)] == ["0", "one", "two", "five", "nine", "10", "1,296"]


def test_a_list_is_joined_with_and() -> None:
    assert [numbers.joined(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert numbers.joined(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "none"),
        (0.0001, "under 1%"),
        (0.0099, "under 1%"),
        (0.01, "1%"),
        (0.0149, "1%"),
        (0.015, "2%"),
        (0.57, "57%"),
        (0.575, "58%"),
        (0.99, "99%"),
        (0.9949, "99%"),
        (0.995, "over 99%"),
        (0.9999, "over 99%"),
        (1, "all"),
    ],
)
def test_a_percentage_is_whole_and_never_nought_or_a_hundred(share: float, said: str) -> None:
    assert numbers.percent(share) == said


def test_a_published_percentage_may_have_a_decimal() -> None:
    assert [numbers.percent(it, 1) for it in (0.0009, 0.024, 0.3, 0.9999)] == [
        "under 0.1%",
        "2.4%",
        "30.0%",
        "over 99.9%",
    ]


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        numbers.percent(share)


def test_a_percentage_that_was_entered_stays_as_it_was_entered() -> None:
    assert [numbers.entered_percent(it) for it in (0, 2.5, 65.0, 100)] == ["0%", "2.5%", "65%", "100%"]


def test_a_chance_is_never_none_nor_certain() -> None:
    said = [numbers.chance(it) for it in (None, 0, 0.0099, 0.01, 0.99, 0.991, 1)]
    assert said == ["not known yet", "under 1%", "under 1%", "1%", "99%", "over 99%", "over 99%"]


@pytest.mark.parametrize(
    ("k", "n", "said"),
    [
        (0, 0, "–"),
        (0, 1, "none of 1"),
        (1, 1, "1 of 1"),
        (2, 2, "both"),
        (3, 4, "3 of 4"),
        (4, 5, "4 of 5"),
        (5, 5, "all 5"),
        (0, 19, "none of 19"),
        (10, 19, "10 of 19"),
        (19, 19, "all 19"),
        (0, 20, "none of 20 (up to 16%)"),
        (10, 20, "50% (30% to 70%)"),
        (19, 20, "95% (76% to 99%)"),
        (20, 20, "all 20 (84% or more)"),
        (0, 30, "none of 30 (up to 11%)"),
        (26, 46, "57% (42% to 70%)"),
        (1, 600, "under 1% (up to 1%)"),
        (0, 1296, "none of 1,296 (under 1%)"),
        (1296, 1296, "all 1,296 (over 99%)"),
    ],
)
def test_a_share_is_written_as_its_number_allows(k: int, n: int, said: str) -> None:
    assert numbers.share(k, n) == said


def test_a_table_writes_the_range_shorter() -> None:
    assert numbers.share(26, 46, table=True) == "57% (42–70)"
    assert numbers.share(0, 30, table=True) == "none of 30 (up to 11%)"


@pytest.mark.parametrize(
    ("low", "high", "text", "table"),
    [
        (0.42, 0.71, "42% to 71%", "42–71"),
        (0.424, 0.425, "42% to 43%", "42–43"),
        (0.42, 0.42, "42%", "42"),
        (0.0049, 0.11, "up to 11%", "0–11"),
        (0.005, 0.11, "1% to 11%", "1–11"),
        (0.84, 0.994, "84% to 99%", "84–99"),
        (0.84, 0.995, "84% or more", "84–100"),
        (0, 1, "anything", "0–100"),
        (0, 0.004, "under 1%", "0"),
        (0.996, 1, "over 99%", "100"),
        (-0.1, 1.2, "anything", "0–100"),
        (None, 0.5, "not known yet", "not known yet"),
    ],
)
def test_a_range_of_shares(low: float | None, high: float | None, text: str, table: str) -> None:
    assert numbers.share_range(low, high) == text
    assert numbers.share_range(low, high, table=True) == table


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "none"),
        (0.049, "fewer than 1 in 20"),
        (0.05, "about 1 in 10"),
        (0.149, "about 1 in 10"),
        (0.15, "about 2 in 10"),
        (0.65, "about 7 in 10"),
        (0.949, "about 9 in 10"),
        (0.95, "nearly all"),
        (0.999, "nearly all"),
        (1, "all"),
    ],
)
def test_a_share_in_ten(share: float, said: str) -> None:
    assert numbers.in_ten(share) == said


def test_a_p_value() -> None:
    assert [numbers.p_value(p) for p in (0.00099, 0.001, 0.0134, 1)] == ["under 0.001", "0.001", "0.013", "1.000"]


def test_days_are_whole() -> None:
    assert [numbers.days(n) for n in (0, 1, 2, 21, 43.4, 0.5, 1296)] == [
        "no days",
        "1 day",
        "2 days",
        "21 days",
        "43 days",
        "1 day",
        "1,296 days",
    ]


def test_a_range_of_days_says_which_end_is_open() -> None:
    ends = [(18, 40), (5, 5), (3, None), (None, 40), (None, None), (39.7, 47.1)]
    said = ["18 to 40", "5", "3 or later", "40 or sooner", "not known yet", "40 to 47"]
    assert [numbers.day_range(low, high) for low, high in ends] == said


def test_dates() -> None:
    on = date(2026, 11, 27)
    assert numbers.day(on) == "27 November 2026"
    assert numbers.day(date(2026, 5, 1)) == "1 May 2026"
    assert numbers.day_and_month(on) == "27 November"
    assert numbers.month(on) == "November 2026"
    assert numbers.short_month(on) == "Nov 2026"
    assert numbers.due_day(on) == "Fri 27 Nov"
    assert numbers.short_day(on, date(2026, 1, 1)) == "27 Nov"
    assert numbers.short_day(on, date(2027, 1, 1)) == "27 Nov 2026"
    known = [numbers.day_as_known(on, how) for how in ("day", "month", "year", "seen")]
    assert known == ["27 November 2026", "November 2026", "2026", "27 November 2026"]
    assert numbers.moment(datetime(2026, 11, 27, 9, 5)) == "27 November 2026, 9:05"


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "no days"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (59, "8 weeks"), (60, "2 months"),
     (183, "6 months"), (365, "12 months"), (715, "23 months"), (716, "2 years"), (731, "2 years")],
)  # fmt: skip
def test_the_time_between_two_days_is_told_as_one_tells_it(days: int, said: str) -> None:
    assert numbers.span(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days)) == said
