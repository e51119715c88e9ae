"""What is derived from an application's events: the first response, how well it is dated, where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.store import Store, Viewer, derived
from tests.builders import AnApplication, a_store, an_application, day


def rows(store: Store) -> list[dict[str, Any]]:
    """All timelines of a store."""
    snapshot = store.snapshot()
    cursor = snapshot.cursor()
    found = cursor.execute("select * from timelines order by application_id").fetchall()
    names = [column[0] for column in cursor.description or []]
    snapshot.close()
    return [dict(zip(names, row, strict=True)) for row in found]


def the_one(store: Store) -> dict[str, Any]:
    """The one application's timeline."""
    [found] = rows(store)
    return found


@pytest.mark.parametrize(
    ("application", "answer", "low", "high", "outcome"),
    [
        (an_application(), None, None, None, "open"),
        (an_application(rejected_on="2026-01-20"), "rejection", "2026-01-20", "2026-01-20", "rejected"),
        (an_application(invited_on="2026-01-12"), "interview", "2026-01-12", "2026-01-12", "in_process"),
        (
            an_application(invited_on="2026-01-12", rejected_on="2026-02-01"),
            "interview",
            "2026-01-12",
            "2026-01-12",
            "rejected",
        ),
        (an_application(acknowledged_on="2026-01-06"), None, None, None, "open"),
        (an_application(closed_on="2026-01-09"), "rejection", "2026-01-09", "2026-01-09", "rejected"),
        (an_application(withdrawn_on="2026-01-09"), "withdrawal", "2026-01-09", "2026-01-09", "withdrawn"),
        (
            an_application(withdrawn_on="2026-01-09", rejected_on="2026-01-12"),
            "withdrawal",
            "2026-01-09",
            "2026-01-09",
            "withdrawn",
        ),
        (
            an_application(invited_on="2026-01-12", offered_on="2026-01-30", declined_on="2026-02-02"),
            "interview",
            "2026-01-12",
            "2026-01-12",
            "offered",
        ),
        # Without a date it came between the application and the end of the log, or the next thing that is dated.
        (an_application(rejected=True), "rejection", "2026-01-05", None, "rejected"),
        (
            an_application(invited=True, rejected_on="2026-02-01"),
            "interview",
            "2026-01-05",
            "2026-02-01",
            "rejected",
        ),
        (an_application(applied=None, rejected_on="2026-02-01"), "rejection", "2026-02-01", "2026-02-01", "rejected"),
    ],
    ids=lambda value: "" if isinstance(value, AnApplication) else str(value),
)
def test_the_first_response_is_read_from_the_events(
    application: AnApplication, answer: str | None, low: str | None, high: str | None, outcome: str, tmp_path: Path
) -> None:
    found = the_one(a_store(tmp_path, application))
    assert (found["answer"], found["answer_low"], found["answer_high"], found["outcome"]) == (
        answer,
        day(low),
        day(high),
        outcome,
    )


