"""Blurred numbers are made to fit together: whole, never below what was published, parts within what they are part of.

Works on what is drawn already and looks at no student, so it tells nothing more about anybody. The order is from the
top down: everybody before groups, a fact before its parts. Consistency also makes the numbers more accurate (Hay et
al., "Boosting the Accuracy of Differentially Private Histograms Through Consistency", 2010, arXiv 0904.0942).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.errors import InvalidEntry
from analytics.publication.facts import BANDS, FACTS, Fact
from analytics.publication.plan import EVERYBODY, PROGRAMME, Plan, Table

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

ROUNDS = 500
"""Alternating projections are done long before this many rounds."""
CLOSE = 1e-9


@dataclass(frozen=True)
class Counts:
    """Numbers of one year so far: by table, one row a group; a column for each fact and each band, in their order."""

    facts: Mapping[str, NDArray[Any]]
    bands: Mapping[str, NDArray[Any]]


def zero(plan: Plan) -> Counts:
    """Nothing published yet."""
    shapes = {table.name: len(table.groups) for table in plan.tables}
    return Counts(
        {name: np.zeros((n, len(FACTS)), dtype=np.int64) for name, n in shapes.items()},
        {name: np.zeros((n, len(BANDS)), dtype=np.int64) for name, n in shapes.items()},
    )


def fitted(plan: Plan, blurred: Counts, before: Counts) -> Counts:
    """The year's numbers nearest to the blurred ones that contradict nothing.

    `blurred` holds the sums of the year's blurred counts, `before` what was published until now (whole numbers that
    fit together). The result has: 0 <= before <= n; a fact is no larger than what it is within, in every group of a
    table that divides students, and over all; groups sum to everybody, those of a cross table to their programme; bands
    sum to the students followed.
    """
    facts = {name: np.zeros_like(before.facts[name], dtype=np.int64) for name in plan.names}
    for place, fact in enumerate(FACTS):
        total = _total(plan, blurred, before, facts, place)
        for table in plan.tables:
            most = _most(plan, table, fact, facts, total)
            for block, sum_of_block in zip(plan.blocks(table), _sums(table, facts, place, total), strict=True):
                facts[table.name][block, place] = box_with_sum(
                    blurred.facts[table.name][block, place],
                    sum_of_block,
                    before.facts[table.name][block, place],
                    most[block],
                )
    followed = FACTS.index(next(fact for fact in FACTS if fact.name == "followed"))
    return Counts(facts, _fitted_bands(plan, blurred, before, {name: facts[name][:, followed] for name in plan.names}))


def _total(plan: Plan, blurred: Counts, before: Counts, facts: dict[str, Whole], place: int) -> int:
    """The number for everybody, from all tables that measured it, each weighted by how little it was blurred."""
    sums = np.array([float(blurred.facts[name][:, place].sum()) for name in plan.names])
    variances = np.array([len(plan[name].groups) * plan.sd(name) ** 2 for name in plan.names])
    mean = float((sums / variances).sum() / (1 / variances).sum())
    fact = FACTS[place]
    least = int(before.facts[EVERYBODY][0, place])
    most = None if fact.within is None else int(facts[EVERYBODY][0, _place(fact.within)])
    return max(least, round(mean) if most is None else min(round(mean), most))


def _sums(table: Table, facts: dict[str, Whole], place: int, total: int) -> list[int]:
    """What the groups of a table sum to, or, of a cross table, those of each programme."""
    return [total] if table.by is None else [int(n) for n in facts[PROGRAMME][:, place]]


def _most(plan: Plan, table: Table, fact: Fact, facts: dict[str, Whole], total: int) -> Whole:
    """The largest number that a fact may have in each group of a table.

    A table of students has each student in one group, whatever the question. In a table of applications the group is
    that of the application that a question is about, which may be another for the next question: there only facts of
    one question bound each other.
    """
    own = facts[table.name]
    within = None if fact.within is None else FACTS[_place(fact.within)]
    if within and (table.name in (EVERYBODY, PROGRAMME) or within.question == fact.question):
        return own[:, _place(within.name)]
    blocks = plan.blocks(table)
    return np.repeat(_sums(table, facts, _place(fact.name), total), len(own) // len(blocks)).astype(np.int64)


def _place(name: str) -> int:
    return next(place for place, fact in enumerate(FACTS) if fact.name == name)


def _fitted_bands(plan: Plan, blurred: Counts, before: Counts, followed: dict[str, Whole]) -> dict[str, Whole]:
    """Bands of everybody that sum to the students followed, then those of each table's groups that sum to them."""
    total = int(followed[EVERYBODY].sum())
    variances = np.array([len(plan[name].groups) * plan.sd(name) ** 2 for name in plan.names])
    sums = np.array([np.asarray(blurred.bands[name], dtype=float).sum(axis=0) for name in plan.names])
    mean = (sums / variances[:, None]).sum(axis=0) / (1 / variances).sum()
    least = np.asarray(before.bands[EVERYBODY][0], dtype=np.int64)
    everybody = box_with_sum(mean, total, least, np.full(len(BANDS), total, dtype=np.int64))
    fitted_: dict[str, Whole] = {}
    for table in plan.tables:
        columns = [everybody] if table.by is None else list(fitted_[PROGRAMME])
        low = np.asarray(before.bands[table.name], dtype=np.int64)
        fitted_[table.name] = np.vstack(
            [
                two_way(blurred.bands[table.name][block], followed[table.name][block], sums, low[block])
                for block, sums in zip(plan.blocks(table), columns, strict=True)
            ]
        )
    return fitted_


