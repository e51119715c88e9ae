"""How often each reason was named among the rejections that named any; used by page, notebook and command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import eq

import numpy as np
import pandas as pd

from analytics.statistics.applicants import share_of_applicants
from analytics.statistics.comparison import ALPHA, benjamini_hochberg, compare
from analytics.statistics.proportions import ENOUGH, Proportion
from analytics.taxonomy import NOT_STATED, Reason


@dataclass(frozen=True)
class ReasonShare:
    """How many of the rejections with a stated reason named this one; of several applicants the typical share."""

    reason: Reason
    found: Proportion

    @property
    def n(self) -> int:
        return self.found.hits

    @property
    def share(self) -> float:
        assert self.found.share is not None
        return self.found.share


@dataclass(frozen=True)
class RejectionReasons:
    """The reasons of one group of rejections whose words could be read, the most frequent first.

    Shares can exceed 100 % together.
    """

    group: str | None
    rejections: int
    stated: int
    reasons: tuple[ReasonShare, ...]
    in_my_hands: Proportion
    """The rejections that named at least one reason that the applicant can work on."""
    not_read: int = 0
    """Rejections beside these whose words could not be read: another language, or too unclear."""

    @property
    def unstated(self) -> int:
        return self.rejections - self.stated

    @property
    def enough(self) -> bool:
        """Whether there are enough rejections with a reason to show percentages."""
        return self.stated >= ENOUGH


@dataclass(frozen=True)
class ReasonDifference:
    """Whether groups name a reason differently often; the p value trades places between applicants."""

    reason: Reason
    n: int
    p: float | None
    p_adjusted: float | None

    @property
    def differs(self) -> bool:
        """Whether more than chance is at work, allowing for the number of reasons asked about."""
        return self.p_adjusted is not None and self.p_adjusted < ALPHA


def reason_differences(counts: pd.DataFrame) -> tuple[ReasonDifference, ...]:
    """Each reason that is named often enough, compared between the groups of `counts`.

    Only rejections that state a reason are compared; p values are adjusted for the number of reasons asked about.
    """
    stated = counts[counts["reasons"].notna() & (counts["group_name"] != NOT_STATED)]
    if stated["group_name"].nunique() < 2:
        return ()
    each = stated.loc[stated.index.repeat(stated["rejections"])]
    group, names = pd.factorize(each["group_name"])
    applicant = pd.factorize(each["applicant_id"])[0]
    which_set, sets = pd.factorize(each["reasons"])
    found = []
    for reason in Reason:
        named = np.array([reason.value in words.split(",") for words in sets], dtype=float)[which_set]
        if named.sum() >= ENOUGH:
            found.append((reason, int(named.sum()), compare(applicant, group, named, len(names)).p))
    adjusted = benjamini_hochberg([p for _, _, p in found])
    return tuple(ReasonDifference(*it, more) for it, more in zip(found, adjusted, strict=True))


def rejection_reasons(counts: pd.DataFrame) -> tuple[RejectionReasons, ...]:
    """One result a group of `counts` (group_name, applicant_id, reasons, not_read, rejections), in their order."""
    return tuple(_of_group(str(group), rows) for group, rows in counts.groupby("group_name", sort=False))


def overall(counts: pd.DataFrame) -> RejectionReasons:
    """The reasons of all rejections together."""
    return _of_group(None, counts)


def _of_group(group: str | None, rows: pd.DataFrame) -> RejectionReasons:
    stated = rows[rows["reasons"].notna()]
    applicant, n = pd.factorize(stated["applicant_id"])[0], stated["rejections"].to_numpy()
    which_set, sets = pd.factorize(stated["reasons"])
    named = [frozenset(Reason(word) for word in words.split(",")) for words in sets]
    cases = np.bincount(applicant, n)
    not_read = int(rows.loc[rows["not_read"].astype(bool), "rejections"].sum())

    def share(which: Callable[[Reason], bool]) -> Proportion:
        """The rejections that named at least one such reason."""
        hits = np.array([any(map(which, reasons)) for reasons in named], dtype=bool)[which_set]
        return share_of_applicants(np.bincount(applicant, n * hits, len(cases)), cases)

    shares = [ReasonShare(reason, share(partial(eq, reason))) for reason in Reason]
    return RejectionReasons(
        group=group,
        rejections=int(rows["rejections"].sum()) - not_read,
        stated=int(n.sum()),
        reasons=tuple(sorted((it for it in shares if it.n), key=lambda it: -it.n)),
        in_my_hands=share(lambda reason: reason.in_my_hands),
        not_read=not_read,
    )
