"""Strengths, weaknesses, opportunities and threats, drawn from what happened; each line says where it comes from.

Used by the self-assessment page, the notebook and the debrief report. A line states its counts; opportunities and
threats are named only where chance alone would hardly bring them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics.statistics.proportions import ENOUGH, Proportion, wilson
from analytics.taxonomy import Reason, Speaker, Theme

STRENGTH, WEAKNESS, OPPORTUNITY, THREAT = QUADRANTS = ("strength", "weakness", "opportunity", "threat")

FALSE_NAMES = 0.1
"""The chance of naming any opportunity (or any threat) where nothing stands out or rises."""

SILENT_AFTER = 30
"""A silence is one after so many days."""

LABELS = Theme.labels()
KINDS = {"channel": "Channel", "role_family": "Kind of role", "sector": "Sector", "employer": "Employer"}


@dataclass(frozen=True)
class Line:
    """One line: what it says, the evidence in plain words, and the key of its source (None: one's own)."""

    quadrant: str
    words: str
    evidence: str
    source: str | None
    line_id: int | None = None
    hidden: bool = False
    reworded: bool = False


@dataclass(frozen=True)
class Opportunity:
    """A group whose applications were invited more often than the others, beyond what chance does."""

    kind: str
    name: str
    invited: Proportion
    others: Proportion
    n_invited: int
    others_invited: int


@dataclass(frozen=True)
class Rise:
    """How often something out of one's hands came up in the later half of the quarters against the earlier."""

    name: str
    source: str
    earlier: Proportion
    later: Proportion
    n_earlier: int
    n_later: int

    def rising(self, watched: int) -> bool:
        """Whether the share rose by more than chance alone does among so many causes that are watched."""
        enough = self.earlier.enough and self.later.enough
        chance = by_chance(self.n_later, self.later.n, self.n_earlier, self.earlier.n)
        return enough and chance <= FALSE_NAMES / watched


@dataclass(frozen=True)
class ThemeView:
    """One theme as the person, others and employers see it; None and 0 where nobody said anything."""

    theme: Theme
    own: int | None
    others: float | None
    n_others: int
    praised: int
    missed: int


@dataclass(frozen=True)
class SelfAssessment:
    """The four quadrants, hidden lines kept apart, and how many groups and causes were looked at in vain."""

    lines: tuple[Line, ...]
    compared: int
    watched: tuple[Rise, ...]

    def of(self, quadrant: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.quadrant == quadrant and not line.hidden)

    @property
    def hidden(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.hidden)


def self_assessment(
    themes: pd.DataFrame,
    groups: pd.DataFrame,
    reasons: pd.DataFrame,
    waits: pd.DataFrame,
    kept: pd.DataFrame,
    strengths: pd.DataFrame,
) -> SelfAssessment:
    """The assessment from the rows of `self_assessment.sql`, `opportunities.sql`, `rejection_reasons.sql` by quarter,
    `response_times.sql` by month, with the person's own `assessment_lines.sql` and `strengths.sql`."""
    rises = (*rising_reasons(reasons), *rising_silence(waits))
    drawn = [
        *_from_themes(themes),
        *_from_strengths(strengths),
        *(_opportunity_line(found) for found in opportunities(groups)),
        *(_threat_line(rise) for rise in rises if rise.rising(len(rises))),
    ]
    return SelfAssessment(_with_own(drawn, kept), _compared(groups), rises)


# --- strengths and weaknesses ----------------------------------------------------------------------------


def _from_themes(themes: pd.DataFrame) -> list[Line]:
    lines = []
    for row in _rows(themes.sort_values("n", ascending=False, kind="stable")):
        said = "Employers" if row.speaker == Speaker.EMPLOYER else "Mentors and friends"
        saw, quadrant = ("praised it", STRENGTH) if row.polarity == "strength" else ("found it missing", WEAKNESS)
        lines.append(
            Line(
                quadrant,
                LABELS[row.theme] if row.speaker == Speaker.EMPLOYER else f"{LABELS[row.theme]}, as others see it",
                f"{said} {saw} in {_of(int(row.n), int(row.texts))} constructive {_texts(int(row.texts))}.",
                f"theme:{row.speaker}:{row.theme}:{row.polarity}",
            )
        )
    return lines


def _from_strengths(strengths: pd.DataFrame) -> list[Line]:
    return [
        Line(
            STRENGTH,
            str(row.words) if pd.isna(row.amount) else f"{row.words} ({row.amount})",
            f"Kept by you on {pd.Timestamp(row.noted_on).date()}"
            + ("." if pd.isna(row.said_by) else f"; said by {row.said_by}."),
            f"strength:{row.strength_id}",
        )
        for row in _rows(strengths)
    ]


# --- opportunities -----------------------------------------------------------------------------------------


def opportunities(groups: pd.DataFrame) -> tuple[Opportunity, ...]:
    """Groups invited more often than the rest of their kind, best first.

    With many groups some look better by chance: the chance allowed is divided by how many are compared.
    """
    compared = _compared(groups)
    found = []
    for _, of_kind in groups.groupby("kind", sort=False):
        n, invited = int(of_kind["n"].sum()), int(of_kind["invited"].sum())
        for row in _rows(of_kind):
            here, there = (int(row.n), int(row.invited)), (n - int(row.n), invited - int(row.invited))
            if min(here[0], there[0]) < ENOUGH:
                continue
            if by_chance(here[1], here[0], there[1], there[0]) <= FALSE_NAMES / compared:
                found.append(
                    Opportunity(
                        str(row.kind),
                        str(row.name),
                        wilson(here[1], here[0]),
                        wilson(there[1], there[0]),
                        here[1],
                        there[1],
                    )
                )
    return tuple(sorted(found, key=lambda it: -(it.invited.low or 0)))


def _compared(groups: pd.DataFrame) -> int:
    """How many groups have enough applications, with enough others of their kind beside them."""
    totals = groups.groupby("kind")["n"].transform("sum")
    return int(((groups["n"] >= ENOUGH) & (totals - groups["n"] >= ENOUGH)).sum())


def _opportunity_line(found: Opportunity) -> Line:
    return Line(
        OPPORTUNITY,
        f"{KINDS[found.kind]}: {found.name}",
        f"{found.n_invited} of {found.invited.n} were invited ({_percent(found.invited)}), "
        f"of the others {found.others_invited} of {found.others.n} ({_percent(found.others)}).",
        f"{found.kind}:{found.name}",
    )


# --- threats -----------------------------------------------------------------------------------------------


def rising_reasons(reasons: pd.DataFrame) -> tuple[Rise, ...]:
    """Each reason out of the applicant's hands: its share of the rejections with a reason, early and late."""
    stated = reasons[reasons["reasons"].notna() & reasons["group"].notna()]
    early, late = _halves(stated["group"])
    rises = []
    for reason in Reason:
        if reason.in_my_hands or reason is Reason.OTHER:
            continue
        names_it = stated["reasons"].map(lambda named, word=reason.value: word in named.split(","))
        rise = _rise(
            reason.label,
            f"reason:{reason.value}",
            stated.assign(counted=names_it, weight=stated["rejections"]),
            early,
            late,
            "group",
        )
        if rise.n_earlier + rise.n_later:
            rises.append(rise)
    return tuple(rises)


def rising_silence(waits: pd.DataFrame) -> tuple[Rise, ...]:
    """Silence after 30 days, by the month of applying. Months that are not 30 days old yet are left out."""
    open_early = waits["answer"].isna() & (waits["days_low"] < SILENT_AFTER)
    old_enough = waits[~waits["group_name"].isin(waits.loc[open_early, "group_name"].unique())]
    silent = (old_enough["days_low"] > SILENT_AFTER) | (
        old_enough["answer"].isna() & (old_enough["days_low"] >= SILENT_AFTER)
    )
    answered = old_enough["answer"].notna() & (old_enough["days_high"] <= SILENT_AFTER)
    known = old_enough[silent | answered]
    early, late = _halves(known["group_name"])
    counted = known.assign(counted=silent[known.index], weight=known["n"])
    rise = _rise(f"Silence after {SILENT_AFTER} days", "silence", counted, early, late, "group_name")
    return (rise,) if rise.earlier.n + rise.later.n else ()


def _halves(groups: pd.Series[str]) -> tuple[list[str], list[str]]:
    """The earlier and the later half of the quarters or months; of an odd number the middle one is early."""
    ordered = sorted(set(groups))
    middle = (len(ordered) + 1) // 2
    return ordered[:middle], ordered[middle:]


def _rise(name: str, source: str, rows: pd.DataFrame, early: list[str], late: list[str], by: str) -> Rise:
    def counted(names: list[str]) -> tuple[int, int]:
        half = rows[rows[by].isin(names)]
        return int(half.loc[half["counted"].astype(bool), "weight"].sum()), int(half["weight"].sum())

    (k1, n1), (k2, n2) = counted(early), counted(late)
    return Rise(name, source, wilson(k1, n1), wilson(k2, n2), k1, k2)


def _threat_line(rise: Rise) -> Line:
    return Line(
        THREAT,
        f"{rise.name}, more often than before",
        f"{rise.n_later} of {rise.later.n} in the later half of the time ({_percent(rise.later)}), "
        f"{rise.n_earlier} of {rise.earlier.n} in the earlier ({_percent(rise.earlier)}).",
        rise.source,
    )


def by_chance(k1: int, n1: int, k2: int, n2: int) -> float:
    """How often chance alone gives the first group a share at least so much higher (Fisher's exact test, one-sided)."""
    from scipy.stats import hypergeom

    return float(hypergeom.sf(k1 - 1, n1 + n2, k1 + k2, n1))


# --- the person's own hand -----------------------------------------------------------------------------------


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
        Line(str(row.quadrant), str(row.words), "Your own line.", None, int(row.line_id), bool(row.hidden))
        for row in _rows(kept[kept["source"].isna()])
    ]
    return tuple(lines)


