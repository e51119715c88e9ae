"""What is said about mood: one case on each side of every limit, whole sentences compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.statistics.mood import Comparison, Helped, Mood, Week
from analytics.statistics.proportions import wilson
from analytics.wording.mood import by_week, helped, helped_in_words, in_words, rejections_in_words, sealed_in_words

WEEK = Week(date(2026, 10, 5), 3.0, entries=2, sent=4, invitations=1, rejections=2)
COMPARED = Comparison(
    many=2, weeks_many=6, weeks_other=9, mood_many=2.4, mood_other=3.6, difference=-1.2, low=-1.9, high=-0.5
)


def found(entries: int, *moods: float | None, helped_by: tuple[Helped, ...] = ()) -> Mood:
    weeks = tuple(
        replace(WEEK, monday=WEEK.monday + timedelta(days=7 * nth), mood=mood) for nth, mood in enumerate(moods)
    )
    return Mood(entries, weeks, COMPARED, helped_by)


def helps(with_it: int, without: int) -> Helped:
    return Helped("a walk", wilson(2, with_it), wilson(1, without), better_with=2, better_without=1)


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        (found(0), "No entry has a mood yet."),
        (found(1, None), "No entry has a mood yet."),
        (found(1, 3.0), "One entry with a mood so far."),
        (found(4, 3.0), "Four entries with a mood so far."),
        (found(5, 3.0), "Five entries with a mood in 1 week; 3 of 5 in the usual week."),
        (found(5, 3.0, None, 4.0), "Five entries with a mood in 3 weeks; 3.5 of 5 in the usual week."),
    ],
)
def test_the_one_sentence(mood: Mood, said: str) -> None:
    assert in_words(mood) == said


def test_sealed_entries_are_counted() -> None:
    assert sealed_in_words(1) == "1 entry is sealed and kept as it is."
    assert sealed_in_words(2) == "2 entries are sealed and kept as they are."


def test_weeks_with_many_rejections_are_compared_only_where_there_are_enough_and_the_gap_is_clear() -> None:
    weeks = "In 6 weeks with 2 or more rejections your mood was 2.4, in the 9 others 3.6"
    assert rejections_in_words(COMPARED) == (
        f"{weeks} (a gap of 0.5 to 1.9). They go together; which brings which, numbers can't say."
    )
    assert rejections_in_words(replace(COMPARED, high=0.1)) == f"{weeks}. Such a gap also comes by chance."
    for unknown in (
        replace(COMPARED, mood_many=None),
        replace(COMPARED, mood_other=None),
        replace(COMPARED, low=None),
        replace(COMPARED, high=None),
    ):
        said = rejections_in_words(unknown)
        assert said.startswith("Weeks with 2 or more rejections can be compared with the others once there are")
        assert said.endswith("so far there are 6 and 9.")


def test_the_table_of_weeks_hides_rejections_on_a_day_off() -> None:
    assert by_week(found(2, 3.0), True).to_numpy().tolist() == [[date(2026, 10, 5), 3.0, 2, 4, 1, 2]]
    assert by_week(found(2, 3.0), False).to_numpy().tolist() == [[date(2026, 10, 5), 3.0, 2, 4, 1]]


def test_what_helped_is_counted_and_compared_from_five_on_either_side() -> None:
    counted = "Of the low entries that named it, how many were followed by a better one within two weeks."
    more = f"{counted} From 5 low entries with something and 5 without on, they can be compared."
    assert helped_in_words(found(9, 3.0, helped_by=(helps(4, 9), helps(5, 5)))) == counted
    assert helped_in_words(found(9, 3.0, helped_by=(helps(4, 9), helps(9, 4)))) == more
    assert helped_in_words(found(9, 3.0)) == more
    assert helped(found(9, 3.0, helped_by=(helps(4, 9),))).to_numpy().tolist() == [["a walk", "2 of 4", "1 of 9"]]
