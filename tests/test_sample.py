"""The sample cohort is what its truth says, the same every time, and marked as made up everywhere."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from analytics.sample import AS_OF, draw, sample_store, truth
from analytics.sample.cohort import terms
from analytics.taxonomy import Reason

DAYS = (7, 14, 30, 60, 90)
RISKS = ("interview", "rejection", "withdrawal")
ANSWERS = {
    "rejected": "rejection",
    "withdrawn": "withdrawal",
    "assessment": "interview",
    "screening": "interview",
    "interview": "interview",
}


@cache
def many() -> dict[str, pd.DataFrame]:
    return draw(AS_OF, students=400, seed=7)


def first_answers(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """A row an application that was sent: applicant, days waited, and the answer or None."""
    sent = tables["applications"].query("submission == 'sent'")
    events = tables["events"].query("kind != 'acknowledged'").sort_values(["happened_on", "event_id"])
    first = events.drop_duplicates("application_id").set_index("application_id")
    days = pd.concat(
        [
            tables["events"][["applicant_id", "happened_on"]],
            sent[["applicant_id", "applied_on"]].rename(columns={"applied_on": "happened_on"}),
        ]
    )
    log_ends_on = days.groupby("applicant_id")["happened_on"].max()
    answered_on = sent["application_id"].map(first["happened_on"])
    last_seen_on = answered_on.fillna(sent["applicant_id"].map(log_ends_on))
    waited = pd.to_datetime(last_seen_on) - pd.to_datetime(sent["applied_on"])
    return pd.DataFrame(
        {
            "applicant_id": sent["applicant_id"],
            "days": waited.dt.days,
            "answer": sent["application_id"].map(first["kind"]).map(ANSWERS),
        }
    )


def incidence(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Aalen–Johansen from counts by (… , day, ended as), the last column being censored."""
    at_risk = np.flip(np.cumsum(np.flip(counts.sum(-1), -1), -1), -1)
    hazards = counts[..., :-1] / np.maximum(at_risk, 1)[..., None]
    silent = np.cumprod(1 - hazards.sum(-1), -1)
    before = np.concatenate([np.ones_like(silent[..., :1]), silent[..., :-1]], -1)
    curves: NDArray[np.float64] = np.cumsum(before[..., None] * hazards, -2)
    return curves


def test_the_response_curves_are_recovered() -> None:
    rows = first_answers(many())
    ended_as = rows["answer"].map({risk: i for i, risk in enumerate(RISKS)}).fillna(len(RISKS)).astype(int)
    counts = np.zeros((400, int(rows["days"].max()) + 1, 4))
    np.add.at(counts, (rows["applicant_id"] - 1, rows["days"], ended_as), 1)
    estimate = incidence(counts.sum(0))
    resampled = np.random.default_rng(1).multinomial(400, np.full(400, 1 / 400), size=100)
    spread = incidence(np.einsum("rs,sdk->rdk", resampled, counts)).std(0)
    for day in DAYS:
        true = [truth().incidence_at(day)[risk] for risk in RISKS]
        assert np.all(np.abs(estimate[day] - true) < 3.3 * spread[day]), f"day {day}"


def test_the_reason_shares_are_recovered() -> None:
    tables = many()
    named = tables["reading_reasons"].dropna(subset=["reason"]).merge(tables["feedback"], on="feedback_id")
    stated = named["application_id"].nunique()
    for reason in Reason:
        share = named.loc[named["reason"] == reason, "application_id"].nunique() / stated
        true = truth().reason_shares[reason]
        # Reasons cluster by person, so the spread is somewhat wider than the binomial one.
        assert abs(share - true) < 1.3 * 3.3 * np.sqrt(true * (1 - true) / stated) + 0.001, reason


def test_about_half_of_the_applications_are_never_answered() -> None:
    assert 0.45 < truth().silent_for_good < 0.51
    assert 0.45 < first_answers(draw(AS_OF))["answer"].isna().mean() < 0.58


def test_most_rejections_give_no_reason() -> None:
    tables = many()
    named = tables["reading_reasons"].dropna(subset=["reason"]).merge(tables["feedback"], on="feedback_id")
    rejections = tables["events"].query("kind == 'rejected'")["application_id"].nunique()
    assert abs(named["application_id"].nunique() / rejections - truth().stated_share) < 0.02


def test_persons_differ_more_than_chance_alone_would_make_them() -> None:
    rows = first_answers(many())
    invited = rows.assign(invited=rows["answer"] == "interview").groupby("applicant_id")["invited"]
    rate, n = rows["answer"].eq("interview").mean(), invited.size()
    by_chance = (rate * (1 - rate) / n).mean()
    assert invited.mean().var() > 1.4 * by_chance


def test_few_answers_come_on_weekends() -> None:
    happened = pd.to_datetime(many()["events"].query("kind != 'acknowledged'")["happened_on"])
    assert (happened.dt.day_of_week >= 5).mean() < 0.08


def test_the_same_seed_draws_the_same_cohort() -> None:
    first, second = draw(AS_OF, students=12), draw(AS_OF, students=12)
    assert first.keys() == second.keys()
    for table in first:
        pd.testing.assert_frame_equal(first[table], second[table])


@pytest.mark.parametrize("as_of", ["2026-11-20", "2026-02-01", "2026-05-12", "2028-02-29", "2025-12-31"])
def test_nothing_happens_after_the_day_it_is_drawn_for(as_of: str) -> None:
    last = date.fromisoformat(as_of)
    tables = draw(last, students=30)
    dated = [
        ("applications", "applied_on"),
        ("events", "happened_on"),
        ("feedback", "received_on"),
        ("feedback_requests", "sent_on"),
        ("feedback_requests", "answered_on"),
        ("goal_entries", "happened_on"),
        ("journal", "written_on"),
    ]
    assert max(tables[table][column].dropna().max() for table, column in dated) <= last


def test_terms_are_the_three_newest_that_are_well_under_way() -> None:
    assert [term.name for term in terms(date(2026, 11, 20))] == ["autumn 2026", "spring 2026", "autumn 2025"]
    assert [term.name for term in terms(date(2026, 10, 1))] == ["spring 2026", "autumn 2025", "spring 2025"]
    assert [term.name for term in terms(date(2027, 1, 15))] == ["autumn 2026", "spring 2026", "autumn 2025"]


def test_all_of_it_is_marked_as_made_up() -> None:
    tables = draw(AS_OF, students=12)
    assert tables["applicants"]["is_sample"].all()
    for table in ("applications", "events", "feedback"):
        assert set(tables[table]["origin"]) == {"sample"}


def test_every_reading_quotes_its_letter() -> None:
    tables = draw(AS_OF)
    read = tables["reading_reasons"].merge(tables["feedback"][["feedback_id", "words"]], on="feedback_id")
    quoted = [
        words[start:end] == evidence
        for words, start, end, evidence in zip(
            read["words"], read["evidence_start"], read["evidence_end"], read["evidence"], strict=True
        )
    ]
    assert all(quoted)


def test_the_store_is_made_once(tmp_path: Path) -> None:
    made = sample_store(tmp_path / "sample")
    snapshot = made.newest()
    assert sample_store(tmp_path / "sample").newest() == snapshot
    with_timelines = made.snapshot()
    try:
        rows = with_timelines.cursor().execute("select count(*), count(distinct applicant_id) from timelines")
        assert rows.fetchone() == (sum(draw(AS_OF)["applications"]["submission"] == "sent"), 60)
    finally:
        with_timelines.close()
