"""What surrounds every page. Each may use those before it:

quoting, show, sign_in, sample, navigation, entrance, session, day_off, head; app.py uses entrance and head, pages the
rest.
"""
