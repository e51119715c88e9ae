"""The published numbers of a store's cohorts, and the ledger of what was counted: a file of their own.

    publications = Publications(folder)
    publications.publish(snapshot, plan, day, now)      on a day of the calendar, once
    publications.newest()                               what staff see until the next

`published.duckdb` stands beside the store and outside its exports and restores: a store put back from a copy must not
forget whom it counted. It is written anew as a whole and put in place at once, so a publication is there entirely or
not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from filelock import FileLock
from numpy.typing import NDArray

from analytics.errors import Refused
from analytics.publication.calendar import DAYS, PublicationDay
from analytics.publication.counting import counts_of, new_facts
from analytics.publication.facts import BANDS, FACTS, STUDENTS
from analytics.publication.fitting import Counts, fitted, zero
from analytics.publication.noise import RandomBytes, drawn
from analytics.publication.plan import CHANNEL, EVERYBODY, PUBLICATION, ROLE_FAMILY, Plan, Sums, Table
from analytics.store.database import connected
from analytics.store.state import State

FILE = "published.duckdb"

SCHEMA = """
    -- one row a publication: the day it was due, the academic year it counts, the plan of that year
    create table publications (
        number integer primary key,
        year integer not null,
        day date not null,
        made_at timestamp not null,
        plan varchar not null
    );

    -- one row a number of a publication: what was newly counted, blurred (measured), and the year so far (n)
    create table numbers (
        number integer not null,
        table_name varchar not null,
        group_name varchar not null,
        fact varchar not null,
        measured bigint not null,
        n bigint not null
    );

    -- one row a fact of a student that was counted in an academic year still open; the student under a keyed hash
    create table counted (
        year integer not null,
        student varchar not null,
        fact varchar not null
    );

    -- the key of the hashes
    create table secret (key varchar not null);
"""


@dataclass(frozen=True)
class Publication:
    """One publication: its day, its academic year, the plan of that year.

    `numbers` has table_name, group_name, fact, n (students, the year so far), since (of them, since the publication
    before in the same year; equal to n in the first), sd (of n, in students) and threshold. Beside the plan's tables it
    has their sums and, from a store's second publication on, PUBLICATION: everybody's numbers as each publication of
    the year gave them, and the last of each year before, under their days.
    """

    number: int
    year: int
    day: date
    plan: Plan
    numbers: pd.DataFrame

    @property
    def tables(self) -> tuple[str, ...]:
        """What numbers may be compared by, everybody first."""
        held = set(self.numbers["table_name"])
        names = (*self.plan.names, *(sums.name for sums in self.plan.sums), PUBLICATION)
        return tuple(name for name in names if name in held)


class Publications:
    """The publications of the store in a folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def newest(self) -> Publication | None:
        """The newest publication, None before the first."""
        found = self.all()
        return found[-1] if found else None

    def all(self) -> list[Publication]:
        """Every publication there has been, the oldest first."""
        if not self.path.exists():
            return []
        with _opened(self.path) as connection:
            heads = connection.execute("select number, year, day, plan from publications order by number").fetchall()
            numbers = connection.execute("select * from numbers").df()
        made: list[Publication] = []
        for number, year, day, plan in heads:
            own = numbers[numbers["number"] == number].drop(columns="number").reset_index(drop=True)
            made.append(_publication(number, year, day, _plan(plan), own, made))
        return made

    def publish(
        self,
        snapshot: State,
        plan: Plan,
        due: PublicationDay,
        now: datetime,
        goals: pd.DataFrame | None = None,
        source: RandomBytes = secrets.token_bytes,
    ) -> Publication:
        """Counts what is newly true of students who agree, blurs it, fits it to the year so far, and keeps it.

        Does nothing for a day that was published. The plan of a year is the one its first publication was made with.
        `goals` has student, fact (goal, goal_reached) and programme, judged where goals are. Raises Refused for
        a file that can't be read.
        """
        with FileLock(self.path.with_suffix(".lock")), self._written(source) as connection:
            done = connection.execute("select number, year, day, plan from publications order by number").fetchall()
            if not any(day == due.day for _, _, day, _ in done):
                of_year = [(number, text) for number, year, _, text in done if year == due.year]
                plan = _plan(of_year[0][1]) if of_year else plan
                _count(connection, snapshot, plan, due, now, goals, source)
        return next(one for one in self.all() if one.day == due.day)

    def kept(self) -> pd.DataFrame:
        """Every number of every publication as `keep` takes them: a row a publication, table, group and fact."""
        with _opened(self.path) as connection:
            return connection.execute("select * from numbers order by all").df()

    def keep(self, plan: Plan, days: Sequence[PublicationDay], numbers: pd.DataFrame, now: datetime) -> None:
        """Puts in place what was published elsewhere, where nothing is yet: the made-up numbers of the sample.

        `numbers` has number (1 for the first of `days`), table_name, group_name, fact, measured and n. Nobody of them
        is in the ledger. Raises Refused where something was published.
        """
        with FileLock(self.path.with_suffix(".lock")):
            if self.path.exists():
                raise Refused(f"{FILE} is there already.", "Nothing was put in its place.")
            with self._written(secrets.token_bytes) as connection:
                connection.execute("begin")
                for number, due in enumerate(days, start=1):
                    _note(connection, number, due, now, plan)
                connection.append("numbers", numbers, by_name=True)
                connection.execute("commit")

    @contextmanager
    def _written(self, source: RandomBytes) -> Iterator[duckdb.DuckDBPyConnection]:
        """The file's next state, put in its place once it is whole and on the disk."""
        draft = self.path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        if self.path.exists():
            shutil.copyfile(self.path, draft)
        with connected(draft) as connection:
            if not self.path.exists():
                connection.execute(SCHEMA)
                connection.execute("insert into secret values ($key)", {"key": source(32).hex()})
            yield connection
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(self.path)


