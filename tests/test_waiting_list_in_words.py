"""What is said about silences: one case on each side of every limit, whole sentences compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.statistics.response_times import REPORT_DAYS
from analytics.statistics.waiting_list import Prospect, Suggestion, Waiting, WaitingList
from analytics.wording.waiting_list import prospects_table, rests_on, rule_in_words, table, what_to_do

ONE = Waiting(
    application_id=1,
    employer="Alder",
    role="Analyst",
    days_silent=12,
    invitation_soon=0.04,
    invitation_later=0.1,
    reply_soon=0.2,
    reply_later=0.5,
    reply_low=0.3,
    reply_high=0.7,
    suggestion=Suggestion.WAIT,
)


def waiting(*silent: Waiting, write: int | None = 14, let_go: int | None = 60, own: int = 40) -> WaitingList:
    prospects = tuple(Prospect(day, 0.1, 0.5, 0.3, 0.7) for day in range(91))
    return WaitingList(silent, own, prospects, write, let_go)


@pytest.mark.parametrize(
    ("write", "let_go", "said", "rule"),
    [
        (
            14,
            60,
            "Write once more after 14 days of silence. From day 60 you may let it go: an answer has become rare.",
            "One more message is due from day 14 of silence, when most answers would have come; a silence may be let go"
            " from day 60, when an answer within 30 days has become rare. You can change both below.",
        ),
        (
            1,
            None,
            "Write once more after 1 day of silence.",
            "One more message is due from day 1 of silence, when most answers would have come; no silence in sight is"
            " long enough to be let go. You can change both below.",
        ),
        (
            None,
            60,
            "From day 60 you may let it go: an answer has become rare.",
            "On no day is one more message due; a silence may be let go from day 60, when an"
            " answer within 30 days has become rare. You can change both below.",
        ),
        (
            None,
            None,
            "Your log is too young to say when to write once more.",
            "On no day is one more message due; no silence in sight is long enough to be let go."
            " You can change both below.",
        ),
    ],
)
def test_the_rule_says_both_days_as_far_as_they_are_in_sight(
    write: int | None, let_go: int | None, said: str, rule: str
) -> None:
    assert what_to_do(waiting(ONE, write=write, let_go=let_go)) == said
    assert rule_in_words(waiting(ONE, write=write, let_go=let_go)) == rule


@pytest.mark.parametrize(
    ("suggestion", "high", "next_step"),
    [
        (Suggestion.WAIT, 0.7, "Too early to write"),
        (Suggestion.FOLLOW_UP, 0.7, "Due: write once more"),
        (Suggestion.WRITTEN, 0.7, "You wrote once more"),
        (Suggestion.NOT_KNOWN, 0.7, "Not known since"),
        (Suggestion.LET_GO, 0.1, "May be let go"),
        (Suggestion.LET_GO, 0.11, "Probably over"),
        (Suggestion.WAIT, 0.05, "Too early to write"),
    ],
)
def test_a_row_says_what_to_do_with_one_silence(suggestion: Suggestion, high: float, next_step: str) -> None:
    [row] = table(waiting(replace(ONE, suggestion=suggestion, reply_low=0.01, reply_high=high))).to_dict("records")
    assert row["Next"] == next_step


def test_a_row_has_the_chance_of_any_answer_with_its_range_and_the_others_without() -> None:
    assert table(waiting(ONE)).to_dict("records") == [
        {
            "Employer": "Alder",
            "Next": "Too early to write",
            "Days silent": 12,
            "Any answer in 30 days": "50% (30–70)",
            "Invitation in 30 days": "10%",
            "Any answer in 14 days": "20%",
            "Invitation in 14 days": "4%",
            "Role": "Analyst",
        }
    ]


def test_prospects_are_given_for_the_days_of_the_report() -> None:
    rows = prospects_table(waiting())
    assert rows["Days silent"].tolist() == [0, *REPORT_DAYS]
    assert set(rows["Any answer in 30 days"]) == {"50% (30–70)"}
    assert set(rows["Invitation in 30 days"]) == {"10%"}


def test_what_the_chances_rest_on_is_counted() -> None:
    assert rests_on(waiting(own=1)).startswith("The chances come from your own 1 application and,")
    assert rests_on(waiting(own=40)).startswith("The chances come from your own 40 applications and,")
