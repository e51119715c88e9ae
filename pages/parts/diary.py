"""The journal's key, which lives in this session only, and the forms around it; for the journal and report pages."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.errors import InvalidEntry
from analytics.sealing import Key, Lock, opened
from analytics.store import Writer, journal
from analytics.store.journal import Entry, Journal
from analytics.wording.applications import names
from analytics.wording.prompts import Prompts, prompts, turn
from pages.frame import session, show

LOSS = (
    "Nobody can open sealed entries without the passphrase: not this program, not its makers. If it is lost, the "
    "entries stay sealed and are kept; you can go on with a new one, and open them when you remember."
)


def lock() -> Lock | None:
    """The lock of this session's journal; None while it is plain."""
    return journal.current_lock(session.load("settings"))


def key() -> Key | None:
    """The key, if this session has opened the journal."""
    held, current = st.session_state.get(_name()), lock()
    return held if isinstance(held, Key) and current and held.number == current.number else None


def read() -> Journal:
    """The entries as far as they are open."""
    return journal.read(session.load("journal"), key())


def open_form() -> None:
    """Says what was just done; asks for the passphrase while the journal is sealed and not open."""
    if "journal_said" in st.session_state:
        st.info(st.session_state.pop("journal_said"))
    current = lock()
    if current is None or key() is not None:
        return
    with st.form("open-journal", clear_on_submit=True):
        st.markdown("**The journal is sealed.**")
        typed = st.text_input("Passphrase", type="password", autocomplete="current-password")
        if st.form_submit_button("Open"):
            _hold(opened(current, typed))
            st.rerun()


def entry_form(number: int, before: Entry | None = None) -> Entry | None:
    """The form of an entry; the entry when it is saved, else None."""
    told, start = prompts(), before or Entry(session.today())
    # Named anew for every entry: what was typed stays there until it is kept.
    with st.form(f"entry-{before.entry_id if before else f'new-{number}'}"):
        day = st.date_input("Day", start.written_on, max_value=session.today(), format="DD/MM/YYYY", width=200)
        mood = st.segmented_control(
            "Mood", list(told.moods), default=start.mood, format_func=lambda level: told.moods[level]
        )
        feelings = _words("Feelings", told.feelings, start.feelings)
        what_happened = st.text_area("What happened", start.what_happened, placeholder=turn(told.what_happened, number))
        keep = st.text_area("What I'd keep", start.keep, placeholder=turn(told.keep, number))
        change = st.text_area("What I'd change", start.change, placeholder=turn(told.change, number))
        helped = _words("What helped, or might", told.helped, start.helped)
        application = _application(start.application_id)
        if not st.form_submit_button("Keep this entry", type="primary"):
            return None
    return Entry(
        day, mood, tuple(feelings), tuple(helped), what_happened or None, keep or None, change or None, application
    )


def save(entry: Entry, entry_id: int | None = None) -> None:
    """Writes a new entry, or replaces what one says."""
    with session.writing() as writer:
        if entry_id is None:
            journal.write(writer, entry, key())
        else:
            journal.correct(writer, entry_id, entry, key())
    st.rerun()


def delete(entry_id: int) -> None:
    with session.writing() as writer:
        journal.delete(writer, entry_id)
    st.rerun()


def application_names() -> dict[int, str]:
    """What each application is called in a list."""
    return names(session.load("application_choices"))


# --- sealing ---------------------------------------------------------------------------------------------------


def sealing_controls() -> None:
    """Sealing the journal, changing the passphrase, going on without a lost one, making it plain again."""
    if lock() is None:
        st.write(
            "Seal the journal with a passphrase, and the program's files tell nothing but on which days you wrote. "
            "What you exported before stays as it is."
        )
        st.write(LOSS)
        _passphrase_form("Seal the journal", _seal)
    elif key() is not None:
        if st.button("Close the journal"):
            st.session_state.pop(_name(), None)
            st.rerun()
        _passphrase_form("Change the passphrase", _change, asks_old=True)
        _plain_form()
    else:
        st.write(LOSS)
        _passphrase_form("Go on with a new passphrase", _start_anew)
    if journal.earlier_locks(session.load("settings")):
        _earlier_form()


def _passphrase_form(label: str, then: Any, asks_old: bool = False) -> None:
    with st.form(label, clear_on_submit=True):
        old = st.text_input("Present passphrase", type="password", autocomplete="current-password") if asks_old else ""
        new = st.text_input(
            "New passphrase",
            type="password",
            autocomplete="new-password",
            help="Four or five unrelated words are good.",
        )
        again = st.text_input("New passphrase, once more", type="password", autocomplete="new-password")
        if st.form_submit_button(label):
            if new != again:
                raise InvalidEntry("The two new passphrases differ.", "Type the same one twice; nothing was changed.")
            with session.writing() as writer:
                held = then(writer, old, new)
            _hold(held)
            session.forget()
            # Said by the next run: what is shown just before a new run starts may never be seen.
            st.session_state["journal_said"] = "The journal is sealed with the new passphrase."
            st.rerun()


def _seal(writer: Writer, _: str, new: str) -> Key:
    return journal.seal_with(writer, new)


def _change(writer: Writer, old: str, new: str) -> Key:
    return journal.change_passphrase(writer, old, new)


def _start_anew(writer: Writer, _: str, new: str) -> Key:
    return journal.start_anew(writer, new)


def _plain_form() -> None:
    with st.form("unseal", clear_on_submit=True):
        typed = st.text_input("Passphrase", type="password", autocomplete="current-password")
        if st.form_submit_button("Make every entry plain again"):
            with session.writing() as writer:
                journal.unseal(writer, typed)
            st.rerun()


def _earlier_form() -> None:
    with st.form("earlier", clear_on_submit=True):
        st.write("Some entries are sealed with an earlier passphrase.")
        typed = st.text_input("Earlier passphrase", type="password", autocomplete="off")
        if st.form_submit_button("Bring them back"):
            with session.writing() as writer:
                journal.open_earlier(writer, typed, key())
            st.rerun()


# --- parts -------------------------------------------------------------------------------------------------------


def _name() -> str:
    who = session.viewer()
    return f"journal-key-{session.store().folder}-{who.applicant_id}"


def _hold(held: Key) -> None:
    st.session_state[_name()] = held


def _words(label: str, suggested: tuple[str, ...], chosen: tuple[str, ...]) -> list[str]:
    options = list(dict.fromkeys([*suggested, *chosen]))
    return st.multiselect(
        label, options, default=list(chosen), accept_new_options=True, placeholder="Choose, or type your own words"
    )


def _application(chosen: int | None) -> int | None:
    names = application_names()
    options = list(names)
    return st.selectbox(
        "About an application",
        options,
        index=options.index(chosen) if chosen in names else None,
        format_func=lambda number: names[number],
        placeholder="None in particular",
    )


def shown(entry: Entry, told: Prompts, names: dict[int, str]) -> None:
    """One entry in full."""
    if entry.application_id is not None:
        show.note(f"About {names.get(entry.application_id, 'an application that is no longer in the log')}")
    for label, words in (("Feelings", entry.feelings), ("What helped", entry.helped)):
        if words:
            show.note(f"{label}: {', '.join(words)}")
    for label, text in (
        ("What happened", entry.what_happened),
        ("What I'd keep", entry.keep),
        ("What I'd change", entry.change),
    ):
        if text:
            st.markdown(f"**{label}**")
            st.text(text)
