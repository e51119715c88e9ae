"""What can go into a debrief, and which days it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.errors import InvalidEntry
from analytics.taxonomy import Term


class Section(Term):
    """A part of the debrief, in the order in which they are printed."""

    APPLICATIONS = "applications", "What I sent and what came", "Applications, invitations and rejections over time."
    LIST = "list", "My applications, one by one", "Each application of the period: how far it came, and the outcome."
    REASONS = "reasons", "Why I was turned down", "The reasons that employers named."
    RESPONSE_TIMES = "response_times", "How long employers took", "The share still silent, by days since sending."
    FEEDBACK = "feedback", "What employers said", "Their words, with the day and the employer."
    GOALS = "goals", "My goals", "Where each goal stands at the end of the period."
    STRENGTHS = "strengths", "My strengths", "Achievements and praise that were kept."
    SELF_ASSESSMENT = "self_assessment", "My self-assessment", "Strengths, weaknesses, opportunities and threats."
    MOOD = "mood", "How I felt", "Mood by week, without any words of the journal."
    JOURNAL = "journal", "From my journal", "The entries of the period, in full."


PRIVATE = (Section.MOOD, Section.JOURNAL)
"""Left out unless the person puts them in."""

BY_DEFAULT = tuple(section for section in Section if section not in PRIVATE)


@dataclass(frozen=True)
class Period:
    """The days a debrief is about, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise InvalidEntry(
                f"The period starts on {self.first}, after it ends on {self.last}.", "Exchange the two days."
            )

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last
