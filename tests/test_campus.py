"""The image's settings and commands, tried as far as a machine without Docker can: docs/campus.md says what is not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from analytics.cli import COMMANDS
from tests.builders import a_store, an_application
from tests.conftest import ROOT, answers, free_port

CAMPUS = ROOT / "campus"
SITE = "careers.uni.example"


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", (CAMPUS / "Dockerfile").read_text(encoding="utf-8")))
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line]


def last(instruction: str) -> str:
    return [argument for name, argument in instructions() if name == instruction][-1]


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((CAMPUS / "compose.yaml").read_text(encoding="utf-8"))
    return read


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The dashboard as the image starts it, on a store that holds somebody's row; where it answers."""
    a_store(tmp_path, an_application(employer="Somebody Elses Employer"))
    settings = dict(re.findall(r"(\w+)=(\S+)", last("ENV")))
    assert settings["STEPPINGSTONE_STORE"] == last("VOLUME")
    changed = {
        "STEPPINGSTONE_STORE": str(tmp_path / "store"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "STREAMLIT_BROWSER_SERVER_ADDRESS": SITE,
    }
    port = free_port()
    with (tmp_path / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*json.loads(last("CMD")), "--port", str(port)],
            env={**os.environ, **settings, **changed},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        for _ in range(240):
            if answers(f"http://127.0.0.1:{port}"):
                break
            time.sleep(0.25)
        yield f"127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=20)


def shown(server: str, origin: str) -> bytes:
    """All that the dashboard sends to a page of that origin."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    received = b""
    with connect(
        f"ws://{server}/_stcore/stream", origin=Origin(origin), subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as page:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        page.send(asked.SerializeToString())
        while True:
            frame = page.recv(timeout=60)
            assert isinstance(frame, bytes)
            received += frame
            if ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished":
                return received


@pytest.mark.skipif(os.name != "posix", reason="the image is Linux")
def test_the_image_starts_a_healthy_dashboard_that_shows_nobodys_rows_without_sign_in(server: str) -> None:
    health = json.loads(re.sub(r"^.*? CMD ", "", last("HEALTHCHECK")))
    port = last("EXPOSE")
    assert f":{port}/" in health[-1]
    check = [word.replace(f"127.0.0.1:{port}", server) for word in health]
    assert subprocess.run([sys.executable, *check[1:]], check=False).returncode == 0
    received = shown(server, f"https://{SITE}")
    assert b"nobody has to sign in" in received
    assert b"Somebody Elses Employer" not in received
    with pytest.raises(InvalidStatus):
        shown(server, "https://elsewhere.example")


def test_the_image_is_made_of_files_that_exist_and_runs_as_nobody_special() -> None:
    taken = [argument.split()[:-1] for name, argument in instructions() if name == "COPY" and "--from" not in argument]
    sources = [source for sources in taken for source in sources]
    assert all((ROOT / source).exists() for source in sources)
    let_in = (CAMPUS / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert let_in[1] == "*"
    assert sources == [line[1:] for line in let_in if line.startswith("!")]
    created = re.search(
        r"--uid (\d+) (\w+)", next(argument for name, argument in instructions() if "useradd" in argument)
    )
    assert created is not None
    assert last("USER") == created[2]
    assert int(created[1]) > 0


def test_compose_keeps_the_dashboard_behind_the_proxy_and_its_state_in_one_volume() -> None:
    services = compose()["services"]
    dashboard = services["dashboard"]
    assert "ports" not in dashboard
    assert dashboard["read_only"]
    assert dashboard["cap_drop"] == ["ALL"]
    assert [volume for volume in dashboard["volumes"] if not volume.endswith(":ro")] == [f"store:{last('VOLUME')}"]
    assert f"dashboard:{last('EXPOSE')}" in services["proxy"]["command"]
    home = last("WORKDIR")
    assert f"./secrets.toml:{home}/.streamlit/secrets.toml:ro" in dashboard["volumes"]


def test_the_documented_commands_name_files_services_and_volumes_that_exist() -> None:
    text = (ROOT / "docs" / "campus.md").read_text(encoding="utf-8")
    commands = [line.strip().split() for line in re.findall(r"(?m)^ {4,}(\S.*)$", text)]
    assert {words[0] for words in commands} == {"cp", "export", "docker"}
    services, volumes = compose()["services"], compose()["volumes"]
    for words in commands:
        for before, after in pairwise(words):
            match before:
                case "--file":
                    assert after == "campus/compose.yaml"
                case "stop" | "start":
                    assert after in services
                case "exec":
                    assert words[-2:-1] == ["steppingstone"]
                    assert words[-1] in COMMANDS
                case "--volume" if after.startswith("steppingstone_"):
                    assert after.split(":")[0].removeprefix("steppingstone_") in volumes
                case "cp" if words[0] == "cp":
                    assert (ROOT / after).exists()


def test_the_example_of_secrets_says_all_that_sign_in_needs() -> None:
    auth = tomllib.loads((CAMPUS / "secrets.example.toml").read_text(encoding="utf-8"))["auth"]
    assert auth.keys() == {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"}
    assert auth["redirect_uri"] == f"https://{SITE}/oauth2callback"
