"""The step that follows from a mail: on both sides of every day that changes it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analytics.taxonomy import EventKind, MessageOutcome
from analytics.wording.mail_step import DaysToAsk, step

FRIDAY, TUESDAY, LATEST = date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 22)
CAME = date(2026, 11, 24)
ASK = "ask Osprey what would have made the difference."


def after_a_no(today: date) -> str:
    days = DaysToAsk(FRIDAY, TUESDAY, LATEST)
    return step(MessageOutcome.REJECTED, EventKind.REJECTED, "Osprey", days, CAME, today)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (CAME, f"{ASK} A good day is Friday 27 November, once the first rush is over."),
        (FRIDAY - timedelta(1), f"{ASK} A good day is Friday 27 November, once the first rush is over."),
        (FRIDAY, f"{ASK} Good days are today to Tuesday 1 December."),
        (TUESDAY - timedelta(1), f"{ASK} Good days are today to Tuesday 1 December."),
        (TUESDAY, f"{ASK} Today is the last of the good days."),
        (
            TUESDAY + timedelta(1),
            f"{ASK} The best days have passed; it is still worth it until Tuesday 22 December.",
        ),
        (LATEST, f"{ASK} The best days have passed; it is still worth it until Tuesday 22 December."),
        (LATEST + timedelta(1), "none. After 22 December 2026 asking them is rarely worth it."),
    ],
)
def test_after_a_no_the_day_decides(today: date, said: str) -> None:
    assert after_a_no(today) == said


NO_DAYS = DaysToAsk(None, None, None)


@pytest.mark.parametrize(
    ("outcome", "kept_as", "said"),
    [
        (MessageOutcome.REJECTED, EventKind.REJECTED, "say on which day it came, to see when to ask for feedback."),
        (
            MessageOutcome.CLOSED,
            EventKind.CLOSED,
            "none is needed. The position went away, and nobody decided about you.",
        ),
        (MessageOutcome.OFFER, EventKind.OFFER, "ask by Wednesday 25 November until when they need your answer."),
        (
            MessageOutcome.INVITATION,
            EventKind.SCREENING,
            "answer them by Wednesday 25 November, and note the day under Applications.",
        ),
        (MessageOutcome.RESCHEDULE, EventKind.RESCHEDULED, "confirm the new day by Wednesday 25 November."),
        (MessageOutcome.RECEIPT, EventKind.ACKNOWLEDGED, "none yet. Today will say when one more message is due."),
        (MessageOutcome.QUESTION, None, "answer them by Wednesday 25 November."),
        (MessageOutcome.NEWSLETTER, None, ""),
        (MessageOutcome.UNKNOWN, None, ""),
    ],
)
def test_what_else_a_mail_can_be_has_its_step(outcome: MessageOutcome, kept_as: EventKind | None, said: str) -> None:
    assert step(outcome, kept_as, "Osprey", NO_DAYS, CAME, CAME) == said


@pytest.mark.parametrize(("days", "soon"), [(7, True), (8, False)])
def test_an_old_invitation_is_not_to_be_answered_tomorrow(days: int, soon: bool) -> None:
    said = step(
        MessageOutcome.INVITATION, EventKind.INTERVIEW, "Osprey", NO_DAYS, CAME, CAME + timedelta(days)
    )  # fmt: skip
    assert said.startswith("answer them by") is soon
