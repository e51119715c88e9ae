"""`steppingstone run`: opens the dashboard, and is it: whoever ends the command ends the server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import click

from analytics import HOME
from analytics.cli.options import store_option
from analytics.errors import Refused
from analytics.store import Store, default_folder, engine

HIGHEST = 65_535


@click.command("run")
@store_option
@click.option("--port", type=click.IntRange(1, HIGHEST), default=8501, show_default=True, help="Port on this machine.")
@click.option("--headless", is_flag=True, help="Do not open a browser window.")
def run_command(store_folder: Path | None, port: int, headless: bool) -> None:
    """Open the dashboard in a browser."""
    folder = (store_folder or default_folder()).resolve()
    reads = _what_it_reads(folder)
    if not _is_free(port):
        free = next((other for other in range(port + 1, HIGHEST + 1) if _is_free(other)), None)
        raise Refused(
            f"Another program answers at port {port}; it may be this dashboard, at http://127.0.0.1:{port}.",
            f"Say --port {free}, which is free." if free else "End it, or choose a lower --port.",
        )
    click.echo(f"Stepping Stone answers at http://127.0.0.1:{port} and {reads}. Ctrl+C ends it.")
    _become_server([f"--server.port={port}", f"--server.headless={str(headless).lower()}"], folder)


def _what_it_reads(folder: Path) -> str:
    """Where the dashboard reads. What it can't be opened with is said here, not on its first page."""
    where = engine.address()
    if where is None:
        Store(folder)
        return f"keeps your log in {folder}"
    return f"reads {engine.place()} through Spark at {where}; nothing is written there"


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # Elsewhere the option would let two programs share the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _become_server(options: list[str], folder: Path) -> NoReturn:
    """This process turns into the server, so that no signal, closed terminal or kill leaves one behind."""
    command = [sys.executable, str(HOME / "pages" / "frame" / "serve.py"), *options]
    environment = {**os.environ, "STEPPINGSTONE_STORE": str(folder)}
    if os.name == "posix":
        sys.stdout.flush()
        os.chdir(HOME)
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment, cwd=HOME) as server:
        try:
            sys.exit(server.wait())
        finally:
            server.terminate()
