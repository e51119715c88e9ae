"""The population that the sample cohort is drawn from, and what is true of it.

Whoever checks that a statistic recovers the truth asks `truth()`. Everything in it is computed from the numbers
below, by enumerating the kinds of application and integrating over the persons' effects; nothing is simulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analytics.taxonomy import Reason

Floats = NDArray[np.float64]

RISKS = ("interview", "rejection", "withdrawal")

# Log odds of each first answer against lasting silence, for an application at the first level of every factor.
BASE = {"interview": -1.35, "rejection": -0.62, "withdrawal": -2.65}

# Spread between persons: some are invited often, some meet employers who answer.
PERSON_SPREAD = {"interview": 0.55, "rejection": 0.35}

# Days until the first answer: (median, spread of the logarithm), before weekends.
WAIT = {"interview": (11.0, 0.75), "rejection": (19.0, 0.9), "withdrawal": (24.0, 0.7)}
LONGEST_WAIT = 150

# Monday to Sunday: when applications are sent, and how likely a weekend's answer waits for Monday.
WEEKDAYS = np.array([0.19, 0.18, 0.17, 0.16, 0.13, 0.07, 0.10])
WAITS_FOR_MONDAY = 0.85


@dataclass(frozen=True)
class Level:
    """One level of a factor: how common it is, what it adds to the log odds, and how much slower it answers."""

    word: str
    share: float
    interview: float = 0.0
    rejection: float = 0.0
    slower: float = 0.0


CHANNELS = (
    Level("company website", 0.32),
    Level("job board", 0.27, -0.25, -0.15, 0.10),
    Level("LinkedIn", 0.20, -0.40, -0.30, 0.10),
    Level("referral", 0.08, 1.10, 0.20, -0.35),
    Level("career fair", 0.07, 0.60, 0.10, -0.10),
    Level("recruiter", 0.06, 0.50, -0.20, -0.25),
)
SIZES = (
    Level("1–50", 0.24, 0.15, -0.35, -0.20),
    Level("51–250", 0.28),
    Level("251–1000", 0.24, -0.05, 0.15, 0.10),
    Level("over 1000", 0.24, -0.10, 0.35, 0.20),
)
SECTORS = (
    Level("technology", 0.36, 0.00, 0.00),
    Level("finance", 0.18, -0.10, 0.20),
    Level("health", 0.16, 0.10, 0.05),
    Level("public", 0.14, 0.15, 0.30),
    Level("retail", 0.16, 0.00, -0.20),
)
TAILORED = (Level("no", 0.62), Level("yes", 0.38, 0.45, 0.10))


@dataclass(frozen=True, eq=False)
class Programme:
    """A programme of study: its share of the students, its level, and the work its students look for."""

    name: str
    level: str
    share: float
    families: Mapping[str, float]


PROGRAMMES = (
    Programme("Computer Science", "master", 22 / 60, {"software": 0.75, "data": 0.20, "design": 0.05}),
    Programme("Data Science", "master", 18 / 60, {"data": 0.75, "software": 0.20, "operations": 0.05}),
    Programme("Business Administration", "bachelor", 13 / 60, {"marketing": 0.50, "operations": 0.50}),
    Programme("Communication Design", "bachelor", 7 / 60, {"design": 0.80, "marketing": 0.20}),
)
FAMILY_EFFECTS = {
    "software": (0.10, 0.00),
    "data": (0.00, 0.10),
    "design": (-0.15, -0.15),
    "marketing": (-0.05, 0.00),
    "operations": (0.15, 0.05),
}
FAMILIES = tuple(
    Level(
        family,
        sum(programme.share * programme.families.get(family, 0.0) for programme in PROGRAMMES),
        *effects,
    )
    for family, effects in FAMILY_EFFECTS.items()
)

# How an application that was invited goes on.
AFTER_INVITATION = {"rejected": 0.52, "offer": 0.16, "withdrawn": 0.07, "silent": 0.25}

# Whether a rejection gives a reason, before and after an invitation, and which.
STATED = {"direct": 0.17, "invited": 0.42}
REASONS: Mapping[str, Mapping[Reason, float]] = {
    "direct": {
        Reason.EXPERIENCE: 0.38,
        Reason.OTHERS: 0.24,
        Reason.DOCUMENTS: 0.12,
        Reason.POSITION: 0.11,
        Reason.LOGISTICS: 0.08,
        Reason.OVERQUALIFIED: 0.05,
        Reason.OTHER: 0.02,
    },
    "invited": {
        Reason.EXPERIENCE: 0.27,
        Reason.INTERVIEW: 0.25,
        Reason.OTHERS: 0.22,
        Reason.CULTURE: 0.15,
        Reason.POSITION: 0.05,
        Reason.LOGISTICS: 0.04,
        Reason.OVERQUALIFIED: 0.02,
    },
}
# Reasons of which a letter can name a second one beside it.
GIVES_A_SECOND = 0.22
CAN_BE_WORKED_ON = frozenset(reason for reason in Reason if reason.in_my_hands)
# How strongly a person's own reasons resemble everybody's (Dirichlet concentration).
ALIKE = 6.0

# Requests for feedback: who asks after a rejection that gave no reason, and who is answered.
ASKS = {"direct": 0.10, "invited": 0.45}
ANSWERED = {"direct": 0.22, "invited": 0.46}
REPLY_NAMES_A_REASON = 0.70


@dataclass(frozen=True)
class Truth:
    """What is true of the population: shares of stated reasons and cumulative incidence by day."""

    reason_shares: Mapping[Reason, float]
    stated_share: float
    incidence: Mapping[str, tuple[float, ...]]
    silent_for_good: float
    request_reply_rate: float

    def incidence_at(self, day: int) -> dict[str, float]:
        """The share answered by `day`, by the kind of the first answer."""
        return {risk: by_day[min(day, len(by_day) - 1)] for risk, by_day in self.incidence.items()}


@cache
def truth() -> Truth:
    """The population's true values."""
    incidence = _incidence()
    ever = {risk: float(by_day[-1]) for risk, by_day in incidence.items()}
    rejections = {"direct": ever["rejection"], "invited": ever["interview"] * AFTER_INVITATION["rejected"]}
    stated = {stage: n * _states_a_reason(stage) for stage, n in rejections.items()}
    asked = {stage: n * (1 - STATED[stage]) * ASKS[stage] for stage, n in rejections.items()}
    return Truth(
        reason_shares={
            reason: sum(n * _reason_shares(stage).get(reason, 0.0) for stage, n in stated.items())
            / sum(stated.values())
            for reason in Reason
        },
        stated_share=sum(stated.values()) / sum(rejections.values()),
        incidence={risk: tuple(by_day.tolist()) for risk, by_day in incidence.items()},
        silent_for_good=1 - sum(ever.values()),
        request_reply_rate=sum(n * ANSWERED[stage] for stage, n in asked.items()) / sum(asked.values()),
    )


