"""What every statistic says of logs in which one thing happened to all, of 1, 2, 5 and 600 applications."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.statistics.application_paths import application_paths
from analytics.statistics.group_differences import group_differences
from analytics.statistics.log_clock import log_clock
from analytics.statistics.rejection_reasons import overall
from analytics.statistics.response_times import response_times
from analytics.statistics.waiting_list import waiting_list
from analytics.store import Reader, Store, Viewer
from analytics.wording import application_paths as paths_wording
from analytics.wording import log_clock as clock_wording
from analytics.wording import rejection_reasons as reasons_wording
from analytics.wording import response_times as times_wording
from analytics.wording import waiting_list as waiting_wording
from tests.builders import AnApplication, a_store, an_application

TODAY = date(2026, 6, 30)
SIZES = (1, 2, 5, 600)
CAME: dict[str, Any] = {
    "silent": lambda sent: {},
    "rejected": lambda sent: {"rejected_on": str(sent + timedelta(days=9))},
    "withdrawn": lambda sent: {"withdrawn_on": str(sent + timedelta(days=9))},
    "undated": lambda sent: {"rejected": True},
}
LOGS = [(kind, n) for kind in CAME for n in SIZES]

SAID: dict[tuple[str, int], dict[str, str]] = {
    ("silent", 1): {
        "today": "One application, silent so far.",
        "why": "No rejection so far.",
        "how long": "One application so far, and nothing noted since it was sent.",
        "silences": "Write once more after 21 days of silence. From day 74 you may let it go: an answer has become "
        "rare.",
    },
    ("silent", 2): {
        "today": "Of 2 applications, none had an answer and 2 are silent.",
        "why": "No rejection so far.",
        "how long": "Two applications so far, both silent, the longest for 1 day.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 22 days of silence. From day 75 you may let it go: an answer has become "
        "rare.",
    },
    ("silent", 5): {
        "today": "Of 5 applications, none had an answer and 5 are silent.",
        "why": "No rejection so far.",
        "how long": "Five applications so far, all 5 silent, the longest for 4 days.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 25 days of silence. From day 77 you may let it go: an answer has become "
        "rare.",
    },
    ("silent", 600): {
        "today": "Of 600 applications, none had an answer and 600 are silent.",
        "why": "No rejection so far.",
        "how long": "Of 600 applications, none had an answer so far.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 197 days of silence. From day 275 you may let it go: an answer has become "
        "rare.",
    },
    ("rejected", 1): {
        "today": "One application, with an answer.",
        "why": "One rejection, without a reason.",
        "how long": "One application so far: 1 with an answer.",
        "silences": "Write once more after 11 days of silence. From day 55 you may let it go: an answer has become "
        "rare.",
    },
    ("rejected", 2): {
        "today": "Of 2 applications, 2 had an answer.",
        "why": "Of 2 rejections, none gave a reason.",
        "how long": "Two applications so far: 2 with an answer.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 9 days of silence. From day 37 you may let it go: an answer has become "
        "rare.",
    },
    ("rejected", 5): {
        "today": "Of 5 applications, 5 had an answer.",
        "why": "Of 5 rejections, none gave a reason.",
        "how long": "Five applications so far: 5 with an answer.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 9 days of silence. From day 18 you may let it go: an answer has become "
        "rare.",
    },
    ("rejected", 600): {
        "today": "Of 600 applications, 600 had an answer.",
        "why": "Of 600 rejections, none gave a reason.",
        "how long": "Of 600 applications, all had an answer by day 30; half had one by day 9.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 9 days of silence. From day 19 you may let it go: an answer has become "
        "rare.",
    },
    ("withdrawn", 1): {
        "today": "One application, withdrawn.",
        "why": "No rejection so far.",
        "how long": "The only one was withdrawn before an answer came; that says nothing about the employers.",
        "silences": "Write once more after 26 days of silence. From day 78 you may let it go: an answer has become "
        "rare.",
    },
    ("withdrawn", 2): {
        "today": "Of 2 applications, none had an answer and 2 were withdrawn before any.",
        "why": "No rejection so far.",
        "how long": "Both were withdrawn before an answer came; that says nothing about the employers.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 29 days of silence. From day 80 you may let it go: an answer has become "
        "rare.",
    },
    ("withdrawn", 5): {
        "today": "Of 5 applications, none had an answer and 5 were withdrawn before any.",
        "why": "No rejection so far.",
        "how long": "All 5 were withdrawn before an answer came; that says nothing about the employers.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 35 days of silence. From day 84 you may let it go: an answer has become "
        "rare.",
    },
    ("withdrawn", 600): {
        "today": "Of 600 applications, none had an answer and 600 were withdrawn before any.",
        "why": "No rejection so far.",
        "how long": "All 600 were withdrawn before an answer came; that says nothing about the employers.",
        "groups": "There is nothing to compare yet: every application went alike so far.",
        "silences": "Write once more after 62 days of silence. From day 120 you may let it go: an answer has become "
        "rare.",
    },
    ("undated", 1): {
        "today": "One application, with an answer.",
        "why": "One rejection, without a reason.",
        "how long": "One application so far: 1 with an answer. How fast can't be told, as none of the answers has "
        "its day: by day 30, any share may have been answered.",
        "silences": "Write once more after 7 days of silence. From day 65 you may let it go: an answer has become "
        "rare.",
    },
    ("undated", 2): {
        "today": "Of 2 applications, 2 had an answer.",
        "why": "Of 2 rejections, none gave a reason.",
        "how long": "Two applications so far: 2 with an answer. How fast can't be told, as none of the answers has "
        "its day: by day 30, any share may have been answered.",
        "groups": "Too few answers have their day for groups to be compared.",
        "silences": "Write once more after 7 days of silence. From day 61 you may let it go: an answer has become "
        "rare.",
    },
    ("undated", 5): {
        "today": "Of 5 applications, 5 had an answer.",
        "why": "Of 5 rejections, none gave a reason.",
        "how long": "Five applications so far: 5 with an answer. How fast can't be told, as none of the answers has "
        "its day: by day 30, 57% or more may have been answered. The days of five more would make it a "
        "curve.",
        "groups": "Too few answers have their day for groups to be compared.",
        "silences": "Write once more after 7 days of silence. From day 34 you may let it go: an answer has become "
        "rare.",
    },
    ("undated", 600): {
        "today": "Of 600 applications, 600 had an answer.",
        "why": "Of 600 rejections, none gave a reason.",
        "how long": "Of 600 applications, 600 had an answer. How fast can't be told, as none of the answers has its "
        "day: by day 30, 94% or more may have been answered. The days of 120 more would make it a curve.",
        "groups": "Too few answers have their day for groups to be compared.",
        "silences": "From day 7 you may let it go: an answer has become rare.",
    },
}


def a_log(kind: str, n: int, applicant: int) -> list[AnApplication]:
    """Sent one a day, the last on 20 June, over again after a hundred days; two channels in turn."""
    days = [date(2026, 6, 20) - timedelta(days=place % 100) for place in range(n)]
    return [
        an_application(
            f"Employer {place}", applied=str(day), channel="AB"[place % 2], applicant=applicant, **CAME[kind](day)
        )
        for place, day in enumerate(days)
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One store in which every log is another person's."""
    logs = [row for number, (kind, n) in enumerate(LOGS, 1) for row in a_log(kind, n, number)]
    return a_store(tmp_path_factory.mktemp("special"), *logs)


