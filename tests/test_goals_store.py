"""Goals are adjusted, never overwritten, and nobody touches another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import InvalidEntry, NotAllowed
from analytics.statistics.goal_progress import all_progress, goals_of
from analytics.store import Store, Viewer
from analytics.store.goals import (
    GoalTerms,
    add_entry,
    add_milestone,
    add_review,
    adjust,
    reach_milestone,
    remove_entry,
    remove_goal,
    remove_milestone,
    set_goal,
)
from analytics.taxonomy import Standing
from tests.builders import AnApplication, a_store, an_application

NOW = datetime(2026, 3, 2, 9, 0)
ME, OTHER = Viewer.applicant(1), Viewer.applicant(2)


def some_terms(**more: Any) -> GoalTerms:
    usual = GoalTerms("Practise", "mock_interviews", 6.0, starts_on=date(2026, 3, 2), due_on=date(2026, 5, 3))
    return replace(usual, **more)


def a_store_with_goal(folder: Path, *applications: AnApplication, **more: Any) -> tuple[Store, int]:
    store = a_store(folder, *applications)
    with store.writing(ME, NOW) as writer:
        return store, set_goal(writer, some_terms(**more))


def reached(store: Store, as_of: date = date(2026, 4, 5)) -> list[tuple[Standing, float]]:
    with store.reading(ME) as reader:
        goals = goals_of(reader.load("goals"), reader.load("goal_history"))
        return [(p.standing, p.reached) for p in all_progress(reader.load("goal_progress"), goals, as_of)]


def test_every_change_adds_some_terms_and_the_newest_holds(tmp_path: Path) -> None:
    store, goal = a_store_with_goal(tmp_path)
    for day, change in (
        (9, {"target": 8.0, "note": "More time than I thought"}),
        (16, {"target": 5.0}),
        (17, {"target": 5.0}),
        (18, {"status": "paused"}),
        (25, {"status": "active"}),
    ):
        with store.writing(ME, datetime(2026, 3, day)) as writer:
            adjust(writer, goal, **change)
    with store.reading(ME) as reader:
        history = reader.load("goal_history")
        newest = reader.load("goals")
        (found,) = goals_of(newest, history)
    assert history[["version", "target", "status"]].to_numpy().tolist() == [
        [1, 6.0, "active"],
        [2, 8.0, "active"],
        [3, 5.0, "active"],
        [4, 5.0, "paused"],
        [5, 5.0, "active"],
    ]
    assert history["change_note"][1] == "More time than I thought"
    assert newest["version"].tolist() == [5]
    assert found.rests == ((date(2026, 3, 18), date(2026, 3, 25)),)


def test_entries_add_up_and_can_be_taken_away(tmp_path: Path) -> None:
    store, goal = a_store_with_goal(tmp_path)
    with store.writing(ME, NOW) as writer:
        add_entry(writer, goal, date(2026, 3, 3), 2)
        add_entry(writer, goal, date(2026, 3, 3), 1)
        wrong = add_entry(writer, goal, date(2026, 3, 9), 5)
        add_entry(writer, goal, date(2026, 3, 20), -1)
        remove_entry(writer, wrong)
    assert reached(store) == [(Standing.AT_RISK, 2.0)]


def test_of_a_percentage_the_last_reading_of_a_day_counts(tmp_path: Path) -> None:
    store, goal = a_store_with_goal(tmp_path, metric="percent", target=90.0)
    with store.writing(ME, NOW) as writer:
        for value in (20, 35):
            add_entry(writer, goal, date(2026, 3, 3), value)
    with store.reading(ME) as reader:
        assert reader.load("goal_progress")["amount"].tolist() == [35.0]


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("applications", 3), ("tailored_applications", 1), ("replies", 2), ("interviews", 1), ("feedback_requests", 1)],
)
def test_what_the_log_holds_is_counted_from_the_start_on(tmp_path: Path, metric: str, expected: int) -> None:
    store, _ = a_store_with_goal(
        tmp_path,
        an_application(applied="2026-01-10", invited_on="2026-02-01"),
        an_application(applied="2026-03-03", tailored=True),
        an_application(applied="2026-03-04", invited_on="2026-03-20"),
        an_application(applied="2026-03-05", rejected_on="2026-03-25", request={"sent_on": "2026-03-27"}),
        an_application(applied="2026-03-06", applicant=2, tailored=True, invited_on="2026-03-20"),
        metric=metric,
    )
    assert reached(store)[0][1] == expected


def test_a_tailored_wording_that_nobody_could_reach_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for wrong in (
        {"title": "  "},
        {"metric": "luck"},
        {"due_on": date(2026, 3, 1)},
        {"target": float("nan")},
        {"target": 1e12},
        {"metric": "percent", "target": 120.0},
        {"reason": "bad luck"},
        {"review_every_days": 0},
    ):
        with pytest.raises(InvalidEntry), store.writing(ME, NOW) as writer:
            set_goal(writer, some_terms(**wrong))
    assert reached(store) == []


def test_nobody_reads_or_changes_another_ones_goal(tmp_path: Path) -> None:
    store, goal = a_store_with_goal(tmp_path)
    with store.writing(ME, NOW) as writer:
        entry = add_entry(writer, goal, date(2026, 3, 3), 2)
        milestone = add_milestone(writer, goal, "First")
    for change in (
        lambda writer: adjust(writer, goal, target=1.0),
        lambda writer: add_entry(writer, goal, date(2026, 3, 4), 9),
        lambda writer: add_milestone(writer, goal, "Mine now"),
        lambda writer: add_review(writer, goal, date(2026, 3, 4), "Hello"),
        lambda writer: remove_goal(writer, goal),
        lambda writer: remove_entry(writer, entry),
        lambda writer: reach_milestone(writer, milestone, date(2026, 3, 4)),
        lambda writer: remove_milestone(writer, milestone),
    ):
        with pytest.raises(NotAllowed), store.writing(OTHER) as writer:
            change(writer)
    assert reached(store) == [(Standing.AT_RISK, 2.0)]
    with store.reading(ME) as reader:
        assert reader.load("goal_milestones")["reached_on"].isna().tolist() == [True]
    with store.reading(OTHER) as reader:
        for query in ("goals", "goal_history", "goal_progress", "goal_entries", "goal_milestones", "goal_pace"):
            assert reader.load(query).empty, query


def test_goals_survive_the_undo_of_an_import(tmp_path: Path) -> None:
    store, _ = a_store_with_goal(tmp_path, an_application(applied="2026-03-03", import_id=1), metric="applications")
    with store.writing(ME) as writer:
        writer.sql("update applications set removed_at = now()::timestamp where import_id = 1")
    assert reached(store)[0][1] == 0
