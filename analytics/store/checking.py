"""Whether a store holds together: its files are what was written, and its rows refer to what is there.

    for finding in check(store.folder):
        print(finding.what, finding.wrong)

Used by `steppingstone check`, and by a restore before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import Refused
from analytics.store import files, lineage, migrations
from analytics.store.tables import PERSON, REFERENCES, TABLES


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what is wrong with it; nothing for None."""

    what: str
    wrong: str | None


RECEIPTS = """
select import_id
from imports
where
    json_extract(receipt, '$.set_aside') is not null
    and (select count(*) from set_aside where set_aside.import_id = imports.import_id)
    <> cast(json_extract(receipt, '$.set_aside') as bigint)
    + coalesce(cast(json_extract(receipt, '$.cells_set_aside') as bigint), 0)
"""
TIMELINES = """
select application_id from applications anti join timelines using (application_id)
where submission = 'sent' and removed_at is null
union all
select application_id from timelines anti join (
    from applications where submission = 'sent' and removed_at is null
) as sent using (application_id)
"""

Rows = Callable[[str], list[tuple[object, ...]]]


def check(folder: Path) -> Iterator[Finding]:
    """Looks at every file of a store and at every row of its newest whole copy. Changes nothing."""
    manifest = lineage.Manifest.of(folder)
    live = folder / lineage.LIVE
    yield Finding(
        f"{lineage.MANIFEST} names the store's files", None if manifest.commit else "it is missing or damaged"
    )
    wrong = lineage.wrong_with(live, manifest.store, manifest.commit)
    yield Finding(f"{live.name} is whole", f"it {wrong}" if wrong else None)
    if not wrong and lineage.state_of(live).commit == manifest.commit:
        changed = files.checksum(live) != manifest.live
        yield Finding(f"{live.name} is as it was left", "something else changed it" if changed else None)
    for copy in lineage.copies(folder):
        whole = lineage.is_whole(copy, manifest)
        yield Finding(f"{copy.name} is what was written", None if whole else "it is damaged")
    newest = lineage.newest_whole(folder, manifest)
    if newest is None:
        yield Finding("there is a whole copy to read", "there is none")
        return
    if newest[1].version != migrations.newest():
        yield Finding("its tables are of this version", "they are older; open the dashboard once")
        return
    with files.opened(newest[0]) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        yield from check_rows(rows)
        yield _finding(rows, "every application that was sent has its timeline, and no other has one", TIMELINES)


def check_rows(rows: Rows) -> Iterator[Finding]:
    """What holds of every store's rows, asked through a function that runs a query."""
    columns: dict[str, set[str]] = {}
    for table, column in rows("select table_name, column_name from duckdb_columns() where not internal"):
        columns.setdefault(str(table), set()).add(str(column))
    for table, about in TABLES.items():
        if about.key:
            twice = f"select {about.key} from {table} group by all having count(*) > 1"  # noqa: S608  our own names
            yield _finding(rows, f"each of {table} has a number of its own", twice)
        for column, vocabulary in about.words.items():
            words = ", ".join(f"'{word}'" for word in vocabulary)
            others = f"select distinct {column} from {table} where {column} not in ({words})"  # noqa: S608
            yield _finding(rows, f"{table}.{column} takes words of its vocabulary", others)
        for column in sorted(columns[table] & REFERENCES.keys() - {about.key}):
            yield _finding(
                rows,
                f"{table}.{column} is one of {REFERENCES[column]}, and of the same person",
                _orphans(table, column, PERSON in columns[table] and column != "import_id"),
            )
    yield _finding(rows, "every import set aside as many rows and cells as its receipt says", RECEIPTS)


def _orphans(table: str, column: str, of_one_person: bool) -> str:
    """The numbers in a column that nothing has, or somebody else's has."""
    same = f" and child.{PERSON} = parent.{PERSON}" if of_one_person else ""
    return (
        f"select {column} from {table} as child where {column} is not null and not exists"  # noqa: S608  our own names
        f" (select 1 from {REFERENCES[column]} as parent where parent.{column} = child.{column}{same})"
    )


def refuse_what_does_not_hold(rows: Rows, but: str) -> None:
    """Raises Refused for the first finding that is wrong; `but` says what to do."""
    for finding in check_rows(rows):
        if finding.wrong:
            raise Refused(f"It does not hold that {finding.what}: {finding.wrong}", but)


def _finding(rows: Rows, what: str, query: str) -> Finding:
    """What a query finds is wrong; nothing may be found."""
    found = rows(f"select * from ({query}) limit 4")  # noqa: S608  our own queries
    if not found:
        return Finding(what, None)
    named = ", ".join(str(row[0]) for row in found[:3])
    return Finding(what, f"not {named}{' and others' if len(found) > 3 else ''}")
