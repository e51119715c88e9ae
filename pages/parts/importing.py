"""The steps of an import on its page: the files chosen, their review, storing them, and taking imports back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import streamlit as st

from analytics.ingest import importing
from analytics.ingest.importing import Source
from analytics.ingest.reading import Answers, Receipt
from analytics.store import Store, Viewer
from analytics.wording.numbers import count, day, number
from pages.frame import session, show

Read = TypeVar("Read")
Review = Callable[[Store, Viewer, Source, Answers, datetime], list[Read]]

PASTED = "pasted cells"


@dataclass(frozen=True)
class File:
    """A file that somebody chose, with its fingerprint."""

    name: str
    content: bytes
    sha: str

    @classmethod
    def of(cls, name: str, content: bytes) -> File:
        return cls(name, content, hashlib.sha256(content).hexdigest())


def chosen_files() -> list[File]:
    """What was uploaded or pasted."""
    round_ = st.session_state.setdefault("import_round", 0)
    uploads = st.file_uploader("Your log", accept_multiple_files=True, key=f"import-files-{round_}")
    with st.expander("Or paste cells from a spreadsheet"):
        pasted = st.text_area("Cells, with their header", key=f"import-pasted-{round_}", height=150)
    found = [(upload.name, upload.getvalue()) for upload in uploads]
    if pasted.strip():
        found.append((PASTED, pasted.encode("utf-8")))
    return [File.of(name, content) for name, content in found]


def answers_for(file: File) -> dict[str, str]:
    """The answers given so far for a file; kept while the page is open, and with the import afterwards."""
    answers: dict[str, dict[str, str]] = st.session_state.setdefault("import_answers", {})
    return answers.setdefault(file.sha, {})


def reviewed(file: File, answers: Answers) -> list[Receipt]:
    """The file as understood."""
    return read_once(file, answers, importing.review)


def read_once(file: File, answers: Answers, review: Review[Read]) -> list[Read]:
    """What a review makes of a file, worked out once for each file, answers and state of the store."""
    key = (file.sha, tuple(sorted(answers.given.items())), str(session.store().newest()), session.today())
    kept: dict[object, list[Read]] = st.session_state.setdefault("import_reviews", {})
    if key not in kept:
        kept.clear()
        with st.spinner(f"Reading {file.name} …"), importing.uploaded(file.name, file.content) as source:
            kept[key] = review(session.store(), session.viewer(), source, answers, session.now())
    return kept[key]


def store(file: File, answers: Answers) -> None:
    """Imports the file, with its steps shown, and starts the page anew with the receipt."""
    with st.status(f"Importing {file.name} …") as status, importing.uploaded(file.name, file.content) as source:
        done = importing.import_file(
            session.store(),
            session.viewer(),
            source,
            answers,
            session.now(),
            progress=lambda step: status.update(label=step),
        )
    st.session_state["import_receipts"] = done
    start_anew()


def start_anew() -> None:
    """The page once more, with no file chosen and nothing under review."""
    st.session_state["import_round"] = st.session_state.get("import_round", 0) + 1
    st.session_state.pop("import_reviews", None)
    st.rerun()


def receipts() -> None:
    """What the last import did, with the way on and the way back."""
    for receipt in st.session_state.get("import_receipts", []):
        if receipt.import_id is None:
            continue
        with st.container(border=True):
            st.markdown(f"**{show.plain(receipt.reading.name)} is in.**")
            st.write(
                f"{number(receipt.added)} new, {number(receipt.updated)} changed, "
                f"{number(receipt.known)} known before; "
                f"{count(len(receipt.reading.rows_set_aside), 'row')} set aside."
            )
            st.page_link("pages/overview.py", label="See what happened", icon=":material/arrow_forward:")
            st.button(
                "Undo this import", key=f"undo-now-{receipt.import_id}", on_click=_undo, args=(receipt.import_id,)
            )


def earlier() -> None:
    """Imports that can still be taken back."""
    imports = session.load("imports")
    there = imports[imports["undone_at"].isna()]
    if there.empty:
        return
    with st.expander(f"Earlier imports ({len(there)})"):
        rows: Any = there.itertuples()
        for row in rows:
            left, middle, right = st.columns([5, 2, 2], vertical_alignment="center")
            left.write(show.plain(f"{row.file_name}, {count(row.applications, 'application')}, {day(row.imported_at)}"))
            _set_aside(middle, int(row.import_id))
            right.button("Undo", key=f"undo-{row.import_id}", on_click=_undo, args=(int(row.import_id),))


def _set_aside(place: st.delta_generator.DeltaGenerator, import_id: int) -> None:
    table = session.load("set_aside_rows", import_id=import_id)
    if not table.empty:
        place.download_button(
            f"{number(len(table))} set aside", importing.set_aside_csv(table), file_name=f"set-aside-{import_id}.csv",
            mime="text/csv", key=f"aside-{import_id}", on_click="ignore",
        )  # fmt: skip


def _undo(import_id: int) -> None:
    gone = importing.undo_import(session.store(), session.viewer(), import_id, session.now())
    st.session_state.pop("import_receipts", None)
    st.session_state.pop("import_reviews", None)
    st.toast(f"Taken back: {count(gone, 'application')}.")
