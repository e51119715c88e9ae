"""What staff read: counts of students, after release. There is no way from here to a row or to an exact count.

with store.reading(Viewer.staff()) as reader:
    released = reader.load("cohort_reasons", by="programme", term="autumn 2026")

The same queries give an analyst, who holds the file, the counts before release with the keys that release them.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from analytics.disclosure import VERSIONS, Disclosure, Sum
from analytics.errors import NotAllowed, Refused
from analytics.statistics.goal_progress import all_progress, goals_of
from analytics.store import choices
from analytics.store.access import access
from analytics.store.reader import Reader, Snapshot
from analytics.taxonomy import Dimension, Standing

MOST_FILTERS = 2
"""More at once would be asking for a handful of people by description."""

GOING_WELL = frozenset({Standing.DONE, Standing.ON_TRACK})
JUDGED = GOING_WELL | {Standing.UNDECIDED, Standing.AT_RISK, Standing.OVERDUE}

SECRET = "release.key"

ENOUGH_CHANGED = 1 / 50
"""A new release is due once the data of this share of the members has changed, and of no fewer than the threshold."""


@dataclass(frozen=True)
class Cohort:
    """A release: a frozen state, the students of it who agree to this day, and the rules to release counts by.

    Were every change seen at once, what changed would tell who it was. So a state is frozen until enough students'
    data has changed. Somebody who withdraws is out at once; as every count is then moved anew, those that they were
    never part of change like the others.
    """

    frozen: Snapshot
    disclosure: Disclosure
    members: pd.DataFrame
    enrolled: pd.DataFrame

    @classmethod
    def of(cls, snapshot: Snapshot) -> Cohort:
        folder = snapshot.path.parent
        rules = Disclosure(secret(folder), access(folder).threshold)
        with FileLock(folder / "release.lock"):
            path = _newest_release(folder)
            if path is None or _due(path, snapshot, rules):
                path = _freeze(snapshot, path)
        frozen = Snapshot(path)
        then, now = frozen.run("consents", {}), snapshot.run("consents", {})
        taken_up = rules.roster(then)
        theirs = now[now["applicant_id"].isin(taken_up)]
        members = sorted(set(taken_up) & set(theirs.loc[theirs["withdrawn_at"].isna(), "applicant_id"]))
        changes = len(theirs.merge(then, how="left", indicator=True).query("_merge == 'left_only'"))
        version = (_ordinal(path) + changes) % VERSIONS
        keys = [rules.record_key(person) for person in members]
        frame = pd.DataFrame({"applicant_id": members, "record_key": keys}, dtype="int64")
        return cls(frozen, replace(rules, version=version), frame, snapshot.run("enrolments", {}))

    @cached_property
    def frozen_on(self) -> date:
        """The day of the state that is released."""
        return self.frozen.committed_at.date()

    def count(self, query: str, values: dict[str, Any]) -> pd.DataFrame:
        """The exact counts of a cohort query, with the keys that release them."""
        tables = {"cohort": self.members, "enrolled_now": self.enrolled}
        if query == "cohort_goals":
            tables["goals_judged"] = self._goals_judged(values.get("as_of") or self.frozen_on)
        return self.frozen.run(query, values, tables)

    def _goals_judged(self, as_of: date) -> pd.DataFrame:
        """One row a student with a goal: what their owner is told of their goals on a day, in short."""
        goals = self.frozen.run("goals", {})
        owners = dict(zip(goals["goal_id"], goals["applicant_id"], strict=True))
        stands = [
            (owners[progress.goal.goal_id], progress.standing in JUDGED, progress.standing in GOING_WELL)
            for progress in all_progress(
                self.frozen.run("goal_progress", {}), goals_of(goals, self.frozen.run("goal_history", {})), as_of
            )
            if progress.standing in {*JUDGED, Standing.EARLY}
        ]
        judged = pd.DataFrame(stands, columns=["applicant_id", "judged", "on_track"])
        types = {"applicant_id": "int64", "judged": "bool", "on_track": "bool"}
        return judged.astype(types).groupby("applicant_id", as_index=False).max()

    def release(self, cells: pd.DataFrame) -> pd.DataFrame:
        """What of exact counts may leave the room; the same for the same students as on every page."""
        return self.disclosure.release(cells)


class Released(Reader):
    """What staff may read: the cohort's counts in the newest release, of students, small cells left out."""

    def load(self, query: str, **values: Any) -> pd.DataFrame:
        """The released counts of a cohort query; `n` students, and `of` how many where they are part of a group."""
        return self.snapshot.cohort.release(self._cells(query, values))

    def printed(self, query: str, by: str, **values: Any) -> pd.DataFrame:
        """The groups of a table together with its total, `all`, with as many cells hidden as printing takes."""
        groups, total = self._cells(query, {**values, "by": by}), self._cells(query, values)
        cells = pd.concat([total, groups], ignore_index=True)
        sums = _sums(cells) if Dimension(by).each_student_once else []
        return self.snapshot.cohort.disclosure.release(cells, sums)

    def exports(self) -> pd.DataFrame:
        """The exports that staff imported: file, agreement and day, which they know."""
        return self.snapshot.run("exports", {})

    def _cells(self, query: str, values: dict[str, Any]) -> pd.DataFrame:
        if not query.startswith("cohort_"):
            raise NotAllowed("Staff see released counts only.", "The cohort pages show what may be seen.")
        filters = choices.filters(query, self.viewer.role)
        if not values.keys() <= {"by", *Dimension}:
            raise NotAllowed(
                "Staff see the newest release only.", f"Filter by {', '.join(filters)}, and by nothing else."
            )
        # A group that is too small to be shown and one that isn't there look the same to staff.
        choices.check(query, values, self.viewer.role, lambda dimension: [values[dimension.value]])
        used = [name for name in filters if values.get(name) is not None]
        if len(used) > MOST_FILTERS:
            raise Refused(
                f"{len(used)} filters at once would single people out.", f"Choose at most {MOST_FILTERS} of them."
            )
        return self.snapshot.cohort.count(query, values)


