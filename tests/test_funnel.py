"""The funnel from a few counted rows: each step of the step before and of all, group by group."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.statistics.funnel import funnel


def counts(*rows: tuple[str, int | None, int, int, int, int, int]) -> pd.DataFrame:
    """Rows of funnel.sql: group, applicant, and how many were sent, answered, invited, offered, accepted."""
    columns = ["group_name", "applicant", "sent", "answered", "invited", "offered", "accepted"]
    return pd.DataFrame(rows, columns=columns)


def test_each_step_is_of_the_step_before_and_of_all_that_were_sent() -> None:
    [found] = funnel(counts(("all", 1, 40, 20, 10, 4, 1)))
    assert found.group == "all"
    assert [(step.name, step.n, step.of_previous.share, step.of_sent.share) for step in found.steps] == [
        ("sent", 40, 1.0, 1.0),
        ("answered", 20, 0.5, 0.5),
        ("invited", 10, 0.5, 0.25),
        ("offered", 4, 0.4, 0.1),
        ("accepted", 1, 0.25, 0.025),
    ]
    assert [(step.of_previous.n, step.of_sent.n) for step in found.steps] == [
        (40, 40),
        (40, 40),
        (20, 40),
        (10, 40),
        (4, 40),
    ]


def test_groups_stand_in_the_order_of_the_counts() -> None:
    found = funnel(counts(("Referral", 1, 2, 1, 1, 0, 0), ("Job board", 1, 3, 0, 0, 0, 0)))
    assert [one.group for one in found] == ["Referral", "Job board"]


def test_shares_are_of_applicants_that_are_known_and_counts_of_everybody() -> None:
    [found] = funnel(counts(("all", 1, 10, 5, 0, 0, 0), ("all", None, 30, 30, 0, 0, 0)))
    answered = found.steps[1]
    assert (answered.n, answered.of_sent.n, answered.of_sent.hits) == (35, 40, 35)
    assert answered.of_sent.share == pytest.approx(0.5)


def test_a_step_nobody_reached_has_no_share_for_the_next() -> None:
    [found] = funnel(counts(("all", 1, 7, 0, 0, 0, 0)))
    assert [step.of_previous.share for step in found.steps] == [1.0, 0.0, None, None, None]
