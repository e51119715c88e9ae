"""Fifty people at once: mixed pages in sessions of their own, on a store of 5,000 students and 200,000 applications.

    make load        # five minutes; python bench/load.py --seconds 30 --people 10 for less

Each person speaks the dashboard's own websocket protocol: opens a session, goes from page to page, reads what comes.
Every student's employers carry the student's own word, so that one wrong byte in a session is found. Reported: page
runs, errors, mix-ups, the time of page runs, and the server's memory over time.
"""

from __future__ import annotations

import argparse
import asyncio
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
from dataclasses import dataclass, field
from datetime import date, datetime
from http.cookies import SimpleCookie
from pathlib import Path

import numpy as np
import pandas as pd
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from analytics.store import Store, Viewer

ROOT = Path(__file__).parents[1]
STUDENTS, APPLICATIONS = 5_000, 200_000
PAGES = (
    "overview",
    "response_times",
    "waiting_list",
    "rejection_reasons",
    "feedback_requests",
    "goal_progress",
    "journal",
)
STAFF_PAGES = ("cohort", "cohort_import")
STAFF_SHARE = 0.1
COOKIE_SECRET = "of the load test alone, and long enough for it"
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


def cookies(email: str, port: int) -> tuple[str, str]:
    """The cookies that signing in leaves behind, made as the server makes them, and the token beside them."""
    vouched = {"iss": "https://login.load.example", "sub": email, "email_verified": True}
    said = vouched | {"email": email, "is_logged_in": True, "origin": f"http://localhost:{port}"}
    value = create_signed_value(COOKIE_SECRET, "_streamlit_user", json.dumps(said)).decode()
    with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health") as response:
        token = SimpleCookie(response.headers["Set-Cookie"])["_streamlit_xsrf"].value
    return f'_streamlit_user="{value}"; _streamlit_xsrf="{token}"', token


async def person(number: int, port: int, until: float, seen: Seen, rng: random.Random) -> None:
    staff = rng.random() < STAFF_SHARE
    email = "careers@load.example" if staff else f"student{number}@load.example"
    cookie, token = await asyncio.to_thread(cookies, email, port)
    headers = {"Cookie": cookie, "Origin": f"http://localhost:{port}"}
    await asyncio.sleep(rng.random() * 5)
    while time.monotonic() < until:
        try:
            async with websockets.connect(
                f"ws://localhost:{port}/_stcore/stream", additional_headers=headers, subprotocols=["streamlit", token],
                max_size=None, compression=None,
            ) as socket_:  # fmt: skip
                for _ in range(8):
                    page = rng.choice(STAFF_PAGES if staff else PAGES)
                    await visit(socket_, page, None if staff else number, seen)
                    await asyncio.sleep(rng.uniform(2, 8))
                    if time.monotonic() >= until:
                        break
        except (OSError, websockets.WebSocketException, TimeoutError) as error:
            seen.errors.append(f"{type(error).__name__}: {error}")
            await asyncio.sleep(1)


async def visit(socket_: websockets.ClientConnection, page: str, own: int | None, seen: Seen) -> None:
    """Asks for a page and reads until its run is over."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = "" if page in ("overview", "cohort") else page
    started = time.monotonic()
    await socket_.send(message.SerializeToString())
    while True:
        frame = await asyncio.wait_for(socket_.recv(), timeout=60)
        data = frame if isinstance(frame, bytes) else frame.encode()
        for found in set(re.findall(rb"mark(\d{5})" + END.encode(), data)):
            seen.marks += 1
            if own is None or int(found) != own:
                seen.mixed_up.append(f"{page} of {own or 'staff'} held a row of {int(found)}")
        answer = ForwardMsg()
        answer.ParseFromString(data)
        kind = answer.WhichOneof("type")
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
            seen.errors.append(f"{page}: {answer.delta.new_element.exception.message[:200]}")
        if b"This page could not be shown" in data:
            seen.errors.append(f"{page}: a fault of the program")
        if kind == "script_finished" and answer.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        ):  # fmt: skip
            break
    seen.times.setdefault(page, []).append(time.monotonic() - started)


# --- the run --------------------------------------------------------------------------------------------------


def memory(process: int) -> float:
    """The resident memory of a process in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def crowd(people: int, port: int, seconds: float, server: int, seen: Seen) -> list[float]:
    rng = random.Random(7)
    until = time.monotonic() + seconds
    numbers = rng.sample(range(1, STUDENTS + 1), people)
    tasks = [asyncio.create_task(person(number, port, until, seen, random.Random(number))) for number in numbers]
    used = []
    while time.monotonic() < until:
        used.append(memory(server))
        await asyncio.sleep(min(10, seconds / 10))
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
    chosen = options.parse_args()
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
                seen = Seen()
                used = asyncio.run(crowd(chosen.people, port, chosen.seconds, server.pid, seen))
            finally:
                server.terminate()
                server.wait(timeout=30)
        tell(chosen.people, chosen.seconds, seen, used, (Path(folder) / "server.log").read_text(encoding="utf-8"))


def wait_for(port: int) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit("the server did not start")


def tell(people: int, seconds: float, seen: Seen, used: list[float], log: str) -> None:
    every = np.array([taken for times in seen.times.values() for taken in times])
    print(f"{people} people, {seconds:.0f} s, {STUDENTS:,} students, {APPLICATIONS:,} applications, on {date.today()}")
    print(
        f"page runs {len(every)}, errors {len(seen.errors)}, mix-ups {len(seen.mixed_up)}, own marks seen {seen.marks}"
    )
    for page, times in [("all", every), *sorted(seen.times.items())]:
        taken = np.array(times)
        print(f"  {page:20s} n {len(taken):5d}  median {np.median(taken):.2f} s  95 % {np.quantile(taken, 0.95):.2f} s"
              f"  under 1 s {np.mean(taken < 1):.1%}")  # fmt: skip
    print("memory MB:", ", ".join(f"{mb:.0f}" for mb in used[:: max(len(used) // 12, 1)]))
    for problem in [*seen.errors[:5], *seen.mixed_up[:5]]:
        print("  !", problem)
    failed = [line for line in log.splitlines() if "Error" in line or "Traceback" in line]
    print(f"lines of the server's log that name an error: {len(failed)}", *failed[:5], sep="\n  ")


if __name__ == "__main__":
    main()
