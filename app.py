"""The dashboard: navigation, who is looking, and the one place where an error is shown."""

from __future__ import annotations

import streamlit as st

from analytics.errors import SteppingStoneError
from pages.frame import session, show, sidebar

st.set_page_config(page_title="Stepping Stone", page_icon=":material/stairs:", layout="wide")

page = st.navigation(sidebar.pages())
try:
    session.viewer()
    sidebar.draw()
    page.run()
except SteppingStoneError as error:
    show.problem(error)
