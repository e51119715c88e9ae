"""Nobody's numbers come out: attacks on what staff are given, and the same attacks on a release that only hides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.disclosure import THRESHOLD, VERSIONS, moves
from analytics.errors import NotAllowed, Refused
from analytics.store import Store, Viewer
from analytics.store.consents import withdraw
from tests import attacks
from tests.attacks import SMALL, Counts, Released

STUDENTS = 1500
JOINING = 60
REASONS = {
    "experience_or_skills": 0.42, "other_candidates": 0.33, "interview_performance": 0.25, "cultural_fit": 0.18,
    "resume_or_application": 0.12, "eligibility_or_logistics": 0.07, "overqualified": 0.04,
}  # fmt: skip
SHARES = {
    "programme": [0.26, 0.2, 0.16, 0.13, 0.1, 0.08, 0.05, 0.02],
    "level": [0.55, 0.35, 0.1],
    "term": [0.4, 0.3, 0.2, 0.1],
    "channel": [0.34, 0.26, 0.18, 0.12, 0.07, 0.03],
}
VALUES = {name: [f"{name} {number + 1}" for number in range(len(shares))] for name, shares in SHARES.items()}
DAYS = ["7", "14", "30", "60", "90"]
WHEN = datetime(2024, 6, 1, 12)
UNMOVED = {0: 1.0}


def the_cohort(seed: int = 7, unanswered: float = 0.0) -> dict[str, pd.DataFrame]:
    """Students with one application each, most with an answer, and the reasons they were given."""
    rng = np.random.default_rng(seed)
    number = np.arange(1, STUDENTS + JOINING + 1)
    drawn = {name: rng.choice(VALUES[name], len(number), p=shares) for name, shares in SHARES.items()}
    applied = pd.to_datetime("2024-01-01") + pd.to_timedelta(rng.integers(0, 60, len(number)), unit="D")
    waits = np.minimum(rng.lognormal(3.0, 0.9, len(number)).astype(int) + 1, 120)
    named = rng.random((len(number), len(REASONS))) < list(REASONS.values())
    person, reason = np.nonzero(named)
    told = np.concatenate([rng.random(len(number)) >= unanswered, np.full(len(number), True)])
    return {
        "applicants": pd.DataFrame({
            "applicant_id": number, "created_at": WHEN, "programme": drawn["programme"], "level": drawn["level"],
            "term": drawn["term"],
        }),
        "applications": pd.DataFrame({
            "application_id": number, "applicant_id": number, "submission": "sent", "applied_on": applied,
            "applied_precision": "day", "channel": drawn["channel"], "outcome_recorded": True, "origin": "sample",
            "recorded_at": WHEN,
        }),
        "events": pd.DataFrame({
            "event_id": np.arange(2 * len(number)), "application_id": np.tile(number, 2),
            "applicant_id": np.tile(number, 2), "kind": np.repeat(["rejected", "acknowledged"], len(number)),
            "happened_on": np.concatenate([applied + pd.to_timedelta(days, unit="D") for days in (waits, 180)]),
            "precision": "day", "origin": "sample", "recorded_at": WHEN,
        })[told],
        "feedback": pd.DataFrame({
            "feedback_id": number, "applicant_id": number, "application_id": number, "speaker": "employer",
            "precision": "unknown", "words": "…", "origin": "sample", "recorded_at": WHEN,
        }),
        "readings": pd.DataFrame({
            "feedback_id": number, "applicant_id": number, "method": "person", "version": "1", "kind": "constructive",
            "read_at": WHEN,
        }),
        "reading_reasons": pd.DataFrame({
            "feedback_id": number[person], "applicant_id": number[person], "method": "person", "version": "1",
            "reason": np.array(list(REASONS))[reason], "polarity": "weakness", "evidence": "…",
        }),
        "consents": pd.DataFrame({
            "applicant_id": number[:STUDENTS], "agreement": "Course rule", "agreed_at": WHEN, "recorded_by": "staff",
        }),
    }  # fmt: skip


def a_store(folder: Path, cohort: dict[str, pd.DataFrame] | None = None) -> Store:
    store = Store(folder)
    (folder / "release.key").write_bytes(b"a secret that is the same in every run")
    (folder / "release.key").chmod(0o600)
    with store.writing(Viewer.staff()) as writer:
        for table, rows in (cohort or COHORT).items():
            writer.append(table, rows)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return a_store(tmp_path_factory.mktemp("attacked"))


def reasons_of(ask: Callable[..., pd.DataFrame], **values: Any) -> pd.DataFrame:
    return ask("cohort_reasons", **values)


def days_of(ask: Callable[..., pd.DataFrame], **values: Any) -> pd.DataFrame:
    table = ask("cohort_answers", **values).query("part == 'any answer'")
    return table.assign(part=table["day"].astype(str))


def seen_by_staff(store: Store, question: Callable[..., pd.DataFrame]) -> Counts:
    with store.reading(Viewer.staff()) as reader:
        return attacks.ask_everything(lambda **asked: question(reader.load, **asked), VALUES)


def people(tables: dict[str, pd.DataFrame], who: pd.Index) -> pd.DataFrame:
    """The filters' values of these students, a row each."""
    drawn = tables["applicants"].merge(tables["applications"][["applicant_id", "channel"]], on="applicant_id")
    return drawn.set_index("applicant_id")[list(VALUES)].loc[who]