def _count(
    connection: duckdb.DuckDBPyConnection,
    snapshot: State,
    plan: Plan,
    due: PublicationDay,
    now: datetime,
    goals: pd.DataFrame | None,
    source: RandomBytes,
) -> None:
    [(key,)] = connection.execute("select key from secret").fetchall()
    facts = _true_now(snapshot, due, key, goals)
    counted = connection.execute(
        "select student, fact from counted where year = $year", {"year": due.year}
    ).df()  # fmt: skip
    new = new_facts(facts, counted)
    blurred = _blurred(plan, counts_of(plan, new), source)
    sums, before = _so_far(connection, plan, due.year)
    total = Counts(
        {name: sums.facts[name] + blurred.facts[name] for name in plan.names},
        {name: sums.bands[name] + blurred.bands[name] for name in plan.names},
    )
    now_published = fitted(plan, total, before)
    connection.execute("begin")
    [(number,)] = connection.execute("select coalesce(max(number), 0) + 1 from publications").fetchall()
    _note(connection, number, due, now, plan)
    connection.append("numbers", _rows(plan, number, blurred, now_published), by_name=True)
    connection.append("counted", new[["student", "fact"]].assign(year=due.year), by_name=True)
    if due.closes:
        # Nothing of this year is counted any more, so nobody needs to know who was.
        connection.execute("delete from counted where year <= $year", {"year": due.year})
    connection.execute("commit")


def _note(connection: duckdb.DuckDBPyConnection, number: int, due: PublicationDay, now: datetime, plan: Plan) -> None:
    connection.execute(
        "insert into publications values ($number, $year, $day, $now, $plan)",
        {"number": number, "year": due.year, "day": due.day, "now": now, "plan": _as_text(plan)},
    )


def exact_numbers(snapshot: State, plan: Plan, due: PublicationDay, goals: pd.DataFrame | None = None) -> Publication:
    """What a publication would count of an academic year as a whole, without blur; nothing of it is kept."""
    facts = new_facts(_true_now(snapshot, due, "", goals), pd.DataFrame({"student": [], "fact": []}, dtype=str))
    counts = counts_of(plan, facts)
    numbers = _rows(plan, 0, counts, counts).drop(columns=["number", "measured"])
    numbers = _with_sums(plan, numbers.assign(since=numbers["n"], sd=0.0))
    return Publication(0, due.year, due.day, plan, numbers.assign(threshold=plan.threshold))


def _true_now(snapshot: State, due: PublicationDay, key: str, goals: pd.DataFrame | None) -> pd.DataFrame:
    """Every fact that is true now, its student under the ledger's hash."""
    bound = {"first": due.first, "last": due.last, "as_of": due.day, "lot": key}
    facts = snapshot.run("publication_facts", bound)
    if goals is not None:
        facts = pd.concat([facts, goals.merge(_where_counted(facts), on="student", how="left")])
    names = {
        student: hashlib.blake2b(student.encode(), key=bytes.fromhex(key), digest_size=16).hexdigest()
        for student in facts["student"].unique()
    }
    return facts.assign(student=facts["student"].map(names)).reset_index(drop=True)


def _where_counted(facts: pd.DataFrame) -> pd.DataFrame:
    """The groups that a student is counted in where no application gave the fact: those of their first one."""
    return facts.loc[facts["fact"] == STUDENTS.name, ["student", CHANNEL, ROLE_FAMILY]]


