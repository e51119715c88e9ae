"""What a person sees before there is anything to see: a mail to paste, a log to bring, a look around, an example."""

from __future__ import annotations

import streamlit as st

from pages.frame import quoting, session, show
from pages.frame.quoting import Mark
from pages.parts import pasting


def draw() -> None:
    """The ways in; nothing is stored by looking."""
    show.sentence("Find out why, how long it takes, and what is worth doing next.")
    left, right = st.columns([8, 5], gap="medium")
    with left:
        pasting.box()
    with right, show.to_do("Do you keep a log?"):
        st.write("Any list of what you sent is enough. No template; you see what was understood before it is kept.")
        with st.container(horizontal=True):
            if st.button("Bring my log", icon=":material/upload_file:"):
                st.switch_page("pages/import_log.py")
        st.markdown("**Or look around first**")
        show.note("Made-up students, apart from anything of yours.")
        st.button("Look around", icon=":material/explore:", type="tertiary", on_click=session.look_at_sample)
    if not pasting.in_hand():
        _example()


def _example() -> None:
    """One mail as it would be read."""
    st.subheader("What comes out of a mail, for example", anchor=False)
    before, why, after = (
        "Unfortunately, we will not be taking your application further. ",
        "For this role we need someone who has built dashboards in a commercial setting.",
        " We wish you every success.",
    )
    quoting.draw(before + why + after, [Mark(len(before), len(before + why))])
    show.note(
        "The marked sentence gives the reason: experience or skills. It can be worked on; one step would be to ask "
        "which dashboards they would have liked to see."
    )
