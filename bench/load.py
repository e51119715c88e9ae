"""Fifty people at once, one in ten of them writing, on a store of 5,000 students and 200,000 applications.

    make load        # five minutes; python -m bench.load --seconds 30 --people 10 --writers 2 for less

Each person speaks the dashboard's own websocket protocol: opens a session, goes from page to page, reads what comes.
Writers also fill in the forms of the journal and of a new application. Every student's employers carry the student's
own word, so that one wrong byte in a session is found. Reported: page runs, errors, mix-ups, the time of page runs
beside that of one person alone on the same server, changes stored, and the server's memory over time.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from http.cookies import SimpleCookie
from pathlib import Path

import numpy as np
import pandas as pd
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from analytics.store import Store, Viewer
from pages.frame.navigation import OF_STAFF, OWN, PLACES

ROOT = Path(__file__).parents[1]
STUDENTS, APPLICATIONS = 5_000, 200_000
STAFF_SHARE = 0.1
ARRIVING = 30.0
"""The seconds within which everybody comes; each opens every page for the first time since."""
TAKES_AT_MOST = 60.0
COOKIE_SECRET = "of the load test alone, and long enough for it"
ISSUER = "https://login.load.example"
END = "is-the-mark-of"


def mark(person: int) -> str:
    return f"mark{person:05d}{END}"


# --- the store ------------------------------------------------------------------------------------------------


def fill(folder: Path) -> Store:
    """Students with forty applications each, half of them answered, a third of the answers with a reason."""
    rng = np.random.default_rng(1)
    store = Store(folder)
    students, number = np.arange(1, STUDENTS + 1), np.arange(1, APPLICATIONS + 1)
    whose = np.repeat(students, APPLICATIONS // STUDENTS)
    when = datetime(2026, 6, 1)
    applied = np.datetime64("2025-09-01") + rng.integers(0, 200, APPLICATIONS).astype("timedelta64[D]")
    answered = number[rng.random(APPLICATIONS) < 0.5]
    waits = np.minimum(rng.lognormal(3, 0.9, len(answered)).astype(int) + 1, 150).astype("timedelta64[D]")
    told = answered[rng.random(len(answered)) < 0.3]
    marks = np.array([mark(person) for person in students])
    row = {"origin": "sample", "recorded_at": when}
    read = {"feedback_id": told, "applicant_id": whose[told - 1], "method": "person", "version": "1"}
    tables = {
        "applicants": {
            "applicant_id": students, "email": [f"student{person}@load.example" for person in students],
            "programme": rng.choice(["Computing", "Design", "Business", "Law", "Health"], STUDENTS),
            "level": rng.choice(["bachelor", "master"], STUDENTS), "term": rng.choice(["2025", "2026"], STUDENTS),
            "created_at": when,
        },
        "identities": {
            "applicant_id": students, "issuer": ISSUER, "bound_at": when,
            "subject": [f"student{person}@load.example" for person in students],
        },
        "consents": {"applicant_id": students, "agreement": "load", "agreed_at": when, "recorded_by": "load"},
        "enrolments": {
            "programme": ["Computing", "Design", "Business", "Law", "Health"], "level": "master", "term": "2026",
            "students": 3000,
        },
        "applications": {
            "application_id": number, "applicant_id": whose, "employer": marks[whose - 1], "role": "Analyst",
            "submission": "sent", "applied_on": applied, "applied_precision": "day",
            "channel": rng.choice(["job board", "website", "referral", "fair"], APPLICATIONS),
            "role_family": rng.choice(["data", "software", "design"], APPLICATIONS), "outcome_recorded": True, **row,
        },
        "events": {
            "event_id": np.arange(1, len(answered) + 1), "application_id": answered,
            "applicant_id": whose[answered - 1],
            "kind": rng.choice(["rejected", "interview"], len(answered), p=[0.7, 0.3]),
            "happened_on": applied[answered - 1] + waits, "precision": "day", **row,
        },
        "feedback": {
            "feedback_id": told, "applicant_id": whose[told - 1], "application_id": told, "speaker": "employer",
            "precision": "unknown", "words": marks[whose[told - 1] - 1], **row,
        },
        "readings": {**read, "kind": "constructive", "read_at": when},
        "reading_reasons": {
            **read, "reason": rng.choice(["experience_or_skills", "other_candidates", "cultural_fit"], len(told)),
            "theme": rng.choice(["technical_skills", "communication"], len(told)), "polarity": "weakness",
            "evidence": marks[whose[told - 1] - 1],
        },
    }  # fmt: skip
    with store.writing(Viewer.staff()) as writer:
        for table, columns in tables.items():
            writer.append(table, pd.DataFrame(columns))
    (folder / "access.toml").write_text(
        '[staff]\nemails = ["careers@load.example"]\n[applicant]\ndomains = ["load.example"]\n', encoding="utf-8"
    )
    return store


# --- one person -----------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """What all people together met with."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    mixed_up: list[str] = field(default_factory=list)
    marks: int = 0
    stored: int = 0


