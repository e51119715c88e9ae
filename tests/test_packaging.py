"""The wheel is the whole product and the source archive builds it; neither holds anybody's store, secrets or caches."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

NOT_SHIPPED = ("data/store/live.duckdb", ".streamlit/secrets.toml", "pages/__pycache__/x.pyc", ".mypy_cache/x")


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("asks git which files belong to the project")
    return {name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and source archive of a checkout that somebody has used."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in tracked():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, checkout / name)
    for name in NOT_SHIPPED:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("nobody else's business", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", "built"], cwd=checkout, check=True)
    return checkout / "built"


def test_a_wheel_holds_the_product_and_nothing_else(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    for_training = {f"data/feedback/{name}" for name in ("sentences.csv", "mails.toml", "letters.toml")}
    beside = tracked("app.py", "pages", "data", "notebooks", ".streamlit/config.toml") - for_training
    assert names == tracked("analytics") | {f"analytics/home/{name}" for name in beside}


def test_a_source_archive_holds_what_builds_the_wheel_and_its_documents(built: Path) -> None:
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.split("/", 1)[1] for name in opened.getnames()}
    product = tracked("analytics", "app.py", "pages", "data", "notebooks", ".streamlit/config.toml", "docs")
    papers = {"README.md", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE"}
    assert names == product | papers | {"pyproject.toml", "PKG-INFO", ".gitignore"}


def test_the_version_is_said_alike_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"/steppingstone-{version}-py3" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
