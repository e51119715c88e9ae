"""What one wrote, found by words and feelings; mood over the weeks; and one offer where the weeks were heavy."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from analytics.charts.mood import mood_chart
from analytics.statistics.feelings import Strain, feelings, strain
from analytics.statistics.mood import Mood, MoodEntry, mood
from analytics.store import settings
from analytics.store.journal import Entry
from analytics.wording import feelings as feelings_wording
from analytics.wording import mood as wording
from analytics.wording.numbers import day
from analytics.wording.prompts import prompts
from pages.frame import day_off, session, show
from pages.parts import diary

AT_A_TIME = 10
NOT_NOW = "strain_offered"
TWO_WEEKS = timedelta(weeks=2)


def draw() -> None:
    """The sentence, the numbers, a prompt, the picture, the entries, and the journal's lock."""
    diary.open_form()
    diaries = diary.read()
    if diaries.sealed:
        show.note(wording.sealed_in_words(diaries.sealed))
    if diaries.entries:
        _with_entries(list(diaries.entries))
    else:
        if not diaries.sealed:
            show.empty(
                "Here you will see your entries and your mood over the weeks.",
                "One line is enough. What you write stays on this machine, and no report or count holds it unless you "
                "say so.",
            )
        _write(0)
    _lock()


def _with_entries(entries: list[Entry]) -> None:
    moods = [MoodEntry(entry.written_on, entry.mood, entry.helped) for entry in entries if entry.mood]
    found = mood(moods, day_off.without_rejections(session.load("mood")))
    show.sentence(wording.in_words(found))
    show.key_numbers([show.Key(*key) for key in wording.key_numbers(found, len(entries))])
    _offer(strain(found.weeks, session.today()))
    _write(len(entries))
    _picture(found)
    _feelings(entries)
    _listed(entries)


def _write(number: int) -> None:
    """The form of a new entry, while the journal is open."""
    if diary.lock() is not None and diary.key() is None:
        return
    with st.expander("Write an entry", expanded=number == 0, icon=":material/edit_note:"):
        written = diary.entry_form(number)
    if written:
        diary.save(written)


def _picture(found: Mood) -> None:
    if len(found.weeks) < 2:
        return
    shown = not day_off.hidden()
    show.picture(
        mood_chart(found, rejections_shown=shown),
        wording.by_week(found, rejections_shown=shown),
        "mood",
        title=wording.point(found) if shown else "Your mood, week by week",
        counted="Mood by week on a scale of five, above what was sent and what came",
        foot=wording.foot(found),
        alt="Mood by week on a scale of five, above what was sent and what came; the numbers are in the table.",
    )
    with st.expander("What goes with it"):
        if shown:
            st.write(wording.rejections_in_words(found.rejections))
        if found.helped:
            show.note(wording.helped_in_words(found))
            show.numbers(wording.helped(found), "what-helped")


def _offer(sign: Strain | None) -> None:
    """One offer where the last weeks were heavy, until it is put aside; it comes back with the next such weeks."""
    if sign is None:
        return
    name = f"{NOT_NOW}_{sign.value}"
    aside = session.load("settings").set_index("name")["value"].get(name, "")
    if aside >= session.today().isoformat():
        return
    title, why = feelings_wording.OFFERS[sign]
    with show.to_do(title):
        st.write(show.plain(why))
        with st.container(horizontal=True):
            if sign is Strain.LOW:
                st.page_link(
                    "pages/feedback_requests.py",
                    label="Somebody to talk to",
                    icon=":material/group:",
                    query_params={"view": "People"},
                )
            else:
                st.button("Take a day off", key="strain-day-off", on_click=day_off.for_a_day)
            st.button("Not now", key="strain-aside", type="tertiary", on_click=_put_aside, args=(name,))


def _put_aside(name: str) -> None:
    with session.writing() as writer:
        settings.put(writer, name, (session.today() + TWO_WEEKS).isoformat())


def _feelings(entries: list[Entry]) -> None:
    """Which feelings come up."""
    found = feelings([(entry.written_on, entry.feelings) for entry in entries], session.today())
    if found:
        with st.expander("Feelings"):
            st.write(show.plain(feelings_wording.in_words(found)))
            show.numbers(feelings_wording.table(found), "feelings")


def _listed(entries: list[Entry]) -> None:
    """The entries, those with the words that are looked for, a few at a time."""
    st.subheader("Entries", anchor=False)
    # Not in the address, which a browser keeps: the words of a journal are its owner's alone.
    words = st.text_input(
        "Find", placeholder="a feeling, or any word you wrote", key="find-entries", type="search", width=320
    ).strip()
    found = [entry for entry in entries if entry.holds(words)]
    if words:
        show.note(feelings_wording.found_in_words(len(found), words))
    pages = -(-len(found) // AT_A_TIME)
    shown = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    told, names = prompts(), diary.application_names()
    for entry in found[(shown - 1) * AT_A_TIME : shown * AT_A_TIME]:
        name = f"{day(entry.written_on)}{f' · {told.moods[entry.mood]}' if entry.mood else ''}"
        # The form of an entry is made when it is opened: ten of them would make everybody wait.
        fold = st.expander(name, key=f"entry-{entry.entry_id}", on_change="rerun")
        if fold.open:
            with fold:
                diary.shown(entry, told, names)
                _change(entry)


def _change(entry: Entry) -> None:
    assert entry.entry_id is not None
    with st.popover("Change or delete"):
        changed = diary.entry_form(0, entry)
        if changed:
            diary.save(changed, entry.entry_id)
        if st.button("Delete for good", key=f"delete-{entry.entry_id}"):
            diary.delete(entry.entry_id)


def _lock() -> None:
    """Sealing, opening and unsealing."""
    if diary.lock() is None:
        label = "Seal the journal with a passphrase"
    else:
        label = "Passphrase" if diary.key() else "I have lost the passphrase"
    with st.expander(label, icon=":material/lock:"):
        diary.sealing_controls()
