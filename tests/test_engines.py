"""DuckDB and Spark give the same: every counting query on both, over rows that they could understand differently.

Asked of the three students (`query_tables/worlds`) and of `nasty_world.txt`, in another time zone than the session's.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.errors import InvalidQuery, NotAllowed, Refused
from analytics.statistics.response_times import response_times
from analytics.store import Store, Viewer, choices, engine, parquet, queries
from analytics.store.tables import PRIVATE
from pages.frame import navigation
from tests import query_tables
from tests.conftest import ROOT

if TYPE_CHECKING:
    from analytics.store.spark import Lake

MISSING = [
    what
    for what, there in {
        "pyspark": importlib.util.find_spec("pyspark"),
        "sqlglot": importlib.util.find_spec("sqlglot"),
        "Java": shutil.which("java"),
    }.items()
    if not there
]
needs_spark = pytest.mark.skipif(
    bool(MISSING), reason=f"not held against Spark: there is no {' and no '.join(MISSING)}"
)

# One small store: what makes queries of millions quick makes these slow.
SMALL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # Rows are compared where a day could slip.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=200m"
    " -Duser.timezone=Pacific/Auckland",
}

VALUES: dict[str, Any] = {
    "as_of": date(2026, 3, 30), "today": date(2026, 4, 1), "first": date(2025, 9, 1), "last": date(2026, 8, 31),
    "since": date(2025, 9, 1),
    "application_id": 1005, "about": 1005, "import_id": 1, "feedback": 1001, "after": 0, "version": "2", "lot": "lot",
    "reason": "experience_or_skills", "email": "ali@uni.example", "issuer": "https://a", "subject": "b",
    "due_from": 7, "let_go_from": 60, "find": "škoda", "asking": "/1002/1005/", "at_least": 1,
    "cluster_limit": 3, "many": 4, "skip": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A query with its values, for everybody."""

    query: str
    values: tuple[tuple[str, Any], ...]

    def __str__(self) -> str:
        return ", ".join([self.query, *(f"{name}={value}" for name, value in self.values)])


def asked() -> Iterator[Asked]:
    """Each query with what it must have, with nothing that it may have, and by each of its groupings."""
    for query in sorted(set(queries.names()) - set(PRIVATE)):
        takes = queries.parameters(query)
        yield Asked(query, tuple((name, value) for name, value in VALUES.items() if name in takes))
        if takes - {"applicant"}:
            yield Asked(query, ())
    for query in ("rejection_reasons", "feedback_requests", "named_response_times"):
        for by in choices.dimensions(query, "analyst"):
            yield Asked(query, (("by", by.value),))


CALLS = list(asked())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("engines") / "store")
    with store.writing(Viewer.staff(), datetime(2026, 4, 1)) as writer:
        for path in (query_tables.FOLDER / "worlds/students.txt", ROOT / "tests/nasty_world.txt"):
            for table, frame in query_tables.frames(path):
                writer.append(table, frame)
    return store


@pytest.fixture(scope="module")
def folder(store: Store) -> Path:
    with store.reading(Viewer.analyst()) as reader:
        parquet.export(reader, store.folder / "tables", now=datetime(2026, 4, 1))
    return store.folder / "tables"


@pytest.fixture(scope="module")
def lake(folder: Path) -> Iterator[Lake]:
    """The one session of this file."""
    from pyspark.sql import SparkSession

    from analytics.store.spark import Lake, Tables
    from analytics.store.spark.session import joined, quiet_about_pandas

    builder = SparkSession.builder.master("local[2]")
    for name, value in SMALL.items():
        builder = builder.config(name, value)
    with quiet_about_pandas():
        spark = builder.getOrCreate()
        yield Lake(Tables(str(folder)), "local[2]", session=joined(spark))
        spark.stop()


