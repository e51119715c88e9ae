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
from analytics.goals.reminders import Reminder, all_reminders, calendar, partner_message, reminders
from analytics.mail_link import mail_link
from analytics.statistics.goal_progress import Goal, GoalProgress, PlanOutlook, goal_progress
from analytics.store.goals import GoalTerms, check
from analytics.taxonomy import Reason, Standing, Theme
from analytics.wording.goal_progress import goal_in_words, in_order, in_words, outlook_in_words, paused_in_words

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
        check(GoalTerms(plan.title, plan.metric, plan.target, START, plan.due_on(START), reason=plan.reasons[0]))


def test_a_plan_that_answers_theme_and_reason_comes_first() -> None:
    first = plans_for(Theme.INTERVIEW, Reason.INTERVIEW)[0]
    assert Theme.INTERVIEW in first.themes and Reason.INTERVIEW in first.reasons


# --- sentences -------------------------------------------------------------------------------------------


def test_a_plans_steps_are_numbered_and_its_milestones_lie_evenly_on_the_way() -> None:
    plan = replace(plans()[0], steps=("Ask", "Learn"), milestones=("one", "two", "three"), weeks=8)
    assert plan.specific == "1. Ask\n2. Learn"
    monday = date(2026, 1, 5)
    assert plan.due_on(monday) == date(2026, 3, 2)
    assert plan.milestone_days(monday, date(2026, 1, 15)) == [
        ("one", date(2026, 1, 7)), ("two", date(2026, 1, 10)), ("three", date(2026, 1, 13)),
    ]  # fmt: skip


def test_plans_that_answer_both_come_before_those_that_answer_one_and_others_are_left_out() -> None:
    for theme, reason in ((Theme.INTERVIEW, Reason.INTERVIEW), (Theme.TECHNICAL, Reason.CULTURE)):
        fits = [(theme in plan.themes) + (reason in plan.reasons) for plan in plans_for(theme, reason)]
        assert fits == sorted(fits, reverse=True)
        assert min(fits) == 1
        assert len(fits) == sum(theme in plan.themes or reason in plan.reasons for plan in plans())


def test_all_goals_in_one_sentence_with_what_needs_a_decision_first() -> None:
    progresses = [a_progress(24), a_progress(1), a_progress(status="paused")]
    assert in_words(progresses) == "Three goals: 1 at risk, 1 paused and 1 reached."
    assert [p.standing for p in in_order(progresses)] == [Standing.AT_RISK, Standing.PAUSED, Standing.DONE]
    assert in_words([]) == "No goal is set yet."


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (a_progress(1), "Your goal is at risk."),
        (a_progress(24), "Your goal is reached."),
        (a_progress(0, starts_on=date(2026, 10, 1)), "Your goal is too young to judge; look again on 28 October 2026."),
        (
            goal_progress(pd.DataFrame(columns=["goal_id", "day", "amount"]), a_progress().goal, TODAY),
            "Your goal can't be judged yet, as nothing was entered.",
        ),
    ],
)
def test_one_goal_is_not_counted(progress: GoalProgress, said: str) -> None:
    assert in_words([progress]) == said


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (
            a_progress(4),
            "4 of 12 mock interviews so far, on 4 October 2026. One mock interview a week on average. The rest needs 1 "
            "mock interview a week until 29 November 2026. With weeks like those so far it is open whether it will be "
            "done by 29 November 2026.",
        ),
        (
            a_progress(0, starts_on=date(2026, 10, 1), due_on=date(2026, 10, 17)),
            "0 of 12 mock interviews so far, on 4 October 2026. The rest needs 6.5 mock interviews a week until 17 "
            "October 2026.",
        ),
        (a_progress(24), "Reached on 16 September 2026: 24 of 12 mock interviews."),
        (
            a_progress(4, status="retired"),
            "You let this goal go at 4 of 12 mock interviews. What you did for it stays.",
        ),
        (
            a_progress(240, metric="percent", target=65.0, status="paused"),
            "Paused at 60% of 65%. Take it up again whenever it suits you.",
        ),
    ],
)
def test_a_goal_says_where_it_stands_and_on_which_day(progress: GoalProgress, said: str) -> None:
    assert goal_in_words(progress).startswith(said)


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


@pytest.mark.parametrize("starts_on", [TODAY, TODAY + timedelta(days=1)])
def test_a_start_is_due_while_it_lies_ahead(starts_on: date) -> None:
    due = reminders(
        [a_progress(0, starts_on=starts_on)], no_rows("goal_id", "review_every_days"), no_rows(*MILESTONES),
        no_rows(*REVIEWS), TODAY, DUE,
    )  # fmt: skip
    assert [one.kind for one in due] == (["start", "due"] if starts_on > TODAY else ["due"])


