"""Applications kept by hand: each change is remembered and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store import Viewer, Writer
from analytics.store.applications import (
    add_application,
    add_event,
    bring_back_application,
    bring_back_event,
    correct,
    remove_application,
    remove_event,
    undo_correction,
)
from analytics.store.scratch import scratch
from analytics.taxonomy import EventKind
from analytics.wording.applications import undated_in_words
from tests.logs import held

NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def writer() -> Iterator[Writer]:
    with scratch(NOW) as opened:
        yield opened


def an_entry(writer: Writer, **fields: Any) -> int:
    return add_application(writer, {"employer": "Alder", "applied_on": date(2026, 1, 5)} | fields)


def one(writer: Writer) -> dict[str, Any]:
    return held(writer)[0][0]


def test_an_entry_is_added(writer: Writer) -> None:
    an_entry(writer, notes="  =1+1  ")
    entry = one(writer)
    assert (entry["employer"], entry["submission"], entry["origin"], entry["notes"]) == (
        "Alder",
        "sent",
        "hand",
        "=1+1",
    )


def test_an_entry_names_somebody_and_is_not_ahead(writer: Writer) -> None:
    with pytest.raises(InvalidEntry, match="neither"):
        an_entry(writer, employer=" ")
    with pytest.raises(InvalidEntry, match="ahead"):
        an_entry(writer, applied_on=date(2026, 3, 2))


def test_a_correction_is_remembered_and_undone(writer: Writer) -> None:
    entry = an_entry(writer)
    assert correct(writer, entry, {"employer": "Birch", "applied_on": None, "notes": ""}) == 2
    assert (one(writer)["employer"], one(writer)["applied_precision"]) == ("Birch", "unknown")
    for (edit,) in writer.rows("select edit_id from edits"):
        undo_correction(writer, edit)
    assert (one(writer)["employer"], one(writer)["applied_on"], one(writer)["applied_precision"]) == (
        "Alder",
        date(2026, 1, 5),
        "day",
    )


def test_events_are_added_taken_out_and_brought_back(writer: Writer) -> None:
    entry = an_entry(writer)
    event = add_event(writer, entry, EventKind.REJECTED, date(2026, 1, 20))
    assert held(writer)[1] == [(None, "rejected", "2026-01-20", "day")]
    remove_event(writer, event)
    assert held(writer)[1] == []
    bring_back_event(writer, event)
    assert len(held(writer)[1]) == 1
    with pytest.raises(InvalidEntry, match="before the application"):
        add_event(writer, entry, EventKind.OFFER, date(2025, 12, 1))


def test_an_entry_is_taken_out_and_brought_back(writer: Writer) -> None:
    entry = an_entry(writer)
    remove_application(writer, entry)
    assert held(writer)[0] == []
    bring_back_application(writer, entry)
    assert len(held(writer)[0]) == 1


def test_nobody_touches_another_persons_entry(writer: Writer) -> None:
    entry = an_entry(writer)
    for change in (
        lambda other: correct(other, entry, {"employer": "Birch"}),
        lambda other: remove_application(other, entry),
    ):
        with pytest.raises(NotAllowed):
            change(replace(writer, viewer=Viewer.applicant(2)))
    assert one(writer)["employer"] == "Alder"


@pytest.mark.parametrize(
    ("n", "missing", "said"),
    [
        (5, 5, "Five answers have no day. Five dates would make it a curve."),
        (4, 5, "Four answers have no day."),
        (1, 1, "One answer has no day. One date would make it a curve."),
        (9, 0, "Nine answers have no day."),
    ],
)
def test_dates_are_said_to_make_a_curve_only_where_they_would(n: int, missing: int, said: str) -> None:
    assert undated_in_words(n, missing) == said
