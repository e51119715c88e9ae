"""Where the store is when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from analytics import DATA


def default_folder() -> Path:
    """STEPPINGSTONE_STORE, else data/store in the project's folder."""
    return Path(os.environ.get("STEPPINGSTONE_STORE") or DATA / "store")
