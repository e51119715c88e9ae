"""Where the store is when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from analytics import DATA, INSTALLED


def default_folder() -> Path:
    """STEPPINGSTONE_STORE; else data/store of a checkout, or the user's data folder where a wheel was installed."""
    if chosen := os.environ.get("STEPPINGSTONE_STORE"):
        return Path(chosen)
    return user_data_path("steppingstone", appauthor=False) / "store" if INSTALLED else DATA / "store"