def true_reasons(tables: dict[str, pd.DataFrame], who: pd.Index) -> Counts:
    named = tables["reading_reasons"].query("applicant_id in @who")
    rows = people(tables, pd.Index(named["applicant_id"])).assign(part=named["reason"].to_numpy())
    return attacks.count_everything(rows, VALUES)


def true_days(tables: dict[str, pd.DataFrame], who: pd.Index) -> Counts:
    applied = tables["applications"].set_index("applicant_id")["applied_on"]
    answered = tables["events"].query("kind == 'rejected'").set_index("applicant_id")["happened_on"]
    waited = (answered - applied).dt.days.reindex(who)
    by_day = [people(tables, who[(waited <= int(day)).to_numpy()]).assign(part=day) for day in DAYS]
    return attacks.count_everything(pd.concat(by_day), VALUES)


def only_hidden(truth: Counts) -> Released:
    """The release that most dashboards make: small cells hidden, the others as they are."""
    return Released({cell: n for cell, n in truth.items() if n >= THRESHOLD}, truth, UNMOVED)


COHORT = the_cohort()
SILENT_COHORTS = {seed: the_cohort(seed, unanswered=0.4) for seed in (8, 9)}
EVERYBODY = pd.Index(range(1, STUDENTS + 1))


@pytest.fixture(scope="module")
def reasons(store: Store) -> Released:
    return Released(seen_by_staff(store, reasons_of), true_reasons(COHORT, EVERYBODY), moves())


