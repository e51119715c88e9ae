"""Signing in with a real OpenID Connect server, and who may see what after it; deny is the default."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from analytics.errors import InvalidEntry, NotAllowed, Refused
from analytics.store import Role, Store, Viewer
from analytics.store.access import Access, access
from analytics.store.people import Identity, signed_in
from tests.builders import a_store, an_application
from tests.conftest import ROOT, free_port

SETTINGS = """
threshold = 10

[staff]
emails = ["Careers@uni.example"]

[analyst]
claims = { department = "institutional research" }

[applicant]
domains = ["students.uni.example"]
"""
PEOPLE: dict[str, dict[str, Any]] = {
    "ada": {"email": "ada@students.uni.example", "email_verified": True, "name": "Ada"},
    "grace": {"email": "grace@students.uni.example", "email_verified": True, "name": "Grace"},
    "careers": {"email": "careers@uni.example", "email_verified": True},
    "analyst": {"email": "numbers@elsewhere.example", "department": "institutional research"},
    "stranger": {"email": "mallory@students.uni.example.evil.example", "email_verified": True},
    "unsaid": {"email": "careers@uni.example"},
    "second": {"email": "ada@students.uni.example", "email_verified": True},
    "unverified": {"email": "careers@uni.example", "email_verified": False},
}


def settings(folder: Path, text: str = SETTINGS) -> Access:
    folder.mkdir(exist_ok=True)
    (folder / "access.toml").write_text(text, encoding="utf-8")
    return access(folder)


@pytest.mark.parametrize(
    ("email", "claims", "role"),
    [
        ("careers@uni.example", {}, Role.STAFF),
        ("ada@students.uni.example", {}, Role.APPLICANT),
        ("x@y.example", {"department": "institutional research"}, Role.ANALYST),
        ("x@y.example", {"department": ["teaching", "institutional research"]}, Role.ANALYST),
        ("x@y.example", {"department": "institutional research of nothing"}, None),
        ("mallory@evil-students.uni.example", {}, None),
        ("mallory@students.uni.example.evil.example", {}, None),
        ("careers@uni.example.evil.example", {}, None),
        ("", {}, None),
    ],
)
def test_a_role_is_given_by_address_domain_or_claim_and_to_nobody_else(
    tmp_path: Path, email: str, claims: dict[str, Any], role: Role | None
) -> None:
    assert settings(tmp_path).role(email, claims) is role


def test_without_settings_nobody_is_let_in(tmp_path: Path) -> None:
    assert access(tmp_path).role("careers@uni.example", {"department": "institutional research"}) is None


@pytest.mark.parametrize(
    "text",
    [
        "[staff",
        "threshold = 'ten'",
        "[admin]\nemails = []",
        "hours = 'long'",
        "[staff]\nemail = ['a@b.c']",
        "[staff]\ndomains = 'a.b'",
        "trusted_issuers = 'https://a.b'",
        "rebind = [1]",
    ],
)
def test_settings_that_say_something_unknown_let_nobody_in(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused):
        settings(tmp_path, text)


def test_a_threshold_under_five_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidEntry, match="recognised"):
        settings(tmp_path, "threshold = 4")


ADA = Identity("https://login.uni.example", "ada", "ada@students.uni.example", "Ada")


def test_an_applicant_is_known_again_by_issuer_and_subject_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    ada = signed_in(store, ADA)
    assert signed_in(store, replace(ADA, email="ada.lovelace@students.uni.example")) == ada
    assert signed_in(store, replace(ADA, email="")) == ada
    assert signed_in(store, Identity("https://login.uni.example", "grace")) == Viewer.applicant(2)
    assert signed_in(store, Identity("https://login.elsewhere.example", "grace")) == Viewer.applicant(3)


def test_an_address_finds_the_row_that_an_import_made_at_the_first_sign_in(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.writing(Viewer.staff()) as writer:
        writer.sql(
            "insert into applicants (applicant_id, email, created_at) values (7, 'Ada@Students.uni.example', $now)"
        )
    assert signed_in(store, ADA) == Viewer.applicant(7)


@pytest.mark.parametrize("other", [replace(ADA, subject="second"), replace(ADA, issuer="https://login.evil.example")])
def test_a_second_subject_with_the_same_address_sees_nothing_of_the_first(tmp_path: Path, other: Identity) -> None:
    store = Store(tmp_path)
    ada = signed_in(store, ADA)
    with pytest.raises(NotAllowed, match="signs in as somebody else"):
        signed_in(store, other)
    unvouched = signed_in(store, replace(other, email=""))
    assert unvouched != ada
    # Whoever runs the dashboard may say that it is the same person; somebody new keeps what they began meanwhile.
    assert signed_in(store, replace(other, subject="third"), may_rebind=True) == ada


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"email_verified": True}, True),
        ({"email_verified": "true"}, True),
        ({"email_verified": False}, False),
        ({"email_verified": "no"}, False),
        ({"email_verified": 1}, False),
        ({}, False),
        ({"iss": "https://trusted.example"}, True),
        ({"iss": "https://trusted.example", "email_verified": False}, False),
        ({"iss": "https://trusted.example.evil.example"}, False),
    ],
    ids=str,
)
def test_an_address_counts_only_where_it_is_vouched_for(tmp_path: Path, claims: dict[str, Any], counts: bool) -> None:
    rules = settings(tmp_path, 'trusted_issuers = ["https://trusted.example"]\n' + SETTINGS)
    assert rules.address({"email": " Ada@uni.example ", **claims}) == ("ada@uni.example" if counts else "")


# --- a real server, a real browser ----------------------------------------------------------------------------


@dataclass
class Campus:
    """A dashboard with sign-in, and the provider that vouches for people."""

    url: str
    provider: str


@contextmanager
def running(command: list[str], log: Path, ready: str, **environment: str) -> Iterator[None]:
    with log.open("w", encoding="utf-8") as file:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=file, stderr=subprocess.STDOUT
        )
        try:
            for _ in range(240):
                if _answers(ready):
                    break
                time.sleep(0.25)
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@contextmanager
def campus(store: Path, folder: Path) -> Iterator[Campus]:
    provider_port, port = free_port(), free_port()
    provider, url = f"http://localhost:{provider_port}", f"http://localhost:{port}"
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "{url}/oauth2callback"\ncookie_secret = "of the tests alone, and long enough for it"\n'
        f'client_id = "dashboard"\nclient_secret = "also of the tests"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    serve_provider = [sys.executable, "-m", "oidc_provider_mock", "--port", str(provider_port)]
    serve_dashboard = [
        sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true",
        f"--secrets.files={secrets}",
    ]  # fmt: skip
    with running(serve_provider, folder / "provider.log", f"{provider}/.well-known/openid-configuration"):
        for sub, claims in PEOPLE.items():
            request = urllib.request.Request(
                f"{provider}/users/{quote(sub)}", json.dumps(claims).encode(), {"content-type": "application/json"},
                method="PUT",
            )  # fmt: skip
            urllib.request.urlopen(request).close()
        with running(
            serve_dashboard, folder / "dashboard.log", f"{url}/_stcore/health", STEPPINGSTONE_STORE=str(store)
        ):
            yield Campus(url, provider)


class Person:
    """A browser of its own, and everything that the dashboard ever sent to it."""

    def __init__(self, chromium: Any, campus: Campus) -> None:
        self.campus = campus
        self.page = chromium.new_context().new_page()
        self.received = bytearray()
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._take))

    def _take(self, frame: Any) -> None:
        self.received += frame if isinstance(frame, bytes) else str(frame).encode()

    def sign_in(self, sub: str) -> Person:
        self.page.goto(self.campus.url)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_placeholder("sub").fill(sub)
        self.page.get_by_role("button", name="Authorize").click()
        self.page.get_by_role("button", name="Sign out").wait_for(state="attached", timeout=60_000)
        self._settle()
        return self

    def asks_for(self, path: str) -> Person:
        self.page.goto(f"{self.campus.url}/{path}")
        self._settle()
        return self

    def _settle(self) -> None:
        self.page.wait_for_timeout(500)
        for _ in range(100):
            if self.page.locator('[data-testid="stApp"][data-test-script-state="running"]').count() == 0:
                break
            self.page.wait_for_timeout(100)


@pytest.mark.browser
def test_everybody_gets_what_is_theirs_whichever_path_they_ask_for(tmp_path: Path, chromium: Any) -> None:
    store = a_store(
        tmp_path,
        *(an_application(employer="Employer Of Ada", applied=f"2026-01-{n + 1:02}") for n in range(9)),
        *(an_application(employer="Employer Of Grace", applicant=2, applied=f"2026-01-{n + 1:02}") for n in range(9)),
    )
    with store.writing(Viewer.staff()) as writer:
        for person, name in ((1, "ada"), (2, "grace")):
            writer.sql(
                "update applicants set email = $email where applicant_id = $person",
                **{"email": f"{name}@students.uni.example", "person": person},
            )
    settings(store.folder)
    paths = ("applications", "cohort", "journal", "cohort_consent")
    with campus(store.folder, tmp_path) as here:
        nobody = Person(chromium, here)
        for path in ("applications", "cohort", "no_such_page"):
            nobody.asks_for(path)
        assert b"Employer Of" not in nobody.received

        ada = Person(chromium, here).sign_in("ada")
        for path in paths:
            ada.asks_for(f"{path}?applicant=2&applicant_id=2")
        assert b"Employer Of Ada" in ada.received
        assert b"Employer Of Grace" not in ada.received

        careers = Person(chromium, here).sign_in("careers")
        for path in paths:
            careers.asks_for(path)
        assert b"How are our students doing?" in careers.received
        assert b"Employer Of" not in careers.received

        # A role that is taken away is gone with the next click, in a session that has long begun.
        careers.asks_for("")
        settings(store.folder, SETTINGS.replace("Careers@", "somebody.else@"))
        careers.page.get_by_role("link", name="Import a cohort").first.click()
        careers.page.get_by_text("nothing here is open to you").wait_for(timeout=60_000)
        assert careers.page.get_by_text("What does this export say?").count() == 0
        settings(store.folder)

        for sub in ("stranger", "unverified", "unsaid"):
            stranger = Person(chromium, here).sign_in(sub).asks_for("cohort")
            assert b"nothing here is open to you" in stranger.received
            assert b"Employer Of" not in stranger.received
            assert b"How are our students doing?" not in stranger.received

        left_open = ada.page.context.new_page()
        left_open.goto(f"{here.url}/applications")
        left_open.get_by_text("Employer Of Ada").first.wait_for(state="attached", timeout=60_000)
        ada.page.get_by_role("button", name="Sign out").click()
        ada.page.wait_for_url("**/end_session**")
        ada.received.clear()
        ada.asks_for("applications")
        assert b"Employer Of" not in ada.received
        left_open.get_by_role("link", name="How long").click()
        left_open.get_by_text("Sign in to see what is yours.").wait_for(timeout=60_000)


def test_a_dashboard_without_sign_in_does_not_answer_to_other_machines(tmp_path: Path) -> None:
    from streamlit.testing.v1 import AppTest

    script = tmp_path / "page.py"
    script.write_text(
        "import streamlit as st\n"
        "from analytics.errors import SteppingStoneError\n"
        "from analytics.store import Store\n"
        "from pages.frame import sign_in\n"
        f"store = Store({str(tmp_path / 'store')!r})\n"
        "for address in ('127.0.0.1', 'localhost', '0.0.0.0', '192.168.1.20', ''):\n"
        "    st.config.set_option('server.address', address)\n"
        "    try:\n"
        "        st.write(f'{address}: {sign_in.viewer(store).role}')\n"
        "    except SteppingStoneError as error:\n"
        "        st.write(f'{address}: refused, {error.what_happened}')\n"
        "st.config.set_option('server.address', '127.0.0.1')\n",
        encoding="utf-8",
    )
    test = AppTest.from_file(str(script), default_timeout=20).run()
    lines = [line.value for line in test.markdown]
    assert lines[:2] == ["127.0.0.1: applicant", "localhost: applicant"]
    assert all("refused" in line and "nobody has to sign in" in line for line in lines[2:])
