"""Opens the pages on response times and waiting as a reader would, on a store with a few applications."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.statistics.log_clock import NOTHING_CAME
from analytics.store import Viewer
from pages.frame import session
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import opened_page

SOME = [
    an_application(employer="<b>Quick</b>", applied="2026-01-05", channel="Referral", invited_on="2026-01-09"),
    *[an_application(applied=f"2026-01-{day:02d}", rejected_on=f"2026-02-{day:02d}") for day in range(6, 12)],
    *[
        an_application(employer=f"Silent {day}", applied=f"2026-01-{day:02d}", channel="Website")
        for day in range(6, 20)
    ],
    an_application(applied="2026-05-01", acknowledged_on="2026-05-01"),
]


def page(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, *applications: AnApplication) -> AppTest:
    a_store(folder, *applications)
    return opened_page(name, folder / "store", monkeypatch)


def test_the_page_leads_with_a_sentence_that_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("response_times", tmp_path, monkeypatch, *SOME)
    assert opened.title[0].value == "How long"
    assert opened.header[0].value.replace("\\", "") == (
        "Of 22 applications, fewer than 1 in 20 had an answer by day 30; whether half will have one is not "
        "known yet, as the log follows them for 115 days at most."
    )


def test_the_page_says_of_cases_where_there_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("response_times", tmp_path, monkeypatch, *SOME[:3])
    assert opened.header[0].value.replace("\\", "").startswith("Three applications so far: 3 with an answer")
    assert not opened.metric


def test_every_grouping_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("response_times", tmp_path, monkeypatch, *SOME)
    offered = opened.segmented_control(key="by").options
    assert len(offered) > 1
    for by in offered:
        opened.segmented_control(key="by").set_value(by).run()
        assert not opened.exception
        assert opened.segmented_control(key="by").value == by


def test_thresholds_are_kept_for_the_next_visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = page("response_times", tmp_path, monkeypatch, *SOME)
    opened.button(key=NOTHING_CAME).click().run()
    assert any("you may let it go" in words.value for words in opened.markdown)
    opened.session_state["fold-what-a-silence-still-holds"] = True
    opened.run()
    opened.slider[1].set_value(21)
    next(button for button in opened.button if button.label == "Keep these").click().run()
    assert not opened.exception
    from analytics.store import Store

    with Store(tmp_path / "store").reading(Viewer.applicant(1)) as reader:
        kept = reader.load("settings").set_index("name")["value"].to_dict()
    assert kept["follow_up_not_before"] == "21"


def test_groups_of_a_log_in_which_no_row_keeps_its_applicant_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the query gives where one person has more applications than it keeps the applicant for.
    answer = session.answer

    def with_none_kept(estimate: Any, query: str, *arguments: Any, **values: Any) -> Any:
        kept = {"cluster_limit": 0} if query == "response_times" else {}
        return answer(estimate, query, *arguments, **kept, **values)

    monkeypatch.setattr(session, "answer", with_none_kept)
    opened = page("response_times", tmp_path, monkeypatch, *SOME)
    assert "There are too many applications of one person" in " ".join(note.value for note in opened.caption)