def _blurred(plan: Plan, counts: Counts, source: RandomBytes) -> Counts:
    def with_noise(table: str, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return numbers + drawn(plan.sd(table), numbers.size, source).reshape(numbers.shape)

    return Counts(
        {name: with_noise(name, counts.facts[name]) for name in plan.names},
        {name: with_noise(name, counts.bands[name]) for name in plan.names},
    )


def _so_far(connection: duckdb.DuckDBPyConnection, plan: Plan, year: int) -> tuple[Counts, Counts]:
    """The year's sums of blurred numbers, and what was published of it last."""
    rows = connection.execute(
        """
        select table_name, group_name, fact, cast(sum(measured) as bigint) as measured, max(n) as n
        from numbers
        inner join publications using (number)
        where year = $year
        group by all
        """,
        {"year": year},
    ).df()
    return _counts(plan, rows, "measured"), _counts(plan, rows, "n")


def _counts(plan: Plan, rows: pd.DataFrame, value: str) -> Counts:
    if rows.empty:
        return zero(plan)
    facts, bands = {}, {}
    for table in plan.tables:
        wide = (
            rows[rows["table_name"] == table.name]
            .pivot(index="group_name", columns="fact", values=value)
            .reindex(index=list(table.groups))
        )
        facts[table.name] = wide[[fact.name for fact in FACTS]].to_numpy(dtype=np.int64)
        bands[table.name] = wide[list(BANDS)].to_numpy(dtype=np.int64)
    return Counts(facts, bands)


def _rows(plan: Plan, number: int, measured: Counts, published: Counts) -> pd.DataFrame:
    rows: list[tuple[int, str, str, str, int, int]] = []
    for table in plan.tables:
        for names, blurred, fitted_ in (
            ([fact.name for fact in FACTS], measured.facts[table.name], published.facts[table.name]),
            (list(BANDS), measured.bands[table.name], published.bands[table.name]),
        ):
            for group, (before, after) in zip(table.groups, zip(blurred, fitted_, strict=True), strict=True):
                rows.extend(
                    (number, table.name, group, fact, int(one), int(other))
                    for fact, one, other in zip(names, before, after, strict=True)
                )
    return pd.DataFrame(rows, columns=["number", "table_name", "group_name", "fact", "measured", "n"])


# --- reading --------------------------------------------------------------------------------------------------


KEYS = ["table_name", "group_name", "fact"]


def _publication(
    number: int, year: int, day: date, plan: Plan, own: pd.DataFrame, earlier: Sequence[Publication]
) -> Publication:
    of_year = [one for one in earlier if one.year == year]
    numbers = own[[*KEYS, "n"]]
    if of_year:
        joined = numbers.merge(of_year[-1].numbers[[*KEYS, "n"]], on=KEYS, suffixes=("", "_before"))
        numbers = joined.assign(since=joined["n"] - joined["n_before"]).drop(columns="n_before")
    else:
        numbers = numbers.assign(since=numbers["n"])
    sds = {name: plan.sd_so_far(name, len(of_year) + 1) for name in plan.names}
    numbers = _with_sums(plan, numbers.assign(sd=numbers["table_name"].map(sds)))
    numbers = pd.concat([numbers, _beside(day, numbers, year, earlier)], ignore_index=True)
    return Publication(number, year, day, plan, numbers.assign(threshold=plan.threshold))


def _with_sums(plan: Plan, numbers: pd.DataFrame) -> pd.DataFrame:
    """The numbers with the plan's sums of them, each as sure as its parts together."""
    found = [numbers]
    for sums in plan.sums:
        group_of = {part: group for group, parts in sums.groups.items() for part in parts}
        of = numbers[numbers["table_name"] == sums.of]
        summed = (
            of.assign(table_name=sums.name, group_name=of["group_name"].map(group_of), sd=of["sd"] ** 2)
            .groupby(KEYS, sort=False, as_index=False)[["n", "since", "sd"]]
            .sum()
        )
        found.append(summed.assign(sd=summed["sd"] ** 0.5))
    return pd.concat(found, ignore_index=True)


def _beside(day: date, numbers: pd.DataFrame, year: int, earlier: Sequence[Publication]) -> pd.DataFrame:
    """Everybody's numbers beside those of earlier publications: of this year all, of years before the last."""
    closed = {one.year: one for one in earlier if one.year != year}
    beside = [*closed.values(), *(one for one in earlier if one.year == year)]
    states = [(one.day, one.numbers) for one in beside] + [(day, numbers)] if beside else []
    return pd.concat(
        [
            state[state["table_name"] == EVERYBODY][[*KEYS, "n", "since", "sd"]].assign(
                table_name=PUBLICATION, group_name=when.isoformat()
            )
            for when, state in states
        ]
        or [numbers.head(0)]
    )


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            yield connection
    except (duckdb.IOException, duckdb.SerializationException) as error:
        raise Refused(
            f"{path.name} can't be read: {str(error).splitlines()[0]}",
            "It holds what was published and who was counted. Put a good copy of it back; don't delete it.",
        ) from error


def _as_text(plan: Plan) -> str:
    return json.dumps(asdict(plan), ensure_ascii=False)


def _plan(text: str) -> Plan:
    read = json.loads(text)
    tables = tuple(
        Table(table["name"], tuple(table["groups"]), table["share"], table.get("by")) for table in read["tables"]
    )
    # A year whose plan was made before there were sums and cross tables has none.
    sums = tuple(
        Sums(one["name"], one["of"], {group: tuple(parts) for group, parts in one["groups"].items()})
        for one in read.get("sums", ())
    )
    publications = read.get("publications", len(DAYS))
    return Plan(tables, read["strength"], read["enrolled"], read["threshold"], sums, publications)