@pytest.fixture(scope="module")
def on_spark(lake: Lake) -> dict[Asked, pd.DataFrame | Refused]:
    """What Spark gives for every call, some at a time."""

    def run(one: Asked) -> pd.DataFrame | Refused:
        try:
            return lake.run(one.query, dict(one.values))
        except Refused as error:
            return error

    with ThreadPoolExecutor(3) as several:
        return dict(zip(CALLS, several.map(run, CALLS), strict=True))


@needs_spark
@pytest.mark.parametrize("one", CALLS, ids=str)
def test_a_query_gives_the_same_rows_on_both(
    one: Asked, store: Store, on_spark: dict[Asked, pd.DataFrame | Refused]
) -> None:
    found = on_spark[one]
    assert isinstance(found, pd.DataFrame), found
    with store.reading(Viewer.analyst()) as reader:
        expected = reader.engine.run(one.query, dict(one.values))
    pd.testing.assert_frame_equal(found, expected)


@needs_spark
def test_timelines_and_log_ends_are_derived_where_a_lake_has_none(
    folder: Path, store: Store, lake: Lake, tmp_path: Path
) -> None:
    from analytics.store.spark import Lake, Tables

    bare = tmp_path / "bare"
    for table in ("applicants", "applications", "events", "imports", "settings"):
        shutil.copytree(folder / table, bare / table)
    events_only = Lake(Tables(str(bare)), "local[2]", session=lake.session.newSession())
    every_row = "select * from timelines order by application_id"
    with store.reading(Viewer.analyst()) as reader:
        derived, kept = events_only.sql(every_row, {}, 60), reader.sql(every_row)
    pd.testing.assert_frame_equal(derived, kept)
    assert len(kept) > 20
    assert events_only.sql("select count(*) as n from feedback", {}, 60)["n"].tolist() == [0]


@needs_spark
def test_a_figure_is_the_same_from_either_engine(lake: Lake, store: Store) -> None:
    ada = Viewer.applicant(1)
    with store.reading(ada) as here, lake.reading(ada) as there:
        [one] = response_times(here.load("response_times"))
        [other] = response_times(there.load("response_times"))
    assert one.n == other.n == 7
    assert one.silent.share.tolist() == other.silent.share.tolist()
    assert one.answered_at(30) == other.answered_at(30)


@needs_spark
def test_who_may_see_what_is_the_same(lake: Lake, store: Store) -> None:
    for who in (Viewer.applicant(1), Viewer.applicant(103)):
        with store.reading(who) as here, lake.reading(who) as there:
            pd.testing.assert_frame_equal(there.load("application_choices"), here.load("application_choices"))
    with lake.reading(Viewer.applicant(1)) as reader:
        assert len(reader.load("application_choices")) == 11
        for question in (lambda: reader.sql("select 1"), reader.publication):
            with pytest.raises(NotAllowed):
                question()
        with pytest.raises(TypeError):
            reader.load("applications", applicant=2)
    with lake.reading(Viewer.staff()) as reader:
        assert reader.publication() is None
        with pytest.raises(NotAllowed):
            reader.load("response_times")


@needs_spark
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from timelines select channel, count(*) as n group by all order by n desc, channel", {}),
        ("select count(*) as n from timelines where channel = $channel", {"channel": "Ünï"}),
        ("select $day as day, $moment as moment, $n as n, $share as share, $yes as yes, $nothing as nothing",
         {"day": date(1, 1, 1), "moment": datetime(2026, 3, 29, 2, 30), "n": 3, "share": 0.5, "yes": True,
          "nothing": None}),
        ("select 'it''s ' || role as \"a \"\"name\"\"\" from applications where application_id = 1004", {}),
    ],
)  # fmt: skip
def test_an_analysts_own_query_gives_the_same(text: str, values: dict[str, Any], lake: Lake, store: Store) -> None:
    with store.reading(Viewer.analyst()) as here, lake.reading(Viewer.analyst()) as there:
        pd.testing.assert_frame_equal(there.sql(text, **values), here.sql(text, **values))


