"""A tenth of docs/cohorts.md, seeded: no impossible number wherever staff read them, and ranges that hold."""

from __future__ import annotations

import pytest

from tests.cohort_years import CAMPUSES, Row, contradictions, simulated


@pytest.mark.parametrize(
    ("campus", "years"), [("60", 10), ("400", 10), ("2,000", 5), ("2,000, programmes by channel", 5)]
)
def test_a_tenth_of_the_years_has_nothing_impossible_and_ranges_that_hold(campus: str, years: int) -> None:
    found = simulated(CAMPUSES[campus], years, seed=3)
    assert found.impossible == ()
    if campus == "60":
        assert found.ranges == 0, "of so few students no range is printed"
    else:
        # Ranges of one year hang together: a tenth of the years scatters by more than their number says.
        assert 0.90 <= found.share <= 0.99


OFFER: Row = ("Had an offer", "All", 30.0, 60.0, 0.5, 0.4, 0.6)
BY_DAY: list[Row] = [
    ("Answered by day 7", "Law", 30.0, 60.0, 0.5, None, None),
    ("Answered by day 14", "Law", 20.0, 60.0, 1 / 3, None, None),
]
IMPOSSIBLE: dict[str, tuple[list[Row], dict[tuple[str, str], float]]] = {
    "more than its whole": ([("Had an offer", "All", 61.0, 60.0, 0.5, 0.4, 0.6)], {}),
    "another share": ([("Had an offer", "All", 30.0, 60.0, 0.6, 0.4, 0.7)], {}),
    "outside its range": ([("Had an offer", "All", 30.0, 60.0, 0.5, 0.6, 0.7)], {}),
    "falls": ([OFFER], {("Had an offer", "All"): 31.0}),
    "groups above everybody": ([OFFER, ("Had an offer", "Law", 31.0, 60.0, 31 / 60, None, None)], {}),
    "answers fall": (BY_DAY, {}),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_what_is_impossible_is_seen(what: str) -> None:
    shown, before = IMPOSSIBLE[what]
    assert len(list(contradictions(shown, before))) == 1


def test_what_is_possible_is_let_through() -> None:
    law: Row = ("Had an offer", "Law", 30.0, 60.0, 0.5, None, None)
    assert list(contradictions([OFFER, law, *BY_DAY[:1]], {("Had an offer", "All"): 30.0})) == []
