"""Mood read out: the sentence, the table, and what goes with it, always as association."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.statistics.mood import ENOUGH_WEEKS, Comparison, Mood
from analytics.statistics.proportions import ENOUGH
from pages.frame import show


def sealed(n: int) -> str:
    return f"{n} {'entry is' if n == 1 else 'entries are'} sealed and kept as they are."


def in_words(found: Mood) -> str:
    if found.usual is None:
        return "No entry has a mood yet."
    if found.entries < ENOUGH:
        return f"{found.entries} {'entry' if found.entries == 1 else 'entries'} with a mood so far."
    return f"{found.entries} entries with a mood in {len(found.weeks)} weeks; {found.usual:.1f} of 5 in the usual week."


def by_week(found: Mood, rejections_shown: bool) -> pd.DataFrame:
    table = pd.DataFrame(
        [(it.monday, it.mood, it.entries, it.sent, it.invitations, it.rejections) for it in found.weeks],
        columns=["Week (Monday)", "Mood", "Entries", "Sent", "Invitations", "Rejections"],
    )
    return table if rejections_shown else table.drop(columns="Rejections")


def rejections_in_words(found: Comparison) -> str:
    if found.difference is None:
        return (
            f"Weeks with {found.many} or more rejections can be compared with the others once there are entries in "
            f"{ENOUGH_WEEKS} of each; so far there are {found.weeks_many} and {found.weeks_other}."
        )
    if not found.clear:
        return (
            f"In {found.weeks_many} weeks with {found.many} or more rejections your mood was {found.mood_many:.1f}, "
            f"in the {found.weeks_other} others {found.mood_other:.1f}. Such a gap also comes by chance."
        )
    assert found.low is not None and found.high is not None
    least, most = sorted((abs(found.low), abs(found.high)))
    return (
        f"In {found.weeks_many} weeks with {found.many} or more rejections your mood was {found.mood_many:.1f}, in the "
        f"{found.weeks_other} others {found.mood_other:.1f} (a gap of {least:.1f} to {most:.1f}). "
        "They go together; which brings which, numbers can't say."
    )


def helped(found: Mood) -> None:
    """What was named as a help on low days, and how often a better entry followed, beside the other low days."""
    if not found.helped:
        return
    with st.expander("What helped on low days"):
        show.note("Of the low entries that named it, how many were followed by a better one within two weeks.")
        if not any(it.enough for it in found.helped):
            show.note(f"From {ENOUGH} low entries with something and {ENOUGH} without on, they can be compared.")
        show.numbers(
            pd.DataFrame(
                [
                    (it.what, f"{it.better_with} of {it.with_it.n}", f"{it.better_without} of {it.without.n}")
                    for it in found.helped
                ],
                columns=["What", "Better after it", "Better after other low entries"],
            ),
            "what-helped",
        )
