"""The sample cohort is what its truth says, the same every time, and marked as made up everywhere."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from analytics.errors import Refused
from analytics.publishing import next_day
from analytics.sample import (
    FIRST_STUDENT,
    PUBLISHED,
    about,
    fill,
    last_day,
    publication_days,
    publish,
    sample_store,
    tables,
)
from analytics.statistics.cohort import QUESTIONS, cohort_shares
from analytics.statistics.did_it_help import looks
from analytics.statistics.goal_progress import all_progress, goals_of
from analytics.store import Store, Viewer
from analytics.store.publications import Publications
from analytics.taxonomy import Reason
from tests.conftest import ROOT
from tools.sample import draw, model, truth
from tools.sample.__main__ import ENDS_ON, STUDENTS, as_moments, published
from tools.sample.cohort import SEED, terms

OPENED_ON = date(2026, 12, 1)
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
    return draw(ENDS_ON, students=400, seed=7)


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
    assert 0.45 < first_answers(draw(ENDS_ON))["answer"].isna().mean() < 0.58


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
    first, second = draw(ENDS_ON, students=12), draw(ENDS_ON, students=12)
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
    tables = draw(ENDS_ON, students=12)
    assert tables["applicants"]["is_sample"].all()
    for table in ("applications", "events", "feedback"):
        assert set(tables[table]["origin"]) == {"sample"}


def test_every_reading_quotes_its_letter() -> None:
    tables = draw(ENDS_ON)
    read = tables["reading_reasons"].merge(tables["feedback"][["feedback_id", "words"]], on="feedback_id")
    quoted = [
        words[start:end] == evidence
        for words, start, end, evidence in zip(
            read["words"], read["evidence_start"], read["evidence_end"], read["evidence"], strict=True
        )
    ]
    assert all(quoted)


# --- as it is shipped -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return sample_store(tmp_path_factory.mktemp("sample"), OPENED_ON)


def test_what_is_shipped_is_what_the_generator_draws() -> None:
    drawn, shipped = draw(ENDS_ON, STUDENTS, SEED), tables(ENDS_ON)
    assert shipped.keys() == drawn.keys()
    for table, rows in shipped.items():
        expected = as_moments(drawn[table]).astype(object)
        found = rows.astype(object)
        pd.testing.assert_frame_equal(found.where(found.notna(), None), expected.where(expected.notna(), None))
    assert about() == {
        "ends_on": ENDS_ON,
        "students": STUDENTS,
        "seed": SEED,
        "lists": {
            "channels": [level.word for level in model.CHANNELS],
            "role_families": [level.word for level in model.FAMILIES],
        },
        "truth": {"request_reply_rate": round(truth().request_reply_rate, 6)},
    }


def test_the_published_numbers_that_are_shipped_are_those_that_its_rows_give(tmp_path: Path) -> None:
    shipped = pd.read_parquet(PUBLISHED)
    pd.testing.assert_frame_equal(published(tables(ENDS_ON)), shipped)
    opened = sample_store(tmp_path, ENDS_ON)
    pd.testing.assert_frame_equal(Publications(opened.folder).kept(), shipped)
    with pytest.raises(Refused, match="is there already"):
        publish(opened, ENDS_ON)


@pytest.mark.parametrize("today", [date(2026, 12, 1), date(2028, 3, 3)])
def test_the_next_day_of_publication_is_one_of_the_samples_own(tmp_path: Path, today: date) -> None:
    store = sample_store(tmp_path, today)
    days = [due.day for due in publication_days(today)]
    assert [one.day for one in Publications(store.folder).all()] == days
    following = next_day(store, today)
    assert following is not None
    assert (following.month, following.day) == (days[0].month, days[0].day)
    assert following > today


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-26", "2026-11-20"),
        ("2026-11-27", "2026-11-27"),
        ("2026-11-19", "2026-11-13"),
        ("2031-03-07", "2031-03-07"),
    ],
)
def test_it_ends_within_the_week_before_today_and_a_monday_stays_a_monday(today: str, ends: str) -> None:
    assert last_day(date.fromisoformat(today)) == date.fromisoformat(ends)
    moved, shipped = tables(date.fromisoformat(today)), tables(ENDS_ON)
    by = pd.Timestamp(ends) - pd.Timestamp(ENDS_ON)
    for table, column in [("applications", "applied_on"), ("events", "happened_on"), ("goal_versions", "changed_at")]:
        pd.testing.assert_series_equal(moved[table][column], shipped[table][column] + by)
    assert moved["events"]["happened_on"].max() == pd.Timestamp(ends)
    assert by.days % 7 == 0


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        ("2026-11-20", "autumn 2026"),
        ("2027-02-12", "autumn 2026"),
        ("2027-02-26", "spring 2027"),
        ("2026-05-22", "spring 2026"),
    ],
)
def test_terms_move_with_the_days_and_stay_three(today: str, newest: str) -> None:
    moved = tables(date.fromisoformat(today))
    named = moved["applicants"]["term"].drop_duplicates()
    assert named.iloc[0] == newest
    assert len(named) == 3
    assert set(moved["enrolments"]["term"]) == set(named)


def test_the_first_student_has_something_on_each_page(opened: Store) -> None:
    with opened.reading(Viewer.applicant(FIRST_STUDENT)) as reader:
        for query in ("goals", "goal_progress", "strengths", "journal", "feedback_texts", "rejection_reasons"):
            assert not reader.load(query).empty, query
    everybodys = tables(ENDS_ON)
    requests = everybodys["feedback_requests"].query("applicant_id == @FIRST_STUDENT")
    read = everybodys["readings"].query("applicant_id == @FIRST_STUDENT")
    assert (requests["status"] == "replied").sum() >= 2
    assert (read["kind"] == "constructive").sum() >= 5


def test_every_comparison_of_the_published_numbers_shows_something(opened: Store) -> None:
    """Each question by each table of the plan: some part is shown of two groups."""
    publications = Publications(opened.folder).all()
    assert len(publications) == 3
    newest = publications[-1]
    assert newest.plan.names == ("everybody", "programme", "channel", "role_family")
    for question, by in product(QUESTIONS.values(), newest.plan.names):
        shown = Counter(share.part for share in cohort_shares(question, newest.numbers, by) if share.share is not None)
        assert max(shown.values(), default=0) >= (1 if by == "everybody" else 2), (question.name, by)


def test_whether_goals_helped_has_an_answer_and_nothing_is_claimed_as_nothing_helps_there(opened: Store) -> None:
    with opened.reading(Viewer.analyst()) as reader:
        facts = reader.load("goals")
        goals = goals_of(facts, reader.load("goal_history"))
        standing = all_progress(reader.load("goal_progress"), goals, OPENED_ON)
        weeks: dict[str | None, pd.DataFrame] = {None: reader.load("did_it_help", reason=None)}
    reached = {progress.goal.goal_id: progress.reached_on for progress in standing if progress.reached_on is not None}
    (look,) = looks(weeks, facts, reached)
    assert look.comparison.people >= 10
    assert not look.helped and not look.doubtful


def test_the_store_of_a_week_is_filled_once_and_keeps_what_somebody_tried(tmp_path: Path) -> None:
    made = sample_store(tmp_path, date(2026, 11, 20))
    snapshot = made.newest()
    assert sample_store(tmp_path, date(2026, 11, 26)).newest() == snapshot
    rows = made.snapshot()
    try:
        counted = rows.cursor().execute("select count(*), count(distinct applicant_id) from timelines").fetchone()
        assert counted == (sum(tables(ENDS_ON)["applications"]["submission"] == "sent"), STUDENTS)
    finally:
        rows.close()


def test_the_next_week_takes_the_place_of_those_before_and_touches_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "2026-notes").mkdir()
    first = sample_store(tmp_path, date(2026, 11, 20))
    second = sample_store(tmp_path, date(2026, 11, 27))
    assert second.newest() != first.newest()
    assert {path.name for path in tmp_path.iterdir()} == {"2026-notes", second.folder.name}


def test_a_store_with_students_of_its_own_gets_no_made_up_ones(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writing(Viewer.staff()) as writer:
        writer.sql("insert into applicants (applicant_id, name, created_at) values (1, 'Ada', now())")
    fill(store, tables(ENDS_ON))
    with store.writing(Viewer.staff()) as writer:
        assert writer.number("select count(*) from applicants") == 1


def test_whom_one_looks_at_stays_from_page_to_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    shown = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    shown.session_state["looking_at_sample"] = True
    shown.run()
    shown.selectbox(key="whose_log").set_value(7).run()
    for page in ("applications", "rejection_reasons", "overview"):
        shown.switch_page(f"pages/{page}.py").run()
        assert shown.selectbox(key="whose_log").value == 7
    shown.selectbox(key="whose_log").set_value(0).run()
    shown.switch_page("pages/response_times.py").run()
    assert shown.selectbox(key="whose_log").value == 0
