"""The limits by which a log is read, each once, with the reason for it."""

from __future__ import annotations

# --- words ---------------------------------------------------------------------------------------------------

CLOSE_ENOUGH = 88
"""Out of 100: “rejceted” is a typo of “rejected”, “ejected” is not sure to be one."""

LONGEST_CLAUSE = 9
"""Words. A longer clause tells a story, and known words in it say little about how it ended."""

MOST_CLAUSES = 5
"""Pieces between signs, as where a board lists all stages so far."""

LONGEST_STATUS = 90
"""Characters. What is longer is a note that somebody wrote into the status."""
