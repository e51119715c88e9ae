"""Each fact of a student is counted once: new facts are told from those counted before, and become counts.

`facts` has a row for each fact that is true of a student now: student (any key that names one), fact, and the
student's group in each table of the plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics.publication.facts import BANDS, BY_NAME, FACTS
from analytics.publication.fitting import Counts
from analytics.publication.plan import EVERYBODY, OTHER, PROGRAMME, Plan, Table, in_cross

MOST_REASONS = 3
"""Reasons of a student that are counted in a year; of more, as many are drawn by lot."""

REASON = "reason_"


def new_facts(facts: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """The rows of `facts` that were not counted before (`counted`: student, fact), reasons of a student no more than
    MOST_REASONS a year, and each with all it is within.

    A band is counted with the fact that a student's application was followed, or not at all: once a student's answer
    is counted, another application says nothing more.
    """
    before = set(zip(counted["student"], counted["fact"], strict=True))
    whole = _with_what_they_are_within(facts)
    is_new = [pair not in before for pair in zip(whole["student"], whole["fact"], strict=True)]
    answered_before = {student for student, fact in before if fact == "followed"}
    late_band = whole["fact"].isin(BANDS) & whole["student"].isin(answered_before)
    return _reasons_by_lot(whole[np.array(is_new, dtype=bool) & ~late_band.to_numpy()], counted)


def _with_what_they_are_within(facts: pd.DataFrame) -> pd.DataFrame:
    """A fact brings along what it is a part of, in the same groups."""
    found = [facts]
    last = facts
    while not last.empty:
        within = last["fact"].map(lambda name: BY_NAME[name].within if name in BY_NAME else "followed")
        last = last.assign(fact=within).dropna(subset=["fact"])
        found.append(last)
    return pd.concat(found).drop_duplicates(["student", "fact"]).reset_index(drop=True)


def _reasons_by_lot(facts: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    is_reason = facts["fact"].str.startswith(REASON)
    used = counted.loc[counted["fact"].str.startswith(REASON), "student"].value_counts()
    lot = [
        hashlib.blake2b(f"{student} {fact}".encode(), digest_size=8).hexdigest()
        for student, fact in zip(facts["student"], facts["fact"], strict=True)
    ]
    reasons = facts[is_reason].assign(lot=np.array(lot, dtype=object)[is_reason.to_numpy()]).sort_values("lot")
    place = reasons.groupby("student").cumcount().to_numpy() + used.reindex(reasons["student"], fill_value=0).to_numpy()
    kept = reasons[place < MOST_REASONS].drop(columns="lot")
    return pd.concat([facts[~is_reason], kept]).sort_index()


def counts_of(plan: Plan, facts: pd.DataFrame) -> Counts:
    """How many students each fact and band is true of, in each group of each table; whoever is in none is in other.

    Capitals and spaces around a group's name make no difference.
    """
    names = [fact.name for fact in FACTS]
    found: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int64]]] = {}
    bands: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int64]]] = {}
    for table in plan.tables:
        each = pd.crosstab(_group(plan, table, facts), facts["fact"]).reindex(index=list(table.groups), fill_value=0)
        found[table.name] = each.reindex(columns=names, fill_value=0).to_numpy(dtype=np.int64)
        bands[table.name] = each.reindex(columns=list(BANDS), fill_value=0).to_numpy(dtype=np.int64)
    return Counts(found, bands)


def _group(plan: Plan, table: Table, facts: pd.DataFrame) -> pd.Series[str]:
    """The group of a table in which each fact is counted."""
    if table.name == EVERYBODY:
        return pd.Series(EVERYBODY, index=facts.index)
    if table.by is None:
        return _listed(facts[table.name], table.groups)
    programme = _listed(facts[PROGRAMME], plan[PROGRAMME].groups)
    other = _listed(facts[table.by], next(sums for sums in plan.sums if sums.name == table.by).groups)
    return pd.Series(map(in_cross, programme, other), index=facts.index, dtype=object)


def _listed(said: pd.Series[str], public: Iterable[str]) -> pd.Series[str]:
    return said.map(_key).map({_key(name): name for name in public}).fillna(OTHER)


def _key(group: str | None) -> str:
    return " ".join(str(group).split()).casefold()
