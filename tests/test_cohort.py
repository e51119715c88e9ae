"""Shares of students: intervals that know of the release, comparisons of groups, and reports that run nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analytics.charts.cohort import cohort_chart
from analytics.disclosure import moves
from analytics.reports.cohort import Chapter, CohortReport, table_of
from analytics.reports.cohort.html import as_html
from analytics.reports.cohort.xlsx import as_xlsx
from analytics.statistics.cohort import QUESTIONS, CohortShare, cohort_shares, differences, exact, interval
from analytics.statistics.goal_progress import all_progress, goals_of
from analytics.store import Store, Viewer, goals
from analytics.store.consents import agree
from analytics.taxonomy import Standing
from analytics.wording.cohort import in_short
from tests.builders import AnApplication, a_store, an_application

REASONS = QUESTIONS["reasons"]
APPLICATIONS = QUESTIONS["applications"]


def released(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group_name", "part", "n", "of"])


def moved(rng: np.random.Generator, shape: int) -> np.ndarray:
    return rng.choice(list(moves()), size=shape, p=list(moves().values()))


@pytest.mark.parametrize(("of", "share"), [(30, 0.5), (60, 0.3), (150, 0.2), (400, 0.1), (1000, 0.6)])
def test_intervals_hold_the_true_share_as_often_as_they_say(of: int, share: float) -> None:
    rng = np.random.default_rng(of)
    n = rng.binomial(of, share, 3000) + moved(rng, 3000)
    groups = of + moved(rng, 3000)
    spans = [interval(max(int(a), 0), int(b)) for a, b in zip(n, groups, strict=True)]
    held = np.mean([low <= share <= high for _, low, high in spans])
    assert 0.935 <= held <= 0.985


def test_without_the_release_the_interval_is_wilsons() -> None:
    # Wilson's interval for 10 of 100, statsmodels 0.14 proportion_confint(10, 100, method="wilson").
    assert interval(10, 100, spread=0) == pytest.approx((0.1, 0.05522914, 0.17436566))


def test_the_release_makes_intervals_wider_and_less_so_for_larger_groups() -> None:
    def width(n: int, of: int, spread: float) -> float:
        _, low, high = interval(n, of, spread)
        return high - low

    small, large = (width(n, of, 2.0) / width(n, of, 0.0) for n, of in ((15, 30), (500, 1000)))
    assert small > 1.05
    assert 1.0 < large < 1.02


def test_every_part_is_there_and_what_is_hidden_is_none() -> None:
    shares = cohort_shares(APPLICATIONS, released(("all", "5 to 9", 20, 50)))
    assert [(share.label, share.n) for share in shares] == [
        ("1 to 4 applications", None), ("5 to 9 applications", 20), ("10 to 19 applications", None),
        ("20 to 39 applications", None), ("40 or more applications", None),
    ]  # fmt: skip


def test_exact_counts_lose_their_keys_on_the_way() -> None:
    cells = pd.DataFrame(
        [("all", "other", 3, 77, 9, 78)],
        columns=["group_name", "part", "students", "cell_key", "of_students", "of_key"],
    )
    assert list(exact(cells)) == ["group_name", "part", "n", "of"]


def test_groups_that_are_alike_are_called_different_as_seldom_as_said() -> None:
    rng = np.random.default_rng(5)
    found = []
    for _ in range(150):
        of = np.array([60, 90, 150])
        n = np.maximum(rng.binomial(of, 0.3) + moved(rng, 3), 0)
        rows = [(f"g{k}", "other", int(n[k]), int(of[k])) for k in range(3)]
        [p] = [d.p for d in differences(REASONS, cohort_shares(REASONS, released(*rows))) if d.p is not None]
        found.append(p)
    assert np.mean(np.array(found) <= 0.05) < 0.10
    assert np.mean(np.array(found) <= 0.5) == pytest.approx(0.5, abs=0.15)


def test_groups_that_differ_much_are_found() -> None:
    shares = cohort_shares(REASONS, released(("a", "cultural_fit", 20, 100), ("b", "cultural_fit", 60, 100)))
    [found] = [d for d in differences(REASONS, shares) if d.p is not None]
    assert found.adjusted is not None and found.adjusted < 0.01
    assert found.groups == 2


def test_a_question_says_its_largest_part_with_its_interval_and_how_many() -> None:
    shares = cohort_shares(REASONS, released(("all", "cultural_fit", 20, 100), ("all", "overqualified", 12, 100)))
    assert in_short(REASONS, shares) == (
        "20% (13% to 30%) of about 100 students who were given a reason: cultural fit."
    )


# --- silence ----------------------------------------------------------------------------------------------------

ANSWERS, SILENCE = QUESTIONS["answers"], QUESTIONS["silence"]


def answered(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    """Released counts of any answer: group, day, n, of."""
    return pd.DataFrame(rows, columns=["group_name", "day", "n", "of"]).assign(part="any answer")


def test_silence_is_what_the_answers_leave_and_exactly_as_sure() -> None:
    counts = answered(("all", 14, 20, 100), ("all", 30, 30, 100), ("all", 90, 45, 100))
    silent = [share for share in cohort_shares(SILENCE, counts) if share.part == "silent"]
    heard = [share for share in cohort_shares(ANSWERS, counts) if share.part == "any answer"]
    assert [(s.day, s.n, s.of) for s in silent] == [(30, 70, 100), (90, 55, 100)]
    for one, other in zip(silent, heard[1:], strict=True):
        assert one.share is not None and other.share is not None
        assert (one.share, one.low, one.high) == pytest.approx(
            (1 - other.share, 1 - (other.high or 0), 1 - (other.low or 0))
        )


def test_silence_that_would_look_like_a_small_number_is_not_shown() -> None:
    # At least ten were silent; the moved numbers would say seven.
    shares = cohort_shares(SILENCE, answered(("all", 90, 23, 30)))
    assert [share.n for share in shares] == [None, None]


def test_silence_differs_between_groups_just_where_answers_do() -> None:
    counts = answered(("a", 30, 20, 100), ("b", 30, 45, 100), ("a", 90, 50, 100), ("b", 90, 55, 100))
    silent = {d.day: d.p for d in differences(SILENCE, cohort_shares(SILENCE, counts)) if d.p is not None}
    heard = {d.day: d.p for d in differences(ANSWERS, cohort_shares(ANSWERS, counts)) if d.p is not None}
    assert silent[30] == heard[30]
    assert silent[90] == pytest.approx(heard[90], abs=0.05)


def test_silence_is_said_for_its_last_day() -> None:
    counts = answered(("all", 30, 30, 100), ("all", 90, 45, 100))
    assert in_short(SILENCE, cohort_shares(SILENCE, counts)) == (
        "After 90 days, 55% (44% to 65%) of about 100 students' applications were still without any answer."
    )


def a_cohort(folder: Path, *applications: Callable[[int], AnApplication]) -> Store:
    """Ten students who agreed for each application, and a diary entry of the log's end for each."""
    made = [of(10 * k + n + 1) for k, of in enumerate(applications) for n in range(10)]
    store = a_store(folder, *made)
    with store.writing(Viewer.staff(), datetime(2026, 1, 1)) as writer:
        for person in range(1, len(made) + 1):
            agree(writer.on_behalf_of(person), recorded_by="x")
    return store


