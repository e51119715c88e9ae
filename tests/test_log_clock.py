"""Until when silence means silence: a log that may have stopped is asked about, and advice waits for the answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.statistics.log_clock import NOTHING_CAME, STOPPED, LogClock, chance_of_no_reply, log_clock
from analytics.statistics.response_times import response_times
from analytics.statistics.waiting_list import Suggestion, waiting_list
from analytics.store import Viewer, settings
from analytics.wording.log_clock import question
from tests.builders import a_store, an_application
from tests.conftest import opened_page
from tests.simulated_waits import counted

SILENT = [an_application(applied=f"2026-01-{day:02d}") for day in range(1, 11)]
LAST = an_application(applied="2026-01-05", rejected_on="2026-03-03")


def clock_on(folder: Path, today: date, **said: str) -> LogClock | None:
    store = a_store(folder, *SILENT, LAST)
    with store.writing(Viewer.applicant(1)) as writer:
        for name, value in said.items():
            settings.put(writer, name, value)
    with store.reading(Viewer.applicant(1)) as reader:
        state = reader.load("log_state")
        until = reader.load("response_times", as_of=state["last_reply_on"].iloc[0])
        return log_clock(state, reader.load("settings"), reader.load("waiting_days"), until, today)


@pytest.mark.parametrize(
    ("today", "said", "expected"),
    [
        ("2026-03-17", {}, LogClock(date(2026, 3, 3), date(2026, 3, 17), stopped=False, asks=False)),
        ("2026-03-18", {}, LogClock(date(2026, 3, 3), date(2026, 3, 18), stopped=True, asks=True)),
        # said after the last entry: not asked again, and still nothing is known
        (
            "2026-03-28",
            {STOPPED: "2026-03-18"},
            LogClock(date(2026, 3, 3), date(2026, 3, 28), stopped=True, asks=False),
        ),
        # said before it: the log went on, and stopped once more
        ("2026-03-28", {STOPPED: "2026-02-18"}, LogClock(date(2026, 3, 3), date(2026, 3, 28), True, True)),
        ("2026-03-28", {NOTHING_CAME: "2026-03-18"}, LogClock(date(2026, 3, 18), date(2026, 3, 28), False, False)),
        ("2026-04-02", {NOTHING_CAME: "2026-03-18"}, LogClock(date(2026, 3, 18), date(2026, 4, 2), True, True)),
    ],
)
def test_a_log_is_asked_about_two_weeks_after_its_last_entry(
    tmp_path: Path, today: str, said: dict[str, str], expected: LogClock
) -> None:
    assert clock_on(tmp_path, date.fromisoformat(today), **said) == expected


def test_no_log_has_no_clock(tmp_path: Path) -> None:
    with a_store(tmp_path).reading(Viewer.applicant(1)) as reader:
        empty = reader.load("response_times")
        assert log_clock(reader.load("log_state"), reader.load("settings"), empty, empty, date(2026, 1, 1)) is None


def test_whoever_says_that_nothing_came_has_watched_until_then(tmp_path: Path) -> None:
    store = a_store(tmp_path, *SILENT, LAST)
    with store.writing(Viewer.applicant(1)) as writer:
        settings.put(writer, NOTHING_CAME, "2026-06-30")
    with store.reading(Viewer.applicant(1)) as reader:
        (curve,) = response_times(reader.load("response_times"))
    assert curve.last_day == (date(2026, 6, 30) - date(2026, 1, 1)).days


def test_nothing_is_suggested_of_the_time_since_a_log_stopped(tmp_path: Path) -> None:
    today = date(2026, 11, 25)
    clock = clock_on(tmp_path, today)
    with a_store(tmp_path / "again", *SILENT, LAST).reading(Viewer.applicant(1)) as reader:
        waiting, counts = reader.load("waiting_list", as_of=today), reader.load("response_times")
    stopped, kept = waiting_list(waiting, counts, clock=clock), waiting_list(waiting, counts)
    assert {one.suggestion for one in stopped.waiting} == {Suggestion.NOT_KNOWN}
    assert {one.suggestion for one in kept.waiting} == {Suggestion.LET_GO}
    assert sorted(one.days_silent for one in stopped.waiting) == sorted(
        one.days_silent - (today - date(2026, 3, 3)).days for one in kept.waiting
    )
    assert stopped.known_until == date(2026, 3, 3)
    assert kept.known_until is None


def test_the_page_asks_and_keeps_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_store(tmp_path, *SILENT, LAST)
    opened = opened_page("response_times", tmp_path / "store", monkeypatch)
    asked = "Did nothing come since"
    assert any(asked in text.value for text in opened.markdown)
    opened.button(key=NOTHING_CAME).click().run()
    assert not opened.exception
    assert not any(asked in text.value for text in opened.markdown)


def test_the_question_names_the_day() -> None:
    clock = LogClock(date(2026, 3, 3), date(2026, 11, 25), stopped=True, asks=True)
    assert question(clock) == (
        "The last news in your log is of 3 March 2026. Did nothing come since, or was it not noted down?"
    )


# --- logs in which applications are still noted and replies no longer -----------------------------------------


def suspicious(seed: int, stopped_days_ago: int) -> bool:
    """Whether a log of 70 applications in 180 days is asked about whose replies stopped being noted."""
    random = np.random.default_rng(seed)
    sent = np.sort(random.integers(0, 180, 70))
    waited = np.where(random.random(70) < 0.55, np.floor(random.exponential(20, 70)), np.inf)
    noted = sent + waited <= 180 - stopped_days_ago
    then, now = int((sent + waited)[noted].max()), int(sent.max())
    known = sent <= then
    answer = pd.Series("rejection", index=range(known.sum()), dtype=object).where(noted[known], None)
    person = np.zeros(known.sum(), dtype=int)
    rows = counted(person, person, np.where(noted, waited, then - sent)[known], answer)
    silent = sent[~noted]
    return chance_of_no_reply(rows, np.maximum(then - silent, -1), now - silent, np.ones(len(silent))) < 0.02


def test_half_kept_logs_are_found_and_kept_ones_are_left_in_peace() -> None:
    assert np.mean([suspicious(seed, 0) for seed in range(100)]) <= 0.04
    assert np.mean([suspicious(seed, 30) for seed in range(100)]) >= 0.94


def test_an_application_sent_since_the_last_reply_counts_from_its_day() -> None:
    rows = counted(
        np.full(4, "all"), np.zeros(4, dtype=int), np.array([2, 5, 9, 9]), pd.Series(["rejection"] * 3 + [None])
    )
    # silent after 2, 5 and 9 days: 3/4, 1/2, 1/4
    then, now = np.array([3.0, -1.0]), np.array([9.0, 5.0])
    assert chance_of_no_reply(rows, then, now, np.array([1.0, 1.0])) == pytest.approx(1 / 3 * 1 / 2)
    assert chance_of_no_reply(rows, then, now, np.array([2.0, 3.0])) == pytest.approx((1 / 3) ** 2 * (1 / 2) ** 3)
