"""The debrief: one HTML file about a chosen period, for oneself or one's coach, that needs no network and no scripts.

evidence = gather(reader, Period(first, last), sections, today=…)
html = debrief(evidence, title="My spring", made_on=…)
"""

from analytics.reporting.debrief import debrief
from analytics.reporting.evidence import Evidence, gather
from analytics.reporting.sections import BY_DEFAULT, PRIVATE, Period, Section

__all__ = ["BY_DEFAULT", "PRIVATE", "Evidence", "Period", "Section", "debrief", "gather"]