@pytest.fixture(scope="module", params=SILENT_COHORTS)
def days(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Released:
    """Curves of cohorts in which many hear nothing, so that late steps are small and to be seen."""
    cohort = SILENT_COHORTS[request.param]
    store = a_store(tmp_path_factory.mktemp("curves"), cohort)
    return Released(seen_by_staff(store, days_of), true_days(cohort, EVERYBODY), moves())


def test_what_is_seen_is_large_and_near_what_is_true(reasons: Released) -> None:
    assert min(reasons.truth[cell] for cell in reasons.seen) >= THRESHOLD
    assert min(reasons.seen.values()) >= THRESHOLD
    errors = [abs(reasons.seen[cell] - n) / n for cell, n in reasons.truth.items() if cell in reasons.seen and n >= 30]
    assert len(errors) > 150
    assert np.median(errors) < 0.03


def test_totals_less_their_other_parts_give_nobody_away(reasons: Released) -> None:
    found = attacks.subtraction(reasons, VALUES)
    assert len(found.chances) > 100
    assert found.recovered == []
    assert found.hits < found.blind + 0.05


def test_hiding_alone_gives_every_cell_away_that_a_total_reaches(reasons: Released) -> None:
    hidden = only_hidden(reasons.truth)
    found = attacks.subtraction(hidden, VALUES)
    assert len(found.chances) > 100
    assert len(found.recovered) == len(found.chances)


def test_all_numbers_together_give_nobody_away(reasons: Released) -> None:
    found = attacks.least_squares(reasons, VALUES)
    assert len(found.chances) == len(reasons.targets)
    assert found.recovered == []
    hidden = only_hidden(reasons.truth)
    assert len(attacks.least_squares(hidden, VALUES).recovered) > 100


def test_linear_programming_leaves_every_cell_open(reasons: Released) -> None:
    targets = list(attacks.subtraction(reasons, VALUES).chances)[:40]
    widths = attacks.linear_programming(reasons, VALUES, targets)
    assert min(widths.values()) >= 4
    hidden = only_hidden(reasons.truth)
    targets = list(attacks.subtraction(hidden, VALUES).chances)[:40]
    found = [width for width in attacks.linear_programming(hidden, VALUES, targets).values() if width < 1e-6]
    assert len(found) > 20


def test_the_steps_of_a_curve_give_nobody_away(days: Released) -> None:
    found = attacks.steps(days, DAYS)
    assert len(found.chances) > 250
    assert found.recovered == []
    found = attacks.steps(only_hidden(days.truth), DAYS)
    assert len(found.recovered) == len(found.chances) > 300


def test_all_curves_together_give_nobody_away(days: Released) -> None:
    found = attacks.curves_together(days, VALUES, DAYS)
    assert len(found.chances) > 1300
    assert found.recovered == []
    assert len(attacks.curves_together(only_hidden(days.truth), VALUES, DAYS).recovered) > 350


def test_nobody_is_found_between_an_interview_and_an_offer(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    invited = EVERYBODY[rng.random(STUDENTS) < 0.6]
    offered = invited[rng.random(len(invited)) < 0.8]
    reached = {"offered": offered, "interviewed": invited}
    events = pd.DataFrame({
        "applicant_id": np.concatenate([invited, offered]),
        "kind": ["interview"] * len(invited) + ["offer"] * len(offered),
    })  # fmt: skip
    events = events.assign(
        event_id=events.index + 10 * STUDENTS, application_id=events["applicant_id"], precision="unknown",
        origin="sample", recorded_at=WHEN,
    )  # fmt: skip
    store = a_store(tmp_path, {**COHORT, "events": events})
    rows = pd.concat([people(COHORT, who).assign(part=part) for part, who in reached.items()])
    truth = attacks.count_everything(rows, VALUES)
    seen = seen_by_staff(store, lambda ask, **asked: ask("cohort_outcomes", **asked).query("part != 'answered'"))
    found = attacks.steps(Released(seen, truth, moves()), list(reached))
    assert len(found.chances) > 60
    assert found.recovered == []
    found = attacks.steps(only_hidden(truth), list(reached))
    assert len(found.recovered) == len(found.chances) > 60


def test_whoever_asks_again_or_in_another_way_hears_the_same(store: Store, reasons: Released) -> None:
    ways = [
        {"by": "channel", "programme": "programme 1"},
        {"by": "programme", "channel": "channel 2"},
        {"programme": "programme 1", "channel": "channel 2"},
    ]
    for _ in range(5):
        with store.reading(Viewer.staff()) as reader:
            for way in ways:
                for row in reader.load("cohort_reasons", **way).itertuples():
                    at = {**way, str(way.get("by")): str(row.group_name)}
                    cell = (*(at.get(name) for name in VALUES), str(row.part))
                    assert reasons.seen[cell] == row.n


def test_numbers_that_are_moved_anew_at_every_asking_give_way(reasons: Released) -> None:
    rng = np.random.default_rng(1)
    amounts, chances = zip(*moves().items(), strict=True)
    cells = list(reasons.seen)[:200]
    means = [np.mean(reasons.truth[cell] + rng.choice(amounts, 400, p=chances)) for cell in cells]
    assert np.mean([round(mean) == reasons.truth[cell] for mean, cell in zip(means, cells, strict=True)]) > 0.99


def test_an_empty_cell_looks_like_a_small_one(store: Store, reasons: Released) -> None:
    with store.reading(Viewer.staff()) as reader:
        one = reader.load("cohort_reasons", programme="programme 8", level="level 3")
        nobody = reader.load("cohort_reasons", programme="no such programme")
    assert one.empty and nobody.empty
    assert list(one.columns) == list(nobody.columns)


def test_who_came_between_two_releases_is_not_given_away(tmp_path: Path, reasons: Released) -> None:
    store = a_store(tmp_path)
    joined = pd.Index(range(STUDENTS + 1, STUDENTS + JOINING + 1))
    rows = {"agreement": "Course rule", "agreed_at": WHEN + timedelta(days=1), "recorded_by": "staff"}
    seen_by_staff(store, reasons_of)
    with store.writing(Viewer.staff()) as writer:
        writer.append("consents", pd.DataFrame({"applicant_id": joined[:7], **rows}))
    assert seen_by_staff(store, reasons_of) == reasons.seen, "too few have come for a new release"
    with store.writing(Viewer.staff()) as writer:
        writer.append("consents", pd.DataFrame({"applicant_id": joined[7:], **rows}))
    truth = true_reasons(COHORT, EVERYBODY.append(joined))
    after = Released(seen_by_staff(store, reasons_of), truth, moves())
    found = attacks.differences(reasons, after)
    assert len(found.chances) > 100
    assert found.recovered == []
    found = attacks.differences(only_hidden(reasons.truth), only_hidden(truth))
    assert len(found.recovered) == len(found.chances) > 100


def test_somebody_who_withdraws_is_out_at_once_and_not_given_away(tmp_path: Path, reasons: Released) -> None:
    store, gone = a_store(tmp_path), 11
    seen_by_staff(store, reasons_of)
    with store.writing(Viewer.applicant(gone), WHEN + timedelta(days=2)) as writer:
        withdraw(writer)
    after = seen_by_staff(store, reasons_of)
    with store.reading(Viewer.analyst()) as reader:
        assert int(reader.load("cohort_students")["students"].iloc[0]) == STUDENTS - 1
    unchanged = [cell for cell in reasons.seen if after.get(cell) == reasons.seen[cell]]
    assert len(unchanged) < 0.25 * len(reasons.seen), "a count that stays would tell that they were not in it"
    their = people(COHORT, pd.Index([gone])).iloc[0]
    for reason in REASONS:
        cells = [
            cell for cell in reasons.seen.keys() & after.keys()
            if cell[-1] == reason and all(at in (None, value) for at, value in zip(cell, their, strict=False))
        ]  # fmt: skip
        odds = 1.0
        for cell in cells:
            moved = attacks.several_moves(moves(), 2)
            less = reasons.seen[cell] - after[cell]
            odds *= moved.get(less - 1, 0.0) / moved.get(less, 1e-12)
        assert 1 / 19 < odds < 19, "less than 95 % sure, either way"


def test_all_versions_of_a_release_together_give_nobody_away(reasons: Released) -> None:
    # Who kept every release for years has each count moved in ten ways, and no more.
    rng = np.random.default_rng(2)
    amounts, chances = zip(*moves().items(), strict=True)
    spread = np.sqrt(sum(chance * amount**2 for amount, chance in moves().items()) / VERSIONS)
    hits = []
    for cell in attacks.subtraction(reasons, VALUES).chances:
        terms = 2 + sum(at is not None for at in cell[:-1])
        rest = reasons.truth[cell] + rng.choice(amounts, (VERSIONS, terms), p=chances).sum(axis=1).mean()
        away = (np.array(SMALL) - rest) / (spread * np.sqrt(terms))
        likely = np.exp(-(away**2) / 2)
        hits.append(float((likely / likely.sum()).max()))
    assert max(hits) < attacks.SURE


def test_a_curious_staff_member_cannot_ask_more_finely(store: Store) -> None:
    with store.reading(Viewer.staff()) as reader:
        with pytest.raises(Refused, match="3 filters at once"):
            reader.load("cohort_reasons", programme="programme 1", level="level 1", term="term 1")
        with pytest.raises(NotAllowed, match="newest release only"):
            reader.load("cohort_reasons", as_of=date(2024, 5, 1))
        with pytest.raises(NotAllowed, match="released counts only"):
            reader.load("rejection_reasons")
