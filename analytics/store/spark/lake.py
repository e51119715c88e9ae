"""A lake as a store that is only read: readers of the same fixed queries, run on Spark."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd

from analytics.errors import Refused, SteppingStoneError
from analytics.store import ad_hoc, migrations, queries
from analytics.store.dictionary import schema
from analytics.store.publications import Publications
from analytics.store.reader import Reader
from analytics.store.spark import translation
from analytics.store.spark.session import connected, first_line, quiet_about_pandas
from analytics.store.spark.tables import Tables
from analytics.store.viewer import Viewer

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_TAGS = itertools.count()


class Lake:
    """Tables of a lake, read through Spark. Nothing is written: what changes a log is done on the store itself.

    Raises Refused where Spark doesn't answer or a table that is needed isn't there.
    """

    notice: SteppingStoneError | None = None

    def __init__(self, tables: Tables, address: str, session: SparkSession | None = None) -> None:
        self.tables = tables
        with quiet_about_pandas():
            self.session = session or connected(address)
            with _translated():
                tables.check(self.session)
        self._known: set[str] = set()
        self._knowing = Lock()
        self._stopped_with_it = session is None and address.startswith(("local", "sc://"))
        # The same tables without a row: what a query takes and gives is asked of DuckDB, which also says what is wrong.
        self._empty = duckdb.connect(config={"lock_configuration": "true", "enable_external_access": "false"})
        migrations.apply(self._empty)

    @contextmanager
    def reading(self, viewer: Viewer) -> Iterator[Reader]:
        """A reader for the viewer."""
        yield self.reader(viewer)

    def reader(self, viewer: Viewer) -> Reader:
        """What the viewer may read, as of a store."""
        return Reader(self, viewer)

    def run(self, query: str, values: dict[str, Any]) -> pd.DataFrame:
        """Rows of a fixed query. For readers only: they decide what may be asked."""
        given = queries.bound(query, values)
        types = {name: translation.TYPES[name] for name in given}
        return self._rows(queries.text(query), given, types)

    def sql(self, text: str, values: dict[str, Any], seconds: float) -> pd.DataFrame:
        """Rows of a query of an analyst's own, as `ad_hoc` allows them. For readers only.

        Raises InvalidQuery for one that it does not allow, or that takes too long.
        """
        query = ad_hoc.limited(ad_hoc.checked(text))
        tag = f"steppingstone-{next(_TAGS)}"
        self.session.addTag(tag)
        stopped: list[str] = []
        try:
            with ad_hoc.within(seconds, lambda: stopped.extend(self.session.interruptTag(tag) or [tag])):
                return ad_hoc.not_too_many(self._rows(query, values, translation.types_of(values)))
        except Refused as error:
            if stopped:
                raise ad_hoc.too_slow(seconds) from error
            raise
        finally:
            self.session.removeTag(tag)

    @property
    def publications(self) -> Publications:
        """What was published stands beside the tables, as it does beside a store."""
        return Publications(self.tables.folder or Path(self.tables.place))

    def close(self) -> None:
        """Lets go of Spark, where it was started for this lake alone."""
        self._empty.close()
        if self._stopped_with_it:
            self.session.stop()

    def _know(self, names: Iterable[str]) -> None:
        """Names tables and views in the session, those that they rest on first, when they are first asked for."""
        with self._knowing:
            for name in sorted(set(names) - self._known):
                self._name(name)

    def _name(self, name: str) -> None:
        for below in sorted(set(self.tables.rests_on(self.session, name)) - self._known):
            self._name(below)
        self.tables.relation(self.session, name).createOrReplaceTempView(name)
        self._known.add(name)

    def _rows(self, text: str, values: dict[str, Any], types: dict[str, str]) -> pd.DataFrame:
        """What Spark finds, as DuckDB would give it: the same columns, types and order."""
        cursor = self._empty.cursor()
        try:
            described = cursor.execute(text, values).description or []
            with quiet_about_pandas(), _translated():
                self._know(translation.named_in(text) & schema().keys())
                query = translation.in_spark(text, types)
                found = self.session.sql(query, args=translation.bound(values)).toArrow()
            places = [f"c{place}" for place in range(len(described))]
            cursor.register("found", found.rename_columns(places))
            columns = ", ".join(
                f'cast({place} as {kind}) as "{name.replace(chr(34), chr(34) * 2)}"'
                for place, (name, kind, *_) in zip(places, described, strict=True)
            )
            return cursor.execute(f"select {columns} from found").df()  # noqa: S608  names that DuckDB itself gave
        finally:
            cursor.close()


@contextmanager
def _translated() -> Iterator[None]:
    """What Spark objects to becomes one of our errors."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise Refused(f"Spark could not do this: {first_line(error)}", "Please report these words.") from error
