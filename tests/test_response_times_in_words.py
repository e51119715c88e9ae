"""What is said about response times: one case on each side of every limit, on curves that hold only what is read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from analytics.statistics.response_times import Estimate
from analytics.wording.response_times import in_words, key_numbers, point, rests_on

ALIKE = "Everybody counts alike, however many applications they sent"


class Curve(SimpleNamespace):
    """A curve of 40 applications, 20 of them answered, unless a test says otherwise."""

    def __init__(self, **more: Any) -> None:
        usual = {
            "n": 40, "responses": 20, "withdrawn": 0, "censored": 20, "undated": 0, "dated": 20, "enough": True,
            "timed": True, "last_day": 120, "sure_until": 90, "applicants": 1, "median": Estimate(None),
            "answered": {}, "silent": {}, "quantiles": {}, "mean_days_silent": {},
        }  # fmt: skip
        super().__init__(**{**usual, **more})

    answered: dict[int, Estimate]
    silent: dict[int, Estimate]

    def answered_at(self, day: int) -> Estimate:
        return self.answered.get(day, Estimate(0.5, 0.4, 0.6, 40.0))

    def silent_at(self, day: int) -> Estimate:
        return self.silent.get(day, Estimate(0.5, 0.4, 0.6, 40.0))


def sentences(**more: Any) -> Any:
    """What the functions take, for the type checker's sake."""
    return Curve(**more)


@pytest.mark.parametrize(
    ("month", "later", "title"),
    [
        (0.31, 0.6, "Most answers that come, come in the first month"),
        (0.3, 0.6, "When answers came"),
        (0.1, 0.6, "When answers came"),
        (None, 0.6, "When answers came"),
        (0.5, None, "When answers came"),
    ],
)
def test_the_first_month_is_named_only_where_more_than_half_of_what_comes_came_in_it(
    month: float | None, later: float | None, title: str
) -> None:
    assert point(sentences(answered={30: Estimate(month), 90: Estimate(later)})) == title
    assert point(sentences(responses=0, answered={30: Estimate(0.0), 90: Estimate(0.0)})) == "No answer has come so far"


@pytest.mark.parametrize(
    ("low", "high", "half"),
    [
        (0.51, 0.6, "after 90 days more than half are silent. That is not yet a no."),
        (0.5, 0.6, "whether half will have one is not known yet, as the log follows them for 120 days at most."),
        (0.4, 0.49, "fewer than half had one after 90 days."),
    ],
)
def test_half_is_spoken_of_only_where_the_interval_bears_it(low: float, high: float, half: str) -> None:
    answered = {30: Estimate(0.3, 0.2, 0.4, 40.0), 90: Estimate(0.45, 0.4, high, 40.0)}
    curve = sentences(silent={90: Estimate(0.55, low, 0.7, 40.0)}, answered=answered)
    assert in_words(curve).endswith(f"by day 30; {half}")


@pytest.mark.parametrize(("until", "early"), [(90, " That is not yet a no."), (91, "")])
def test_after_three_months_a_silence_is_not_called_early(until: int, early: str) -> None:
    answered = {30: Estimate(0.3, 0.2, 0.4, 40.0), until: Estimate(0.45, 0.4, 0.6, 40.0)}
    curve = sentences(sure_until=until, silent={until: Estimate(0.55, 0.51, 0.7, 40.0)}, answered=answered)
    assert in_words(curve).endswith(f"after {until} days more than half are silent.{early}")


def test_the_day_on_which_half_are_answered_comes_first() -> None:
    curve = sentences(median=Estimate(21.0, 15.0, 30.0), silent={90: Estimate(0.55, 0.51, 0.7)})
    assert in_words(curve).endswith("by day 30; half had one by day 21.")


@pytest.mark.parametrize(("effective", "said"), [(39.6, False), (39.5, False), (39.4, True), (None, False)])
def test_the_effective_number_is_said_where_it_is_less_than_the_applications(
    effective: float | None, said: bool
) -> None:
    told = rests_on(sentences(answered={30: Estimate(0.5, 0.4, 0.6, effective)}))
    assert any("is as sure as 39 dated applications" in sentence for sentence in told) is said


@pytest.mark.parametrize(
    ("applicants", "start"),
    [
        (1, "In brackets: 95% ranges, for employers like those that were written to."),
        (2, "Two people's own numbers: they say nothing of other applicants, so there are no ranges."),
        (3, f"{ALIKE} (3 people). Three people say little of others: the ranges in brackets (95%) are wide."),
        (4, f"{ALIKE} (4 people). Four people say little of others: the ranges in brackets (95%) are wide."),
        (5, f"{ALIKE} (5 people). In brackets: 95% ranges, which allow for one person's applications being alike."),
    ],
)
def test_of_whom_the_ranges_speak(applicants: int, start: str) -> None:
    assert rests_on(sentences(applicants=applicants))[-1].startswith(start)


def test_what_the_numbers_rest_on_counts_every_application_once() -> None:
    first, undated, *_ = rests_on(sentences(responses=19, undated=1, withdrawn=2, censored=19))
    assert first == "40 applications: 19 answered, 2 withdrawn, 19 silent up to the last day the log knows of."
    assert undated == "Of the answers, 1 has no day; none of them counts as silence."
    assert len(rests_on(sentences(enough=False))) == len(rests_on(sentences(timed=False))) == 1


def test_a_page_leads_with_counts_below_twenty_and_with_the_range_where_a_share_is_not_known_well() -> None:
    silent = ("Silent", "20", "of 40")
    clear, broad = Estimate(0.5, 0.4, 0.6, 40.0), Estimate(0.5, 0.1, 0.9, 40.0)
    assert key_numbers(sentences(enough=False)) == []
    assert key_numbers(sentences(n=19, responses=9, censored=10))[0] == ("Answered", "9", "of 19")
    assert key_numbers(sentences(n=20, answered={30: clear}))[0][:2] == ("Answered by day 30", "50%")
    assert key_numbers(sentences(answered={30: clear})) == [("Answered by day 30", "50%", "40% to 60%, of 40"), silent]
    assert key_numbers(sentences(answered={30: broad})) == [("Answered by day 30", "10% to 90%", "of 40"), silent]
    assert key_numbers(sentences(answered={30: Estimate(None)}, median=Estimate(21.0, 15.0, None))) == [
        ("Half answered by", "day 21", "day 15 or later"),
        silent,
    ]
    assert key_numbers(sentences(), today=21)[-1] == ("Silent today", "21", "of 40")
    assert key_numbers(sentences(), today=21, past="9 past day 45")[-1] == ("Silent today", "21", "9 past day 45")