# --- freezing -------------------------------------------------------------------------------------------------


def _newest_release(folder: Path) -> Path | None:
    return max(folder.glob("released-*.duckdb"), default=None, key=_ordinal)


def _ordinal(path: Path) -> int:
    """The number of a release: released-0007-00000042.duckdb is the seventh, of snapshot 42."""
    return int(path.stem.split("-")[1])


def _freeze(snapshot: Snapshot, before: Path | None) -> Path:
    """Keeps a snapshot as the next release, and lets the one before go."""
    ordinal = _ordinal(before) + 1 if before else 1
    path = snapshot.path.with_name(f"released-{ordinal:04d}-{snapshot.number:08d}.duckdb")
    os.link(snapshot.path, path)
    if before:
        with suppress(PermissionError):  # Windows keeps a file that is open.
            before.unlink()
    return path


def _due(path: Path, snapshot: Snapshot, rules: Disclosure) -> bool:
    """Whether enough students' data has changed since a release."""
    frozen = Snapshot(path)
    try:
        before = frozen.run("student_states", {})
    finally:
        frozen.close()
    now = snapshot.run("student_states", {})
    changed = before.merge(now, how="outer", indicator=True).query("_merge != 'both'")["applicant_id"].nunique()
    return changed >= max(rules.threshold, ENOUGH_CHANGED * len(now))


# --- the secret -----------------------------------------------------------------------------------------------


def secret(folder: Path) -> bytes:
    """The store's secret, made when it is first needed; only its owner may read the file.

    Raises Refused where others can read it.
    """
    path = folder / SECRET
    if not path.exists():
        made = folder / f"{SECRET}.{secrets.token_hex(8)}"
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(made, path)
        except FileExistsError:  # Another process was first; its secret holds.
            pass
        finally:
            made.unlink()
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refused(
            f"{path} can be read by others than its owner.",
            f"Run chmod 600 {path}. Whoever has read it can undo the release; if in doubt, delete it and tell staff "
            "that numbers will change a little.",
        )
    return path.read_bytes()


def _sums(cells: pd.DataFrame) -> list[Sum]:
    """Each total with its parts, by the places of their rows: the same cell of all, and of every group."""
    dims = [name for name in cells if name not in ("group_name", "students", "cell_key", "of_students", "of_key")]
    sums = []
    for _, rows in cells.groupby(dims, dropna=False):
        totals = rows.index[rows["group_name"] == "all"]
        if len(totals) == 1 and len(rows) > 1:
            sums.append((int(totals[0]), tuple(int(place) for place in rows.index if place != totals[0])))
    return sums
