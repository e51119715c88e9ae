"""What happened to applications: totals, flows, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.statistics.application_paths import ApplicationPaths, Flow, application_paths
from analytics.statistics.next_step import next_step
from analytics.store import Viewer
from tests.builders import AnApplication, a_store, an_application

ME = Viewer.applicant(1)


def paths_of(folder: Path, *applications: AnApplication) -> ApplicationPaths:
    with a_store(folder, *applications).reading(ME) as reader:
        return application_paths(reader.load("application_paths"))


def test_every_application_is_on_one_way(tmp_path: Path) -> None:
    paths = paths_of(
        tmp_path,
        an_application(),
        an_application(),
        an_application(rejected_on="2026-01-20"),
        an_application(invited_on="2026-01-12", rejected_on="2026-02-01"),
        an_application(invited_on="2026-01-12", offered_on="2026-02-01"),
        an_application(withdrawn_on="2026-01-12"),
        an_application(outcome_recorded=False),
        an_application(submission="planned"),
    )
    assert paths == ApplicationPaths(
        n=7,
        unrecorded=1,
        answered=3,
        invited=2,
        offered=1,
        rejected=2,
        withdrawn=1,
        waiting=2,
        flows=paths.flows,
    )
    assert set(paths.flows) == {
        Flow("Sent", "No answer yet", 2),
        Flow("Sent", "Invited", 2),
        Flow("Sent", "Turned down", 1),
        Flow("Sent", "Withdrawn", 1),
        Flow("Sent", "The log doesn't say", 1),
        Flow("Invited", "Turned down after an invitation", 1),
        Flow("Invited", "Offer", 1),
    }
    assert paths.in_words() == (
        "Of 6 applications whose log says what came of them, 3 had an answer, 2 led to an invitation,"
        " you stepped back from 1 before any, and 2 have heard nothing yet."
    )


def test_an_empty_store_has_no_ways(tmp_path: Path) -> None:
    assert paths_of(tmp_path) == ApplicationPaths(0, 0, 0, 0, 0, 0, 0, 0, ())


@pytest.mark.parametrize(
    ("applications", "page"),
    [
        ([], "import_log"),
        ([an_application(outcome_recorded=False)], "applications"),
        ([an_application(rejected_on="2026-01-20")], "feedback_requests"),
        ([an_application(rejected_on="2026-01-20", request={"sent_on": "2026-01-25"})], "import_log"),
        ([an_application()], "waiting_list"),
        (
            [an_application(rejected_on="2026-01-20", feedback="Thin SQL.", request={"sent_on": "2026-01-25"})],
            "read_feedback",
        ),
    ],
)
def test_the_one_thing_to_do_next_is_the_first_open_step(
    applications: list[AnApplication], page: str, tmp_path: Path
) -> None:
    with a_store(tmp_path, *applications).reading(ME) as reader:
        assert next_step(reader.load("next_step")).page == page
