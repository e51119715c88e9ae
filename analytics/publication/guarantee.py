"""What published numbers give away of one student, from the strength of the blur alone.

A fact meets one draw of noise in each table of the plan, once in its life. Over all tables together two worlds that
differ in one number lie d / sqrt(2) standard deviations apart, in k numbers sqrt(k) times as far (Gaussian noise;
Dwork, Rothblum and Vadhan's group privacy for zCDP, as Bun and Steinke have it, 2016, arXiv 1605.02065). Who knows all
else, and starts from even odds, then guesses rightly in Phi(half that distance) of cases.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from analytics.publication.counting import MOST_REASONS, REASON
from analytics.publication.facts import FACTS

FACT = 2
"""Numbers that one yes-or-no fact moves at most: itself and what it is a part of."""

ANSWER = 3
"""What an answer moves: that there was one, and the two spans of days between which it decides."""

LETTER = 6
"""What a rejection with its reason moves at most."""

MEMBER = (10, 1 + MOST_REASONS + sum(not fact.name.startswith(REASON) for fact in FACTS))
"""What a student's being counted at all moves in a year: commonly, and at most (each fact, the reasons, a span)."""


def right(strength: float, numbers: int) -> float:
    """How often a guess about what moves so many numbers is right, where a coin is in a half of cases."""
    return NormalDist().cdf(strength / sqrt(2) * sqrt(numbers) / 2)
