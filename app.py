"""The dashboard: navigation, who is looking, and the one place where an error is shown."""

from __future__ import annotations

import logging

from analytics.errors import SteppingStoneError
from pages.frame import entrance, session, show, sidebar

page = entrance.open_door()
try:
    session.viewer()
    sidebar.draw()
    page.run()
except SteppingStoneError as error:
    show.problem(error)
except Exception:
    # The last place: whatever it was, the person gets plain words and the log the rest.
    logging.getLogger("steppingstone").exception("a page failed")
    show.unexpected()
