"""Attacks on released counts, by somebody who knows everything about the release but its secret.

An attack gathers what the numbers say about small cells and gives a chance to each number of students that a cell may
hold. A cell is recovered when the attack is sure of one number and right. The attacker is given more than they would
have: which cells are empty, and that a target holds between 1 and 9 students.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

SMALL = range(1, 10)
SURE = 0.95

UNKNOWN = 3.0
"""How far a finest cell may be from the average before anything is seen, so that only what is seen makes sure."""

Cell = tuple[str | None, ...]
"""A value for each filter, None for all, and what is counted: a reason."""

Counts = dict[Cell, int]


@dataclass(frozen=True)
class Released:
    """What was released, what is true, and by how much numbers were moved, as a chance for each amount."""

    seen: Counts
    truth: Counts
    moves: Mapping[int, float]

    @property
    def targets(self) -> list[Cell]:
        """The cells that nobody may find out."""
        return [cell for cell, n in self.truth.items() if n in SMALL]


@dataclass
class Findings:
    """What an attack says about each cell, a chance for each of 1 to 9 students, beside what is true."""

    chances: dict[Cell, NDArray[np.float64]] = field(default_factory=dict)
    truth: Counts = field(default_factory=dict)

    def note(self, cell: Cell, truth: int, likely: NDArray[np.float64]) -> None:
        self.chances[cell] = likely / likely.sum()
        self.truth[cell] = truth

    def note_rests(self, cell: Cell, truth: int, rests: Iterable[tuple[int, int]], moves: Mapping[int, float]) -> None:
        """Takes up differences: each is a number and how many moved counts it was made of."""
        likely = np.ones(len(SMALL))
        for rest, terms in rests:
            moved = several_moves(moves, terms)
            likely *= [moved.get(rest - n, 0.0) for n in SMALL]
        if likely.sum() > 0:
            self.note(cell, truth, likely)

    @property
    def recovered(self) -> list[Cell]:
        """The cells of which the attack is sure, and right."""
        return [cell for cell, chances in self.chances.items() if chances.max() >= SURE and self._hit(cell)]

    @property
    def surest(self) -> float:
        """The highest chance that the attack gives to any number."""
        return max((float(chances.max()) for chances in self.chances.values()), default=0.0)

    @property
    def hits(self) -> float:
        """The share of cells whose likeliest number is the true one."""
        return float(np.mean([self._hit(cell) for cell in self.chances]))

    @property
    def blind(self) -> float:
        """The share somebody hits who always says the commonest number and looks at nothing."""
        return float(np.bincount(list(self.truth.values())).max() / len(self.truth))

    def _hit(self, cell: Cell) -> bool:
        return SMALL[int(self.chances[cell].argmax())] == self.truth[cell]


_convolved: dict[tuple[int, int], dict[int, float]] = {}


def several_moves(moves: Mapping[int, float], terms: int) -> Mapping[int, float]:
    """The chance of each sum of several moves; they are as likely up as down."""
    known = _convolved.setdefault((id(moves), terms), {})
    if not known:
        chances = np.array(list(moves.values()))
        total = np.array([1.0])
        for _ in range(terms):
            total = np.convolve(total, chances)
        known.update(zip(range(-(len(total) // 2), len(total) // 2 + 1), total.tolist(), strict=True))
    return known


# --- asking ---------------------------------------------------------------------------------------------------


def ask_everything(ask: Callable[..., pd.DataFrame], values: Mapping[str, list[str]]) -> Counts:
    """Every cell that two filters and a grouping give, from tables of group_name, part and n, each in one way."""
    found: Counts = {}
    for names in _subsets(values):
        fewest_first = sorted(names, key=lambda name: len(values[name]))
        filters, by = fewest_first[:-1], fewest_first[-1] if names else None
        for chosen in product(*(values[name] for name in filters)):
            asked = dict(zip(filters, chosen, strict=True))
            table = ask(by=by, **asked)
            for group, part, n in zip(table["group_name"], table["part"], table["n"], strict=True):
                at = {**asked, **({by: group} if by else {})}
                found[(*(at.get(name) for name in values), part)] = int(n)
    return found


def count_everything(rows: pd.DataFrame, values: Mapping[str, list[str]]) -> Counts:
    """The same cells, counted from rows (a filter's value in each column, and part)."""
    found: Counts = {}
    for names in _subsets(values):
        for key, n in rows.groupby([*names, "part"]).size().items():
            at = dict(zip([*names, "part"], key if isinstance(key, tuple) else (key,), strict=True))
            found[(*(at.get(name) for name in values), str(at["part"]))] = int(n)
    return found


def _subsets(values: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    return [names for used in range(4) for names in combinations(values, used)]


# --- attacks --------------------------------------------------------------------------------------------------


def subtraction(released: Released, values: Mapping[str, list[str]]) -> Findings:
    """A total less all its other parts, in every direction in which it can be taken."""
    findings = Findings()
    for cell in released.targets:
        rests = []
        for place, name in enumerate(values):
            if cell[place] is None:
                continue
            total = _with(cell, place, None)
            others = [_with(cell, place, value) for value in values[name] if value != cell[place]]
            others = [other for other in others if released.truth.get(other, 0) > 0]
            if total in released.seen and all(other in released.seen for other in others):
                rest = released.seen[total] - sum(released.seen[other] for other in others)
                rests.append((rest, 1 + len(others)))
        if rests:
            findings.note_rests(cell, released.truth[cell], rests, released.moves)
    return findings


def differences(before: Released, after: Released) -> Findings:
    """What came in between two releases: a count less the same count earlier."""
    joined = {cell: n - before.truth.get(cell, 0) for cell, n in after.truth.items()}
    findings = Findings()
    for cell, n in joined.items():
        if n in SMALL and cell in before.seen and cell in after.seen:
            findings.note_rests(cell, n, [(after.seen[cell] - before.seen[cell], 2)], after.moves)
    return findings


def steps(released: Released, days: list[str]) -> Findings:
    """What happened between two days of a curve: the later count less the earlier."""
    findings = Findings()
    for early, late in pairwise(days):
        for cell in [cell for cell in released.seen if cell[-1] == late]:
            start = (*cell[:-1], early)
            n = released.truth[cell] - released.truth.get(start, 0)
            if start in released.seen and n in SMALL:
                findings.note_rests(cell, n, [(released.seen[cell] - released.seen[start], 2)], released.moves)
    return findings


def least_squares(released: Released, values: Mapping[str, list[str]]) -> Findings:
    """All numbers at once: what each small cell most likely holds, and how sure that is."""
    findings = Findings()
    places = {base: place for place, base in enumerate(product(*values.values()))}
    for reason in sorted({str(cell[-1]) for cell in released.truth}):
        seen = [cell for cell in released.seen if cell[-1] == reason]
        numbers = np.array([released.seen[cell] for cell in seen], dtype=float)
        targets = [cell for cell in released.targets if cell[-1] == reason]
        likely = _likeliest(_sums_of(seen, places, values), numbers, _sums_of(targets, places, values), released.moves)
        for cell, chances in zip(targets, likely, strict=True):
            findings.note(cell, released.truth[cell], chances)
    return findings


def curves_together(released: Released, values: Mapping[str, list[str]], days: list[str]) -> Findings:
    """All curves at once: how many students each small step of each curve most likely holds."""
    findings = Findings()
    places = {base: place for place, base in enumerate(product(*values.values()))}

    def spans(cells: list[Cell], weights: Callable[[str], list[float]]) -> NDArray[np.float64]:
        sums = _sums_of(cells, places, values)
        return np.array([np.kron(weights(str(cell[-1])), row) for cell, row in zip(cells, sums, strict=True)])

    known = spans(list(released.seen), lambda day: [float(days.index(other) <= days.index(day)) for other in days])
    numbers = np.array(list(released.seen.values()), dtype=float)
    grown = {
        cell: n - released.truth.get((*cell[:-1], days[days.index(str(cell[-1])) - 1]), 0)
        for cell, n in released.truth.items() if cell[-1] != days[0]
    }  # fmt: skip
    targets = [cell for cell, n in grown.items() if n in SMALL]
    aims = spans(targets, lambda day: [float(other == day) for other in days])
    for cell, chances in zip(targets, _likeliest(known, numbers, aims, released.moves), strict=True):
        findings.note(cell, grown[cell], chances)
    return findings


def _likeliest(
    rows: NDArray[np.float64], numbers: NDArray[np.float64], aims: NDArray[np.float64], moves: Mapping[int, float]
) -> NDArray[np.float64]:
    """How likely each small number is for each aim, when moved sums of unknown cells (`rows`) came to `numbers`."""
    spread2 = max(sum(chance * amount**2 for amount, chance in moves.items()), 1e-6)
    cells = rows.shape[1]
    guess = np.full(cells, numbers.max() / cells)
    gain = UNKNOWN**2 * rows.T @ np.linalg.inv(UNKNOWN**2 * rows @ rows.T + spread2 * np.eye(len(rows)))
    centre = aims @ (guess + gain @ (numbers - rows @ guess))
    spread = UNKNOWN**2 * ((aims**2).sum(axis=1) - np.einsum("ij,ij->i", aims @ gain, aims @ rows.T))
    errors = np.sqrt(np.maximum(spread, 0))
    away = ((np.array(SMALL) - centre[:, None]) / np.maximum(errors, 0.05)[:, None]) ** 2
    likely: NDArray[np.float64] = np.exp((away.min(axis=1, keepdims=True) - away) / 2)
    return likely


def linear_programming(released: Released, values: Mapping[str, list[str]], targets: list[Cell]) -> dict[Cell, float]:
    """For each target how many numbers of students are possible, less one; at 0 it is found out for certain."""
    places = {base: place for place, base in enumerate(product(*values.values()))}
    farthest = max(released.moves)
    widths = {}
    for cell in targets:
        seen = [other for other in released.seen if other[-1] == cell[-1]]
        rows = _sums_of(seen, places, values)
        numbers = np.array([released.seen[other] for other in seen], dtype=float)
        aim = _sums_of([cell], places, values)[0]
        limits = np.concatenate([numbers + farthest, farthest - numbers])
        least, most = (
            linprog(sign * aim, A_ub=np.vstack([rows, -rows]), b_ub=limits, bounds=(0, None)) for sign in (1, -1)
        )
        assert least.fun is not None and most.fun is not None
        widths[cell] = min(-most.fun, max(SMALL)) - max(least.fun, min(SMALL))
    return widths


def _with(cell: Cell, place: int, value: str | None) -> Cell:
    return (*cell[:place], value, *cell[place + 1 :])


def _sums_of(
    cells: list[Cell], places: Mapping[tuple[str, ...], int], values: Mapping[str, list[str]]
) -> NDArray[np.float64]:
    """A row for each cell, with a one for every finest cell that it is made of."""
    rows = np.zeros((len(cells), len(places)))
    for row, cell in enumerate(cells):
        chosen = [[at] if at is not None else known for at, known in zip(cell, values.values(), strict=False)]
        rows[row, [places[base] for base in product(*chosen)]] = 1
    return rows
