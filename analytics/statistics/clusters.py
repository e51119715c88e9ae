"""Standard errors that know that one applicant's applications resemble each other.

The infinitesimal jackknife: how much a curve moves when one applicant weighs a little more, squared and summed
over applicants (R: `survfit(…, cluster=)`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.statistics.survival import Array, Index, LifeTable, safe_divide


@dataclass(frozen=True)
class Members:
    """Applications of known applicants: one entry a cluster (applicant in a group), day and answer.

    `cluster` is numbered so that clusters of one group are together; `answer` is -1 where none came; `n` may weigh.
    """

    cluster: Index
    group: Index
    day: Index
    answer: Index
    n: Array

    @property
    def group_of_cluster(self) -> Index:
        """The group of each cluster."""
        group = np.zeros(self.cluster.max(initial=-1) + 1, dtype=np.int64)
        group[self.cluster] = self.group
        return group

    def known(self, places: Index, days: int) -> Array:
        """The weight of each cluster whose state is known at the end of the days in `places`; (cluster, place)."""
        clusters = int(self.cluster.max(initial=-1)) + 1
        # an unanswered wait is lost from the day after its last
        lost_from = np.searchsorted(places, np.arange(1, days + 1))
        bucket = self.cluster * (len(places) + 1) + np.where(self.answer < 0, lost_from[self.day], len(places))
        held = np.bincount(bucket, weights=self.n, minlength=clusters * (len(places) + 1)).reshape(clusters, -1)
        found: Array = held.sum(axis=1, keepdims=True) - np.cumsum(held[:, :-1], axis=1)
        return found


def influence(table: LifeTable, members: Members, places: Index) -> Array:
    """How each cluster moves its group's incidences at the days in `places`; (cluster, answer, place).

    For one application that ended on day e with answer c, the incidence of answer k on day t moves by
    B(min(e, t)) + [e ≤ t] r (F(t) - F(e)) + [e ≤ t, c = k] S(e-) / Y(e).
    """
    groups, answers, _ = table.answers.shape
    all_answers = table.answered
    scale = safe_divide(np.ones_like(all_answers), table.at_risk - all_answers)
    pull = np.cumsum(safe_divide(all_answers, table.at_risk) * scale, axis=1)
    pull_before = np.concatenate([np.zeros((groups, 1)), pull[:, :-1]], axis=1)
    first_step = safe_divide(table.silent_before, table.at_risk)
    drift = np.cumsum((table.silent_before * pull_before - first_step)[:, None, :] * table.hazard, axis=2)

    group, day, answer = members.group, members.day, members.answer
    stay = members.n * (pull[group, day] - np.where(answer >= 0, scale[group, day], 0))
    clusters = int(members.cluster.max(initial=-1)) + 1
    ends_by = np.searchsorted(places, np.arange(table.answers.shape[2]))
    bucket = members.cluster * (len(places) + 1) + ends_by[day]

    def ended_by(weight: Array) -> Array:
        """The weights of each cluster's applications that had ended by each place."""
        held = np.bincount(bucket, weights=weight, minlength=clusters * (len(places) + 1))
        return np.cumsum(held.reshape(clusters, -1)[:, :-1], axis=1)

    of = members.group_of_cluster
    waiting = np.bincount(members.cluster, weights=members.n, minlength=clusters)[:, None] - ended_by(members.n)
    staying = ended_by(stay)
    moved = np.empty((clusters, answers, len(places)))
    for kind in range(answers):
        own = drift[group, kind, day] * members.n - stay * table.incidence[group, kind, day]
        own = own + np.where(answer == kind, members.n * first_step[group, day], 0)
        moved[:, kind] = (
            ended_by(own) + table.incidence[:, kind][of][:, places] * staying + drift[:, kind][of][:, places] * waiting
        )
    return moved


def known(table: LifeTable) -> Array:
    """How many waits' state is known at the end of a day: answered, or followed so long; (group, day)."""
    unanswered = -np.diff(table.at_risk, append=0.0, axis=1) - table.answered
    lost: Array = np.cumsum(unanswered, axis=1) - unanswered
    return table.at_risk[:, :1] - lost
