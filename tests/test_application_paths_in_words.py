"""What is said of the ways that applications went: both sides of every limit, whole sentences compared."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.statistics.application_paths import ApplicationPaths, Flow, Step
from analytics.wording.application_paths import (
    counted,
    foot,
    in_words,
    kept_apart,
    key_numbers,
    one_silent,
    point,
    table,
)


def paths(
    n: int,
    *,
    unrecorded: int = 0,
    answered: int = 0,
    invited: int = 0,
    withdrawn: int = 0,
    flows: tuple[Flow, ...] = (),
) -> ApplicationPaths:
    """What has neither answer nor withdrawal is silent."""
    waiting = n - unrecorded - answered - withdrawn
    return ApplicationPaths(n, unrecorded, answered, invited, 0, 0, withdrawn, waiting, flows)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (paths(1, unrecorded=1), "One application, and nothing yet says what came of it."),
        (paths(12, unrecorded=12), "12 applications, and nothing yet says what came of them."),
        (paths(1), "One application, silent so far."),
        (paths(1, answered=1), "One application, with an answer."),
        (paths(1, answered=1, invited=1), "One application, with an invitation."),
        (paths(1, withdrawn=1), "One application, withdrawn."),
        (
            paths(3, unrecorded=2, answered=1),
            "Of 1 application whose log says what came of it, 1 had an answer.",
        ),
        (
            paths(4, withdrawn=2, answered=1, invited=1),
            "Of 4 applications, 1 had an answer, 1 led to an invitation, 2 were withdrawn before any and 1 is silent.",
        ),
    ],
)
def test_parts_that_are_zero_are_left_out(given: ApplicationPaths, said: str) -> None:
    assert in_words(given) == said


def test_silence_is_early_up_to_the_fourteenth_day() -> None:
    assert one_silent(0) == "One application, sent today. No answer yet; that is early."
    assert one_silent(1) == "One application, sent 1 day ago. No answer yet; that is early."
    assert one_silent(14) == "One application, sent 14 days ago. No answer yet; that is early."
    assert one_silent(15) == "One application, sent 15 days ago. No answer yet."


def test_numbers_lead_a_page_from_five_applications_on_and_percentages_from_twenty() -> None:
    assert key_numbers(paths(4, answered=2)) == []
    assert key_numbers(paths(5, answered=2, invited=1)) == [
        ("Sent", "5", "none in the last 7 days"),
        ("Answered", "2", "of 5"),
        ("Invited", "1", "of 5"),
        ("Silent", "3", "of 5"),
    ]
    assert [of for _, _, of in key_numbers(paths(19, answered=2))[1:]] == ["of 19"] * 3
    assert [of for _, _, of in key_numbers(paths(24, unrecorded=4, answered=1))[1:]] == [
        "5% of 20",
        "of 20",
        "95% of 20",
    ]
    assert [of for _, _, of in key_numbers(paths(20, answered=20, invited=10))[1:]] == ["of 20", "50% of 20", "of 20"]
    lately = key_numbers(paths(5), 1, "2 past day 45")
    assert [of for _, _, of in lately] == ["1 in the last 7 days", "of 5", "of 5", "2 past day 45"]


def test_the_picture_says_what_is_known_of_the_most() -> None:
    assert point(paths(3, unrecorded=3)) == "Nothing says yet what came of them"
    assert point(paths(3)) == "No answer has come so far"
    assert point(paths(19, answered=1)) == "One of 19 had an answer"
    assert point(paths(20, answered=10)) == "About half of what you sent had an answer"


def test_under_the_picture_stands_of_how_many_and_up_to_when() -> None:
    today = date(2026, 11, 25)
    assert counted(paths(1)) == "Where 1 application stands today"
    assert counted(paths(2)) == "Where 2 applications stand today"
    assert foot(paths(3), today) == "n = 3, counted to 25 November 2026."
    assert foot(paths(3, unrecorded=2), today) == (
        "n = 3, counted to 25 November 2026. For 2 the log has no place for an answer; "
        "nothing follows from their silence."
    )


def test_what_was_not_sent_is_named_and_not_counted() -> None:
    submissions = pd.DataFrame({"submission": ["sent", "planned", "speculative"], "n": [5, 2, 1]})
    assert kept_apart(submissions[:1]) == ""
    assert kept_apart(submissions) == "Kept apart: 2 planned and 1 speculative."


def test_the_flows_are_a_table() -> None:
    flows = (Flow(Step.SENT, Step.SILENT, 2), Flow(Step.INVITED, Step.REJECTED_AFTER_INVITATION, 1))
    assert table(paths(3, flows=flows)).to_dict("split")["data"] == [
        ["Sent", "Silent", 2],
        ["Invited", "Turned down after an invitation", 1],
    ]