@dataclass(frozen=True)
class Form:
    """A form that a writer fills in: the fields by their labels, the label of its button, and what shows it is kept."""

    page: str
    fields: dict[str, str]
    button: str
    shown: str = ""


@dataclass
class Person:
    """One student or one of staff with an open session: what the last page run brought, and what was met with."""

    socket: websockets.ClientConnection
    own: int | None
    seen: Seen
    page: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    """The number of each field and button of the page, by its label."""

    async def visit(self, page: str) -> bytes:
        """Asks for a page and reads until its run is over."""
        self.page, self.widgets = page, {}
        return await self._run(BackMsg(), page or "the first")

    async def fill_in(self, form: Form) -> None:
        """Opens the form's page, and sends the form; it counts as stored once what was typed is shown."""
        await self.visit(form.page)
        if missing := {*form.fields, form.button} - self.widgets.keys():
            self.seen.errors.append(f"{form.page} has no {', '.join(sorted(missing))}")
            return
        message = BackMsg()
        for label, typed in form.fields.items():
            message.rerun_script.widget_states.widgets.add(id=self.widgets[label], string_value=typed)
        message.rerun_script.widget_states.widgets.add(id=self.widgets[form.button], trigger_value=True)
        shown = await self._run(message, f"{form.page}, a change")
        if form.shown.encode() in shown:
            self.seen.stored += 1
        else:
            self.seen.errors.append(f"{form.page} does not show what was just stored")

    async def _run(self, message: BackMsg, name: str) -> bytes:
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = ""
        started = time.monotonic()
        await self.socket.send(message.SerializeToString())
        parts = []
        while True:
            frame = await asyncio.wait_for(self.socket.recv(), timeout=TAKES_AT_MOST)
            parts.append(frame if isinstance(frame, bytes) else frame.encode())
            if self._is_the_last(parts[-1]):
                break
        self.seen.times.setdefault(name, []).append(time.monotonic() - started)
        return b"".join(parts)

    def _is_the_last(self, data: bytes) -> bool:
        """Whether the page run is over with this message; notes what is in it."""
        for found in set(re.findall(rb"mark(\d{5})" + END.encode(), data)):
            self.seen.marks += 1
            if self.own is None or int(found) != self.own:
                self.seen.mixed_up.append(f"{self.page} of {self.own or 'staff'} held a row of {int(found)}")
        answer = ForwardMsg()
        answer.ParseFromString(data)
        kind = answer.WhichOneof("type")
        if kind == "delta":
            self._note(answer.delta.new_element)
        if kind == "page_not_found":
            self.seen.errors.append(f"{self.page}: there is no such page")
        if b"could not be shown" in data:
            self.seen.errors.append(f"{self.page}: it could not be shown")
        return kind == "script_finished" and answer.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        )

    def _note(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.seen.errors.append(f"{self.page}: {element.exception.message[:200]}")
        if kind in ("button", "text_area", "text_input"):
            widget = getattr(element, kind)
            self.widgets[widget.label] = widget.id


def cookies(email: str, port: int) -> tuple[str, str]:
    """The cookies that signing in leaves behind, made as the server makes them, and the token beside them."""
    vouched = {"iss": ISSUER, "sub": email, "email_verified": True}
    said = vouched | {"email": email, "is_logged_in": True, "origin": f"http://localhost:{port}"}
    value = create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps(said)).decode()
    with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health") as response:
        token = SimpleCookie(response.headers["Set-Cookie"])["_streamlit_xsrf"].value
    return f'_streamlit_user="{value}"; _streamlit_xsrf="{token}"', token


@asynccontextmanager
async def signed_in(number: int | None, port: int, seen: Seen) -> AsyncIterator[Person]:
    """A session of a student, or of staff for None."""
    email = f"student{number}@load.example" if number else "careers@load.example"
    cookie, token = await asyncio.to_thread(cookies, email, port)
    async with websockets.connect(
        f"ws://localhost:{port}/_stcore/stream",
        additional_headers={"Cookie": cookie, "Origin": f"http://localhost:{port}"},
        subprotocols=["streamlit", token],
        max_size=None,
        compression=None,
    ) as socket_:
        yield Person(socket_, number, seen)


def addresses(number: int | None) -> list[str]:
    """The pages of a student, or of staff for None; the first is the one that opens without an address."""
    return ["", *[PLACES[name].address for name in (OWN if number else OF_STAFF)[1:]]]


def forms(number: int, nth: int) -> list[Form]:
    """What a writer fills in: a line in the journal, and one more application."""
    line = f"{mark(number)} line {nth}"
    return [
        Form("journal", {"What happened": line}, "Keep this entry", line),
        Form("applications", {"Employer": mark(number), "Role": f"Role {nth}"}, "Add"),
    ]