def test_only_a_dated_answer_of_the_employer_ends_a_silence(tmp_path: Path) -> None:
    end: dict[str, Any] = {"acknowledged_on": "2026-12-31"}
    store = a_cohort(
        tmp_path,
        lambda person: an_application(applicant=person, **end),
        lambda person: an_application(applicant=person, rejected_on="2026-02-20", **end),
        lambda person: an_application(applicant=person, withdrawn_on="2026-02-20", **end),
        lambda person: an_application(applicant=person, rejected=True, **end),
    )
    with store.reading(Viewer.analyst()) as reader:
        counts = exact(reader.load("cohort_answers"))
    found = {(row.day, row.part): (row.n, row.of) for row in counts.itertuples()}
    assert {part: n for (day, part), n in found.items() if day == 30} == {"undated": (10, 40)}
    assert {part: n for (day, part), n in found.items() if day == 60} == {
        "any answer": (10, 30), "rejection": (10, 30), "withdrawal": (10, 30), "undated": (10, 40),
    }  # fmt: skip
    silent = [share for share in cohort_shares(SILENCE, counts, spread=0) if share.part == "silent"]
    assert [(share.day, share.n, share.of) for share in silent] == [(30, None, None), (60, 20, 30), (90, 20, 30)]


GOALS: tuple[tuple[dict[str, Any], float | None, Standing], ...] = (
    ({"metric": "contacts", "start_value": 10.0, "target": 2.0}, None, Standing.EARLY),
    ({"metric": "contacts", "start_value": 10.0, "target": 2.0}, 3.0, Standing.AT_RISK),
    ({"metric": "percent", "start_value": 60.0, "target": 65.0}, 60.0, Standing.AT_RISK),
    ({"metric": "contacts", "start_value": 0.0, "target": 12.0}, 1.0, Standing.AT_RISK),
    ({"metric": "contacts", "start_value": 0.0, "target": 3.0}, 3.0, Standing.DONE),
    ({"metric": "contacts", "start_value": 0.0, "target": 12.0, "status": "paused"}, 1.0, Standing.PAUSED),
)
"""What a goal says, the one amount that was entered, and how it stands with two thirds of its time gone."""


