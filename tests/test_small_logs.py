"""What the pages say of a log with none, one, two, five, twenty and six hundred applications, goals, entries."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.store import Viewer, goals, journal, reflection
from analytics.store.goals import GoalTerms
from analytics.store.journal import Entry
from analytics.wording.application_paths import one_silent
from pages.frame import session
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import opened_page

EMPTY = {
    "overview": "Find out why, how long it takes, and what is worth doing next.",
    "applications": "Here you will see every application: where it stands, and what is next.",
    "rejection_reasons": "Here you will see which reasons employers gave, and how many gave none.",
    "response_times": "Here you will see how long employers take to answer, and how many never do.",
}
SAID = {
    0: EMPTY,
    1: {
        "overview": "One application, sent 3 days ago. No answer yet; that is early.",
        "applications": "One sent.",
        "rejection_reasons": EMPTY["rejection_reasons"],
        "response_times": "One application so far, and nothing noted since it was sent.",
    },
    2: {
        "overview": "Of 2 applications, 1 had an answer and 1 is silent.",
        "applications": "Two sent.",
        "rejection_reasons": "One rejection, without a reason.",
        "response_times": "Two applications so far: 1 with an answer and 1 silent.",
    },
    5: {
        "overview": "Of 5 applications, 3 had an answer, 1 led to an invitation and 2 are silent.",
        "applications": "Five sent.",
        "rejection_reasons": "Of 2 rejections, 1 gave a reason: lack of experience or skills.",
        "response_times": "Five applications so far: 3 with an answer and 2 silent.",
    },
    20: {
        "overview": "Of 20 applications, 12 had an answer, 4 led to an invitation and 8 are silent.",
        "applications": "20 sent.",
        "rejection_reasons": "Of 8 rejections, 4 gave a reason: lack of experience or skills (4).",
        "response_times": "Of 20 applications, 12 had an answer; the log follows them for 20 days at most, which is"
        " early.",
    },
    600: {
        "overview": "Of 600 applications, 360 had an answer, 120 led to an invitation and 240 are silent.",
        "applications": "600 sent.",
        "rejection_reasons": "Of 240 rejections, 120 gave a reason, most often lack of experience or skills (all). "
        "All 120 named something that can be worked on.",
        "response_times": "Of 600 applications, about 6 in 10 had an answer by day 30; half had one by day 2.",
    },
}


def a_log(many: int) -> list[AnApplication]:
    """Of five in a row one is invited, two are turned down on the second day, one of them with a reason, two silent."""
    rows = []
    for place in range(many):
        sent = date.today() - timedelta(days=3 + place % 60)
        second = str(sent + timedelta(days=2))
        came: dict[str, Any] = {
            1: {"rejected_on": second},
            2: {"invited_on": second},
            3: {"rejected_on": second, "feedback": "You do not have enough experience with SQL for this role."},
        }.get(place % 5, {})
        rows.append(an_application(f"Employer {place}", applied=str(sent), **came))
    return rows


@pytest.mark.parametrize("many", list(SAID))
def test_what_pages_say_of_so_many_applications(many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_store(tmp_path, *a_log(many))
    said = {page: leading(page, tmp_path, monkeypatch) for page in EMPTY}
    assert {page: words.startswith(SAID[many][page]) for page, words in said.items()} == dict.fromkeys(EMPTY, True), (
        said
    )
    assert said["rejection_reasons"] == SAID[many]["rejection_reasons"]


OF_ONESELF = {
    0: {
        "feedback_requests": "Here will be whom to ask for feedback after a no, when, and with which words.",
        "goal_progress": "Here you will see how far each goal is, and whether its date is within reach.",
        "journal": "Here you will see your entries and your mood over the weeks.",
        "about_me": "No strength is kept yet.",
    },
    1: {
        "feedback_requests": "Ask Employer 0 today.",
        "goal_progress": "Your goal can't be judged yet, as nothing was entered.",
        "journal": "One entry with a mood so far.",
        "about_me": "One strength is kept, without a number.",
    },
    2: {
        "feedback_requests": "Ask Employer 0 today; 1 more can be asked today.",
        "goal_progress": "Two goals, both too early to say.",
        "journal": "Two entries with a mood so far.",
        "about_me": "Two strengths are kept, 1 of them with a number.",
    },
    5: {
        "feedback_requests": "Ask Employer 3 today; 3 more can be asked today.",
        "goal_progress": "Five goals: 1 past its date and 4 too early to say.",
        "journal": "Five entries with a mood in 2 weeks; 3.4 of 5 in the usual week.",
        "about_me": "Five strengths are kept, 2 of them with a number.",
    },
    20: {
        "feedback_requests": "Ask Employer 3 today; 3 more can be asked today.",
        "goal_progress": "20 goals: 6 past their date and 14 too early to say.",
        "journal": "20 entries with a mood in 4 weeks; 3.5 of 5 in the usual week.",
        "about_me": "20 strengths are kept, 10 of them with a number.",
    },
    600: {
        "feedback_requests": "Ask Employer 3 today; 39 more can be asked today.",
        "goal_progress": "600 goals: 200 past their date and 400 too early to say.",
        "journal": "600 entries with a mood in 87 weeks; 3.5 of 5 in the usual week.",
        "about_me": "600 strengths are kept, 300 of them with a number.",
    },
}


TODAY = date(2026, 11, 25)
"""A Wednesday: whom to ask depends on working days."""


def what_is_ones_own(folder: Path, many: int) -> None:
    """So many rejections, goals, entries of a journal and strengths; every third goal has ended."""
    rejected = [
        an_application(
            f"Employer {place}",
            applied=str(TODAY - timedelta(days=20 + place % 60)),
            rejected_on=str(TODAY - timedelta(days=4 + place % 60)),
        )
        for place in range(many)
    ]
    with a_store(folder, *rejected).writing(Viewer.applicant(1)) as writer:
        for place in range(many):
            starts = TODAY - timedelta(days=40 + place)
            terms = GoalTerms(
                f"Goal {place}", "custom", 24.0, starts, TODAY + timedelta(days=30 - 60 * (place % 3 == 2))
            )
            goals.set_goal(writer, terms)
            journal.write(writer, Entry(TODAY - timedelta(days=place), mood=3 + place % 2), None)
            reflection.keep_strength(writer, "Kept a shop", noted_on=TODAY, amount="3 months" if place % 2 else None)


@pytest.mark.parametrize("many", list(SAID))
def test_what_pages_about_oneself_say(many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: TODAY)
    what_is_ones_own(tmp_path, many)
    assert {page: leading(page, tmp_path, monkeypatch) for page in OF_ONESELF[0]} == OF_ONESELF[many]


def leading(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The sentence that a page leads with, or what an empty page says."""
    shown = opened_page(page, folder / "store", monkeypatch)
    assert not shown.exception
    assert "could not be shown" not in "".join(str(error.value) for error in (*shown.error, *shown.warning))
    leads = shown.header[0] if shown.header else shown.main.markdown[0]
    return str(leads.value).replace("\\", "").strip("*")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "One application, sent today. No answer yet; that is early."),
        (1, "One application, sent 1 day ago. No answer yet; that is early."),
        (14, "One application, sent 14 days ago. No answer yet; that is early."),
        (15, "One application, sent 15 days ago. No answer yet."),
    ],
)
def test_one_silence_is_early_for_two_weeks(days: int, said: str) -> None:
    assert one_silent(days) == said
