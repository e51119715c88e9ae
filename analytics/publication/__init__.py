"""Cohort numbers as they are published: counted once, on fixed days, blurred once, and made to fit together.

A publication is a stored result, not a query. `plan` says which tables a year's publications hold and how much blur
each takes; `facts` what is counted of a student; `noise` draws the blur; `fitting` makes the blurred numbers agree
with each other; `display` decides which of them are shown, and how sure they are. All of it is pure but the drawing
of noise, which comes from the operating system.
"""
