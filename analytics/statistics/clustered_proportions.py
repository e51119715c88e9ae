"""A share over several people's cases: Wilson's interval with as many cases as their likeness leaves."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from analytics.statistics.proportions import Proportion, wilson


def clustered_wilson(successes: ArrayLike, cases: ArrayLike, level: float = 0.95) -> Proportion:
    """The share of all successes among all cases, given one number of each an applicant.

    Cases of one applicant resemble each other. The design effect is the variance between applicants (ratio
    estimator) over the binomial one, never less than 1; Wilson's interval is taken with n over the design effect.
    With one applicant, or without any spread to see, it is Wilson's own.
    """
    won, n = np.asarray(successes, dtype=float), np.asarray(cases, dtype=float)
    won, n = won[n > 0], n[n > 0]
    total, people = n.sum(), len(n)
    plain = wilson(round(won.sum()), round(total), level)
    if people < 2 or plain.share in (None, 0.0, 1.0):
        return plain
    share = won.sum() / total
    between = people / (people - 1) * float(((won - share * n) ** 2).sum()) / total**2
    effective = total / max(1.0, between / (share * (1 - share) / total))
    z = NormalDist().inv_cdf((1 + level) / 2)
    scale = 1 + z * z / effective
    centre = (share + z * z / (2 * effective)) / scale
    half = z * sqrt(share * (1 - share) / effective + z * z / (4 * effective**2)) / scale
    return Proportion(float(share), float(centre - half), float(centre + half), plain.n)
