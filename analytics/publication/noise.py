"""The blur of published numbers: whole numbers from the discrete Gaussian distribution.

Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy", 2020 (arXiv 2004.00010). Only whole
numbers meet the counts, so no digit behind the point can give a count away.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import cache

import numpy as np
from numpy.typing import NDArray

FARTHEST_IN_SDS = 12
"""What lies farther out comes less than once in 10**32 draws; the table ends there."""

BITS = 64
DIGITS = 50
"""Enough for the table's chances to be exact to the last of the 64 bits."""

RandomBytes = Callable[[int], bytes]


def drawn(sd: float, size: int, source: RandomBytes = secrets.token_bytes) -> NDArray[np.int64]:
    """`size` independent whole numbers around 0 with standard deviation `sd` (in students; 0 gives no blur).

    `source` gives random bytes: the operating system's, but for made-up data, which is the same for everybody.
    Raises ValueError for a negative `sd`.
    """
    if sd < 0:
        raise ValueError(f"a standard deviation of {sd} is below 0")
    if sd == 0:
        return np.zeros(size, dtype=np.int64)
    lots = np.frombuffer(source(size * BITS // 8), dtype=np.uint64)
    thresholds = _thresholds(sd)
    places = np.searchsorted(thresholds, lots, side="right")
    return places.astype(np.int64) - len(thresholds) // 2


def chances(sd: float) -> dict[int, Decimal]:
    """The chance of each whole number, as far out as it is drawn."""
    farthest = _farthest(sd)
    with localcontext() as context:
        context.prec = DIGITS
        weights = [(-Decimal(k * k) / (2 * Decimal(sd) ** 2)).exp() for k in range(-farthest, farthest + 1)]
        total = sum(weights)
        return {k: weight / total for k, weight in zip(range(-farthest, farthest + 1), weights, strict=True)}


@cache
def _thresholds(sd: float) -> NDArray[np.uint64]:
    """For each number but the last: how many of the 2**64 lots fall on it or on a smaller one."""
    with localcontext() as context:
        context.prec = DIGITS
        below, found = Decimal(0), []
        for chance in list(chances(sd).values())[:-1]:
            below += chance
            found.append(min(int(below * 2**BITS), 2**BITS - 1))
    return np.array(found, dtype=np.uint64)


def _farthest(sd: float) -> int:
    return max(1, int(np.ceil(FARTHEST_IN_SDS * sd)))
