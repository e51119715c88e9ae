"""An analyst's own query: read-only, one select over the documented tables, limited, and its errors in our words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.errors import InvalidQuery, NotAllowed
from analytics.store import Store, Viewer
from analytics.store.tables import PRIVATE, READABLE
from tests.builders import a_store, an_application


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return a_store(
        tmp_path_factory.mktemp("store"),
        an_application(channel="Referral", rejected_on="2026-01-20"),
        an_application(channel="Website", invited_on="2026-01-21", applicant=2),
        an_application(channel="Referral", applicant=2),
    )


def ask(store: Store, text: str, **values: Any) -> list[tuple[Any, ...]]:
    with store.reading(Viewer.analyst()) as reader:
        return list(reader.sql(text, **values).itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("select channel, count(*) from timelines group by 1 order by 2", [("Website", 1), ("Referral", 2)]),
        ("with sent as (from timelines) select count(*) as n from sent -- all of them", [(3,)]),
        ("SELECT count(*) FROM main.Timelines;", [(3,)]),
        ("from range(2)", [(0,), (1,)]),
        ("select n from unnest([3, 4]) as list (n) order by n", [(3,), (4,)]),
        ("select count(*) from (describe goals)", [(4,)]),
        ("select 1 as one where false", []),
    ],
)
def test_a_select_gives_its_rows(store: Store, text: str, rows: list[tuple[Any, ...]]) -> None:
    assert ask(store, text) == rows


def test_values_are_bound_and_never_part_of_the_text(store: Store) -> None:
    text = "select count(*) as n from timelines where channel = $channel"
    assert ask(store, text, channel="Referral") == [(2,)]
    assert ask(store, text, channel="Referral' or 'a' = 'a") == [(0,)]


def test_every_documented_table_can_be_asked(store: Store) -> None:
    for table in sorted(READABLE):
        assert len(ask(store, f"from {table}")) < 10


@pytest.mark.parametrize("viewer", [Viewer.applicant(1), Viewer.staff()], ids=str)
def test_nobody_else_asks(store: Store, viewer: Viewer) -> None:
    with store.reading(viewer) as reader, pytest.raises(NotAllowed):
        reader.sql("select 1")


PRIVATE_WAYS = [
    "select * from {}",
    "from {}",
    "table {}",
    "describe {}",
    "summarize {}",
    "select * from main.{}",
    'select * from "{}"',
    "select * from query_table('{}')",
    "select * from query('from {}')",
    "select (select count(*) from {})",
    "select 1 where exists (from {})",
    "with {0} as (select 1) from {0}",
    "with seen as (from {}) from seen",
    "select 1 union all select count(*) from {}",
    "select * from (with {0} as (select 1) from {0}), main.{0}",
    "from pragma_storage_info('{}')",
    "from goals positional join {}",
]


@pytest.mark.parametrize("way", PRIVATE_WAYS)
@pytest.mark.parametrize("table", [*PRIVATE, "identities"])
def test_what_is_its_owners_is_reached_in_no_way(store: Store, way: str, table: str) -> None:
    with pytest.raises(InvalidQuery):
        ask(store, way.format(table))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("insert into goals values (1)", "Only a select can be asked here."),
        ("drop table goals", "Only a select can be asked here."),
        ("set memory_limit = '9GB'", "Only a select can be asked here."),
        ("attach 'other.duckdb'", "Only a select can be asked here."),
        ("copy goals to 'goals.csv'", "Only a select can be asked here."),
        ("install httpfs", "Only a select can be asked here."),
        ("select 1; select 2", "One select is asked at a time, and these are 2."),
        ("", "One select is asked at a time, and these are 0."),
        ("select * from read_csv('/etc/passwd')", "read_csv(…) can't stand in a from clause."),
        ("select * from '/etc/passwd'", "There is no table /etc/passwd to read."),
        ("from glob('/etc/*')", "glob(…) can't stand in a from clause."),
        ("from duckdb_settings()", "duckdb_settings(…) can't stand in a from clause."),
        ("select * from timeline", "There is no table timeline to read. Is it timelines?"),
        ("select * from journal", "journal is read by its owner alone."),
        ("selct 1", 'The query can\'t be read: syntax error at or near "selct".'),
        ("select chanel from timelines", 'Referenced column "chanel" not found'),
        ("select cast('x' as integer)", "Could not convert string 'x' to INT32."),
        ("select $channel", "The query asks for values that were not given: channel."),
        ("from range(1000001)", "The query gives more than a million rows."),
    ],
)
def test_anything_else_is_refused_and_says_why(store: Store, text: str, said: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        ask(store, text)
    assert said in str(refused.value)
    assert "LINE 1" not in str(refused.value)
    assert "!" not in str(refused.value)


def test_a_million_rows_are_given(store: Store) -> None:
    with store.reading(Viewer.analyst()) as reader:
        assert len(reader.sql("from range(1000000)")) == 1_000_000


def test_what_takes_too_long_is_stopped_and_the_reader_goes_on(store: Store) -> None:
    endless = "select sum(a.range * b.range) from range(10000000) as a, range(10000000) as b"
    with store.reading(Viewer.analyst()) as reader:
        with pytest.raises(InvalidQuery, match=r"stopped after 0\.2 seconds"):
            reader.sql(endless, seconds=0.2)
        assert reader.sql("select count(*) as n from timelines")["n"].tolist() == [3]


def test_a_snapshots_settings_are_locked_and_it_reads_no_file(store: Store) -> None:
    with store.reading(Viewer.analyst()) as reader:
        cursor = reader.snapshot.cursor()
        with pytest.raises(duckdb.Error, match="locked"):
            cursor.execute("set enable_external_access = true")
        with pytest.raises(duckdb.Error, match="disabled"):
            cursor.execute("select * from read_text('/etc/hostname')")


def test_the_newest_snapshot_is_attached_as_the_page_says(store: Store) -> None:
    path: Path | None = store.newest()
    with duckdb.connect() as shell:
        shell.execute(f"attach '{path}' as store (read_only)")
        shell.execute("use store")
        assert shell.execute("select count(*) from timelines").fetchall() == [(3,)]
