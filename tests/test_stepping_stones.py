"""A path is recognised: turned down, told why, a goal reached, applied again. From the store to the page."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.statistics.goal_progress import all_progress, goals_of
from analytics.statistics.stepping_stones import SteppingStones, stepping_stones
from analytics.store import Store, Viewer
from analytics.store.goals import GoalTerms, add_entry, set_goal
from analytics.taxonomy import Outcome
from analytics.wording.stepping_stones import CAME, NO_CAUSE, steps
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import ROOT

ME = Viewer.applicant(1)
NOW = datetime(2026, 3, 1, 12)
TURNED_DOWN = an_application(
    employer="Alder Works",
    role="Data Analyst",
    applied="2026-01-05",
    rejected_on="2026-01-20",
    feedback="Your SQL was not yet what the team needs.",
    reasons=["experience_or_skills"],
)
AGAIN = an_application(employer="alder works ", role="Reporting Analyst", applied="2026-04-01", invited_on="2026-04-10")


def with_a_goal(folder: Path, *applications: AnApplication, reached_on: date | None = date(2026, 3, 10)) -> Store:
    """A store with a goal against the reason, begun on 1 February and reached on a day, or not."""
    store = a_store(folder, *applications)
    wording = GoalTerms(
        "Twelve SQL exercises",
        "course_units",
        12.0,
        date(2026, 2, 1),
        date(2026, 3, 31),
        reason="experience_or_skills",
    )
    with store.writing(ME, NOW) as writer:
        goal = set_goal(writer, wording)
        if reached_on:
            add_entry(writer, goal, reached_on, 12.0)
    return store


def paths(store: Store) -> list[SteppingStones]:
    with store.reading(ME) as reader:
        goals = goals_of(reader.load("goals"), reader.load("goal_history"))
        progresses = all_progress(reader.load("goal_progress"), goals, date(2026, 5, 1))
        reached = {it.goal.goal_id: it.reached_on for it in progresses if it.reached_on}
        return stepping_stones(reader.load("stepping_stones"), reached)


def test_the_same_employer_again_after_the_goal_is_a_path(tmp_path: Path) -> None:
    assert paths(with_a_goal(tmp_path, TURNED_DOWN, AGAIN)) == [
        SteppingStones(
            employer="Alder Works",
            role="Data Analyst",
            rejected_on=date(2026, 1, 20),
            reason="experience_or_skills",
            theme=None,
            goal="Twelve SQL exercises",
            reached_on=date(2026, 3, 10),
            further_goals=(),
            again_employer="alder works ",
            again_role="Reporting Analyst",
            again_on=date(2026, 4, 1),
            same_employer=True,
            alike="analyst",
            outcome=Outcome.IN_PROCESS,
        )
    ]


def test_the_same_kind_of_role_elsewhere_is_a_path_too(tmp_path: Path) -> None:
    elsewhere = an_application(employer="Birch & Co", role="data analyst", applied="2026-04-01")
    [path] = paths(with_a_goal(tmp_path, TURNED_DOWN, elsewhere))
    assert (path.again_employer, path.same_employer, path.outcome) == ("Birch & Co", False, Outcome.OPEN)


@pytest.mark.parametrize(
    ("role", "again", "alike"),
    [
        ("Data Analyst", "Senior Data Analyst (m/f/d)", "analyst, data"),
        ("Solutions Engineer", "Engineer for solutions", "engineer, solutions"),
        ("Fundraising Officer", "Fundraising Coordinator", "fundraising"),
        ("Project Manager", "Warehouse Manager", None),
        ("Senior Designer", "Senior Accountant", None),
        ("Manager", "manager ", "manager"),
        ("Prüferin", "prüferin im Labor", "prüferin"),
    ],
)
def test_roles_are_alike_by_the_words_that_say_what_the_work_is(
    role: str, again: str, alike: str | None, tmp_path: Path
) -> None:
    first = an_application(
        role=role, rejected_on="2026-01-20", feedback="Your SQL was thin.", reasons=["experience_or_skills"]
    )
    later = an_application(employer="Birch & Co", role=again, applied="2026-04-01")
    assert [path.alike for path in paths(with_a_goal(tmp_path, first, later))] == ([alike] if alike else [])


def test_the_goal_that_fits_what_was_said_is_told_before_one_reached_later(tmp_path: Path) -> None:
    first = an_application(
        role="Fundraiser",
        rejected_on="2026-01-20",
        feedback="No background in fundraising, and a slow interview.",
        reasons=["experience_or_skills", "interview_performance"],
    )
    store = with_a_goal(tmp_path, first, AGAIN)
    with store.writing(ME, NOW) as writer:
        for title, theme, reason, day in (
            ("Volunteer", "relevant_experience", "experience_or_skills", 12),
            ("Mock interviews", None, "interview_performance", 20),
        ):
            terms = GoalTerms(title, "custom", 1.0, date(2026, 2, 1), date(2026, 3, 31), reason=reason, theme=theme)
            add_entry(writer, set_goal(writer, terms), date(2026, 3, day), 1.0)
        writer.sql("update reading_reasons set theme = 'relevant_experience' where reason = 'experience_or_skills'")
    [path] = paths(store)
    assert (path.goal, path.reason, path.theme) == ("Volunteer", "experience_or_skills", "relevant_experience")
    assert path.further_goals == ("Mock interviews", "Twelve SQL exercises")


def test_offers_stand_first_and_a_day_that_is_not_known_is_said_to_be(tmp_path: Path) -> None:
    undated = an_application(
        role="Data Analyst", applied="2026-01-05", rejected=True, feedback="SQL.", reasons=["experience_or_skills"]
    )
    offered = an_application("Cedar", "Data Analyst", applied="2026-03-20", offered_on="2026-04-20")
    later = an_application("Dune", "Data Analyst", applied="2026-04-10")
    found = paths(with_a_goal(tmp_path, undated, later, offered))
    assert [path.again_employer for path in found] == ["Cedar", "Dune"]
    assert steps(found[0]) == [
        "Turned down at Alder Works as Data Analyst, on a day that isn't known.",
        "What they named: lack of experience or skills.",
        "Reached by 10 March 2026: Twelve SQL exercises.",
        "Applied at Cedar as Data Analyst on 20 March 2026.",
        "An offer came of it.",
    ]


def test_no_path_is_told_as_a_cause() -> None:
    told = " ".join([NO_CAUSE, *CAME.values()]).lower()
    assert not re.search(r"because|thanks to|led to|paid off|made the difference", told)
    assert set(CAME) == set(Outcome)


@pytest.mark.parametrize(
    ("again", "reached_on"),
    [
        (AGAIN, None),
        (AGAIN, date(2026, 4, 20)),
        (an_application(employer="Birch & Co", role="Gardener", applied="2026-04-01"), date(2026, 3, 10)),
        (an_application(employer="Alder Works", applied="2026-01-25"), date(2026, 3, 10)),
    ],
    ids=["the goal was never reached", "it was reached later", "another employer and role", "before the goal"],
)
def test_what_is_no_path_is_not_shown_as_one(again: AnApplication, reached_on: date | None, tmp_path: Path) -> None:
    assert paths(with_a_goal(tmp_path, TURNED_DOWN, again, reached_on=reached_on)) == []


@pytest.mark.filterwarnings("default")
def test_the_page_tells_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = with_a_goal(tmp_path, TURNED_DOWN, AGAIN)
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(store.folder))
    monkeypatch.chdir(ROOT)
    dashboard = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    dashboard.session_state["goals_view_next"] = "Did it help?"
    shown = dashboard.run().switch_page("pages/goal_progress.py").run()
    assert not shown.exception
    said = "\n".join(str(element.value) for element in (*shown.markdown, *shown.caption)).replace("\\", "")
    assert "Again at alder works" in said
    assert "Turned down at Alder Works as Data Analyst on 20 January 2026." in said
    assert "Reached by 10 March 2026: Twelve SQL exercises." in said
    assert "on 1 April 2026, 2 months after the no." in said
    assert "They invited you; nothing is decided yet." in said
    assert NO_CAUSE in said
