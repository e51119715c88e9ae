"""Goals as a person uses them, in a browser."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from analytics.store import Store, Viewer, owner
from analytics.store.goals import GoalTerms, add_entry, set_goal
from tests.conftest import Dashboard, Watched

pytestmark = pytest.mark.browser
TODAY = date.today()
NOW = datetime.combine(TODAY, datetime.min.time())


def open_goals(dashboard: Dashboard, browser: Watched) -> Any:
    browser.page.goto(f"{dashboard.url}/goal_progress")
    browser.page.get_by_role("heading", name="Goals", exact=True).wait_for(timeout=60_000)
    return browser.page


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def tab(page: Any, name: str) -> None:
    # Last: while the page is drawn again, the tabs of before may still stand beside the new ones.
    page.get_by_role("tab", name=name).last.click()


def see(page: Any, words: str) -> None:
    page.get_by_text(words).first.wait_for(timeout=60_000)


def history(dashboard: Dashboard, column: str) -> list[Any]:
    """What the goals' wordings said, one after the other."""
    with Store(dashboard.store).reading(Viewer.applicant(1)) as reader:
        return list(reader.load("goal_history")[column])


def set_days_ago(
    dashboard: Dashboard, title: str, days: int, due_in: int, entries: dict[int, float], **more: Any
) -> None:
    """A goal of one's own that began some days ago; `entries` by days ago."""
    store = Store(dashboard.store)
    who = owner(store)
    starts_on, due_on = TODAY - timedelta(days=days), TODAY + timedelta(days=due_in)
    wording = replace(GoalTerms(title, "contacts", 8.0, starts_on, due_on), **more)
    with store.writing(who, NOW) as writer:
        goal = set_goal(writer, wording)
        for ago, amount in entries.items():
            add_entry(writer, goal, TODAY - timedelta(days=ago), amount)


def test_from_a_theme_to_a_goal_in_under_a_minute(dashboard: Dashboard, browser: Watched) -> None:
    page = open_goals(dashboard, browser)
    began = time.monotonic()
    press(page, "Set a goal")
    page.get_by_role("radio", name="Interview technique").or_(
        page.get_by_role("button", name="Interview technique")
    ).first.click()
    see(page, "It asks for")
    press(page, "Set this goal")
    see(page, "Your goal is too young to judge")
    assert time.monotonic() - began < 60
    store = Store(dashboard.store)
    with store.reading(Viewer.applicant(1)) as reader:
        (goal,) = reader.load("goals").to_dict("records")
        assert goal["theme"] == "interview_technique"
        assert goal["reason"] == "interview_performance"
        assert len(reader.load("goal_milestones")) >= 2


def test_a_target_changes_twice_and_is_reached_while_another_goal_is_let_go(
    dashboard: Dashboard, browser: Watched
) -> None:
    set_days_ago(dashboard, "Talk to people", 28, 28, {20: 2, 12: 1, 5: 2})
    page = open_goals(dashboard, browser)
    see(page, "5 of 8 contacts so far")
    for target in ("10", "6"):
        tab(page, "Change")
        field = page.get_by_label("Target", exact=True)
        field.fill(target)
        field.press("Tab")
        press(page, "Save the change")
        see(page, f"5 of {target} contacts so far")
    assert history(dashboard, "target") == [8, 10, 6]
    tab(page, "Add")
    press(page, "Add")
    see(page, "Reached on")
    tab(page, "Change")
    press(page, "I reached it")
    page.get_by_role("button", name="Take it up again").wait_for(timeout=60_000)
    assert history(dashboard, "status") == ["active", "active", "active", "done"]

    set_days_ago(dashboard, "Let me go", 28, 28, {20: 2})
    page = open_goals(dashboard, browser)
    see(page, "2 of 8 contacts so far")
    tab(page, "Change")
    press(page, "Let it go")
    see(page, "You let this goal go at 2 of 8 contacts.")
    assert history(dashboard, "status")[4:] == ["active", "retired"]


def test_goals_at_the_edges_say_calmly_where_they_stand(dashboard: Dashboard, browser: Watched) -> None:
    set_days_ago(dashboard, "Starts later", -10, 60, {})
    set_days_ago(dashboard, "Nothing to do", 20, 20, {}, target=0.0)
    set_days_ago(dashboard, "Went backwards", 28, 40, {20: 2, 10: -5})
    set_days_ago(dashboard, "No entries", 28, 30, {})
    set_days_ago(dashboard, "Its date has passed", 60, -5, {40: 3})
    page = open_goals(dashboard, browser)
    see(page, "Five goals: 1 ")
    for sentence in (
        "nothing needs to be done before",
        "The target is where it started",
        "−3 of 8 contacts so far",
        "0 of 8 contacts so far",
        "Give it a new date, make it smaller, or let it go",
    ):
        see(page, sentence)