def test_a_month_is_an_interval_not_its_first_day(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-02-01", applied_precision="month", applied="2026-01-01"))
    assert the_one(store)["applied_latest"] == day("2026-01-31")


def test_an_answer_makes_a_log_without_an_outcome_column_count(tmp_path: Path) -> None:
    assert not the_one(a_store(tmp_path / "silent", an_application(outcome_recorded=False)))["outcome_recorded"]
    answered = a_store(tmp_path / "told", an_application(outcome_recorded=False, rejected_on="2026-01-20"))
    assert the_one(answered)["outcome_recorded"]


@pytest.mark.parametrize("submission", ["planned", "speculative", "undelivered"])
def test_only_what_was_sent_counts(submission: str, tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(submission=submission), an_application())
    assert the_one(store)["application_id"] == 2


def test_what_was_removed_by_hand_is_gone_and_its_events_too(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(removed_at="2026-02-01"), an_application(rejected_on="2026-01-20"))
    assert the_one(store)["application_id"] == 2


def all_timelines(store: Store) -> list[tuple[Any, ...]]:
    snapshot = store.snapshot()
    rows = snapshot.cursor().execute("select * from timelines order by application_id").fetchall()
    snapshot.close()
    return rows


TWO_PEOPLE = (
    an_application(rejected_on="2026-01-20"),
    an_application(applicant=2, invited_on="2026-01-12"),
    an_application(applied_on="2026-03-01"),
    an_application(applicant=2, applied_on="2026-02-01", withdrawn_on="2026-02-09"),
    an_application(),
)


def test_pieces_of_any_size_derive_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = all_timelines(a_store(tmp_path / "whole", *TWO_PEOPLE))
    monkeypatch.setattr(derived, "BATCH", 2)
    assert all_timelines(a_store(tmp_path / "pieces", *TWO_PEOPLE)) == whole
    assert len(whole) == len(TWO_PEOPLE)


def test_what_one_person_writes_derives_their_own_timelines_and_leaves_the_others(tmp_path: Path) -> None:
    store = a_store(tmp_path, *TWO_PEOPLE)
    before = all_timelines(store)
    with store.writing(Viewer.applicant(2)) as writer:
        writer.sql("update events set happened_on = date '2026-01-14' where kind = 'interview'")
    after = all_timelines(store)
    assert [row for row in after if row[1] == 1] == [row for row in before if row[1] == 1]
    with store.writing(Viewer.staff()):
        pass
    assert all_timelines(store) == after != before


# --- the day it happened, and the day it was known ---------------------------------------------------------------


def recorded(store: Store, event: str, **days: str | None) -> Store:
    """The store once more, with what was known of one kind of event, and when it was written down."""
    with store.writing(Viewer.applicant(1)) as writer:
        for column, value in days.items():
            writer.sql(
                f"update events set {column} = $value where kind = $kind",  # noqa: S608  our own column names
                value=value,
                kind=event,
            )
    return store


NEXT_WEEK = an_application(invited_on="2026-02-09")


@pytest.mark.parametrize(
    ("days", "low", "high", "invited", "end"),
    [
        # nothing says when the news came: on the day itself
        ({}, "2026-02-09", "2026-02-09", "2026-02-09", "2026-02-09"),
        # an invitation of 3 February for the 9th, written down then or much later
        ({"known_on": "2026-02-03"}, "2026-02-03", "2026-02-03", "2026-02-03", "2026-02-03"),
        (
            {"known_on": "2026-02-03", "recorded_at": "2026-02-04"},
            "2026-02-03",
            "2026-02-03",
            "2026-02-03",
            "2026-02-03",
        ),
        # written down on 4 February for the 9th: known by then, and nobody can say since when
        ({"recorded_at": "2026-02-04"}, "2026-01-05", "2026-02-04", None, "2026-02-04"),
        ({"recorded_at": "2026-02-09"}, "2026-02-09", "2026-02-09", "2026-02-09", "2026-02-09"),
        # the news came on a day, for a day that is not set yet
        ({"known_on": "2026-02-03", "happened_on": None}, "2026-02-03", "2026-02-03", "2026-02-03", "2026-02-03"),
    ],
)
def test_a_response_is_timed_by_the_day_of_the_news(
    days: dict[str, str | None], low: str, high: str, invited: str | None, end: str, tmp_path: Path
) -> None:
    found = the_one(recorded(a_store(tmp_path, NEXT_WEEK), "interview", **days))
    assert {name: found[name] for name in ("answer", "answer_low", "answer_high", "invited_on", "log_end")} == {
        "answer": "interview",
        "answer_low": day(low),
        "answer_high": day(high),
        "invited_on": day(invited),
        "log_end": day(end),
    }


def test_an_interview_that_is_ahead_when_the_log_ends_was_not_held(tmp_path: Path) -> None:
    def held(folder: str, *more: AnApplication) -> tuple[object, ...]:
        store = recorded(a_store(tmp_path / folder, NEXT_WEEK, *more), "interview", known_on="2026-02-03")
        found = next(row for row in rows(store) if row["application_id"] == 1)
        return tuple(found[name] for name in ("invited", "interviewed", "interviewed_on", "last_round_on", "stage"))

    assert held("ahead") == (True, False, None, None, "application")
    assert held("the day before", an_application(applied="2026-02-08"))[1] is False
    the_day = day("2026-02-09")
    assert held("the day", an_application(applied="2026-02-09")) == (True, True, the_day, the_day, "interview")


@pytest.mark.parametrize(
    ("application", "answer", "span", "facts"),
    [
        # a no after one's own stepping back only confirms it; on the same day, or on a day nobody knows, it is the no
        (
            an_application(withdrawn_on="2026-01-10", rejected_on="2026-01-20"),
            "withdrawal",
            ("2026-01-10", "2026-01-10"),
            "withdrawn by applicant",
        ),
        (
            an_application(withdrawn_on="2026-01-10", rejected_on="2026-01-10"),
            "rejection",
            ("2026-01-10", "2026-01-10"),
            "rejected by employer",
        ),
        (
            an_application(withdrawn=True, rejected_on="2026-01-20"),
            "rejection",
            ("2026-01-20", "2026-01-20"),
            "rejected by employer",
        ),
        (
            an_application(withdrawn_on="2026-01-20", rejected=True),
            "rejection",
            ("2026-01-05", "2026-01-20"),
            "rejected by employer",
        ),
        (
            an_application(withdrawn_on="2026-01-10", closed_on="2026-01-20"),
            "withdrawal",
            ("2026-01-10", "2026-01-10"),
            "withdrawn by applicant",
        ),
        # an invitation is an answer whatever came before
        (
            an_application(withdrawn_on="2026-01-10", invited_on="2026-01-12"),
            "interview",
            ("2026-01-12", "2026-01-12"),
            "withdrawn by applicant",
        ),
        (
            an_application(invited_on="2026-01-12", withdrawn_on="2026-01-20", rejected_on="2026-01-30"),
            "interview",
            ("2026-01-12", "2026-01-12"),
            "withdrawn by applicant",
        ),
        (
            an_application(invited=True, withdrawn_on="2026-01-20"),
            "interview",
            ("2026-01-05", "2026-01-20"),
            "withdrawn by applicant",
        ),
        (
            an_application(rejected_on="2026-01-12", invited_on="2026-01-20"),
            "rejection",
            ("2026-01-12", "2026-01-12"),
            "rejected by employer",
        ),
        # a no after an offer is a no, and the first answer was the offer
        (
            an_application(offered_on="2026-01-12", rejected_on="2026-01-20"),
            "interview",
            ("2026-01-12", "2026-01-12"),
            "rejected by employer",
        ),
        (
            an_application(offered_on="2026-01-12", declined_on="2026-01-20"),
            "interview",
            ("2026-01-12", "2026-01-12"),
            "offered by applicant",
        ),
    ],
)
def test_an_application_ends_once_and_by_one_side(
    application: AnApplication, answer: str, span: tuple[str, str], facts: str, tmp_path: Path
) -> None:
    found = the_one(a_store(tmp_path, application))
    assert (found["answer"], found["answer_low"], found["answer_high"]) == (answer, *map(day, span))
    assert f"{found['outcome']} by {found['ended_by']}" == facts
    assert found["answered"] is (answer != "withdrawal")
    # an offer stays a fact after a no; how it ended is one thing
    ended = [name for name in ("rejected", "withdrawn") if found[name]]
    assert ended == [found["outcome"]] or (not ended and found["outcome"] == "offered" and found["offered"])


@pytest.mark.parametrize(
    "application",
    [
        an_application(rescheduled_on="2026-02-01"),
        an_application(followed_up_on="2026-02-01"),
        an_application(acknowledged_on="2026-02-01"),
    ],
    ids=lambda application: str(application.events[0][0]),
)
def test_what_is_no_response_moves_the_end_of_the_log_and_nothing_else(
    application: AnApplication, tmp_path: Path
) -> None:
    found = the_one(a_store(tmp_path, application))
    assert (found["answer"], found["outcome"], found["log_end"]) == (None, "open", day("2026-02-01"))


def test_an_import_says_how_far_it_reaches(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(), an_application(applicant=2))

    def log_ends(**import_: object) -> list[object]:
        columns = {
            "import_id": 1,
            "applicant_id": 1,
            "file_name": "mails.mbox",
            "sha256": "abc",
            "records_outcomes": True,
            "rows": 1,
            "receipt": "{}",
            "imported_at": "2026-03-01",
            "covers_until": "2026-02-20",
        } | import_
        with store.writing(Viewer.staff()) as writer:
            writer.sql("delete from imports")
            writer.append("imports", pd.DataFrame([columns]).astype(str))
        return [row[0] for row in ends(store)]

    def ends(store: Store) -> list[tuple[object, ...]]:
        snapshot = store.snapshot()
        rows = snapshot.cursor().execute("select log_end from timelines order by applicant_id").fetchall()
        snapshot.close()
        return rows

    sent = day("2026-01-05")
    assert log_ends() == [day("2026-02-20"), sent]
    assert log_ends(covers_until="2026-03-09") == [day("2026-03-01"), sent]
    assert log_ends(records_outcomes=False) == [sent, sent]
    assert log_ends(undone_at="2026-03-02") == [sent, sent]


def test_a_day_on_which_nobody_can_have_applied_is_no_day_and_no_end_of_the_log(tmp_path: Path) -> None:
    """Written down on 31 December 2026: one who lives further east has the first of January by then."""
    days = ("0001-01-03", "1969-12-31", "1970-01-01", "2027-01-01", "2027-01-02", "9999-12-31")
    store = a_store(tmp_path, *(an_application(applied=one) for one in days))
    assert [(row["applied_on"], row["applied_latest"], row["log_end"]) for row in rows(store)] == [
        (possible, possible, day("2026-12-31"))
        for possible in (None, None, day("1970-01-01"), day("2027-01-01"), None, None)
    ]
