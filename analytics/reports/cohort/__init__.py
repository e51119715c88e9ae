"""The cohort briefing: what a publication says, as one HTML file that prints on two pages, or as a workbook.

briefing = cohort_briefing(publication, following, by="programme")
Path("cohort.html").write_text(as_html(briefing), encoding="utf-8")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.errors import Refused
from analytics.publication.calendar import named
from analytics.publication.plan import EVERYBODY
from analytics.statistics.cohort import (
    QUESTIONS,
    CohortShare,
    Difference,
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


@dataclass(frozen=True)
class Briefing:
    """Everything that a briefing says: the numbers of one publication and nothing else."""

    day: date
    year: str
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
        published(publication.day, following, numbers),
        by,
        students(numbers),
        summary(numbers, has_earlier=bool((numbers["since"] != numbers["n"]).any())),
        chapters,
        tuple(_headline(chapters)),
    )


def compared_first(publication: Publication) -> str:
    """What is compared unless something else is asked: programmes, where the plan holds them."""
    return "programme" if "programme" in publication.plan.names else EVERYBODY


def refuse_unplanned(publication: Publication, by: str) -> None:
    """Raises Refused for a grouping that the year's plan does not publish."""
    if by not in publication.plan.names:
        raise Refused(
            f"Nothing is published by {by}.",
            f"The plan of {named(publication.year)} holds {written.joined(list(publication.plan.names))}; "
            "another table can be planned for the next academic year.",
        )


def _chapter(question: Question, publication: Publication, by: str) -> Chapter:
    groups = cohort_shares(question, publication.numbers, by) if by != EVERYBODY else []
    return Chapter(question, cohort_shares(question, publication.numbers), groups, differences(groups))


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
