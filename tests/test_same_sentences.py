"""One fact, one sentence: what several pages and the debrief say of one log is compared with each other."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.reports.debrief import BY_DEFAULT, Period, debrief, gather
from analytics.store import Viewer
from tests.builders import a_store, an_application
from tests.conftest import opened_page

ME = Viewer.applicant(1)
PERIOD = Period(date(2025, 1, 1), date(2026, 6, 30))

EVERY_WAY = [
    *[an_application() for _ in range(3)],
    *[an_application(rejected_on="2026-01-20") for _ in range(4)],
    an_application(rejected=True),
    an_application(invited_on="2026-01-12", rejected_on="2026-02-01"),
    an_application(invited_on="2026-01-12", offered_on="2026-02-01"),
    an_application(invited_on="2026-01-12", withdrawn_on="2026-02-01"),
    an_application(withdrawn_on="2026-01-12"),
    an_application(acknowledged_on="2026-01-06"),
    an_application(applied="2026-06-01"),
]
WITHDRAWN_THEN_TURNED_DOWN = [an_application(withdrawn_on="2026-01-10", rejected_on="2026-01-20")] * 10


def headline(shown: Any) -> str:
    return str(shown.header[0].value).replace("\\", "")


def test_the_debrief_says_what_the_pages_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path, *EVERY_WAY)
    with store.reading(ME) as reader:
        html = debrief(gather(reader, PERIOD, BY_DEFAULT), title="All of it", made_on=PERIOD.last)
    leads = [re.sub(r"\s+", " ", lead) for lead in re.findall(r'<p class="lead">(.*?)</p>', html, re.S)]
    for name in ("rejection_reasons", "response_times"):
        assert headline(opened_page(name, tmp_path / "store", monkeypatch)) in leads


def test_today_and_how_long_speak_of_the_same_applications(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_store(tmp_path, *WITHDRAWN_THEN_TURNED_DOWN)
    today = headline(opened_page("overview", tmp_path / "store", monkeypatch))
    how_long = headline(opened_page("response_times", tmp_path / "store", monkeypatch))
    numbers = [re.findall(r"\d+", said) for said in (today, how_long)]
    assert numbers[0][:1] == numbers[1][:1] == ["10"], (today, how_long)
