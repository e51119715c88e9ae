"""Ready plans, sentences and reminders for goals."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import icalendar
import pandas as pd
import pytest

from analytics.goals.action_plans import Track, plans, plans_for
from analytics.goals.reminders import Reminder, calendar, mail_link, partner_message, reminders
from analytics.statistics.goal_progress import Goal, GoalProgress, Standing, goal_progress
from analytics.store.goals import Wording, check
from analytics.taxonomy import Reason, Theme
from analytics.wording.goal_progress import goal_in_words, goals_in_words, in_order

START, DUE, TODAY = date(2026, 9, 7), date(2026, 11, 29), date(2026, 10, 4)
NOW = datetime(2026, 10, 4, 9, tzinfo=UTC)


def a_progress(done: float = 4, **facts: object) -> GoalProgress:
    goal = replace(Goal(1, "Practise", "mock_interviews", 0.0, 12, START, DUE), **facts)  # type: ignore[arg-type]
    rows = [(goal.goal_id, START + timedelta(days=7 * week + 2), done / 4) for week in range(4)]
    return goal_progress(pd.DataFrame(rows, columns=["goal_id", "day", "amount"]), goal, TODAY)


def no_rows(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


MILESTONES = ("goal_id", "milestone_id", "name", "due_on", "reached_on")
REVIEWS = ("goal_id", "reviewed_on")


# --- plans -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", list(Theme))
def test_every_theme_has_plans_on_several_tracks(theme: Theme) -> None:
    assert len({plan.track for plan in plans_for(theme=theme)}) >= 2


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_plan(reason: Reason) -> None:
    assert len(plans_for(reason=reason)) >= 2


def test_every_track_is_there_and_every_plan_is_a_goal_one_can_set() -> None:
    assert {plan.track for plan in plans()} == set(Track)
    for plan in plans():
        assert 2 <= len(plan.steps) <= 4 and plan.milestones
        check(Wording(plan.title, plan.metric, plan.target, START, plan.due_on(START), reason=plan.reasons[0]))


def test_a_plan_that_answers_theme_and_reason_comes_first() -> None:
    first = plans_for(Theme.INTERVIEW, Reason.INTERVIEW)[0]
    assert Theme.INTERVIEW in first.themes and Reason.INTERVIEW in first.reasons


# --- sentences -------------------------------------------------------------------------------------------


def test_all_goals_in_one_sentence_with_what_needs_a_decision_first() -> None:
    progresses = [a_progress(24), a_progress(1), a_progress(status="paused")]
    assert goals_in_words(progresses) == "3 goals: 1 at risk, 1 paused, 1 reached."
    assert [p.standing for p in in_order(progresses)] == [Standing.AT_RISK, Standing.PAUSED, Standing.DONE]
    assert goals_in_words([]) == "No goal is set yet."


def test_no_sentence_scolds_or_shouts() -> None:
    for progress in (a_progress(1), a_progress(0, due_on=date(2026, 10, 1)), a_progress(24), a_progress(-8)):
        words = goal_in_words(progress).lower()
        assert re.search(r"!|\b(fail\w*|behind|should|must|late)\b", words) is None


# --- reminders -------------------------------------------------------------------------------------------


def test_what_is_due_comes_in_order_and_a_missed_review_is_due_today() -> None:
    facts = pd.DataFrame({"goal_id": [1], "review_every_days": [7]})
    steps = pd.DataFrame(
        [
            (1, 5, "First three", date(2026, 10, 8), None),
            (1, 6, "Done already", date(2026, 10, 9), date(2026, 10, 1)),
            (1, 7, "Long ago", date(2026, 9, 8), None),
        ],
        columns=list(MILESTONES),
    )
    found = reminders([a_progress()], facts, steps, no_rows(*REVIEWS), TODAY, TODAY + timedelta(days=60))
    assert found == [
        Reminder(TODAY, "Look back: Practise", 1, "review"),
        Reminder(date(2026, 10, 8), "First three: Practise", 1, "milestone", 5),
        Reminder(DUE, "Last day: Practise", 1, "due"),
    ]


@pytest.mark.parametrize("status", ["paused", "done", "retired"])
def test_a_goal_that_rests_reminds_of_nothing(status: str) -> None:
    facts = pd.DataFrame({"goal_id": [1], "review_every_days": [7]})
    assert reminders([a_progress(status=status)], facts, no_rows(*MILESTONES), no_rows(*REVIEWS), TODAY, DUE) == []


def test_the_calendar_file_can_be_read_in_again_without_doubles() -> None:
    due = [Reminder(DUE, "Last day: a, b; c\nd", 1, "due"), Reminder(TODAY, "Look back", 1, "review")]
    first, second = (icalendar.Calendar.from_ical(calendar(due, 1, now=NOW)) for _ in range(2))
    events = first.walk("VEVENT")
    assert [event["uid"] for event in events] == [event["uid"] for event in second.walk("VEVENT")]
    assert len({event["uid"] for event in events}) == 2
    assert events[0].decoded("dtstart") == DUE
    assert str(events[0]["summary"]) == "Last day: a, b; c\nd"


def test_a_message_to_a_partner_stays_text() -> None:
    subject, body = partner_message(a_progress(title="A & B?cc=x@example.org"), "Sam", [])
    link = mail_link("sam@example.org", subject, body)
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "sam@example.org")
    assert set(parse_qs(parts.query)) == {"subject", "body"}
    assert "Hello Sam," in body and "4 of 12 mock interviews" in body