@pytest.fixture
def reader(store: Store, request: pytest.FixtureRequest) -> Iterator[Reader]:
    with store.reading(Viewer.applicant(1 + LOGS.index(request.param))) as reader:
        yield reader


def said_of(reader: Reader) -> dict[str, str]:
    counts = reader.load("response_times")
    curves, groups = response_times(counts), group_differences(reader.load("response_times", by="channel"))
    silent, days = reader.load("waiting_list", as_of=TODAY), reader.load("waiting_days")
    clock = log_clock(reader.load("log_state"), reader.load("settings"), days, counts, TODAY)
    said = {
        "today": paths_wording.in_words(application_paths(reader.load("application_paths"))),
        "why": reasons_wording.in_words(overall(reader.load("rejection_reasons"))),
        "how long": times_wording.in_words(curves[0]),
        "groups": times_wording.differences_in_words(groups) if groups else "",
        "silences": waiting_wording.what_to_do(waiting_list(silent, counts, None, clock)),
        "asked": clock_wording.question(clock) if clock is not None and clock.asks else "",
    }
    return {about: sentence for about, sentence in said.items() if sentence}


@pytest.mark.parametrize("reader", LOGS, indirect=True, ids=str)
def test_what_is_said_of_a_log_in_which_one_thing_happened_to_all(
    reader: Reader, request: pytest.FixtureRequest
) -> None:
    assert said_of(reader) == SAID[request.node.callspec.params["reader"]]


def test_one_giant_among_many_carries_no_share(tmp_path: Path) -> None:
    """One person with 400 answered applications, 30 with five silent ones each: of a typical applicant, few answers."""
    rows = list(a_log("rejected", 400, 1))
    for person in range(2, 32):
        rows += a_log("silent", 5, person)
    with a_store(tmp_path, *rows).reading(Viewer.analyst()) as reader:
        (curve,) = response_times(reader.load("response_times", as_of=date(2026, 12, 31)))
    answered = curve.answered_at(30)
    assert answered.value == pytest.approx(1 / 31)
    assert answered.low is not None and answered.high is not None and answered.low < 0.01 and answered.high < 0.25
    assert times_wording.in_words(curve).startswith(
        "Of a typical applicant's applications (550 of 31 people), fewer than 1 in 20 had an answer by day 30;"
    )
