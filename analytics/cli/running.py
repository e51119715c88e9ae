"""`steppingstone run`: opens the dashboard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from analytics import HOME
from analytics.cli.options import store_option
from analytics.store import default_folder


@click.command("run")
@store_option
@click.option("--port", type=int, default=8501, show_default=True, help="Port on this machine.")
@click.option("--headless", is_flag=True, help="Do not open a browser window.")
def run_command(store_folder: Path | None, port: int, headless: bool) -> None:
    """Open the dashboard in a browser."""
    folder = (store_folder or default_folder()).resolve()
    options = [f"--server.port={port}", f"--server.headless={str(headless).lower()}"]
    click.echo(f"Stepping Stone answers at http://127.0.0.1:{port} and keeps your log in {folder}. Ctrl+C ends it.")
    finished = subprocess.run(
        [sys.executable, str(HOME / "pages" / "frame" / "serve.py"), *options],
        env={**os.environ, "STEPPINGSTONE_STORE": str(folder)},
        cwd=HOME,
        check=False,
    )
    sys.exit(finished.returncode)
