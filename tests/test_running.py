"""`steppingstone run` ends with a dashboard that answers, on this machine only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import answers, free_port

LOOPBACK = "0100007F"


def listening_addresses(port: int) -> set[str]:
    """The local addresses, as the kernel writes them, that listen on a port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"}


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="asks the Linux kernel who listens")
@pytest.mark.parametrize("options", [[], ["--headless"]], ids=["with a window", "headless"])
def test_run_opens_a_dashboard_that_answers_on_this_machine_only(tmp_path: Path, options: list[str]) -> None:
    port = free_port()
    command = Path(sys.executable).parent / "steppingstone"
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [command, "run", *options, "--port", str(port), "--store", str(tmp_path / "store")],
            # Somebody who never ran Streamlit before is asked nothing.
            env={**os.environ, "HOME": str(tmp_path), "BROWSER": "true", "PATH": str(Path(sys.executable).parent)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        for _ in range(240):
            if answers(f"http://127.0.0.1:{port}"):
                break
            time.sleep(0.25)
        assert answers(f"http://127.0.0.1:{port}")
        assert listening_addresses(port) == {LOOPBACK}
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
