"""Where the store is when nobody says otherwise: the checkout's own, or an installed wheel's in the user's folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import user_data_path

from analytics import DATA
from analytics.store import default_folder, place


@pytest.mark.parametrize("installed", [False, True])
def test_the_environment_says_it_first(installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "INSTALLED", installed)
    monkeypatch.setenv("STEPPINGSTONE_STORE", "elsewhere")
    assert default_folder() == Path("elsewhere")


def test_a_checkout_keeps_its_store_beside_its_data_and_a_wheel_in_the_users_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("STEPPINGSTONE_STORE", raising=False)
    assert default_folder() == DATA / "store"
    monkeypatch.setattr(place, "INSTALLED", True)
    assert default_folder() == user_data_path("steppingstone", appauthor=False) / "store"