def first_answer_probabilities(interview: Floats, rejection: Floats) -> Floats:
    """Chances of silence and of each first answer (columns), from what a row adds to the log odds."""
    odds = np.stack(
        [
            np.ones_like(interview),
            np.exp(BASE["interview"] + interview),
            np.exp(BASE["rejection"] + rejection),
            np.full_like(interview, np.exp(BASE["withdrawal"])),
        ],
        axis=-1,
    )
    chances: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return chances


def wait_probabilities(risk: str, slower: float) -> Floats:
    """The chance of each day of waiting, before weekends: a lognormal curve cut into whole days."""
    median, spread = WAIT[risk]
    middle = np.arange(LONGEST_WAIT + 1) + 0.5
    density = np.exp(-((np.log(middle / median) - slower) ** 2) / (2 * spread**2)) / middle
    chances: Floats = density / density.sum()
    return chances


def _after_weekends(waits: Floats) -> Floats:
    """The waits as they are seen, when most answers that would fall on a weekend come on Monday."""
    seen = np.zeros(len(waits) + 2)
    days = np.arange(len(waits))
    for weekday, share in enumerate(WEEKDAYS):
        falls_on = (weekday + days) % 7
        to_monday = np.where(falls_on == 5, 2, np.where(falls_on == 6, 1, 0))
        moved = np.where(to_monday > 0, WAITS_FOR_MONDAY, 0.0)
        np.add.at(seen, days, share * waits * (1 - moved))
        np.add.at(seen, days + to_monday, share * waits * moved)
    return seen


def _incidence() -> dict[str, Floats]:
    """Cumulative incidence by day, over all kinds of application and all persons."""
    grid = np.meshgrid(
        *(np.arange(len(factor)) for factor in (CHANNELS, SIZES, SECTORS, TAILORED, FAMILIES)), indexing="ij"
    )
    rows = [
        [factor[i] for factor, i in zip((CHANNELS, SIZES, SECTORS, TAILORED, FAMILIES), row, strict=True)]
        for row in zip(*(axis.ravel() for axis in grid), strict=True)
    ]
    share = np.array([np.prod([level.share for level in row]) for row in rows])
    slower = np.array([sum(level.slower for level in row) for row in rows])
    points, weights = np.polynomial.hermite_e.hermegauss(15)
    weights = weights / weights.sum()
    interview = np.array([sum(level.interview for level in row) for row in rows])
    rejection = np.array([sum(level.rejection for level in row) for row in rows])
    chances = first_answer_probabilities(
        *np.broadcast_arrays(
            interview[:, None, None] + PERSON_SPREAD["interview"] * points[None, :, None],
            rejection[:, None, None] + PERSON_SPREAD["rejection"] * points[None, None, :],
        )
    )
    mean = np.einsum("xijk,i,j->xk", chances, weights, weights)
    speeds, group = np.unique(slower.round(6), return_inverse=True)
    return {
        risk: np.cumsum(
            sum(
                (share * mean[:, k])[group == g].sum() * _after_weekends(wait_probabilities(risk, speed))
                for g, speed in enumerate(speeds)
            )
        )
        for k, risk in enumerate(RISKS, start=1)
    }


def _states_a_reason(stage: str) -> float:
    """The chance that a rejection's reason is known in the end: at once, or from a reply to a request."""
    later = ASKS[stage] * ANSWERED[stage] * REPLY_NAMES_A_REASON
    return STATED[stage] + (1 - STATED[stage]) * later


def _reason_shares(stage: str) -> dict[Reason, float]:
    """The chance that each reason is named, as first or second, where one is."""
    first = REASONS[stage]
    second = {
        reason: sum(
            p * GIVES_A_SECOND * first[reason] / _second_total(stage, before)
            for before, p in first.items()
            if before in CAN_BE_WORKED_ON and before is not reason
        )
        if reason in CAN_BE_WORKED_ON
        else 0.0
        for reason in first
    }
    return {reason: first[reason] + second[reason] for reason in first}


def _second_total(stage: str, before: Reason) -> float:
    return sum(p for reason, p in REASONS[stage].items() if reason in CAN_BE_WORKED_ON and reason is not before)