def test_the_next_review_counts_from_the_last_one_and_milestones_are_each_goals_own() -> None:
    facts = pd.DataFrame({"goal_id": [1, 2], "review_every_days": [7, None]})
    reviewed = pd.DataFrame([(1, date(2026, 9, 20)), (1, date(2026, 10, 2))], columns=list(REVIEWS))
    steps = pd.DataFrame(
        [(1, 5, "First", pd.Timestamp(2026, 10, 8), None), (2, 6, "Second", date(2026, 10, 8), None)],
        columns=list(MILESTONES),
    )
    goals = [a_progress(), a_progress(goal_id=2, title="Write")]
    assert reminders(goals, facts, steps, reviewed, TODAY, date(2026, 10, 20)) == [
        Reminder(date(2026, 10, 8), "First: Practise", 1, "milestone", 5),
        Reminder(date(2026, 10, 8), "Second: Write", 2, "milestone", 6),
        Reminder(date(2026, 10, 9), "Look back: Practise", 1, "review"),
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


def test_what_rests_or_was_reached_is_cancelled_in_the_calendar_while_it_lies_ahead() -> None:
    facts = pd.DataFrame({"goal_id": [1], "review_every_days": [7]})
    steps = pd.DataFrame(
        [(1, 5, "Reached", date(2026, 10, 9), date(2026, 10, 1)), (1, 6, "Gone by", date(2026, 10, 3), TODAY)],
        columns=list(MILESTONES),
    )

    def told(status: str) -> list[tuple[str, str]]:
        due = all_reminders([a_progress(status=status)], facts, steps, no_rows(*REVIEWS), TODAY, DUE)
        file = icalendar.Calendar.from_ical(calendar(due, 1, now=NOW))
        return [(str(event["summary"]), str(event["status"])) for event in file.walk("VEVENT")]

    assert told("active") == [
        ("Look back: Practise", "CONFIRMED"),
        ("Reached: Practise", "CANCELLED"),
        ("Last day: Practise", "CONFIRMED"),
    ]
    assert {status for _, status in told("paused")} == {"CANCELLED"}


def test_a_goals_reminder_comes_at_nine_where_its_owner_is() -> None:
    file = icalendar.Calendar.from_ical(
        calendar([Reminder(DUE, "Last day", 1, "due")], 1, now=NOW, zone="Europe/Berlin")
    )
    assert file.walk("VEVENT")[0].decoded("dtstart").isoformat() == "2026-11-29T09:00:00+01:00"


def test_a_message_to_a_partner_stays_text() -> None:
    subject, body = partner_message(a_progress(title="A & B?cc=x@example.org"), "Sam", [])
    link = mail_link("sam@example.org", subject, body)
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "sam@example.org")
    assert set(parse_qs(parts.query)) == {"subject", "body"}
    assert "Hello Sam," in body and "4 of 12 mock interviews" in body


def test_a_message_to_a_partner_names_the_next_three_days_of_that_goal() -> None:
    due = [
        Reminder(TODAY + timedelta(days=ahead), f"Step {ahead}", goal, "milestone")
        for goal in (1, 2)
        for ahead in range(4)
    ]
    _, body = partner_message(a_progress(), None, due)
    assert body.startswith("Hello,\n")
    assert [line.partition(": ")[2] for line in body.splitlines() if line.startswith("- ")] == [
        "Step 0",
        "Step 1",
        "Step 2",
    ]
    assert "Next:" not in partner_message(a_progress(), None, due[4:])[1]


# --- outlooks --------------------------------------------------------------------------------------------


def test_an_outlook_says_as_much_as_is_known() -> None:
    goal = a_progress().goal
    needs = "It asks for 1.5 mock interviews a week."
    assert outlook_in_words(goal, PlanOutlook(1.5, None, None, 0)) == (
        f"{needs} There is no pace so far to compare with; four weeks of entries will show one."
    )
    paced = f"{needs} In the last 4 weeks you did 0.6 mock interviews a week."
    assert outlook_in_words(goal, PlanOutlook(1.5, 0.64, None, 4.2)) == paced
    assert outlook_in_words(goal, PlanOutlook(1.5, 0.64, 0.5, 4.2)) == (
        f"{paced} With weeks like those so far it is open whether it will be done by 29 November 2026."
    )


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (0.5, 0.5, "If you pause for a week it is still open."),
        (0.9, 0.5, "If you pause for a week it is open."),
        (0.9, 0.1, "If you pause for a week it is unlikely."),
        (0.5, 0.9, "If you pause for a week it is likely."),
        (None, 0.5, ""),
        (0.5, None, ""),
    ],
)
def test_what_a_week_without_it_would_change(now: float | None, then: float | None, said: str) -> None:
    assert paused_in_words(replace(a_progress(), chance=now), replace(a_progress(), chance=then)) == said


def test_a_goal_that_was_closed_says_where_and_one_that_went_beyond_its_target_is_reached() -> None:
    assert goal_in_words(a_progress(4, status="done")) == "You closed this goal at 4 of 12 mock interviews."
    assert goal_in_words(a_progress(24, status="done")).startswith("Reached on")
