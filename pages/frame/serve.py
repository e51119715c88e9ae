"""Starts the dashboard's server; run by `steppingstone run` with Streamlit's own options as arguments."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Its matrices are small: threads that wait for each other would take the processor from whoever else asks for a page.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from streamlit import net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

if __name__ == "__main__":
    # Left to itself, a fresh server lists the folder's files as pages and runs them without app.py until the
    # first st.navigation. The entrance mends that for those who start Streamlit directly; here it never happens.
    PagesManager.uses_pages_directory = False
    # A page of an unknown name wants to talk to it: it is refused without asking an outside service who one is.
    net_util.get_external_ip = lambda: None
    sys.argv = ["streamlit", "run", str(Path(__file__).parents[2] / "app.py"), *sys.argv[1:]]
    cli.main()