@needs_spark
@pytest.mark.parametrize("text", ["drop table events", "select * from journal", "select nope from events", "selct 1"])
def test_an_analysts_query_is_refused_in_the_same_words(text: str, lake: Lake, store: Store) -> None:
    said = []
    for one in (store, lake):
        with one.reading(Viewer.analyst()) as reader, pytest.raises(InvalidQuery) as refused:
            reader.sql(text)
        said.append(str(refused.value))
    assert said[0] == said[1]


@needs_spark
def test_every_value_of_a_query_has_a_type_that_duckdb_takes_too() -> None:
    from analytics.store.spark.translation import TYPES

    assert {*TYPES} == {name for query in queries.names() for name in queries.parameters(query)}


@needs_spark
def test_no_value_stands_in_the_text() -> None:
    from analytics.store.spark.translation import in_spark

    query = in_spark("select $word as word, $nothing as nothing", {"word": "string", "nothing": "date"})
    assert query == "SELECT CAST(:word AS STRING) AS word, CAST(:nothing AS DATE) AS nothing"


@needs_spark
def test_a_store_without_a_row_is_a_lake_without_one(lake: Lake, tmp_path: Path) -> None:
    from analytics.store.spark import Lake, Tables

    with Store(tmp_path / "store").reading(Viewer.analyst()) as reader:
        parquet.export(reader, tmp_path / "tables", now=datetime(2026, 4, 1))
    empty = Lake(Tables(str(tmp_path / "tables")), "local[2]", session=lake.session.newSession())
    assert empty.run("response_times", {}).empty


@needs_spark
def test_a_lake_without_what_is_needed_is_refused_by_name(lake: Lake, folder: Path, tmp_path: Path) -> None:
    from analytics.store.spark import Lake, Tables

    with pytest.raises(Refused, match="There is no folder no/such"):
        Lake(Tables("no/such"), "local[2]", session=lake.session)
    with pytest.raises(Refused, match="has no table applicants"):
        Lake(Tables(str(tmp_path)), "local[2]", session=lake.session)
    for table in ("applicants", "applications"):
        shutil.copytree(folder / table, tmp_path / table)
    (tmp_path / "events").mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as event_id) to '{tmp_path}/events/all.parquet'")
    without_columns = Lake(Tables(str(tmp_path)), "local[2]", session=lake.session.newSession())
    with pytest.raises(Refused, match="events has no column applicant_id, application_id, kind"):
        without_columns.sql("select count(*) from events", {}, 30)


# --- without Spark ---------------------------------------------------------------------------------------


