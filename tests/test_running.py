"""`steppingstone run` ends with a dashboard that answers, on this machine only."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Watched, answers, free_port, serve

LOOPBACK = "0100007F"


def listening_addresses(port: int) -> set[str]:
    """The local addresses, as the kernel writes them, that listen on a port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="utf-8").splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"}


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="asks the Linux kernel who listens")
@pytest.mark.parametrize("options", [[], ["--headless"]], ids=["with a window", "headless"])
def test_run_opens_a_dashboard_that_answers_on_this_machine_only(tmp_path: Path, options: list[str]) -> None:
    port = free_port()
    command = Path(sys.executable).parent / "steppingstone"
    # Streamlit invites whoever has such a folder at home to install something for developers.
    (tmp_path / ".agents").mkdir()
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
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
        said = f"Stepping Stone answers at http://127.0.0.1:{port} and keeps your log in {tmp_path / 'store'}."
        assert (tmp_path / "log").read_text(encoding="utf-8") == f"{said} Ctrl+C ends it.\n"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


@pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")
@pytest.mark.parametrize(
    "ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL], ids=lambda it: it.name
)
def test_ending_the_command_ends_its_server(tmp_path: Path, ending: signal.Signals) -> None:
    port = free_port()
    command = [str(Path(sys.executable).parent / "steppingstone"), "run", "--headless", "--port", str(port)]
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*command, "--store", str(tmp_path / "store")], stdout=log, stderr=log, start_new_session=True
        )
    try:
        for _ in range(240):
            if answers(f"http://127.0.0.1:{port}"):
                break
            time.sleep(0.25)
        again = subprocess.run(
            [*command, "--store", str(tmp_path / "store")], capture_output=True, text=True, check=False
        )
        assert again.returncode == 1
        assert f"Another program answers at port {port}" in again.stderr
        assert "which is free" in again.stderr
        os.kill(server.pid, ending)
        server.wait(timeout=30)
        with pytest.raises(ProcessLookupError):
            os.killpg(server.pid, 0)
        assert not answers(f"http://127.0.0.1:{port}")
        assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


@pytest.mark.browser
def test_nobody_is_invited_to_develop(tmp_path: Path, browser: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".agents").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BROWSER", "true")
    for server in serve(tmp_path / "store", tmp_path, headless=False):
        browser.page.goto(server.url)
        browser.page.get_by_test_id("stTopNavLink").first.wait_for()
        browser.page.wait_for_timeout(2000)
        assert browser.page.get_by_test_id("stSkillsNudge").count() == 0
        assert browser.page.get_by_test_id("stAppDeployButton").count() == 0
