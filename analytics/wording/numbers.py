"""How a number is written: percentages, counts with their noun, days, dates, ranges; nothing else formats one.

Whole percentages and never 0% or 100%: what was not seen in 30 cases is "none of 30 (up to 11%)". Numerals are words
only at the start of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from analytics.statistics.proportions import wilson

PERCENTAGE_FROM = 20
"""A percentage is written of so many cases or more, below them the count."""

EMPTY = "–"
"""What stands in a table where there is nothing to say."""

NOT_KNOWN = "not known yet"

NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Number = int | float | Decimal

# --- counts ------------------------------------------------------------------------------------------------


def number(value: Number, decimals: int = 2) -> str:
    """A number with a thousands comma and no trailing zeros: 24 for 24.00, 1,296, 2.5.

    Raises ValueError for infinity and what is no number.
    """
    if not isfinite(value):
        raise ValueError(f"{value} is not a number that can be written")
    written = f"{_rounded(value, decimals):,f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written.replace("-", "−")


def signed(value: Number, decimals: int = 0) -> str:
    """A difference with its sign: +5, −3; 0 without one."""
    written = number(value, decimals)
    return written if written == "0" or value < 0 else f"+{written}"


def plural(n: Number, one: str, many: str | None = None) -> str:
    """The form of a word that goes with a number: plural(1, "is", "are"), plural(2, "day")."""
    return one if n == 1 else f"{one}s" if many is None else many


def singular(many: str) -> str:
    """One of what somebody named in English: lesson for lessons, story for stories; what is no plural stays."""
    word = many.rstrip()
    if not re.search(r"[A-Za-z]s$", word) or re.search(r"(ss|us|is|\bnews)$", word):
        return many
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if re.search(r"(ch|sh|x|ss|zz)es$", word) else word[:-1]


def count(n: Number, one: str, many: str | None = None) -> str:
    """A number with its noun: no applications, 1 application, 2,421 applications."""
    return f"{'no' if n == 0 else number(n)} {plural(n, one, many)}"


def how_many(n: int) -> str:
    """A number that stands for the counted things themselves: none, 1, 2,421."""
    return "none" if n == 0 else number(n)


def numeral(n: int) -> str:
    """One to nine as words, others in figures."""
    return NUMERALS[n - 1] if 1 <= n <= len(NUMERALS) else number(n)


def at_start(text: str) -> str:
    """The text as a sentence begins: a numeral from one to nine as a word, the first letter as a capital."""
    text = re.sub(r"^([1-9]) (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))", _spelled, text)
    return capital(text)


def capital(text: str) -> str:
    """The text with a capital first letter, for a group's name: Job board."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small first letter, for a label inside a sentence: by channel."""
    return text[:1].lower() + text[1:]


def joined(parts: Sequence[str], last: str = "and") -> str:
    """A list in a sentence: a, b and c."""
    return f" {last} ".join([*([", ".join(parts[:-1])] if len(parts) > 1 else []), *parts[-1:]])


# --- shares ------------------------------------------------------------------------------------------------


