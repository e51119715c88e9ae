"""`steppingstone run`: opens the dashboard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from analytics import DATA
from analytics.cli.options import store_option
from analytics.store import default_folder


@click.command("run")
@store_option
@click.option("--port", type=int, default=8501, show_default=True, help="Port on this machine.")
@click.option("--headless", is_flag=True, help="Do not open a browser window.")
def run_command(store_folder: Path | None, port: int, headless: bool) -> None:
    """Open the dashboard in a browser."""
    home = DATA.parent
    options = [f"--server.port={port}", f"--server.headless={str(headless).lower()}"]
    finished = subprocess.run(
        [sys.executable, str(home / "pages" / "frame" / "serve.py"), *options],
        env={**os.environ, "STEPPINGSTONE_STORE": str((store_folder or default_folder()).resolve())},
        cwd=home,
        check=False,
    )
    sys.exit(finished.returncode)
