"""Made-up waits with a known truth: one person's logs, and cohorts in which one person's applications are alike.

Each application has a standard normal number of which a part is its applicant's; its rank decides whether and when
an answer comes. Unless said otherwise 45 % never answer, the others wait 20 days on average, and one in five answers is
an invitation.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from analytics.statistics.waits import weighed

NEVER = 0.45
MEAN_WAIT = 20.0
INVITED = 0.2

Random = np.random.Generator
Delay = tuple[Callable[[Random, int], NDArray[Any]], Callable[[float], float]]
"""How delays are drawn, and the share that lies below so many days."""


def exponential(mean: float) -> Delay:
    return lambda random, n: random.exponential(mean, n), lambda days: 1 - exp(-days / mean)


PEAK: Delay = (lambda random, n: random.normal(24, 5, n).clip(0), lambda days: float(ndtr((days - 24) / 5)))
TWO_SPEEDS: Delay = (
    lambda random, n: np.where(random.random(n) < 0.5, random.exponential(5, n), random.exponential(60, n)),
    lambda days: 1 - (exp(-days / 5) + exp(-days / 60)) / 2,
)
DELAYS: dict[str, Delay] = {
    "mean 20 days": exponential(20),
    "mean 5 days": exponential(5),
    "mean 60 days": exponential(60),
    "peak at 3-4 weeks": PEAK,
}


def answered_by(day: int) -> float:
    """The true share that has an answer by the end of a day."""
    return (1 - NEVER) * (1 - exp(-(day + 1) / MEAN_WAIT))


def a_log(
    random: Random,
    n: int,
    ever: float = 1 - NEVER,
    delay: Delay = DELAYS["mean 20 days"],
    followed: tuple[int, int] = (5, 120),
    undated: float = 0.0,
) -> pd.DataFrame:
    """One person's counted rows; a share of the answers has no day."""
    person = np.zeros(n, dtype=int)
    waited = np.where(random.random(n) < ever, np.floor(delay[0](random, n)), np.inf)
    return _seen(random, person, person, waited, random.integers(followed[0], followed[1] + 1, n), undated)


def a_cohort(random: Random, sizes: NDArray[Any], likeness: float = 0.2, undated: float = 0.0) -> pd.DataFrame:
    """Counted rows of several people, each followed for 40 to 200 days."""
    person = np.repeat(np.arange(len(sizes)), sizes)
    followed = random.integers(40, 201, len(sizes))[person]
    return _seen(random, np.zeros_like(person), person, _alike(random, person, likeness), followed, undated)


def waits(
    seed: int,
    applicants: int = 60,
    each: int = 25,
    likeness: float = 0.2,
    groups: int = 1,
    group_of: str = "applicant",
) -> pd.DataFrame:
    """Counted rows as response_times.sql gives them; each application followed for 40 to 200 days.

    `group_of` says whether a whole applicant or each application is in a group.
    """
    random = np.random.default_rng(seed)
    person = np.repeat(np.arange(applicants), each)
    waited = _alike(random, person, likeness)
    followed = random.integers(40, 201, len(person))
    in_group = random.integers(0, groups, applicants if group_of == "applicant" else len(person))
    group = in_group[person] if group_of == "applicant" else in_group
    return _seen(random, group, person, waited, followed)


def _alike(random: Random, person: NDArray[Any], likeness: float) -> NDArray[Any]:
    number = np.sqrt(likeness) * random.standard_normal(person.max() + 1)[person]
    rank = ndtr(number + np.sqrt(1 - likeness) * random.standard_normal(len(person)))
    with np.errstate(divide="ignore", invalid="ignore"):
        waited = np.floor(-MEAN_WAIT * np.log(1 - rank / (1 - NEVER)))
    return np.where(rank < 1 - NEVER, waited, np.inf)


def _seen(
    random: Random,
    group: NDArray[Any],
    person: NDArray[Any],
    waited: NDArray[Any],
    followed: NDArray[Any],
    undated: float = 0.0,
) -> pd.DataFrame:
    """What is known of the waits when each has been followed for so many days."""
    came = waited <= followed
    kind = np.where(random.random(len(person)) < INVITED, "interview", "rejection")
    answer = pd.Series(kind, dtype=object).where(came, None)
    without = came & (random.random(len(person)) < undated)
    first = np.where(without, 0, np.where(came, waited, followed))
    return counted(group, person, first, answer, np.where(without, followed, first))


def counted(
    group: NDArray[Any],
    person: NDArray[Any],
    days: NDArray[Any],
    answer: pd.Series,
    days_high: NDArray[Any] | None = None,
) -> pd.DataFrame:
    """Single waits as counted rows."""
    rows = pd.DataFrame(
        {"group_name": group.astype(str), "applicant": person, "days_low": days.astype(int), "answer": answer}
    )
    rows = rows.assign(days_high=rows["days_low"] if days_high is None else days_high.astype(int))
    return weighed(rows.groupby(list(rows.columns), dropna=False).size().rename("n").reset_index())
