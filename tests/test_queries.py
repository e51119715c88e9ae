"""Fixed queries: what several of them count from is said once, and stands before them with its own values."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.store import queries


@pytest.mark.parametrize(
    ("query", "shared"),
    [
        ("stepping_stones", ["named_weaknesses"]),
        ("rejection_reasons", ["named_weaknesses", "stated_reasons"]),
        ("cohort_reasons", ["cohort_sent", "named_weaknesses", "stated_reasons"]),
        ("cohort_students", ["cohort_sent"]),
    ],
)
def test_a_query_begins_with_the_shared_relations_it_names(query: str, shared: list[str]) -> None:
    text = queries.text(query)
    places = {path.stem: text.find(f"{path.stem} as (\n") for path in queries.SHARED.glob("*.sql")}
    assert sorted((name for name, place in places.items() if place >= 0), key=places.__getitem__) == shared


def test_a_query_takes_the_values_of_what_it_rests_on() -> None:
    assert {"applicant", "as_of", "programme", "channel"} <= queries.parameters("cohort_students")


@pytest.mark.parametrize("path", sorted(queries.SHARED.glob("*.sql")), ids=lambda path: str(path.stem))
def test_a_shared_relation_states_its_grain_and_asks_for_its_viewers_rows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- one row")
    assert "$applicant is null or" in text
