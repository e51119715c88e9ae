"""Strengths, weaknesses, opportunities and threats, found in what happened.

Opportunities and threats are named only where chance alone would hardly bring them. Whoever looks again and again finds
something by chance: opportunities are looked for at planned numbers of applications only, each look over the first so
many, with its part of the chance that is allowed (alpha spending: Lan & DeMets 1983). What a look named stays named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.statistics.proportions import ENOUGH, Proportion, wilson
from analytics.taxonomy import NOT_STATED, Polarity, Reason, Speaker, Theme

FALSE_NAMES = 0.1
"""The chance of naming any opportunity (or any threat) where nothing stands out or rises."""

LOOKS = {50: 0.2, 100: 0.3, 200: 0.5}
"""The looks for opportunities: after so many settled applications, with such a part of FALSE_NAMES."""

FIFTY = 50
"""Applications are counted in so many at a time (opportunities.sql)."""

SILENT_AFTER = 30
"""A silence is one after so many days."""


@dataclass(frozen=True)
class NamedTheme:
    """A theme that somebody praised or found missing: in `n` of their constructive `texts`."""

    theme: Theme
    speaker: Speaker
    polarity: Polarity
    n: int
    texts: int


@dataclass(frozen=True)
class Opportunity:
    """A group whose applications were invited more often than the others, beyond what chance does."""

    kind: str
    name: str
    invited: Proportion
    others: Proportion
    n_invited: int
    others_invited: int
    # the look that named it first, and how many groups it compared
    seen_at: int
    compared: int


@dataclass(frozen=True)
class Rise:
    """How often something out of one's hands came up in the later half of the quarters against the earlier.

    `reason` is None for silence.
    """

    reason: Reason | None
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
    """What was found, which causes were watched for it, and where opportunities will be looked for next (None: no
    more)."""

    themes: tuple[NamedTheme, ...]
    opportunities: tuple[Opportunity, ...]
    threats: tuple[Rise, ...]
    next_look: int | None
    watched: tuple[Rise, ...]


def self_assessment(
    themes: pd.DataFrame, groups: pd.DataFrame, reasons: pd.DataFrame, waits: pd.DataFrame
) -> SelfAssessment:
    """The assessment from the rows of `self_assessment.sql`, `opportunities.sql`, `rejection_reasons.sql` by quarter
    and `response_times.sql` by month."""
    watched = (*rising_reasons(reasons), *rising_silence(waits))
    return SelfAssessment(
        themes=_named_themes(themes),
        opportunities=opportunities(groups),
        threats=tuple(rise for rise in watched if rise.rising(len(watched))),
        next_look=next((look for look in LOOKS if look > settled(groups)), None),
        watched=watched,
    )


def _named_themes(themes: pd.DataFrame) -> tuple[NamedTheme, ...]:
    return tuple(
        NamedTheme(Theme(row.theme), Speaker(row.speaker), Polarity(row.polarity), int(row.n), int(row.texts))
        for row in _rows(themes.sort_values("n", ascending=False, kind="stable"))
    )


# --- opportunities -----------------------------------------------------------------------------------------


def opportunities(groups: pd.DataFrame) -> tuple[Opportunity, ...]:
    """Groups invited more often than the rest of their kind at one of the looks, as the first look that named them
    found them, best first.

    With many groups some look better by chance: the chance allowed is divided by how many are compared.
    """
    found: dict[tuple[str, str], Opportunity] = {}
    for look, part in LOOKS.items():
        if settled(groups) >= look:
            for named in _at_one_look(groups, look, FALSE_NAMES * part):
                found.setdefault((named.kind, named.name), named)
    return tuple(sorted(found.values(), key=lambda it: -(it.invited.low or 0)))


def settled(groups: pd.DataFrame) -> int:
    """How many applications there are to look at, of the rows of opportunities.sql."""
    return 0 if groups.empty else int(groups["settled"].iloc[0])


def _at_one_look(groups: pd.DataFrame, look: int, allowed: float) -> Iterator[Opportunity]:
    seen = groups[groups["fifty"] < look // FIFTY].groupby(["kind", "name"], as_index=False)[["n", "invited"]].sum()
    whole = seen.groupby("kind")[["n", "invited"]].transform("sum")
    compared = seen.assign(others=whole["n"] - seen["n"], others_invited=whole["invited"] - seen["invited"])
    compared = compared[(compared["n"] >= ENOUGH) & (compared["others"] >= ENOUGH)]
    for row in _rows(compared):
        here, there = (int(row.invited), int(row.n)), (int(row.others_invited), int(row.others))
        if by_chance(*here, *there) <= allowed / len(compared):
            yield Opportunity(
                str(row.kind), str(row.name), wilson(*here), wilson(*there), here[0], there[0], look, len(compared)
            )


# --- threats -----------------------------------------------------------------------------------------------


def rising_reasons(reasons: pd.DataFrame) -> tuple[Rise, ...]:
    """Each reason out of the applicant's hands: its share of the rejections with a reason, early and late."""
    stated = reasons[reasons["reasons"].notna() & (reasons["group_name"] != NOT_STATED)]
    early, late = _halves(stated["group_name"])
    rises = []
    for reason in Reason:
        if reason.in_my_hands or reason is Reason.OTHER:
            continue
        names_it = stated["reasons"].map(lambda named, word=reason.value: word in named.split(","))
        rise = _rise(
            reason,
            stated.assign(counted=names_it, weight=stated["rejections"]),
            early,
            late,
            "group_name",
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
    rise = _rise(None, counted, early, late, "group_name")
    return (rise,) if rise.earlier.n + rise.later.n else ()


def _halves(groups: pd.Series[str]) -> tuple[list[str], list[str]]:
    """The earlier and the later half of the quarters or months; of an odd number the middle one is early."""
    ordered = sorted(set(groups))
    middle = (len(ordered) + 1) // 2
    return ordered[:middle], ordered[middle:]


def _rise(reason: Reason | None, rows: pd.DataFrame, early: list[str], late: list[str], by: str) -> Rise:
    def counted(names: list[str]) -> tuple[int, int]:
        half = rows[rows[by].isin(names)]
        return int(half.loc[half["counted"].astype(bool), "weight"].sum()), int(half["weight"].sum())

    (k1, n1), (k2, n2) = counted(early), counted(late)
    return Rise(reason, wilson(k1, n1), wilson(k2, n2), k1, k2)


def by_chance(k1: int, n1: int, k2: int, n2: int) -> float:
    """How often chance alone gives the first group a share at least so much higher (Fisher's exact test, one-sided)."""
    from scipy.stats import hypergeom

    return float(hypergeom.sf(k1 - 1, n1 + n2, k1 + k2, n1))


# --- the themes as each sees them ---------------------------------------------------------------------------


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