# --- the two steps --------------------------------------------------------------------------------------------


def box_with_sum(noisy: NDArray[Any], total: int, low: Whole, high: Whole) -> Whole:
    """The whole numbers nearest to the noisy ones with a sum and bounds: least squares, then largest remainders.

    Raises InvalidEntry when no numbers within the bounds have the sum.
    """
    wanted = np.asarray(noisy, dtype=float)
    if not low.sum() <= total <= high.sum() or (low > high).any():
        raise InvalidEntry(
            f"No numbers between {low.tolist()} and {high.tolist()} sum to {total}.",
            "The published numbers of this year don't fit together; restore the file that holds them.",
        )
    reach = float(np.abs(wanted).max(initial=0.0) + high.max(initial=0) + 1)
    below, above = -2 * reach, 2 * reach
    for _ in range(200):
        moved = (below + above) / 2
        if np.clip(wanted + moved, low, high).sum() < total:
            below = moved
        else:
            above = moved
    real = np.clip(wanted + above, low, high)
    return _rounded(real, total, low, high)


def _rounded(real: Real, total: int, low: Whole, high: Whole) -> Whole:
    """Down first; then the largest remainders go up until the sum is right."""
    whole = np.clip(np.floor(real + CLOSE).astype(np.int64), low, high)
    for _ in range(int(abs(total - whole.sum()))):
        step = 1 if whole.sum() < total else -1
        free = whole < high if step > 0 else whole > low
        remainder = np.where(free, step * (real - whole), -np.inf)
        whole[int(np.argmax(remainder))] += step
    return whole


def two_way(noisy: NDArray[Any], row_sums: Whole, column_sums: Whole, low: Whole) -> Whole:
    """The whole table nearest to the noisy one with these sums, no cell below `low`.

    Alternating projections (Dykstra) on rows, columns and the bound give the nearest real table; controlled rounding,
    a transportation problem whose corners are whole numbers, gives the nearest whole one.
    Raises InvalidEntry when the sums of rows and columns differ, or lie below those of `low`.
    """
    rows, columns = row_sums - low.sum(axis=1), column_sums - low.sum(axis=0)
    if rows.sum() != columns.sum() or (rows < 0).any() or (columns < 0).any():
        raise InvalidEntry(
            "The sums of a published table don't fit together.",
            "Restore the file that holds this year's published numbers.",
        )
    more = _nearest(np.asarray(noisy, dtype=float) - low, rows, columns)
    return low + _controlled_rounding(more, rows, columns)


def _nearest(wanted: Real, rows: Whole, columns: Whole) -> Real:
    """The table of least squares with these sums and nothing below 0."""
    table, owed = wanted.copy(), np.zeros_like(wanted)
    n_rows, n_columns = wanted.shape
    for _ in range(ROUNDS):
        before = table.copy()
        table = table + ((rows - table.sum(axis=1)) / n_columns)[:, None]
        table = table + (columns - table.sum(axis=0)) / n_rows
        corrected = table + owed
        table = np.maximum(corrected, 0.0)
        owed = corrected - table
        if np.abs(table - before).max() < CLOSE:
            break
    return table


def _controlled_rounding(real: Real, rows: Whole, columns: Whole) -> Whole:
    from scipy.optimize import linprog

    floor = np.floor(real + CLOSE)
    n_rows, n_columns = real.shape
    # What a cell costs is how far it lies from its real value, in steps of one up and of one down.
    up, down = 1 - 2 * (real - floor), 1 + 2 * (real - floor)
    cost = np.concatenate([up.ravel(), down.ravel(), np.full(real.size, 3.0)])
    sums = np.zeros((n_rows + n_columns, real.size))
    for row in range(n_rows):
        sums[row, row * n_columns : (row + 1) * n_columns] = 1
    for column in range(n_columns):
        sums[n_rows + column, column::n_columns] = 1
    wanted = np.concatenate([rows - floor.sum(axis=1), columns - floor.sum(axis=0)])
    solved = linprog(
        cost,
        A_eq=np.hstack([sums, -sums, sums]),
        b_eq=wanted,
        bounds=[(0, 1)] * real.size + [(0, float(cell)) for cell in floor.ravel()] + [(0, None)] * real.size,
    )
    if solved.x is None:
        raise InvalidEntry(
            "The sums of a published table don't fit together.",
            "Restore the file that holds this year's published numbers.",
        )
    steps = np.rint(solved.x).reshape(3, n_rows, n_columns)
    whole: Whole = (floor + steps[0] - steps[1] + steps[2]).astype(np.int64)
    return whole
