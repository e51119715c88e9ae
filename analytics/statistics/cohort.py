"""Shares of students in a cohort, from released counts; intervals know that the counts were moved before release.

    shares = cohort_shares("cohort_reasons", reader.load("cohort_reasons", by="programme"))

The unit is the student: an interval says how far the share of students like these may lie from what is shown, for
chance and for the release together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.disclosure import SPREAD, THRESHOLD, moves
from analytics.statistics.comparison import benjamini_hochberg
from analytics.statistics.proportions import deviate, score_interval
from analytics.taxonomy import Dimension, Reason, Theme

PERMUTATIONS = 1999
SEED = 20260101
ALL = "all"


@dataclass(frozen=True)
class Question:
    """What a cohort query counts, in the words of the page: the parts in their order, and of whom they are a share."""

    query: str
    label: str
    of_whom: str
    parts: Mapping[str, str]
    each_in_one: bool = False
    described: str = "application"
    """What its groups divide: a student has one programme, and an application one channel."""
    by_day: str | None = None
    """How the share of the first part by a day is said, where there are days."""
    days: tuple[int, ...] | None = None
    """The days it is asked at; None for all of them."""
    rest_of: Mapping[str, str] = field(default_factory=dict)
    """Parts that are what another part leaves of its group: nothing more is released for them."""
    if_empty: str = "Take a filter away, or compare by something coarser."

    @property
    def groupings(self) -> tuple[Dimension, ...]:
        """What staff can compare by."""
        return Dimension.of_each(self.described, "staff")


WAYS = {"email": "e-mail", "phone": "phone", "meeting": "meeting"}
QUESTIONS = {
    "applications": Question(
        "cohort_applications", "How many applications do they send?", "students who keep a log",
        {band: f"{band} applications" for band in ("1 to 4", "5 to 9", "10 to 19", "20 to 39", "40 or more")},
        each_in_one=True,
    ),
    "outcomes": Question(
        "cohort_outcomes", "How far do they get?", "students whose logs record answers",
        {"answered": "At least one answer", "interviewed": "At least one interview", "offered": "At least one offer"},
    ),
    "answers": Question(
        "cohort_answers", "How soon do employers answer?", "students' applications followed that long",
        {"any answer": "Any answer", "interview": "Invited", "rejection": "Turned down", "withdrawal": "Stepped back"},
        by_day="By day {day}, {share} of about {of} students' applications had an answer",
    ),
    "silence": Question(
        "cohort_answers", "How many hear nothing?", "students' applications followed that long",
        {"silent": "No answer", "undated": "Answered, day not known"},
        by_day="After {day} days, {share} of about {of} students' applications were still without any answer",
        days=(30, 60, 90), rest_of={"silent": "any answer"},
    ),
    "reasons": Question(
        "cohort_reasons", "Why are they turned down?", "students who were given a reason",
        {reason.value: reason.label for reason in Reason},
    ),
    "themes": Question(
        "cohort_themes", "What should they work on?", "students who got constructive feedback",
        {theme.value: theme.label for theme in Theme},
    ),
    "feedback_requests": Question(
        "cohort_feedback_requests", "Does asking for feedback work?", "students who asked, or could have",
        {"asked": "Asked, of those turned down", "answered": "Got an answer, of those who asked"}
        | {f"answered when asked by {way}": f"Got an answer by {label}" for way, label in WAYS.items()},
    ),
    "goals": Question(
        "cohort_goals", "Are their goals on track?", "students who keep a log, or have a goal",
        {"with a goal": "Have a goal, of those who keep a log",
         "reached or on track": "Reached one or are on track, of those with a goal that can be judged"},
        described="student",
    ),
    "reach": Question(
        "cohort_reach", "Who keeps a log?", "students enrolled",
        {"keep a log": "Keep a log and agreed to be counted"}, described="student",
        if_empty="Staff say under “Import a cohort” how many students are enrolled. If they have, take a filter away.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class CohortShare:
    """One part of one group; None throughout where it is not shown."""

    group: str
    part: str
    label: str
    day: int | None
    n: int | None
    of: int | None
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Difference:
    """Whether groups differ in one part: how often chance and release alone would make them differ as much."""

    part: str
    label: str
    day: int | None
    groups: int
    p: float | None
    adjusted: float | None


def cohort_shares(question: Question, released: pd.DataFrame, spread: float = SPREAD) -> list[CohortShare]:
    """Every part of every group, the hidden ones too, in the question's order. `spread` 0 is for exact counts."""
    days = released["day"].tolist() if "day" in released else [None] * len(released)
    rows = zip(released["group_name"], released["part"], days, released["n"], released["of"], strict=True)
    found = {(str(group), str(part), day): (int(n), int(of)) for group, part, day, n, of in rows}
    asked_at = set(days) if question.days is None else set(days) & set(question.days)
    grid: list[int | None] = sorted({day for day in asked_at if day is not None}) or [None]
    shares = []
    for group, day, part in product(dict.fromkeys(group for group, _, _ in found), grid, question.parts):
        counted = found.get((group, question.rest_of.get(part, part), day))
        share = _share(group, part, question.parts[part], day, counted, spread)
        shares.append(_rest(share) if part in question.rest_of else share)
    return shares


