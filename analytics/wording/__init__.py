"""Results become sentences and tables here; used by pages, commands, reports and notebooks, never by statistics.

A module for each question, named as its statistic is. `numbers` alone writes percentages, days, counts, plurals,
ranges and dates.
"""
