"""Stepping Stone's importable package: what pages, notebooks and the command line all call."""

from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
