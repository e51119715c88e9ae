"""Answers of which only a span of days is known: where they likely lie, and how far they could move a curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.statistics.survival import Array, Index, LifeTable

STEADY = 1e-8
"""The curve rests when no day's share of all waits moves by more."""

ROUNDS = 2000


@dataclass(frozen=True)
class Spans:
    """Answers that came on one of the days `first` to `last` (places on the table's days), n at a time."""

    group: Index
    answer: Index
    first: Index
    last: Index
    n: Array


def spread(exact: LifeTable, unanswered: Array, spans: Spans) -> tuple[LifeTable, Index]:
    """The self-consistent table (Turnbull), and the day at the middle of each span's likely days.

    Every span is spread over its days in proportion to the curve, and the curve drawn again, until it rests.
    """
    if not len(spans.n):
        return exact, np.zeros(0, dtype=np.int64)
    width = (spans.last - spans.first + 1).astype(float)
    answers = exact.answers + _over_days(spans, spans.n / width, exact.answers.shape)
    table = LifeTable.of(exact.days, answers, unanswered)
    for _ in range(ROUNDS):
        mass = np.diff(table.incidence, axis=2, prepend=0.0)
        held = _within(table.incidence, spans)
        answers = exact.answers + mass * _over_days(spans, spans.n / held, mass.shape)
        moved = (np.abs(answers - table.answers).max(axis=(1, 2)) / table.at_risk[:, 0]).max()
        table = LifeTable.of(exact.days, answers, unanswered)
        if moved < STEADY:
            break
    return table, _middles(table.incidence, spans)


def placed(exact: LifeTable, unanswered: Array, spans: Spans, places: Index) -> LifeTable:
    """The table with each span's answers on one day: its first for the earliest curve, its last for the latest."""
    answers = exact.answers.copy()
    np.add.at(answers, (spans.group, spans.answer, places), spans.n)
    return LifeTable.of(exact.days, answers, unanswered)


def _over_days(spans: Spans, weight: Array, shape: tuple[int, ...]) -> Array:
    """The weight of all spans that hold each day; (group, answer, day)."""
    edges = np.zeros((shape[0], shape[1], shape[2] + 1))
    np.add.at(edges, (spans.group, spans.answer, spans.first), weight)
    np.add.at(edges, (spans.group, spans.answer, spans.last + 1), -weight)
    held: Array = np.maximum(np.cumsum(edges, axis=2)[:, :, :-1], 0)
    return held


def _within(incidence: Array, spans: Spans) -> Array:
    """The share of the curve that lies within each span."""
    until = incidence[spans.group, spans.answer, spans.last]
    before = np.where(spans.first > 0, incidence[spans.group, spans.answer, spans.first - 1], 0.0)
    share: Array = np.maximum(until - before, np.finfo(float).tiny)
    return share


def _middles(incidence: Array, spans: Spans) -> Index:
    middles = np.empty(len(spans.n), dtype=np.int64)
    for row, (group, answer, first, last) in enumerate(
        zip(spans.group, spans.answer, spans.first, spans.last, strict=True)
    ):
        curve = incidence[group, answer, first : last + 1]
        start = incidence[group, answer, first - 1] if first else 0.0
        middles[row] = min(first + int(np.searchsorted(curve, (start + curve[-1]) / 2)), last)
    return middles
