"""A store made by one DuckDB opens in another, and back: by the one that is locked and by one of the 2.x series."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import ROOT

# Put there by `make other-duckdb`, beside the environment and not in it.
OTHER = ROOT / ".venv" / "other-duckdb"
HERE = duckdb.__version__

pytestmark = pytest.mark.skipif(
    not (OTHER / "duckdb").exists(), reason="no second DuckDB; `make other-duckdb` gets one"
)


def run(move: str, folder: Path, other: bool) -> dict[str, Any]:
    """What the store holds after a move with this DuckDB or with the other one."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.duckdb_versions", move, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(OTHER) if other else ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert (said.pop("duckdb") == HERE) is not other
    return said


@pytest.mark.parametrize("other_makes_it", [False, True], ids=["made by this one", "made by the other"])
def test_a_store_goes_from_one_duckdb_to_the_other_and_back(tmp_path: Path, other_makes_it: bool) -> None:
    made = run("make", tmp_path, other_makes_it)
    assert made["published"] == 1
    assert made["tables"]["applications"][0] > 2000
    there = run("use", tmp_path, not other_makes_it)
    assert there | {"tables": there["tables"] | {"settings": made["tables"]["settings"]}} == made
    back = run("use", tmp_path, other_makes_it)
    assert back["tables"]["settings"][0] == there["tables"]["settings"][0] == 1
    assert back["tables"]["settings"] != there["tables"]["settings"], "who opened it last was written down"
