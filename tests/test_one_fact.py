"""One fact, one number: what several pages and reports say of the same log is compared with each other."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.reports.debrief import BY_DEFAULT, Period, debrief, gather
from analytics.statistics.application_paths import application_paths
from analytics.statistics.funnel import funnel
from analytics.statistics.rejection_reasons import overall
from analytics.statistics.response_times import response_times
from analytics.store import Reader, Viewer
from tests.builders import AnApplication, a_store, an_application
from tests.conftest import opened_page

ME = Viewer.applicant(1)
PERIOD = Period(date(2025, 1, 1), date(2026, 6, 30))

LOGS: dict[str, list[AnApplication]] = {
    "every way": [
        *[an_application() for _ in range(3)],
        *[an_application(rejected_on="2026-01-20") for _ in range(4)],
        an_application(rejected=True),
        an_application(invited_on="2026-01-12", rejected_on="2026-02-01"),
        an_application(invited_on="2026-01-12", offered_on="2026-02-01"),
        an_application(invited_on="2026-01-12", withdrawn_on="2026-02-01"),
        an_application(withdrawn_on="2026-01-12"),
        an_application(acknowledged_on="2026-01-06"),
        an_application(applied="2026-06-01"),
    ],
    "withdrawn, then turned down": [an_application(withdrawn_on="2026-01-10", rejected_on="2026-01-20")] * 10,
    "turned down, then withdrawn": [an_application(rejected_on="2026-01-10", withdrawn_on="2026-01-20")] * 10,
    "not recorded, not sent": [
        an_application(outcome_recorded=False),
        an_application(submission="planned"),
        an_application(rejected_on="2026-01-20"),
    ],
    "without a day": [
        an_application(applied=None, rejected=True),
        an_application(applied=None),
        an_application(rejected_on="2026-01-20"),
        an_application(),
    ],
}


def facts(reader: Reader) -> dict[str, dict[str, int]]:
    """Each fact with what every question that knows it says."""
    paths = application_paths(reader.load("application_paths"))
    steps = {step.name: step.n for step in funnel(reader.load("funnel"))[0].steps}
    curves = response_times(reader.load("response_times"))
    coverage = reader.load("response_times_coverage").iloc[0]
    totals = reader.load("debrief", first=PERIOD.first, last=PERIOD.last).iloc[0]
    submissions = reader.load("submissions").set_index("submission")["n"]
    found: dict[str, dict[str, Any]] = {
        "sent": {
            "today": paths.n,
            "debrief": totals["sent"] + totals["sent_undated"],
            "log": submissions["sent"],
            "how long": coverage["counted"] + coverage["without_outcome"] + coverage["without_date"],
        },
        "recorded": {"today": paths.recorded, "funnel": steps["sent"]},
        "answered": {"today": paths.answered, "funnel": steps["answered"]},
        "invited": {"today": paths.invited, "funnel": steps["invited"]},
        "turned down": {"today": paths.rejected, "why": overall(reader.load("rejection_reasons")).rejections},
        "silent": {"today": paths.waiting},
        "offered": {"today": paths.offered, "funnel": steps["offered"]},
    }
    # What was sent on no known day is left out of both, and both say so.
    if not coverage["without_date"]:
        found["recorded"]["debrief"] = totals["recorded"]
        found["invited"]["debrief"] = totals["invited"]
        found["turned down"]["debrief"] = totals["rejected"]
        found["silent"]["debrief"] = totals["waiting"]
        found["answered"]["how long"] = sum(curve.responses for curve in curves)
        found["silent"]["how long"] = sum(curve.censored for curve in curves)
        found["silent"]["waiting list"] = len(reader.load("waiting_list"))
        found["withdrawn"] = {"today": paths.withdrawn, "how long": sum(curve.withdrawn for curve in curves)}
    return {fact: {where: int(n) for where, n in said.items()} for fact, said in found.items()}


@pytest.mark.parametrize("log", LOGS)
def test_every_question_counts_a_fact_alike(log: str, tmp_path: Path) -> None:
    with a_store(tmp_path, *LOGS[log]).reading(ME) as reader:
        said = facts(reader)
    assert {fact: set(numbers.values()) for fact, numbers in said.items() if len(set(numbers.values())) > 1} == {}


def headline(shown: Any) -> str:
    return str(shown.header[0].value).replace("\\", "")


def test_the_debrief_says_what_the_pages_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path, *LOGS["every way"])
    with store.reading(ME) as reader:
        html = debrief(gather(reader, PERIOD, BY_DEFAULT), title="All of it", made_on=PERIOD.last)
    leads = [re.sub(r"\s+", " ", lead) for lead in re.findall(r'<p class="lead">(.*?)</p>', html, re.S)]
    for name in ("rejection_reasons", "response_times"):
        assert headline(opened_page(name, tmp_path / "store", monkeypatch)) in leads


def test_today_and_how_long_speak_of_the_same_applications(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_store(tmp_path, *LOGS["withdrawn, then turned down"])
    today = headline(opened_page("overview", tmp_path / "store", monkeypatch))
    how_long = headline(opened_page("response_times", tmp_path / "store", monkeypatch))
    numbers = [re.findall(r"\d+", said) for said in (today, how_long)]
    assert numbers[0][:1] == numbers[1][:1] == ["10"], (today, how_long)