async def stay(number: int | None, writes: bool, port: int, until: float, seen: Seen) -> None:
    """One person's five minutes."""
    rng = random.Random(number)
    changes = 0
    await asyncio.sleep(rng.random() * ARRIVING)
    while time.monotonic() < until:
        try:
            async with signed_in(number, port, seen) as person:
                for _ in range(8):
                    if writes and number and rng.random() < 0.5:
                        changes += 1
                        await person.fill_in(rng.choice(forms(number, changes)))
                    else:
                        await person.visit(rng.choice(addresses(number)))
                    await asyncio.sleep(rng.uniform(2, 8))
                    if time.monotonic() >= until:
                        break
        except (OSError, websockets.WebSocketException, TimeoutError) as error:
            seen.errors.append(f"{type(error).__name__}: {error}")
            await asyncio.sleep(1)


# --- the run --------------------------------------------------------------------------------------------------


def memory(process: int) -> float:
    """The resident memory of a process in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def alone(port: int, seen: Seen) -> None:
    """One person on each page, twice: the first time warms the server up, the second is the baseline."""
    for warm, number in itertools.product((False, True), (STUDENTS, STUDENTS - 1, None)):
        async with signed_in(number, port, seen if warm else Seen()) as person:
            for page in addresses(number):
                await person.visit(page)


async def crowd(chosen: argparse.Namespace, port: int, server: int, seen: Seen) -> list[float]:
    """Everybody at once; the server's memory over time."""
    rng = random.Random(7)
    until = time.monotonic() + chosen.seconds
    staff = round(chosen.people * STAFF_SHARE)
    students: list[int | None] = [*rng.sample(range(1, STUDENTS - 1), chosen.people - staff)]
    tasks = [
        asyncio.create_task(stay(number, nth < chosen.writers, port, until, seen))
        for nth, number in enumerate([*students, *[None] * staff])
    ]
    used = []
    while time.monotonic() < until:
        used.append(memory(server))
        await asyncio.sleep(min(10, chosen.seconds / 10))
    await asyncio.gather(*tasks)
    return [*used, memory(server)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=float(os.environ.get("LOAD_SECONDS", "20")))
    options.add_argument("--people", type=int, default=int(os.environ.get("LOAD_PEOPLE", "10")))
    options.add_argument("--writers", type=int, help="how many of them write; one in ten unless said")
    chosen = options.parse_args()
    if chosen.writers is None:
        chosen.writers = -(-chosen.people // 10)
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        store, port = fill(Path(folder) / "store"), free_port()
        secrets = Path(folder) / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{COOKIE_SECRET}"\n'
            'client_id = "load"\nclient_secret = "load"\nserver_metadata_url = "http://localhost:1/none"\n',
            encoding="utf-8",
        )
        with (Path(folder) / "server.log").open("w", encoding="utf-8") as log:
            server = subprocess.Popen(
                [sys.executable, str(ROOT / "pages" / "frame" / "serve.py"), f"--server.port={port}",
                 "--server.headless=true", f"--secrets.files={secrets}"],
                cwd=ROOT, env={**os.environ, "STEPPINGSTONE_STORE": str(store.folder)}, stdout=log, stderr=log,
            )  # fmt: skip
            try:
                wait_for(port)
                baseline, seen = Seen(), Seen()
                asyncio.run(alone(port, baseline))
                used = asyncio.run(crowd(chosen, port, server.pid, seen))
            finally:
                server.terminate()
                server.wait(timeout=30)
        report(chosen, baseline, seen, used, (Path(folder) / "server.log").read_text(encoding="utf-8"))


def wait_for(port: int) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit("the server did not start")


def report(chosen: argparse.Namespace, baseline: Seen, seen: Seen, used: list[float], log: str) -> None:
    every = np.array([taken for times in seen.times.values() for taken in times])
    alone_ = float(np.median([taken for times in baseline.times.values() for taken in times]))
    print(f"{chosen.people} people, {chosen.writers} of them writing, {chosen.seconds:.0f} s, {STUDENTS:,} students,"
          f" {APPLICATIONS:,} applications, on {date.today()}")  # fmt: skip
    print(f"page runs {len(every)}, errors {len(seen.errors)}, mix-ups {len(seen.mixed_up)},"
          f" own marks seen {seen.marks}, changes stored {seen.stored}")  # fmt: skip
    print(
        f"one person alone: median {alone_:.2f} s; the crowd's 95 % is {np.quantile(every, 0.95) / alone_:.1f} times it"
    )
    for page, times in [("all", every), *sorted(seen.times.items())]:
        taken = np.array(times)
        before = f"  alone {np.median(baseline.times[page]):.2f} s" if page in baseline.times else ""
        print(f"  {page:24s} n {len(taken):5d}  median {np.median(taken):.2f} s  95 % {np.quantile(taken, 0.95):.2f} s"
              f"  under 1 s {np.mean(taken < 1):.1%}{before}")  # fmt: skip
    print("memory MB:", ", ".join(f"{mb:.0f}" for mb in used[:: max(len(used) // 12, 1)]))
    for problem in [*baseline.errors[:5], *seen.errors[:5], *seen.mixed_up[:5]]:
        print("  !", problem)
    failed = [line for line in log.splitlines() if "Error" in line or "Traceback" in line]
    print(f"lines of the server's log that name an error: {len(failed)}", *failed[:5], sep="\n  ")


if __name__ == "__main__":
    main()
