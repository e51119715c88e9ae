"""Which published numbers are shown.

A number that isn't shown is "too small to say", not a secret: what hides students is the blur, not the threshold.
"""

from __future__ import annotations

from analytics.publication.plan import THRESHOLD

SDS = 3
"""A number below three standard deviations of its blur could be nothing but blur."""


def is_shown(n: int, of: int | None, sd: float, threshold: int = THRESHOLD) -> bool:
    """Whether a number may be shown: itself, and what it leaves of `of` where it is a part, are large enough."""
    return n >= max(threshold, SDS * sd) and (of is None or of - n >= threshold)
