"""The cohort briefing: what a publication says, as one HTML file that prints on two pages, or as a workbook.

briefing = cohort_briefing(publication, following, by="programme")
Path("cohort.html").write_text(as_html(briefing), encoding="utf-8")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analytics.errors import Refused
from analytics.publication.calendar import named
from analytics.publication.plan import EVERYBODY, PROGRAMME, PUBLICATION, Plan
from analytics.statistics.cohort import (
    QUESTIONS,
    CohortShare,
    Difference,
    Part,
    Question,
    cohort_shares,
    differences,
    students,
)
from analytics.store.publications import Publication
from analytics.wording import numbers as written
from analytics.wording.cohort import Summary, published, summary


@dataclass(frozen=True)
class Chapter:
    """One question: everybody's shares, those of the groups of a table, and which groups differ."""

    question: Question
    everybody: list[CohortShare]
    groups: list[CohortShare]
    differences: list[Difference]

    @property
    def all(self) -> list[CohortShare]:
        """Everybody's shares before those of the groups, a part after the other."""
        return [
            share
            for part in self.question.parts
            for share in (*self.everybody, *self.groups)
            if share.part == part
        ]  # fmt: skip

    @property
    def stands_out(self) -> set[tuple[Part, str]]:
        """The parts and groups that differ from the others by more than chance and blur."""
        return {(one.part, one.group) for one in self.differences if one.is_clear}


@dataclass(frozen=True)
class Briefing:
    """Everything that a briefing says: the numbers of one publication and nothing else."""

    day: date
    year: str
    plan: Plan
    line: str
    by: str
    students: tuple[int, float] | None
    summary: Summary
    chapters: dict[str, Chapter]
    headline: tuple[tuple[str, CohortShare], ...]


HEADLINE = (("outcomes", "interviewed", "Had an interview"), ("feedback_requests", "asked", "Asked for feedback"))


def cohort_briefing(publication: Publication, following: date, by: str = "programme") -> Briefing:
    """The briefing of a publication, compared by a table of its plan.

    Raises Refused for a table that the plan does not hold, naming those that it does.
    """
    numbers = publication.numbers
    refuse_unplanned(publication, by)
    chapters = {name: _chapter(question, publication, by) for name, question in QUESTIONS.items()}
    return Briefing(
        publication.day,
        named(publication.year),
        publication.plan,
        published(publication.day, following, numbers),
        by,
        students(numbers),
        summary(numbers, has_earlier=_has_earlier(numbers)),
        chapters,
        tuple(_headline(chapters)),
    )


def _has_earlier(numbers: pd.DataFrame) -> bool:
    """Whether the year had a publication before."""
    everybody = numbers[numbers["table_name"] == EVERYBODY]
    return bool((everybody["since"] != everybody["n"]).any())


def compared_first(publication: Publication) -> str:
    """What is compared unless something else is asked: programmes, where the plan holds them."""
    return PROGRAMME if PROGRAMME in publication.tables else EVERYBODY


def refuse_unplanned(publication: Publication, by: str) -> None:
    """Raises Refused for a grouping that the year's plan does not publish."""
    if by not in publication.tables:
        raise Refused(
            f"Nothing is published by {by}.",
            f"The plan of {named(publication.year)} holds {written.joined(list(publication.tables))}; "
            "another table can be planned for the next academic year.",
        )


def _chapter(question: Question, publication: Publication, by: str) -> Chapter:
    everybody = cohort_shares(question, publication.numbers)
    if by == EVERYBODY:
        return Chapter(question, everybody, [], [])
    groups = cohort_shares(question, publication.numbers, by)
    if by == PUBLICATION:
        # The newest of them is everybody's.
        days = [replace(share, group=written.day(date.fromisoformat(share.group))) for share in groups]
        return Chapter(
            question, everybody, [share for share in days if share.group != written.day(publication.day)], []
        )
    return Chapter(question, everybody, groups, differences(groups))


def _headline(chapters: dict[str, Chapter]) -> list[tuple[str, CohortShare]]:
    """The shares that stand large at the top, each under its name."""
    month = [("Answered by day 30", share) for share in chapters["answers"].everybody if share.part.day == 30]
    named_ones = [
        (label, share)
        for name, fact, label in HEADLINE
        for share in chapters[name].everybody
        if share.part.fact == fact
    ]
    return [named_ones[0], *month, *named_ones[1:]]
