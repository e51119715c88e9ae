"""The debrief: one HTML file about a chosen period, for oneself or one's coach, that needs no network and no scripts.

evidence = gather(reader, Period(first, last), sections, today=…)
html = debrief(evidence, title="My spring", made_on=…)
"""

from analytics.reports.debrief.evidence import Evidence, gather
from analytics.reports.debrief.html import debrief
from analytics.reports.debrief.sections import BY_DEFAULT, PRIVATE, Period, Section

__all__ = ["BY_DEFAULT", "PRIVATE", "Evidence", "Period", "Section", "debrief", "gather"]
