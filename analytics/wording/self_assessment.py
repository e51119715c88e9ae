"""The self-assessment as lines: what was found with its evidence, and the person's own hand on top of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics.statistics.proportions import Proportion
from analytics.statistics.self_assessment import (
    LOOKS,
    SILENT_AFTER,
    NamedTheme,
    Opportunity,
    Rise,
    SelfAssessment,
    ThemeView,
    self_assessment,
)
from analytics.taxonomy import Dimension, Polarity, Quadrant, Speaker
from analytics.wording.estimates import counted_share
from analytics.wording.numbers import PERCENTAGE_FROM, at_start, cases, count, day, days, number

KINDS = {it.value: it.label for it in (Dimension.CHANNEL, Dimension.ROLE_FAMILY, Dimension.SECTOR)} | {
    "employer": "Employer"
}


@dataclass(frozen=True)
class Line:
    """One line: what it says, the evidence in plain words, and the key of its source (None: one's own)."""

    quadrant: Quadrant
    words: str
    evidence: str
    source: str | None
    line_id: int | None = None
    hidden: bool = False
    reworded: bool = False


@dataclass(frozen=True)
class AssessmentLines:
    """The lines of the four quadrants, and what was looked at in vain."""

    lines: tuple[Line, ...]
    found: SelfAssessment

    def of(self, quadrant: str) -> tuple[Line, ...]:
        """The lines of one quadrant that were not struck out."""
        return tuple(line for line in self.lines if line.quadrant == quadrant and not line.hidden)

    @property
    def shown(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.hidden)

    @property
    def hidden(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.hidden)


def assessment_lines(load: Callable[..., pd.DataFrame]) -> AssessmentLines:
    """The self-assessment of everything the log holds; `load` is a reader's, or a page's that caches."""
    found = self_assessment(
        load("self_assessment"),
        load("opportunities"),
        load("rejection_reasons", by="quarter"),
        load("response_times", by="month"),
    )
    return AssessmentLines(written(found, load("strengths"), load("assessment_lines")), found)


def written(found: SelfAssessment, strengths: pd.DataFrame, kept: pd.DataFrame) -> tuple[Line, ...]:
    """What was found and the person's `strengths.sql`, as they worded or struck it in `assessment_lines.sql`; then
    their own lines."""
    drawn = [
        *(_theme_line(theme) for theme in found.themes),
        *(_strength_line(row) for row in _rows(strengths)),
        *(_opportunity_line(opportunity) for opportunity in found.opportunities),
        *(_threat_line(rise) for rise in found.threats),
    ]
    return _with_own(drawn, kept)


def in_words(assessment: AssessmentLines) -> str:
    """The one sentence worth knowing."""
    own = sum(line.source is None for line in assessment.shown)
    drawn = len(assessment.shown) - own
    if not drawn + own:
        return "The log can't say much about you yet; your own lines can."
    if not drawn:
        return at_start(f"{count(own, 'line')} of your own; nothing yet from what happened.")
    return at_start(f"{count(drawn, 'line')} from what happened{f', {number(own)} of your own' if own else ''}.")


def watched_in_words(rise: Rise) -> str:
    """What is watched, with its counts: few cases are cases, not a trend."""
    earlier, later = cases(rise.n_earlier, rise.earlier.n), cases(rise.n_later, rise.later.n)
    return f"{_name(rise)}: {earlier} in the earlier half of the time, {later} in the later."


def looks_in_words(found: SelfAssessment) -> str:
    """When opportunities are looked for: whoever looks more often than planned finds something by chance."""
    if found.next_look is None:
        return "All planned looks are taken; what they named stays named, and later applications change nothing."
    at = f"at {number(found.next_look)} settled applications"
    if found.next_look == min(LOOKS):
        return f"They are looked for first {at}; fewer would mostly name a lucky streak."
    return f"The next look is {at}. In between nothing is looked for: that would mostly find a lucky streak."


def lines_table(assessment: AssessmentLines) -> pd.DataFrame:
    """The lines that are shown, as a table to take along."""
    rows = [(line.quadrant.label, line.words, line.evidence) for line in assessment.shown]
    return pd.DataFrame(rows, columns=["Part", "Line", "Where it comes from"])


def themes_table(views: Iterable[ThemeView]) -> pd.DataFrame:
    """A row a theme as the person, others and employers see it."""
    return pd.DataFrame(
        [(it.theme.label, it.own, it.others, it.n_others, it.praised, it.missed) for it in views],
        columns=["Theme", "Me", "Others (mean)", "Others (n)", "Praised by employers", "Found missing"],
    )


# --- lines ---------------------------------------------------------------------------------------------------


def _theme_line(found: NamedTheme) -> Line:
    by_employers = found.speaker is Speaker.EMPLOYER
    praised = found.polarity is Polarity.STRENGTH
    who, what = "Employers" if by_employers else "Mentors and friends", "praised it" if praised else "found it missing"
    return Line(
        Quadrant.STRENGTH if praised else Quadrant.WEAKNESS,
        found.theme.label if by_employers else f"{found.theme.label}, as others see it",
        f"{who} {what} in {number(found.n)} of {count(found.texts, 'specific text')}.",
        f"theme:{found.speaker}:{found.theme}:{found.polarity}",
    )


def _strength_line(row: Any) -> Line:
    said_by = "" if pd.isna(row.said_by) else f"; said by {row.said_by}"
    return Line(
        Quadrant.STRENGTH,
        str(row.words) if pd.isna(row.amount) else f"{row.words} ({row.amount})",
        f"Kept by you on {day(pd.Timestamp(row.noted_on))}{said_by}.",
        f"strength:{row.strength_id}",
    )


def _opportunity_line(found: Opportunity) -> Line:
    return Line(
        Quadrant.OPPORTUNITY,
        f"{KINDS[found.kind]}: {found.name}",
        f"Invited: {_evidence(found.n_invited, found.invited)}; of the others "
        f"{_evidence(found.others_invited, found.others)}. First seen at {number(found.seen_at)} applications, when "
        f"{count(found.compared, 'group was', 'groups were')} compared.",
        f"{found.kind}:{found.name}",
    )


def _threat_line(rise: Rise) -> Line:
    return Line(
        Quadrant.THREAT,
        f"{_name(rise)}, more often than before",
        f"{_evidence(rise.n_later, rise.later)} in the later half of the time, "
        f"{_evidence(rise.n_earlier, rise.earlier)} in the earlier.",
        "silence" if rise.reason is None else f"reason:{rise.reason.value}",
    )


def _name(rise: Rise) -> str:
    return f"Silence after {days(SILENT_AFTER)}" if rise.reason is None else rise.reason.label


def _evidence(n: int, share: Proportion) -> str:
    """12 of 20, 60% (39% to 78%): the cases always, and the share where their number allows one."""
    if 0 < n < share.n and share.n >= PERCENTAGE_FROM:
        return f"{cases(n, share.n)}, {counted_share(share)}"
    return counted_share(share)


def _with_own(drawn: Iterable[Line], kept: pd.DataFrame) -> tuple[Line, ...]:
    """The drawn lines as the person worded or struck them, then their own lines."""
    own = {row.source: row for row in _rows(kept[kept["source"].notna()])}
    lines = [
        replace(
            line,
            words=str(own[line.source].words),
            hidden=bool(own[line.source].hidden),
            reworded=str(own[line.source].words) != line.words,
            line_id=int(own[line.source].line_id),
        )
        if line.source in own
        else line
        for line in drawn
    ]
    lines += [
        Line(Quadrant(row.quadrant), str(row.words), "Your own line.", None, int(row.line_id), bool(row.hidden))
        for row in _rows(kept[kept["source"].isna()])
    ]
    return tuple(lines)


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    return iter(table.itertuples())
