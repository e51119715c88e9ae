"""The dashboard: navigation, who is looking, and the one place where an error is shown."""

from __future__ import annotations

import logging

import streamlit as st

from analytics.errors import SteppingStoneError
from analytics.store.faults import RAISED, as_ours
from pages.frame import entrance, head, session, show

page = entrance.open_door()
with st.container(horizontal_alignment="center"):
    body, foot = st.container(width=head.WIDTH), st.container(width=head.WIDTH)
with body:
    try:
        session.viewer()
        if notice := session.notice():
            show.problem(notice)
        with foot:
            head.foot()
        page.run()
    except SteppingStoneError as error:
        show.problem(error)
    except RAISED as error:
        show.problem(as_ours(error))
    except Exception:
        # The last place: whatever it was, the person gets plain words and the log the rest.
        logging.getLogger("steppingstone").exception("a page failed")
        show.unexpected()
