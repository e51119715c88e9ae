"""Shares of a cohort's students from published numbers: how sure each is, and which programmes differ.

    shares = cohort_shares(QUESTIONS["reasons"], publication.numbers, by="programme")

The unit is the student. An interval says how far the share of students like these may lie from what was published,
for chance and for the blur together; exact numbers (sd 0) have the interval of chance alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

import pandas as pd

from analytics.publication.display import SDS, is_shown
from analytics.publication.facts import ANSWER_DAYS, BANDS
from analytics.publication.plan import EVERYBODY, OTHER
from analytics.statistics.comparison import benjamini_hochberg
from analytics.statistics.published_shares import published_share
from analytics.taxonomy import Reason

ALPHA = 0.05
"""Differences that chance and blur would make in fewer than this share of cases, all of a table taken together."""


@dataclass(frozen=True)
class Part:
    """One number of a question: a fact, or answers by a day, as a share of a base."""

    fact: str
    label: str
    base: str
    day: int | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The published facts that it is the sum of: answers by a day are those of all bands until then."""
        return (self.fact,) if self.day is None else BANDS[: ANSWER_DAYS.index(self.day) + 1]


@dataclass(frozen=True)
class Question:
    """What staff ask, with its parts in their order and of whom they are shares."""

    name: str
    label: str
    of_whom: str
    parts: tuple[Part, ...]


QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        Question(
            "outcomes", "How far do they get?", "students who keep a log",
            (Part("answered", "Had an answer", "students"), Part("interviewed", "Had an interview", "students"),
             Part("offered", "Had an offer", "students")),
        ),
        Question(
            "answers", "How soon do employers answer?", "students’ applications that were followed for 90 days",
            (*(Part("answered", f"Answered by day {day}", "followed", day) for day in ANSWER_DAYS),
             Part("not_answered", "Not answered by day 90", "followed"),
             Part("day_unknown", "Answered, the day is not known", "followed")),
        ),
        Question(
            "reasons", "Why are they turned down?", "students who were told why",
            tuple(Part(f"reason_{reason.value}", reason.label, "given_a_reason") for reason in Reason),
        ),
        Question(
            "feedback_requests", "Does asking for feedback work?", "students who were turned down, or asked",
            (Part("asked", "Asked, of those turned down", "turned_down"),
             Part("replied", "Got a reply, of those who asked", "asked")),
        ),
        Question(
            "goals", "Do they set goals, and reach them?", "students who keep a log, or have a goal",
            (Part("goal", "Have set a goal", "students"),
             Part("goal_reached", "Have reached one, of those with a goal", "goal")),
        ),
        Question(
            "applications", "How many applications do they send?", "students who keep a log",
            tuple(Part(f"sent_{many}", f"{many} or more", "students") for many in (5, 10, 20, 40)),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class CohortShare:
    """One part of one group; None throughout where it is too small to say."""

    group: str
    part: Part
    n: int | None
    of: int | None
    share: float | None
    low: float | None
    high: float | None
    sd: float = 0.0
    """Of n and of, in students."""
    published: int = 0
    """The number as it was published, shown or not: to compare with, never to show."""


@dataclass(frozen=True)
class Difference:
    """A group whose share differs from that of the others of its table; `p` is adjusted for all that were compared."""

    part: Part
    group: str
    share: float
    elsewhere: float
    p: float

    @property
    def is_clear(self) -> bool:
        """Whether chance and blur would hardly make it."""
        return self.p <= ALPHA


def cohort_shares(
    question: Question, numbers: pd.DataFrame, by: str = EVERYBODY, value: str = "n"
) -> list[CohortShare]:
    """Every part in every group of a table, in the question's order, the hidden ones too.

    `numbers` has table_name, group_name, fact, n, since, sd and threshold, as a publication gives them.
    The group of whoever is in none comes last.
    """
    table = numbers[numbers["table_name"] == by]
    groups = sorted(dict.fromkeys(table["group_name"]), key=lambda group: (group == OTHER, str(group)))
    known = {
        (str(group), str(fact)): (int(n), float(sd))
        for group, fact, n, sd in zip(table["group_name"], table["fact"], table["n"], table["sd"], strict=True)
    }
    threshold = int(numbers["threshold"].max())
    return [_share(group, part, known, threshold) for part in question.parts for group in groups]


def _share(group: str, part: Part, known: dict[tuple[str, str], tuple[int, float]], threshold: int) -> CohortShare:
    n = sum(known[group, fact][0] for fact in part.facts)
    of, sd_of = known[group, part.base]
    sd = sd_of * sqrt(len(part.facts))
    found = published_share(n, of, sd, sd_of, threshold)
    if found is None:
        return CohortShare(group, part, None, None, None, None, None, sd, n)
    return CohortShare(group, part, found.n, found.of, found.share, found.low, found.high, sd, n)


def largest(shares: Sequence[CohortShare]) -> CohortShare | None:
    """The share that is largest of all its question's parts, None where one that isn't shown may be larger."""
    top = max(shares, key=lambda share: share.published, default=None)
    return None if top is None or top.share is None else top


def newly(numbers: pd.DataFrame, fact: str) -> int | None:
    """How many students a fact became true of since the publication before, None where too few to say."""
    row = numbers[(numbers["table_name"] == EVERYBODY) & (numbers["fact"] == fact)].iloc[0]
    n = int(row["since"])
    return n if is_shown(n, None, float(row["sd"]), int(row["threshold"])) else None


def students(numbers: pd.DataFrame) -> tuple[int, float] | None:
    """How many students keep a log, and how far blur may have moved that (1.96 sd); None where too few to say."""
    row = numbers[(numbers["table_name"] == EVERYBODY) & (numbers["fact"] == "students")].iloc[0]
    n, sd = int(row["n"]), float(row["sd"])
    return (n, NormalDist().inv_cdf(0.975) * sd) if is_shown(n, None, sd, int(row["threshold"])) else None


def differences(shares: Sequence[CohortShare]) -> list[Difference]:
    """For each part and group whether it differs from the other groups shown, the likeliest difference first.

    A z test of two shares: their common share's binomial variance and the blur of all four numbers (Benjamini and
    Hochberg over all of the table). Groups of whoever is in none of the lists are not compared, nor are publications:
    those of a year count the same students.
    """
    found: list[tuple[Part, str, float, float, float]] = []
    for part in dict.fromkeys(share.part for share in shares):
        shown = [share for share in shares if share.part == part and share.n is not None and share.group != OTHER]
        if len(shown) > 1:
            found.extend(
                (part, share.group, *_apart(share, [one for one in shown if one is not share])) for share in shown
            )
    adjusted = benjamini_hochberg([p for *_, p in found])
    made = [
        Difference(part, group, share, elsewhere, adjusted_p if adjusted_p is not None else p)
        for (part, group, share, elsewhere, p), adjusted_p in zip(found, adjusted, strict=True)
    ]
    return sorted(made, key=lambda difference: difference.p)


def _apart(share: CohortShare, others: list[CohortShare]) -> tuple[float, float, float]:
    """The share, that of the others together, and how often chance and blur would set them so far apart."""
    assert share.n is not None and share.of is not None
    n, of = sum(one.n or 0 for one in others), sum(one.of or 0 for one in others)
    common = (share.n + n) / (share.of + of)
    here, elsewhere = share.n / share.of, n / of
    variance = common * (1 - common) * (1 / share.of + 1 / of)
    variance += share.sd**2 * (1 + common**2) / share.of**2
    variance += sum(one.sd**2 for one in others) * (1 + common**2) / of**2
    if variance <= 0:
        return here, elsewhere, 1.0
    return here, elsewhere, 2 * (1 - NormalDist().cdf(abs(here - elsewhere) / sqrt(variance)))


def enough_to_compare(numbers: pd.DataFrame, by: str) -> int:
    """How many students each group of a table needs for a share of a half to be shown."""
    table = numbers[numbers["table_name"] == by]
    return 2 * max(int(table["threshold"].max()), ceil(SDS * float(table["sd"].max())))
