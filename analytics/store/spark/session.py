"""A session of Spark, started or joined: `local[2]`, `spark://…`, or Spark Connect's `sc://…`."""

from __future__ import annotations

import importlib.util
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
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
QUIET = {
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={LOGGED}",
}
ON_THIS_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "4",
}
STANDARD_ERROR = 2
GREETING = (
    b"WARNING: Using incubator modules: jdk.incubator.vector",
    b'Setting default log level to "WARN".',
    b"To adjust logging level use sc.setLogLevel(newLevel).",
)
"""What no setting of Spark's keeps it from saying when it starts."""
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
    except Refused:
        raise
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

    _needs_java()
    builder = SparkSession.builder.master(address).appName("Stepping Stone")
    for name, value in (QUIET | (ON_THIS_MACHINE if address.startswith("local") else {})).items():
        builder = builder.config(name, value)
    with _without_greeting():
        return builder.getOrCreate()


@contextmanager
def _without_greeting() -> Iterator[None]:
    """Leaves out the lines that Spark greets everybody with; whatever else is said on standard error passes on.

    The virtual machine that is started inside keeps the way out that it finds there.
    """
    way_out = os.dup(STANDARD_ERROR)
    read, write = os.pipe()
    os.dup2(write, STANDARD_ERROR)
    os.close(write)
    Thread(target=_pass_on, args=(read, way_out), daemon=True).start()
    try:
        yield
    finally:
        os.dup2(way_out, STANDARD_ERROR)


def _pass_on(read: int, way_out: int) -> None:
    with os.fdopen(read, "rb") as lines:
        for line in lines:
            if not line.startswith(GREETING):
                os.write(way_out, line)


def _needs_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if home and shutil.which("java", path=str(Path(home) / "bin")) is None:
        raise Refused(f"JAVA_HOME names {home}, and there is no Java.", "Correct it, or take it away.")
    if not home and shutil.which("java") is None:
        raise Refused("Spark needs Java 17 or newer, and there is none here.", "Install one, or use DuckDB.")


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
