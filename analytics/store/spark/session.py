"""A session of Spark, started or joined: `local[2]`, `spark://…`, or Spark Connect's `sc://…`."""

from __future__ import annotations

import importlib.util
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import Refused

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS = {
    # A day is the day that was stored, wherever machines stand.
    "spark.sql.session.timeZone": "UTC",
    # A term such as 2026 is a word, though it looks like a number in a folder's name.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}
LOGGED = Path(__file__).with_name("log4j2.properties").as_uri()
ON_THIS_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={LOGGED}",
    "spark.sql.shuffle.partitions": "4",
}
INSTALL = "Install it with `pip install 'steppingstone[spark]'`, or leave the engine to DuckDB."


def connected(address: str) -> SparkSession:
    """A session of its own at the address. Raises Refused where Spark or Java isn't there, or nobody answers."""
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("sqlglot") is None:
        raise Refused("Spark is not installed beside Stepping Stone.", INSTALL)
    try:
        return joined(_remote(address) if address.startswith("sc://") else _started(address))
    except ImportError as error:
        raise Refused(
            f"Spark Connect needs more than is installed: {first_line(error).rstrip('.')}.",
            "Install it with `pip install 'pyspark[connect]'`.",
        ) from error
    except Exception as error:
        raise Refused(f"No Spark answers at {address}: {first_line(error)}", "See to the address.") from error


def joined(session: SparkSession) -> SparkSession:
    """A session beside one that is there, with names and settings of its own."""
    beside = session.newSession() if hasattr(session, "newSession") else session
    for name, value in SETTINGS.items():
        beside.conf.set(name, value)
    return beside


def _remote(address: str) -> SparkSession:
    from pyspark.sql import SparkSession

    return SparkSession.builder.remote(address).create()


def _started(address: str) -> SparkSession:
    from pyspark.sql import SparkSession

    if shutil.which("java") is None:
        raise Refused("Spark needs Java 17 or newer, and there is none here.", "Install one, or use DuckDB.")
    builder = SparkSession.builder.master(address).appName("Stepping Stone")
    for name, value in ON_THIS_MACHINE.items() if address.startswith("local") else ():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def first_line(error: BaseException) -> str:
    """What Spark says, without its stack: the innermost cause, where there are several."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip() and not line.startswith("\tat")]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return [*causes[-1:], *lines[:1], type(error).__name__][0]


@contextmanager
def quiet_about_pandas() -> Iterator[None]:
    """PySpark 4.3 warns that pandas 3 is newer than it: nothing here goes through pandas, and all else is heard."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield
