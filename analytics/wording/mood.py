"""Mood beside what was sent and what came: a sentence, tables, and what goes with it, always as association."""

from __future__ import annotations

import pandas as pd

from analytics.statistics.mood import ENOUGH_WEEKS, Comparison, Mood
from analytics.statistics.proportions import ENOUGH
from analytics.wording.numbers import at_start, cases, count, number, plural, short_day


def in_words(found: Mood) -> str:
    """The one sentence worth knowing."""
    if found.usual is None:
        return "No entry has a mood yet."
    entries = at_start(f"{count(found.entries, 'entry', 'entries')} with a mood")
    if found.entries < ENOUGH:
        return f"{entries} so far."
    return f"{entries} in {count(len(found.weeks), 'week')}; {mean(found.usual)} of 5 in the usual week."


def sealed_in_words(entries: int) -> str:
    """That entries are closed by a passphrase, and nothing is lost."""
    are = plural(entries, "is sealed and kept as it is", "are sealed and kept as they are")
    return f"{count(entries, 'entry', 'entries')} {are}."


def mean(mood: float) -> str:
    """A mean mood on the scale of five: 3.4, or 3 where it is no fraction."""
    return number(mood, 1)


def key_numbers(found: Mood, written: int) -> list[tuple[str, str, str]]:
    """What the page leads with: each number's label, the number, and what it is of."""
    last = next((week for week in reversed(found.weeks) if week.mood is not None), None)
    usual = [("Usual week", mean(found.usual), "of 5")] if found.usual is not None and found.entries >= ENOUGH else []
    lately = (
        [("Last week with an entry", mean(last.mood), short_day(last.monday, last.monday))]
        if last and last.mood
        else []
    )
    return [("Entries", number(written), "read by you alone"), *usual, *lately]


def point(found: Mood) -> str:
    """The title of the picture; it claims a connection only where the test bears it."""
    if found.rejections.clear and found.rejections.difference is not None:
        lower = found.rejections.difference < 0
        return f"Weeks with many rejections are {'lower' if lower else 'higher'} ones"
    return "Your mood, week by week"


def foot(found: Mood) -> str:
    """What stands under the picture."""
    return f"n = {count(found.entries, 'entry', 'entries')} in {count(len(found.weeks), 'week')}."


def by_week(found: Mood, rejections_shown: bool) -> pd.DataFrame:
    """A row a week."""
    table = pd.DataFrame(
        [(it.monday, it.mood, it.entries, it.sent, it.invitations, it.rejections) for it in found.weeks],
        columns=["Week (Monday)", "Mood", "Entries", "Sent", "Invitations", "Rejections"],
    )
    return table if rejections_shown else table.drop(columns="Rejections")


def rejections_in_words(found: Comparison) -> str:
    """Whether weeks with many rejections have another mood."""
    many = f"{number(found.many)} or more rejections"
    if found.mood_many is None or found.mood_other is None or found.low is None or found.high is None:
        return (
            f"Weeks with {many} can be compared with the others once there are entries in {ENOUGH_WEEKS} of each; "
            f"so far there are {number(found.weeks_many)} and {number(found.weeks_other)}."
        )
    weeks = (
        f"In {count(found.weeks_many, 'week')} with {many} your mood was {mean(found.mood_many)}, in the "
        f"{number(found.weeks_other)} others {mean(found.mood_other)}"
    )
    if not found.clear:
        return f"{weeks}. Such a gap also comes by chance."
    least, most = sorted((abs(found.low), abs(found.high)))
    return f"{weeks} (a gap of {mean(least)} to {mean(most)}). They go together; which brings which, numbers can't say."


def helped_in_words(found: Mood) -> str:
    """What the table of what helped counts, and what it takes to compare."""
    counted = "Of the low entries that named it, how many were followed by a better one within two weeks."
    if any(it.enough for it in found.helped):
        return counted
    return f"{counted} From {ENOUGH} low entries with something and {ENOUGH} without on, they can be compared."


def helped(found: Mood) -> pd.DataFrame:
    """A row a thing that was named as a help on low days, beside the other low days."""
    return pd.DataFrame(
        [(it.what, cases(it.better_with, it.with_it.n), cases(it.better_without, it.without.n)) for it in found.helped],
        columns=["What", "Better after it", "Better after other low entries"],
    )