def percent(share: float, decimals: int = 0) -> str:
    """A share as a percentage: 57%, under 1%, over 99%; none and all where it is exactly that.

    Raises ValueError for what is no share.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share}")
    if share in (0, 1):
        return "all" if share else "none"
    written, smallest = _rounded(_hundredths(share), decimals), Decimal(1).scaleb(-decimals)
    if _hundredths(share) < smallest:
        return f"under {smallest:f}%"
    return f"over {100 - smallest:f}%" if written > 100 - smallest else f"{written:f}%"


def entered_percent(value: Number) -> str:
    """A percentage as somebody entered it, nought and a hundred too: 65%, 2.5%, 0%."""
    return f"{number(value, 1)}%"


def chance(share: float | None) -> str:
    """A chance, which is never none and never certain: 38%, under 1%, over 99%."""
    if share is None:
        return NOT_KNOWN
    return "under 1%" if share < 0.01 else "over 99%" if share > 0.99 else percent(share)


def cases(k: int, n: int) -> str:
    """So many of so many: 3 of 7, none of 7, all 7."""
    if n > 0 and k in (0, n):
        return f"none of {number(n)}" if k == 0 else "both" if n == 2 else f"all {number(n)}" if n > 2 else "1 of 1"
    return f"{number(k)} of {number(n)}"


def share(k: int, n: int, table: bool = False) -> str:
    """A share of counted cases as its number allows, with its 95% range (Wilson) where a percentage is written.

    3 of 7; none of 30 (up to 11%); all 20 (84% or more); 57% (42% to 70%), in a table 57% (42–70).
    """
    found = wilson(k, n)
    if found.share is None or found.low is None or found.high is None:
        return EMPTY
    if n < PERCENTAGE_FROM:
        return cases(k, n)
    if k in (0, n):
        return f"{cases(k, n)} ({share_range(found.low, found.high)})"
    return f"{percent(found.share)} ({share_range(found.low, found.high, table)})"


def share_range(low: float | None, high: float | None, table: bool = False) -> str:
    """A range of shares: 42% to 71%, up to 11%, 84% or more; in a table 42–71."""
    if low is None or high is None:
        return NOT_KNOWN
    least, most = (int(_rounded(_hundredths(end), 0)) for end in (max(low, 0.0), min(high, 1.0)))
    if table:
        return f"{least}–{most}" if least < most else str(least)
    if least == 0:
        return "anything" if most == 100 else f"up to {most}%" if most else "under 1%"
    if most == 100:
        return "over 99%" if least == 100 else f"{least}% or more"
    return f"{least}% to {most}%" if least < most else f"{least}%"


def in_ten(share: float) -> str:
    """A share in words that can be repeated: about 4 in 10; about half; nearly all; fewer than 1 in 20; none."""
    if share in (0, 1):
        return "all" if share else "none"
    if share < 0.05:
        return "fewer than 1 in 20"
    tenths = max(int(_rounded(10 * share, 0)), 1)
    return "nearly all" if share >= 0.95 else "about half" if tenths == 5 else f"about {tenths} in 10"


def one_of(share: float) -> str:
    """How often something comes, before what it comes in: about 1 of 8; about half of; most."""
    return "most" if share > 0.6 else "about half of" if share > 0.4 else f"about 1 of {number(1 / share, 0)}"


def points(difference: float, low: float, high: float) -> str:
    """A difference of shares in percentage points with its range, for a table: +5 (−1 to +11)."""
    value, least, most = (signed(_hundredths(end)) for end in (difference, low, high))
    return f"{value} ({least} to {most})"


def p_value(p: float) -> str:
    """A p value: 0.013, under 0.001."""
    return "under 0.001" if p < 0.001 else f"{p:.3f}"


# --- days and dates ------------------------------------------------------------------------------------------


def days(n: Number) -> str:
    """A number of whole days: no days, 1 day, 21 days."""
    return count(_rounded(n, 0), "day")


def span(first: date, last: date) -> str:
    """The time between two days, as one tells it: 13 days, 2 weeks, 6 months, 2 years."""
    between = (last - first).days
    if between < 14:
        return days(between)
    if between < 60:
        return count(between // 7, "week")
    months = _rounded(between / 30.44, 0)
    return count(months, "month") if months < 24 else count(_rounded(between / 365.25, 0), "year")


def day_range(low: float | None, high: float | None) -> str:
    """A range of days since sending: 18 to 40; 18 or later where the end is not reached; 40 or sooner."""
    if low is None and high is None:
        return NOT_KNOWN
    least, most = (None if end is None else number(end, 0) for end in (low, high))
    if least is None or most is None:
        return f"{most} or sooner" if least is None else f"{least} or later"
    return least if least == most else f"{least} to {most}"


def day(on: date) -> str:
    """A date in a text: 24 November 2026."""
    return f"{on.day} {month(on)}"


def day_and_month(on: date) -> str:
    """A date of this time of year in a message: 24 November."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def month(on: date) -> str:
    """November 2026."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def short_month(on: date) -> str:
    """Nov 2026, for a column or an axis."""
    return f"{MONTHS[on.month - 1][:3]} {on.year}"


def short_day(on: date, today: date) -> str:
    """A date in a list: 24 Nov, with its year only if that is not this year."""
    return f"{on.day} {MONTHS[on.month - 1][:3]}" + ("" if on.year == today.year else f" {on.year}")


def due_day(on: date) -> str:
    """The date of something to do: Fri 27 Nov."""
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"


def weekday(on: date) -> str:
    """The date of something to do, in a sentence: Friday 27 November."""
    return f"{WEEKDAYS[on.weekday()]} {day_and_month(on)}"


def day_as_known(on: date, precision: str) -> str:
    """A date as well as it is known (a Precision): 24 November 2026, November 2026, 2026."""
    return {"month": month(on), "year": str(on.year)}.get(precision, day(on))


def time_of_day(at: datetime) -> str:
    """9:05."""
    return f"{at.hour}:{at.minute:02}"


def moment(at: datetime) -> str:
    """A day and the time of it: 24 November 2026, 9:05."""
    return f"{day(at)}, {time_of_day(at)}"


# --- inside --------------------------------------------------------------------------------------------------


def _rounded(value: Number, decimals: int) -> Decimal:
    """Halves go up, as everybody learnt it; a binary fraction is taken as it is written."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _hundredths(share: Number) -> Decimal:
    return 100 * Decimal(str(share))


def _spelled(found: re.Match[str]) -> str:
    return f"{numeral(int(found[1]))} "
