"""The ten takeaways as a list that knows which are done; what hiring managers look for, beside one's own. About me."""

from __future__ import annotations

import streamlit as st

from analytics.statistics.self_assessment import theme_views
from analytics.wording import takeaways as wording
from pages.frame import session, show
from pages.frame.navigation import PLACES
from pages.parts import diary


def draw() -> None:
    """The sentence, the list, and the five things that are looked for."""
    counts = {str(name): int(n) for name, n in session.load("takeaways").iloc[0].items()}
    written = diary.read()
    counts["reflections"] += len(written.entries) + written.sealed
    show.sentence(wording.in_words(counts))
    for it in wording.takeaways():
        done = counts[it.done]
        with st.container(gap=None):
            st.page_link(
                PLACES[it.page].file,
                label=show.plain(it.name),
                icon=":material/check_circle:" if done else ":material/radio_button_unchecked:",
                query_params=dict(it.address),
            )
            show.note(f"{it.why} {wording.times(done).capitalize()}.")
    st.subheader("What hiring managers look for", anchor=False)
    views = theme_views(session.load("ratings"), session.load("self_assessment"))
    for looked_for, scores in wording.beside_mine(views):
        st.markdown(f"**{show.plain(looked_for.name)}** · {show.plain(scores)}")
        show.note(looked_for.why)
    st.page_link(
        PLACES["about_me"].file,
        label="Rate myself on these",
        icon=":material/tune:",
        query_params={"view": "Self-assessment"},
    )
