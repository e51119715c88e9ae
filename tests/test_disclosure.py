"""The rules of release one by one: what is hidden, how far the rest is moved, whose data counts, what is printed."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.disclosure import FARTHEST, SPREAD, Disclosure, also_hidden, moves
from analytics.errors import InvalidEntry

RULES = Disclosure(b"a secret for the tests")
AGREED = datetime(2026, 1, 1)


def cells(*students: int, of: int | None = None) -> pd.DataFrame:
    """Cells with keys of their own, of a group of `of` students."""
    table = pd.DataFrame({"part": range(len(students)), "students": students, "cell_key": np.arange(len(students)) + 7})
    return table if of is None else table.assign(of_students=of, of_key=1)


def consents(*people: int, after: int = 0, withdrawn: bool = False) -> pd.DataFrame:
    when = AGREED + timedelta(days=after)
    return pd.DataFrame({
        "applicant_id": people, "agreed_at": when, "withdrawn_at": when + timedelta(days=1) if withdrawn else pd.NaT,
    })  # fmt: skip


def test_small_cells_and_empty_ones_are_left_out() -> None:
    assert RULES.release(cells(0, 1, 9)).empty
    assert list(RULES.release(cells(0, 9, 500))["part"]) == [2]


def test_a_cell_is_left_out_when_what_is_left_of_its_group_is_small_or_nobody() -> None:
    assert list(RULES.release(cells(50, 91, 100, of=100))["part"]) == [0]


def test_no_more_is_shown_than_the_threshold_after_a_count_was_moved_either() -> None:
    many = RULES.release(pd.DataFrame({"students": [10] * 400, "cell_key": np.arange(400)}))
    assert 100 < len(many) < 300
    assert many["n"].min() == 10


def test_counts_are_moved_as_far_as_is_said_and_neither_up_nor_down_on_the_whole() -> None:
    keys = np.arange(20_000)
    by = RULES.release(pd.DataFrame({"students": [1000] * len(keys), "cell_key": keys}))["n"] - 1000
    assert abs(by.mean()) < 0.05
    assert by.std() == pytest.approx(SPREAD, rel=0.02)
    assert by.abs().max() <= FARTHEST == max(moves())


def test_the_same_students_are_moved_the_same_and_other_secrets_move_them_otherwise() -> None:
    table = cells(*range(100, 160))
    assert RULES.release(table).equals(RULES.release(table[::-1]).sort_values("part", ignore_index=True))
    assert not RULES.release(table).equals(Disclosure(b"another secret for the tests").release(table))
    assert not RULES.release(table).equals(Disclosure(RULES.secret, version=1).release(table))


def test_nothing_but_released_numbers_is_handed_on() -> None:
    assert list(RULES.release(cells(50, of=100))) == ["part", "n", "of"]


def test_a_group_that_everybody_knows_the_size_of_is_shown_as_it_is() -> None:
    enrolled = pd.DataFrame({"students": [50], "cell_key": [3], "of_students": [100], "of_key": [None]})
    assert RULES.release(enrolled)["of"].tolist() == [100]


@pytest.mark.parametrize("threshold", [4, 1, 0, -3])
def test_a_threshold_under_five_is_refused(threshold: int) -> None:
    with pytest.raises(InvalidEntry, match="recognised"):
        Disclosure(RULES.secret, threshold)


def test_newcomers_are_taken_up_ten_at_a_time_in_the_order_they_agreed() -> None:
    first, later = consents(*range(1, 15)), consents(*range(15, 22), after=3)
    assert len(RULES.roster(first)) == 10
    assert set(RULES.roster(first)) < set(RULES.roster(pd.concat([first, later])))
    assert len(RULES.roster(pd.concat([first, later]))) == 20
    assert RULES.roster(consents(1, 2, 3)) == []


def test_whoever_withdraws_is_out_and_nobody_comes_in_for_them() -> None:
    before = RULES.roster(consents(*range(1, 13)))
    gone = before[0]
    after = RULES.roster(pd.concat([consents(*set(range(1, 13)) - {gone}), consents(gone, withdrawn=True)]))
    assert after == before[1:]


def test_a_printed_total_does_not_give_away_the_one_part_that_is_hidden() -> None:
    parts = [40, 30, 20, 4]
    hidden = also_hidden([*parts, sum(parts)], [False, False, False, True, False], [(4, (0, 1, 2, 3))])
    assert hidden == [False, False, True, True, False]


def test_two_hidden_parts_that_are_still_few_together_get_a_third() -> None:
    parts = [40, 30, 20, 4, 2]
    hidden = also_hidden([*parts, sum(parts)], [False, False, False, True, True, False], [(5, (0, 1, 2, 3, 4))])
    assert hidden == [False, False, True, True, True, False]


def test_in_a_table_with_both_totals_a_rectangle_is_hidden() -> None:
    inner = np.array([[3, 40, 50], [30, 45, 60], [35, 55, 70]])
    table = np.block([[inner, inner.sum(axis=1, keepdims=True)], [inner.sum(axis=0), inner.sum()]])
    place = np.arange(16).reshape(4, 4)
    sums = [(int(line[3]), tuple(int(at) for at in line[:3])) for line in (*place, *place.T)]
    hidden = np.array(also_hidden(table.ravel().tolist(), (table < 10).ravel().tolist(), sums)).reshape(4, 4)
    assert hidden[0, 0]
    assert (hidden[:3, :3].sum(axis=0) != 1).all() and (hidden[:3, :3].sum(axis=1) != 1).all()
    assert not hidden[3, 3]


def test_nothing_more_is_hidden_where_nothing_needs_it() -> None:
    assert also_hidden([40, 30, 70], [False] * 3, [(2, (0, 1))]) == [False] * 3