def exact(cells: pd.DataFrame) -> pd.DataFrame:
    """Counts before release in the form of released ones; for whoever holds the file."""
    counted = cells.rename(columns={"students": "n", "of_students": "of"})
    return counted.drop(columns=["cell_key", "of_key"], errors="ignore")


def differences(question: Question, shares: list[CohortShare], spread: float = SPREAD) -> list[Difference]:
    """For each part whether the groups differ, judged by letting students trade groups and the release move again."""
    rng = np.random.default_rng(SEED)
    grid = list(dict.fromkeys(share.day for share in shares))
    compared = []
    for day in grid:
        for part, label in question.parts.items():
            shown = [share for share in shares if (share.part, share.day) == (part, day) and share.n is not None]
            if part in question.rest_of:
                # The counts that were moved are those that it is the rest of.
                shown = [replace(share, n=(share.of or 0) - (share.n or 0)) for share in shown]
            p = _p_value(shown, spread, rng) if len(shown) > 1 else None
            compared.append((part, label, day, len(shown), p))
    adjusted = benjamini_hochberg([p for *_, p in compared])
    return [Difference(*known, adjusted=value) for known, value in zip(compared, adjusted, strict=True)]


# --- intervals ------------------------------------------------------------------------------------------------


def _share(
    group: str, part: str, label: str, day: int | None, counts: tuple[int, int] | None, spread: float
) -> CohortShare:
    if counts is None:
        return CohortShare(group, part, label, day, None, None, None, None, None)
    n, of = counts
    share, low, high = interval(n, of, spread)
    return CohortShare(group, part, label, day, n, of, share, low, high)


def _rest(share: CohortShare) -> CohortShare:
    """What a share leaves of its group, exactly as sure as the share is; not shown where it would look too small."""
    if share.n is None or share.of is None or share.of - share.n < THRESHOLD:
        return replace(share, n=None, of=None, share=None, low=None, high=None)
    assert share.share is not None and share.low is not None and share.high is not None
    return replace(share, n=share.of - share.n, share=1 - share.share, low=1 - share.high, high=1 - share.low)


def interval(n: float, of: float, spread: float = SPREAD, level: float = 0.95) -> tuple[float, float, float]:
    """The share n / of with Wilson's interval, for as many students as chance and release together are worth."""
    z = deviate(level)
    share = min(max(n / of, 0.0), 1.0)
    middle = (n + z * z / 2) / (of + z * z)
    by_chance = middle * (1 - middle) / of
    by_release = spread**2 * (1 + middle**2) / of**2
    worth = of * by_chance / (by_chance + by_release)
    low, high = score_interval(share, worth, z)
    return share, float(low), float(high)


# --- comparison -----------------------------------------------------------------------------------------------


def _p_value(shown: list[CohortShare], spread: float, rng: np.random.Generator) -> float:
    """How often groups made up by lot, counted and moved like the real ones, differ at least as much."""
    of = np.array([share.of for share in shown], dtype=np.int64)
    n = np.minimum(np.array([share.n for share in shown], dtype=np.int64), of)
    dealt = rng.multivariate_hypergeometric(of, int(n.sum()), size=PERMUTATIONS)
    moved_n = dealt + _moves(rng, dealt.shape, spread)
    moved_of = np.maximum(of + _moves(rng, dealt.shape, spread), 1)
    at_least = _unlike(moved_n, moved_of) >= _unlike(n[None, :], of[None, :])[0] * (1 - 1e-9)
    return float((1 + np.count_nonzero(at_least)) / (1 + PERMUTATIONS))


def _moves(rng: np.random.Generator, shape: tuple[int, ...], spread: float) -> NDArray[np.int64]:
    if not spread:
        return np.zeros(shape, dtype=np.int64)
    amounts = moves(spread)
    moved: NDArray[np.int64] = rng.choice(list(amounts), size=shape, p=list(amounts.values()))
    return moved


def _unlike(n: NDArray[np.int64], of: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far shares lie from the common one, weighted by students (chi squared but for a constant)."""
    common = n.sum(axis=1, keepdims=True) / of.sum(axis=1, keepdims=True)
    apart: NDArray[np.float64] = (of * (n / of - common) ** 2).sum(axis=1) / np.maximum(
        common * (1 - common), 1e-9
    ).ravel()
    return apart