def theme_views(ratings: pd.DataFrame, themes: pd.DataFrame) -> tuple[ThemeView, ...]:
    """Each theme as the person rates it, as others do (their mean), and how often employers praised or missed it."""
    own = ratings[ratings["speaker"] == Speaker.OWN].set_index("theme")["score"].to_dict()
    others = ratings[ratings["speaker"] == Speaker.MENTOR].groupby("theme")["score"]
    means, counts = others.mean().to_dict(), others.count().to_dict()
    employers = themes[themes["speaker"] == Speaker.EMPLOYER].set_index(["theme", "polarity"])["n"].to_dict()
    return tuple(
        ThemeView(
            theme,
            None if theme not in own else int(own[theme]),
            None if theme not in means else float(means[theme]),
            int(counts.get(theme, 0)),
            int(employers.get((theme.value, "strength"), 0)),
            int(employers.get((theme.value, "weakness"), 0)),
        )
        for theme in Theme
    )


def _rows(table: pd.DataFrame) -> Iterator[Any]:
    return iter(table.itertuples())


def _of(n: int, total: int) -> str:
    return f"{n} of {total}"


def _texts(n: int) -> str:
    return "text" if n == 1 else "texts"


def _percent(share: Proportion) -> str:
    if share.share is None or share.low is None or share.high is None:
        return "none"
    if not share.enough:
        return "too few for a percentage"
    return f"{share.share:.0%}, between {share.low:.0%} and {share.high:.0%}"
