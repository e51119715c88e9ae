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

# --- days ----------------------------------------------------------------------------------------------------

YEARS_APART = 8
"""Years between two groups of dates of which the smaller is mistyped: no search for work pauses that long."""

ENOUGH_YEARS = 4
"""Dates with a year. Of fewer nobody can say which one lies far from the others."""

STRAY_SHARE = 0.05
"""Of the cells of a column. So many slips of the pen may contradict the others without deciding for them."""

OUTVOTES_ONE = 5
"""Dates that fit one order only, against a single one that fits the other only: that one is a slip."""

ONE_MAY_DECIDE = 20
"""Dates. Of more than these several would have a day above twelve, so a single one needs other evidence beside it."""

YEARS_ASKED = 3
"""Dates without a year. For fewer nobody is asked: they are set aside where the rows around don't tell it."""

DAYS_BETWEEN_ROWS = 300
"""Days. Within so many before or after a dated row a day without a year is that of one year only."""

DAYS_OUT_OF_ORDER = 14
"""Days by which a row may stand before its turn in a log that is kept in order of time."""

BULK_ROWS = 5
"""Rows with one day in a column of answers. As many, and the most of all, were filled in at one go."""

DAYS_IN_WORDS = 5000
"""Distinct texts. A column with more holds no statuses, and no day is looked for in its words."""

# --- bytes ---------------------------------------------------------------------------------------------------

MOSTLY_UTF8 = 0.2
"""Of the lines with letters beyond ASCII. Text in an old encoding fits UTF-8 by accident far more rarely."""

TELLING_LINES = 4
"""Lines that are not UTF-8. Fewer don't show which old encoding they are in; Windows writes 1252."""

# --- rows and columns ----------------------------------------------------------------------------------------

MOST_ROWS = 0.6
"""Of the rows. So many that are wider than the header mean that names are missing from it."""

MOST_JOINS = 3
"""Commas that nobody quoted, in every row. With more there are too many ways to put cells together again."""

LONGEST_ROW = 1 << 24
"""Bytes. DuckDB reads a file with one thread a buffer, and would take sixteen times this for one."""

WIDEST_ROW = 2000
"""Cells. A row as wide as this lost its line ends."""

FEW_VALUES = 30
"""Distinct cells. A column of kinds has fewer; one of names or texts has more."""

NEARLY_ALL = 0.8
"""Of the cells. A column of words or days holds a slip here and there."""

HALF = 0.5
"""Of the cells. Less than this and a column says something else at least as often."""

CONTRADICTED = 0.5
"""Of the days of a column. So many beside “awaiting response” are not days of responses."""

LONG_TEXT = 24
"""Characters on average. Shorter cells are values, longer ones sentences."""

OF_CHANGES = 0.4
"""Of the rows. In a log of applications fewer stand beside another of the same employer and role."""

MOST_QUESTIONS = 2
"""Beyond what nothing can be stored without. A third is shown, and has a safe default."""

REQUIRED_SHARE = 0.2
"""Of the rows. What stands in so many changes every number after it, so that nothing is stored before it is said."""

TOLD_BY = 120
"""Cells whose words are looked up, typos and all, to tell what a column holds: that takes time, and these many tell."""