def test_what_is_exported_is_everybodys_without_what_is_private(folder: Path) -> None:
    written = {path.name for path in folder.iterdir()}
    assert not written & {"journal", "identities"}
    with duckdb.connect() as connection:
        rows = connection.read_parquet(f"{folder}/settings/**/*.parquet").fetchall()
        applications = connection.read_parquet(f"{folder}/applications/**/*.parquet").fetchall()
    assert {row[1] for row in rows} == {"nothing_came_until"}
    assert len(applications) == 30
    assert {path.name for path in (folder / "applications").iterdir()} >= {"term=2026", "term=autumn%202026"}
    assert '"description": "the day it was sent' in (folder / "datapackage.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("viewer", [Viewer.applicant(1), Viewer.staff()], ids=str)
def test_nobody_else_takes_everybodys_rows_out(viewer: Viewer, store: Store, tmp_path: Path) -> None:
    with store.reading(viewer) as reader, pytest.raises(NotAllowed):
        parquet.export(reader, tmp_path / "tables", now=datetime(2026, 4, 1))
    assert not (tmp_path / "tables").exists()


def test_a_folder_that_is_there_is_never_written_over(store: Store, tmp_path: Path) -> None:
    with store.reading(Viewer.analyst()) as reader, pytest.raises(Refused, match="already there"):
        parquet.export(reader, tmp_path, now=datetime(2026, 4, 1))


@pytest.mark.parametrize(
    ("settings", "arguments", "said"),
    [
        ({}, ["response-times", "--engine", "oracle"], "There is no engine oracle."),
        ({}, ["goals", "--engine", "local[2]"], "Nothing says where Spark finds the tables."),
        ({engine.ENGINE: "local[2]"}, ["import", "log.csv"], "Spark only reads"),
        ({engine.ENGINE: "local[2]"}, ["export"], "Spark only reads"),
        ({engine.ENGINE: "local[2]"}, ["report"], "Spark only reads"),
        ({engine.ENGINE: "local[2]"}, ["publish"], "Spark only reads"),
        ({engine.ENGINE: "local[2]"}, ["export", "--as", "parquet"], "Spark only reads"),
    ],
)
def test_what_can_not_be_done_is_said(
    settings: dict[str, str], arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text("Company,Applied\nAlder,2026-01-05\n", encoding="utf-8")
    monkeypatch.setenv("STEPPINGSTONE_STORE", str(tmp_path / "store"))
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(commands, arguments)
    assert done.exit_code == 1
    assert said in str(done.exception)


def test_without_spark_nothing_of_it_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(engine.ENGINE, raising=False)
    assert engine.lake() is None
    source = (ROOT / "analytics/store/engine.py").read_text(encoding="utf-8")
    assert "pyspark" not in source.partition("def lake")[0]
    assert "pyspark" not in sys.modules or not MISSING


def test_private_tables_are_no_counting_queries() -> None:
    assert {"journal", "settings", "interviews", "conversations"} == set(PRIVATE) <= set(queries.names())


@needs_spark
def test_an_analysts_dashboard_reads_a_lake(lake: Lake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.testing.v1 import AppTest

    from pages.frame import session

    monkeypatch.setenv(engine.ENGINE, "local[2]")
    monkeypatch.setenv(engine.TABLES, str(folder))
    monkeypatch.setattr(session, "_lake", lambda: lake)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page("pages/applications.py").run()
    assert not app.exception
    assert not app.warning
    assert [title.value for title in app.title] == ["Applications"]
    assert len([button for button in app.button if str(button.key).startswith("open-")]) == 25


@pytest.mark.parametrize("name", sorted(navigation.PLACES.keys() - set(navigation.OF_A_LAKE)))
def test_a_page_that_writes_says_why_it_can_not_on_a_lake(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(engine.ENGINE, "local[2]")
    monkeypatch.setenv(engine.TABLES, "exported")
    place = navigation.PLACES[name]
    with pytest.raises(Refused, match=f"“{place.title}” needs the store itself. This dashboard reads exported"):
        navigation.not_on_a_lake(place)()


@pytest.mark.parametrize(
    "address", ["localhost", "local[", "local[x]", "spark://", "spark://host", "sc://", "sc:/x", "http://host:1"]
)
def test_an_address_of_no_engine_is_refused_before_anything_starts(address: str) -> None:
    with pytest.raises(Refused, match="There is no engine"):
        engine.address(address)


@pytest.mark.parametrize(
    "address",
    ["local", "local[2]", "local[*]", "local[2,3]", "spark://a:7077,b:7077", "sc://a", "sc://a:15002/;x=y", "yarn"],
)
def test_an_address_of_spark_is_taken_as_it_is(address: str) -> None:
    assert engine.address(address) == address


def test_spark_alone_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for said in (None, "spark"):
        monkeypatch.setenv(engine.ENGINE, said) if said else monkeypatch.delenv(engine.ENGINE, raising=False)
        assert engine.address("spark") == "local[*]"
    monkeypatch.setenv(engine.ENGINE, "sc://lake")
    assert engine.address("spark") == "sc://lake"


@needs_spark
def test_without_java_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    from analytics.store.spark.session import connected

    monkeypatch.setenv("JAVA_HOME", "/no/such")
    with pytest.raises(Refused, match=r"^JAVA_HOME names /no/such, and there is no Java"):
        connected("local[1]")
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", "/no/such")
    with pytest.raises(Refused, match=r"^Spark needs Java 17 or newer, and there is none here"):
        connected("local[1]")
