"""What the pages say of a log with none, one, two, five, twenty and six hundred applications."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from analytics.wording.application_paths import one_silent
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
    said = {}
    for page in EMPTY:
        shown = opened_page(page, tmp_path / "store", monkeypatch)
        assert not shown.exception
        assert "could not be shown" not in "".join(str(error.value) for error in (*shown.error, *shown.warning))
        leads = shown.header[0] if shown.header else shown.main.markdown[0]
        said[page] = str(leads.value).replace("\\", "").strip("*")
    assert {page: words.startswith(SAID[many][page]) for page, words in said.items()} == dict.fromkeys(EMPTY, True), (
        said
    )
    assert said["rejection_reasons"] == SAID[many]["rejection_reasons"]


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
