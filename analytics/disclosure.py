"""Counts become counts that staff may see. Students are counted, small cells hidden, the others moved a little.

    released = Disclosure(secret).release(cells)

Each student has a number by lot (the record key). The sum of the numbers in a cell decides how far the cell is moved:
the same students are always moved by the same amount, whichever way they are asked for, so that asking again tells
nothing new, and what is left when one count is taken from another is not what it seems.

Used by `analytics.store.release` for staff, and by an analyst for what leaves the room.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.errors import InvalidEntry

THRESHOLD = 10
LEAST_THRESHOLD = 5
BATCH = 10

SPREAD = 2.0
"""Standard deviation of the amount a count is moved by."""
FARTHEST = 8
"""No count is moved by more than this."""

VERSIONS = 10
"""As many ways there are to move a count; a store goes on to the next with every release and every withdrawal.

Were there one, a count that stayed the same would tell that nobody who came or went was in it. Were there ever new
ones, their mean would tell the count.
"""

KEYS = 2**32

Sum = tuple[int, tuple[int, ...]]
"""The place of a total and the places of its parts."""


@dataclass(frozen=True)
class Disclosure:
    """The rules of one store's releases: its secret and the smallest number of students that is shown."""

    secret: bytes
    threshold: int = THRESHOLD
    version: int = 0

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise InvalidEntry(
                f"A threshold of {self.threshold} would show groups in which a student can be recognised.",
                f"Choose {LEAST_THRESHOLD} or more; {THRESHOLD} is the default.",
            )
        if len(self.secret) < 16:
            raise ValueError("the secret is too short to keep one")

    def record_key(self, applicant_id: int) -> int:
        """A student's number, the same as long as the secret is."""
        return self._number("student", applicant_id) % KEYS

    def release(self, cells: pd.DataFrame, sums: Sequence[Sum] = ()) -> pd.DataFrame:
        """The cells that may be seen, with `n` students, and `of` how many where the cell is part of a group.

        `cells` holds students and cell_key, and of_students and of_key where the cell is part of a group; the other
        columns stay. A cell is left out where it, or the rest of its group, has fewer students than the threshold,
        none included, and where it would be below it after it was moved. A group without a key (enrolled students,
        known to everybody) is shown as it is. `sums` are the totals of a table that will be printed, by the places
        of their rows: further cells are left out until no total gives a small one away.
        """
        n = self._moved(cells["students"], cells["cell_key"])
        shown = n >= self.threshold
        released = cells.drop(columns=["students", "cell_key", "of_students", "of_key"], errors="ignore")
        released["n"] = n
        if "of_students" in cells:
            of, public = self._moved(cells["of_students"], cells["of_key"]), cells["of_key"].isna()
            of = np.where(public, cells["of_students"], of)
            rest = cells["of_students"] - cells["students"]
            shown &= (of >= self.threshold) & (rest >= self.threshold).to_numpy()
            released["of"] = of
        if sums:
            shown &= ~np.array(also_hidden(cells["students"].tolist(), (~shown).tolist(), sums, self.threshold))
        return (
            released[shown].reset_index(drop=True).astype({name: "int64" for name in ("n", "of") if name in released})
        )

    def roster(self, consents: pd.DataFrame) -> list[int]:
        """Whose data counts, from their agreements (applicant_id, agreed_at, withdrawn_at: null while it holds).

        Newcomers are taken up ten at a time, in the order in which they first agreed, so that what changes between two
        looks is never one newcomer. A withdrawal holds at once.
        """
        first_agreed = consents.groupby("applicant_id")["agreed_at"].min()
        order = sorted(first_agreed.index, key=lambda person: (first_agreed[person], self._number("order", person)))
        agreeing = set(consents.loc[consents["withdrawn_at"].isna(), "applicant_id"])
        return sorted(int(person) for person in order[: len(order) // BATCH * BATCH] if person in agreeing)

    def _moved(self, students: pd.Series, keys: pd.Series) -> NDArray[np.int64]:
        lots = [self._number(f"cell {self.version}", 0 if pd.isna(key) else int(key)) for key in keys]
        chances = np.array(lots, dtype=float) / 2**64
        steps = np.searchsorted(_cumulative(SPREAD, FARTHEST), chances, side="right") - FARTHEST
        moved: NDArray[np.int64] = np.where(students >= self.threshold, students.fillna(0) + steps, 0).astype(np.int64)
        return moved

    def _number(self, purpose: str, value: int) -> int:
        """Sixty-four bits that nobody can foretell without the secret."""
        said = f"{purpose} {value}".encode()
        return int.from_bytes(hashlib.blake2b(said, key=self.secret[:64], digest_size=8).digest())


@cache
def moves(spread: float = SPREAD, farthest: int = FARTHEST) -> dict[int, float]:
    """The chance of each amount that a count may be moved by."""
    amounts = range(-farthest, farthest + 1)
    weights = [float(np.exp(-(amount**2) / (2 * spread**2))) for amount in amounts]
    return {amount: weight / sum(weights) for amount, weight in zip(amounts, weights, strict=True)}


@cache
def _cumulative(spread: float, farthest: int) -> NDArray[np.float64]:
    return np.cumsum(list(moves(spread, farthest).values()))[:-1]


# --- printed tables -------------------------------------------------------------------------------------------


def also_hidden(
    students: Sequence[int], hidden: Sequence[bool], sums: Sequence[Sum], threshold: int = THRESHOLD
) -> list[bool]:
    """Which cells of a printed table to hide, so that its totals give none of the hidden ones away.

    Starts from the cells that are hidden by themselves. As long as linear programming pins one of them down to fewer
    possible values than the threshold, the smallest cell that is still seen in the sum with the fewest hidden ones is
    hidden too. The reader is taken to know the exact numbers: that they are moved as well is not relied on.
    """
    concealed = list(hidden)
    while (exposed := _exposed(students, concealed, sums, threshold)) is not None:
        lines = [(sum(concealed[place] for place in (*parts, total)), (*parts, total)) for total, parts in sums]
        open_lines = [(n, line) for n, line in lines if 0 < n < len(line)]
        if not open_lines:
            break
        _, weakest = min(open_lines, key=lambda counted: (counted[0], exposed not in counted[1]))
        concealed[min((place for place in weakest if not concealed[place]), key=lambda place: students[place])] = True
    return concealed


def _exposed(students: Sequence[int], hidden: Sequence[bool], sums: Sequence[Sum], threshold: int) -> int | None:
    """The first hidden cell that is pinned down too closely by what is seen, None when there is none."""
    from scipy.optimize import linprog

    unknown = [place for place, is_hidden in enumerate(hidden) if is_hidden]
    weights, seen = [], []
    for total, parts in sums:
        signs = {total: -1, **dict.fromkeys(parts, 1)}
        weights.append([signs.get(place, 0) for place in unknown])
        seen.append(-sum(sign * students[place] for place, sign in signs.items() if not hidden[place]))
    for column, place in enumerate(unknown):
        aim = np.eye(len(unknown))[column]
        ends = [linprog(sign * aim, A_eq=weights, b_eq=seen, bounds=(0, None)) for sign in (1, -1)]
        # Without a bound (status 3) nothing is said of the cell.
        if all(end.status == 0 for end in ends) and -sum(end.fun or 0.0 for end in ends) < threshold:
            return place
    return None
