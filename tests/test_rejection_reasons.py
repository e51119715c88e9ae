"""The distribution of reasons, from the texts in the store to the result."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from analytics.cli import commands
from analytics.statistics.proportions import Proportion, wilson
from analytics.statistics.rejection_reasons import (
    ReasonDifference,
    ReasonShare,
    RejectionReasons,
    overall,
    reason_differences,
    rejection_reasons,
)
from analytics.store import Store, Viewer
from analytics.taxonomy import Reason
from tests.builders import AnApplication, a_store, an_application

EXPERIENCE, OTHERS, POSITION = Reason.EXPERIENCE, Reason.OTHERS, Reason.POSITION


def counted(store: Store, applicant: int = 1, **values: object) -> pd.DataFrame:
    with store.reading(Viewer.applicant(applicant)) as reader:
        return reader.load("rejection_reasons", **values)


def a_share(reason: Reason, n: int, stated: int) -> ReasonShare:
    return ReasonShare(reason, wilson(n, stated))


def said(*reasons: Reason, **more: Any) -> AnApplication:
    return an_application(rejected=True, feedback="…", reasons=reasons, **more)


def test_a_share_is_of_the_rejections_that_gave_a_reason_and_a_rejection_may_give_several(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        said(EXPERIENCE, OTHERS),
        said(EXPERIENCE),
        an_application(rejected=True, feedback="We went another way.", kind="generic"),
        an_application(rejected=True),
        an_application(),
        an_application(invited_on="2026-01-12"),
    )
    assert overall(counted(store)) == RejectionReasons(
        group=None,
        rejections=4,
        stated=2,
        reasons=(a_share(EXPERIENCE, 2, 2), a_share(OTHERS, 1, 2)),
        in_my_hands=wilson(2, 2),
    )


def test_a_closed_position_states_its_reason_once(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(closed=True),
        an_application(closed=True, feedback="…", reasons=[POSITION]),
    )
    result = overall(counted(store))
    assert (result.rejections, result.stated, result.reasons) == (2, 2, (a_share(POSITION, 2, 2),))
    assert result.in_my_hands == wilson(0, 2)


def test_own_notes_are_counted_apart_from_employers_words(tmp_path: Path) -> None:
    store = a_store(tmp_path, said(EXPERIENCE), said(OTHERS))
    with store.writing(Viewer.applicant(1)) as writer:
        writer.sql("update feedback set speaker = 'own' where feedback_id = 2 and applicant_id = 1")
    assert [it.reason for it in overall(counted(store)).reasons] == [EXPERIENCE]
    assert [it.reason for it in overall(counted(store, speaker="own")).reasons] == [OTHERS]


@pytest.mark.parametrize("column", ["removed_at", "dismissed_at"])
def test_a_text_that_was_removed_or_set_aside_is_not_counted(tmp_path: Path, column: str) -> None:
    store = a_store(tmp_path, said(EXPERIENCE))
    update = {
        "removed_at": "update feedback set removed_at = now()::timestamp where applicant_id = 1",
        "dismissed_at": "update feedback set dismissed_at = now()::timestamp where applicant_id = 1",
    }
    with store.writing(Viewer.applicant(1)) as writer:
        writer.sql(update[column])
    assert (overall(counted(store)).rejections, overall(counted(store)).stated) == (1, 0)


def test_a_persons_reading_holds_against_a_newer_machine_reading(tmp_path: Path) -> None:
    store = a_store(tmp_path, said(EXPERIENCE))
    with store.writing(Viewer.applicant(1)) as writer:
        writer.sql(
            "insert into readings by name select 1 as feedback_id, 1 as applicant_id, 'rules' as method,"
            " '9' as version, 'generic' as kind, timestamp '2030-01-01' as read_at"
        )
        writer.sql(
            "insert into reading_reasons by name select 1 as feedback_id, 1 as applicant_id, 'rules' as method,"
            " '9' as version, 'other_candidates' as reason, 'weakness' as polarity, '' as evidence"
        )
    assert [it.reason for it in overall(counted(store)).reasons] == [EXPERIENCE]


def test_rejections_after_the_day_counted_up_to_are_left_out(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(rejected_on="2026-02-01", feedback="…", reasons=[OTHERS]),
        an_application(rejected_on="2026-03-01", feedback="…", reasons=[EXPERIENCE]),
    )
    result = overall(counted(store, as_of=date(2026, 2, 15)))
    assert (result.rejections, [it.reason for it in result.reasons]) == (1, [OTHERS])


def test_groups_follow_the_stage_at_which_the_no_came(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(rejected_on="2026-02-01"),
        an_application(invited_on="2026-01-20", rejected_on="2026-02-01", feedback="…", reasons=[OTHERS]),
        an_application(assessed_on="2026-01-20", rejected_on="2026-02-01"),
        an_application(final_on="2026-01-20", rejected_on="2026-02-01"),
    )
    results = rejection_reasons(counted(store, by="stage"))
    assert [(it.group, it.rejections, it.stated) for it in results] == [
        ("application", 1, 0),
        ("assessment", 1, 0),
        ("final", 1, 0),
        ("interview", 1, 1),
    ]


def test_nobody_sees_another_persons_rejections(tmp_path: Path) -> None:
    store = a_store(tmp_path, said(EXPERIENCE), said(OTHERS, applicant=2))
    assert [it.reason for it in overall(counted(store, applicant=2)).reasons] == [OTHERS]
    with store.reading(Viewer.analyst()) as reader:
        assert overall(reader.load("rejection_reasons")).rejections == 2


def test_an_empty_store_has_no_reasons_and_no_percentages(tmp_path: Path) -> None:
    result = overall(counted(a_store(tmp_path)))
    assert result == RejectionReasons(None, 0, 0, (), Proportion(None, None, None, 0))
    assert not result.enough


def test_the_command_line_prints_the_same_numbers(tmp_path: Path) -> None:
    store = a_store(tmp_path, said(EXPERIENCE), an_application(rejected=True))
    printed = CliRunner().invoke(
        commands, ["reasons", "--store", str(store.folder), "--format", "json"], catch_exceptions=False
    )
    share = wilson(1, 1)
    assert json.loads(printed.output) == {
        "rejections": 2,
        "stated": 1,
        "unstated": 1,
        "reasons": [{"reason": EXPERIENCE, "n": 1, "share": 1.0, "low": share.low, "high": share.high}],
    }
    table = CliRunner().invoke(commands, ["reasons", "--store", str(store.folder)], catch_exceptions=False)
    assert "None given" in table.output


# --- groups compared, from counted rows ---------------------------------------------------------------------------


def rejections(*rows: tuple[str, int, str | None, int]) -> pd.DataFrame:
    """Rows of rejection_reasons.sql: group, applicant, the reasons named in one rejection, how many such."""
    return pd.DataFrame(rows, columns=["group_name", "applicant_id", "reasons", "rejections"]).assign(not_read=0)


def compared(*rows: tuple[str, int, str | None, int]) -> list[tuple[Reason, int, bool]]:
    return [(one.reason, one.n, one.differs) for one in reason_differences(rejections(*rows))]


def apart(named: int) -> list[tuple[str, int, str | None, int]]:
    """One applicant whose noes name experience in one group and only others in the other."""
    return [("early", 1, "experience_or_skills", named), ("late", 1, "other_candidates", 20)]


def test_a_reason_is_compared_from_five_rejections_on_that_named_it() -> None:
    assert compared(*apart(4)) == [(OTHERS, 20, True)]
    assert compared(*apart(5)) == [(EXPERIENCE, 5, True), (OTHERS, 20, True)]


def test_only_groups_that_are_stated_and_reasons_that_are_given_are_compared() -> None:
    unstated = ("not stated", 1, "experience_or_skills", 30)
    silent = ("late", 1, None, 30)
    assert compared(*apart(9), unstated, silent) == compared(*apart(9))
    assert compared(apart(9)[0], unstated) == []
    assert compared(apart(9)[0], ("late", 1, None, 30)) == []


def test_groups_alike_do_not_differ_and_p_values_allow_for_the_number_of_reasons() -> None:
    both = "experience_or_skills,other_candidates"
    alike = rejections(("a", 1, both, 10), ("b", 1, both, 10), ("a", 1, "other", 6), ("b", 1, "other", 6))
    assert [one.differs for one in reason_differences(alike)] == [False, False, False]
    found = reason_differences(rejections(*apart(5), ("early", 1, "other", 5), ("late", 1, "other", 5)))
    assert [one.p_adjusted is not None and one.p is not None and one.p_adjusted >= one.p for one in found] == [True] * 3


@pytest.mark.parametrize(("p", "differs"), [(0.0499, True), (0.05, False), (None, False)])
def test_a_difference_is_one_below_five_percent(p: float | None, differs: bool) -> None:
    assert ReasonDifference(EXPERIENCE, 9, p, p).differs is differs


def test_groups_stand_in_the_order_of_the_counts_and_percentages_from_five_on() -> None:
    late, early = rejection_reasons(
        rejections(("late", 1, "other", 5), ("early", 1, "other", 4), ("early", 1, None, 7))
    )
    assert [(one.group, one.rejections, one.stated, one.unstated, one.enough) for one in (late, early)] == [
        ("late", 5, 5, 0, True),
        ("early", 11, 4, 7, False),
    ]
