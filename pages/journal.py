"""How was it? A journal that its owner alone reads, and mood over the weeks."""

from __future__ import annotations

import streamlit as st

from analytics.charts.mood import mood_chart
from analytics.statistics.mood import MoodEntry, mood
from analytics.wording import mood as wording
from analytics.wording.numbers import day
from analytics.wording.prompts import prompts
from pages.frame import day_off, head, session, show
from pages.parts import diary

viewer = session.viewer()
head.draw("journal")
if not session.may_write():
    show.empty("A journal is read by the person who writes it.", "Nobody else sees it, and nothing of it is counted.")
    st.stop()

diary.open_form()
diaries, told, names = diary.read(), prompts(), diary.application_names()
if diaries.sealed:
    show.note(wording.sealed_in_words(diaries.sealed))

if diary.lock() is None or diary.key() is not None:
    with st.expander("Write an entry", expanded=not diaries.entries, icon=":material/edit_note:"):
        written = diary.entry_form(len(diaries.entries))
    if written:
        diary.save(written)

if diaries.entries:
    moods = [MoodEntry(entry.written_on, entry.mood, entry.helped) for entry in diaries.entries if entry.mood]
    found = mood(moods, day_off.without_rejections(session.load("mood")))
    show.sentence(wording.in_words(found))
    if len(found.weeks) > 1:
        show.figure(
            mood_chart(found, rejections_shown=not day_off.hidden()),
            wording.by_week(found, rejections_shown=not day_off.hidden()),
            "mood",
            alt="Mood by week on a scale of five, above what was sent and what came; the numbers are in the table.",
        )
        if not day_off.hidden():
            st.write(wording.rejections_in_words(found.rejections))
        if found.helped:
            with st.expander("What helped on low days"):
                show.note(wording.helped_in_words(found))
                show.numbers(wording.helped(found), "what-helped")

    st.subheader("Entries", anchor=False)
    shown = st.pagination(-(-len(diaries.entries) // 10), key="entries-page") if len(diaries.entries) > 10 else 1
    for entry in diaries.entries[(shown - 1) * 10 : shown * 10]:
        name = f"{day(entry.written_on)}{f' · {told.moods[entry.mood]}' if entry.mood else ''}"
        with st.expander(name):
            diary.shown(entry, told, names)
            with st.popover("Change or delete"):
                assert entry.entry_id is not None
                changed = diary.entry_form(0, entry)
                if changed:
                    diary.save(changed, entry.entry_id)
                if st.button("Delete for good", key=f"delete-{entry.entry_id}"):
                    diary.delete(entry.entry_id)
elif not diaries.sealed:
    show.empty(
        "Here you will see your entries and your mood over the weeks.",
        "One line is enough. What you write stays on this machine, and no report or count holds it unless you say so.",
    )

if diary.lock() is None:
    label = "Seal the journal with a passphrase"
else:
    label = "Passphrase" if diary.key() else "I have lost the passphrase"
with st.expander(label, icon=":material/lock:"):
    diary.sealing_controls()
