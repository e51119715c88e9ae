"""The page of imports takes an export of mails: shown and asked about first, then stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.store import Store, Viewer
from tests.conftest import opened_page
from tests.test_mailbox_import import NO, RECEIPT
from tests.test_mailbox_reading import mail, mbox

ASKED = mail(
    "Application submitted: Planner",
    "Thank you. We have received your application for Planner.\n",
    sender="Wexcombe <post@wexcombe.example>",
    date="Mon, 12 Jan 2026 09:00:00 +0000",
)


def test_mails_are_shown_asked_about_and_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mails.mbox").write_bytes(mbox(RECEIPT, NO, ASKED))
    store = Store(tmp_path / "store")
    page = opened_page("import_log", store.folder, monkeypatch)
    page.text_input(key="mail-at-0").input(str(tmp_path / "mails.mbox")).run()
    assert not page.exception
    page.radio(key="mail-sender-post@wexcombe.example").set_value("yes").run()
    assert not page.exception
    page.button(key="mail-store").click().run()
    assert not page.exception
    with store.reading(Viewer.applicant(1)) as reader:
        assert sorted(reader.load("applications")["employer"]) == ["Heronbrook", "Wexcombe"]


def test_a_path_that_holds_no_mails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened_page("import_log", Store(tmp_path / "store").folder, monkeypatch)
    page.text_input(key="mail-at-0").input(str(tmp_path / "none.mbox")).run()
    assert not page.exception
    assert any("nothing at" in warning.value for warning in page.warning)
