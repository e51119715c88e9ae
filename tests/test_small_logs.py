"""Pages of a log with one to five applications open: what is too little for a number is no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import a_store, an_application
from tests.conftest import opened_page


@pytest.mark.parametrize("many", [1, 4, 5])
@pytest.mark.parametrize("page", ["overview", "response_times", "rejection_reasons", "applications"])
def test_a_page_opens_on_a_small_log(page: str, many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = [an_application(rejected_on="2026-01-20"), *(an_application() for _ in range(many - 1))]
    a_store(tmp_path, *log)
    shown = opened_page(page, tmp_path / "store", monkeypatch)
    assert "could not be shown" not in "".join(str(error.value) for error in (*shown.error, *shown.warning))