def test_a_cohort_is_told_of_goals_what_their_owners_are_told(tmp_path: Path) -> None:
    store = a_cohort(tmp_path, *(lambda person: an_application(applicant=person) for _ in GOALS))
    as_of = date(2026, 3, 2)
    with store.writing(Viewer.staff(), datetime(2026, 1, 1)) as writer:
        for kind, (wording, amount, _) in enumerate(GOALS):
            for person in range(10 * kind + 1, 10 * kind + 11):
                said: dict[str, Any] = {
                    "starts_on": date(2026, 1, 1),
                    "due_on": date(2026, 4, 1),
                    "title": "A goal",
                } | wording
                theirs = writer.on_behalf_of(person)
                goal = goals.set_goal(theirs, goals.GoalTerms(**said))
                if amount is not None:
                    goals.add_entry(theirs, goal, date(2026, 2, 1), amount)
        writer.sql("update applicants set programme = 'kind ' || (applicant_id - 1) // 10")
    for kind, (_, _, standing) in enumerate(GOALS):
        with store.reading(Viewer.applicant(10 * kind + 1)) as reader:
            told = all_progress(
                reader.load("goal_progress"), goals_of(reader.load("goals"), reader.load("goal_history")), as_of
            )
            assert [progress.standing for progress in told] == [standing]
    with store.reading(Viewer.analyst()) as reader:
        counts = exact(reader.load("cohort_goals", by="programme", as_of=as_of))
    found = {(row.group_name, row.part): (row.n, row.of) for row in counts.itertuples()}
    assert found == {
        ("kind 0", "with a goal"): (10, 10),
        ("kind 1", "with a goal"): (10, 10),
        ("kind 1", "reached or on track"): (0, 10),
        ("kind 2", "with a goal"): (10, 10),
        ("kind 2", "reached or on track"): (0, 10),
        ("kind 3", "with a goal"): (10, 10),
        ("kind 3", "reached or on track"): (0, 10),
        ("kind 4", "with a goal"): (10, 10),
        ("kind 4", "reached or on track"): (10, 10),
        ("kind 5", "with a goal"): (0, 10),
    }


def test_charts_hold_released_numbers_and_nothing_hidden() -> None:
    shares = cohort_shares(REASONS, released(("all", "cultural_fit", 20, 100)))
    chart = cohort_chart(shares)
    assert [list(trace.y) for trace in chart.data] == [["Cultural fit"]]
    assert [tuple(point)[2:] for point in chart.data[0].customdata] == [(20, 100)]


def test_months_follow_each_other_with_a_line_for_each_part() -> None:
    months = [(f"2026-0{month}", "cultural_fit", 20 + month, 100) for month in (1, 2, 3)]
    chart = cohort_chart(cohort_shares(REASONS, released(*months)), "month")
    assert [(line.name, list(line.x)) for line in chart.data] == [("Cultural fit", ["2026-01", "2026-02", "2026-03"])]
    counts = answered(("2026-01", 30, 30, 100), ("2026-01", 90, 45, 100), ("2026-02", 90, 55, 100))
    [line] = cohort_chart(cohort_shares(SILENCE, counts), "month").data
    assert list(line.y) == pytest.approx([0.55, 0.45])


def a_report(group: str) -> CohortReport:
    shares = cohort_shares(REASONS, released((group, "cultural_fit", 20, 100), ("all", "cultural_fit", 40, 200)))
    return CohortReport(
        date(2026, 3, 1), "programme", 200, [Chapter("reasons", REASONS, shares, differences(REASONS, shares))]
    )


@pytest.mark.parametrize("name", ['=HYPERLINK("http://evil.example")', "<script>alert(1)</script>", "@SUM(A1)", "-2+3"])
def test_what_a_programme_is_called_is_never_run(name: str) -> None:
    html, book = as_html(a_report(name)), CalamineWorkbook.from_filelike(BytesIO(as_xlsx(a_report(name))))
    assert "<script>" not in html
    assert 'evil.example")' not in html
    text = book.get_sheet_by_name("reasons").to_python()
    assert not any(str(cell).startswith(("=", "@", "-", "+")) for row in text for cell in row)


def test_a_report_needs_no_network_and_says_how_it_came_about() -> None:
    html = as_html(a_report("Law"))
    assert "http" not in html.replace("http-equiv", "")
    assert "src=" not in html
    assert "moved by chance" in html
    assert "Everybody" in html


def test_a_table_leaves_hidden_numbers_empty() -> None:
    table = table_of([CohortShare("all", "x", "X", None, None, None, None, None, None)])
    assert table.iloc[0].isna().sum() == 5
