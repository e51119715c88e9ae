"""Made-up waits with a known truth, for the simulations of response_times: who never answers, and likeness by person.

Each application has a standard normal number of which a part is its applicant's; its rank decides whether and when
an answer comes. 45 % never answer; the others wait 20 days on average; one in five answers is an invitation.
"""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.statistics.waits import weighed

NEVER = 0.45
MEAN_WAIT = 20.0
INVITED = 0.2


def answered_by(day: int) -> float:
    """The true share that has an answer by the end of a day."""
    return (1 - NEVER) * (1 - exp(-(day + 1) / MEAN_WAIT))


def waits(
    seed: int,
    applicants: int = 60,
    each: int = 25,
    likeness: float = 0.2,
    groups: int = 1,
    group_of: str = "applicant",
) -> pd.DataFrame:
    """Counted rows as response_times.sql gives them; followed for 40 to 200 days.

    `group_of` says whether a whole applicant or each application is in a group.
    """
    from scipy.special import ndtr

    random = np.random.default_rng(seed)
    person = np.repeat(np.arange(applicants), each)
    number = np.sqrt(likeness) * random.standard_normal(applicants)[person]
    rank = ndtr(number + np.sqrt(1 - likeness) * random.standard_normal(len(person)))
    with np.errstate(divide="ignore", invalid="ignore"):
        waited = np.floor(-MEAN_WAIT * np.log(1 - rank / (1 - NEVER)))
    waited = np.where(rank < 1 - NEVER, waited, np.inf)
    followed = random.integers(40, 201, len(person))
    came = waited <= followed
    kind = np.where(random.random(len(person)) < INVITED, "interview", "rejection")
    group = (
        random.integers(0, groups, applicants)[person]
        if group_of == "applicant"
        else random.integers(0, groups, len(person))
    )
    return counted(group, person, np.where(came, waited, followed), pd.Series(kind, dtype=object).where(came, None))


def counted(group: NDArray[Any], person: NDArray[Any], days: NDArray[Any], answer: pd.Series) -> pd.DataFrame:
    """Single waits as counted rows."""
    rows = pd.DataFrame(
        {"group_name": group.astype(str), "applicant": person, "days_low": days.astype(int), "answer": answer}
    )
    rows = rows.assign(days_high=rows["days_low"])
    return weighed(rows.groupby(list(rows.columns), dropna=False).size().rename("n").reset_index())
