"""What happened to applications: totals, flows, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.statistics.application_paths import ApplicationPaths, Flow, Step, application_paths
from analytics.statistics.next_step import next_step
from analytics.store import Viewer
from analytics.wording.application_paths import in_words
from analytics.wording.next_step import advice
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
        Flow(Step.SENT, Step.SILENT, 2),
        Flow(Step.SENT, Step.INVITED, 2),
        Flow(Step.SENT, Step.REJECTED, 1),
        Flow(Step.SENT, Step.WITHDRAWN, 1),
        Flow(Step.SENT, Step.UNRECORDED, 1),
        Flow(Step.INVITED, Step.REJECTED_AFTER_INVITATION, 1),
        Flow(Step.INVITED, Step.OFFERED, 1),
    }
    assert in_words(paths) == (
        "Of 6 applications whose log says what came of them, 3 had an answer, 2 led to an invitation, 1 was withdrawn "
        "before any and 2 are silent."
    )


@pytest.mark.parametrize(
    ("applications", "said"),
    [
        ([an_application()], "One application, silent so far."),
        ([an_application(rejected_on="2026-01-20")], "One application, with an answer."),
        ([an_application(invited_on="2026-01-20")], "One application, with an invitation."),
        ([an_application(withdrawn_on="2026-01-20")], "One application, withdrawn."),
        ([an_application()] * 2, "Of 2 applications, none had an answer and 2 are silent."),
        (
            [an_application(rejected_on="2026-01-20"), an_application()],
            "Of 2 applications, 1 had an answer and 1 is silent.",
        ),
        (
            [an_application(outcome_recorded=False)] * 2,
            "Two applications, and nothing yet says what came of them.",
        ),
    ],
)
def test_the_ways_are_said_in_one_sentence(applications: list[AnApplication], said: str, tmp_path: Path) -> None:
    assert in_words(paths_of(tmp_path, *applications)) == said


def test_an_empty_store_has_no_ways(tmp_path: Path) -> None:
    assert paths_of(tmp_path) == ApplicationPaths(0, 0, 0, 0, 0, 0, 0, 0, ())


@pytest.mark.parametrize(
    ("applications", "page"),
    [
        ([], "import_log"),
        ([an_application(outcome_recorded=False)], "applications"),
        ([an_application(rejected_on="2026-01-20")], "feedback_requests"),
        ([an_application(rejected_on="2026-01-20", request={"sent_on": "2026-01-25"})], "import_log"),
        ([an_application()], "applications"),
        (
            [an_application(rejected_on="2026-01-20", feedback="Thin SQL.", request={"sent_on": "2026-01-25"})],
            "rejection_reasons",
        ),
    ],
)
def test_the_one_thing_to_do_next_is_the_first_open_step(
    applications: list[AnApplication], page: str, tmp_path: Path
) -> None:
    with a_store(tmp_path, *applications).reading(ME) as reader:
        assert advice(next_step(reader.load("next_step"))).page == page
