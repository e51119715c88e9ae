"""Five steps to make something of what was said, each a click away. On the mails of Why."""

from __future__ import annotations

import tomllib

import streamlit as st

from analytics import DATA
from pages.frame import session, show
from pages.frame.navigation import PLACES


def draw() -> None:
    """The steps, in their order; for somebody's own log alone."""
    if not session.may_write():
        return
    steps = tomllib.loads((DATA / "reflection" / "interpreting.toml").read_text(encoding="utf-8"))["step"]
    with st.expander("Five steps to make something of it", icon=":material/stairs_2:"):
        for number, step in enumerate(steps, start=1):
            with st.container(gap=None):
                st.page_link(
                    PLACES[step["page"]].file,
                    label=show.plain(f"{number}. {step['name']}"),
                    query_params=step["address"],
                )
                show.note(step["why"])
