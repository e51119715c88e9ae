"""What one looks at stands in the address, so that it can be sent: views, filters, pages, groupings, what is chosen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.store import Store, Viewer
from tests.conftest import ROOT, opened_page
from tools.sample import draw

CHOICES = ("segmented_control", "pills", "pagination", "selectbox", "radio")

WRITTEN = {
    "application_entry": {"What", "State"},
    "asking": {"Kind of message", "How they go about things", "By", "Who"},
    "assessment_forms": {"Part", "They scored", "with", "view.theme.label"},
    "diary": {"About an application", "Mood"},
    "feedback_texts": {"If unhelpful", "What to work on", "Kind"},
    "goal_setting": {
        "Theme", "A ready goal, to adjust", "What counts", "Measured by", "Which reason does it answer?", "Look back",
    },
    "import_review": {"show.plain(words)", "Which column?", "question.text", "{column.title}, such as"},
    "interviews": {"Where", "How it felt"},
    "mail_draft": {"Whose words are these?", "What is it?", "Which application is it about?"},
    "mail_said": {"It is not clear whether they give a reason. Does one of these say why?"},
    "mailbox": {"An employer you applied to?", "What is this?"},
    "people": {"Kind of message", "Who", "Met over"},
    "strengths": {"Theme"},
}  # fmt: skip
"""Choices that are part of something that is being written, by their file: what is half written is no view."""

NOT_SHARED = {("sample", "Whose log"), ("journal_entries", "Find")}
"""Whose log one looks at in the sample is the session's; the words of a journal are its owner's alone."""


def choices() -> Iterator[tuple[str, str, bool]]:
    """Every choice on a page: its file, its label, and whether it stands in the address."""
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            given = {one.arg: one.value for one in call.keywords}
            searches = ast.unparse(given["type"]) == "'search'" if "type" in given else False
            if call.func.attr in CHOICES or searches:
                first = call.args[0]
                label = str(first.value) if isinstance(first, ast.Constant) else ast.unparse(first)
                keeps = "on_change" in given and "keep" in path.read_text(encoding="utf-8")
                yield path.stem, label, "bind" in given or keeps


def test_every_choice_on_a_page_stands_in_the_address_unless_it_is_written_with() -> None:
    missing = [
        (file, label)
        for file, label, kept in choices()
        if not kept
        and (file, label) not in NOT_SHARED
        and not any(label.startswith(one) or one in label for one in WRITTEN.get(file, ()))
    ]
    assert not missing


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person with a long log, mails, requests, goals and a journal."""
    folder = tmp_path_factory.mktemp("addresses")
    kept = Store(folder / "store")
    with kept.writing(Viewer.applicant(1)) as writer:
        for table, rows in draw(date.today(), students=1, seed=20).items():
            writer.append(table, rows)
    return folder / "store"


@pytest.mark.parametrize(
    ("page", "address", "kind", "key", "shown"),
    [
        ("applications", {"show": "Silent"}, "button_group", "shown_state", "Silent"),
        ("applications", {"find": "works"}, "text_input", "find", "works"),
        ("rejection_reasons", {"view": "Mails"}, "button_group", "view", "Mails"),
        ("rejection_reasons", {"view": "Mails", "texts": "All"}, "button_group", "texts", "All"),
        ("rejection_reasons", {"view": "Mails", "kind": "General"}, "selectbox", "kind", "General"),
        ("rejection_reasons", {"whose": "My own notes"}, "button_group", "whose", "My own notes"),
        ("rejection_reasons", {"by": "Sector"}, "button_group", "by", "Sector"),
        ("response_times", {"by": "Sector"}, "button_group", "by", "Sector"),
        ("feedback_requests", {"view": "What works"}, "button_group", "view", "What works"),
        ("feedback_requests", {"view": "People", "find": "fair"}, "text_input", "find", "fair"),
        ("feedback_requests", {"lane": "waiting"}, "button_group", "ask-lane", "waiting"),
        ("goal_progress", {"view": "Did it help?"}, "button_group", "view", "Did it help?"),
        ("goal_progress", {"goal": "2"}, "selectbox", "goal-shown", 2),
        ("journal", {"view": "Interviews"}, "button_group", "view", "Interviews"),
        ("about_me", {"view": "Takeaways"}, "button_group", "view", "Takeaways"),
    ],
)
def test_an_address_shows_what_it_names(
    page: str, address: dict[str, str], kind: str, key: str, shown: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = opened_page(page, store, monkeypatch, **address)
    assert opened.session_state[key] == shown
