"""When, whom and how to ask: a table of cases, each with its days, its person and the rules that gave them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import InvalidEntry, NotAllowed
from analytics.feedback_requests.queue import Ask, Lane, asks, in_words
from analytics.feedback_requests.rules import Rules
from analytics.feedback_requests.when import Rejection, window
from analytics.feedback_requests.whom import Contact, way, whom
from analytics.feedback_requests.working_days import _codes, working_days
from analytics.store import Store, Viewer, feedback
from analytics.store import feedback_requests as requests
from analytics.store.contacts import add_contact
from analytics.store.feedback_requests import Asked
from analytics.taxonomy import ContactKind
from tests.builders import AnApplication, a_store, an_application

NOW = datetime(2026, 3, 20, 10, 0)
USUAL = "3 to 5 working days after the no: not in the first rush, and while they remember."


def queue_of(tmp_path: Path, *applications: AnApplication, today: str = "2026-03-20") -> list[Ask]:
    return read(a_store(tmp_path, *applications), today)


def read(store: Store, today: str = "2026-03-20", applicant: int = 1) -> list[Ask]:
    with store.reading(Viewer.applicant(applicant)) as reader:
        return asks(reader.load("request_queue"), reader.load("request_contacts"), date.fromisoformat(today))


# --- when ------------------------------------------------------------------------------------------------

WHEN: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "a Monday": ({"rejected_on": "2026-03-02"}, "2026-03-05", "2026-03-09", USUAL),
    "a Friday": ({"rejected_on": "2026-03-06"}, "2026-03-11", "2026-03-13", USUAL),
    "a Saturday": ({"rejected_on": "2026-03-07"}, "2026-03-11", "2026-03-13", USUAL),
    "before Easter in England": (
        {"rejected_on": "2026-04-02", "country": "GB"},
        "2026-04-09",
        "2026-04-13",
        f"{USUAL} Not counted: Good Friday, Easter Monday.",
    ),
    "before Thanksgiving": (
        {"rejected_on": "2026-11-25", "country": "US"},
        "2026-12-01",
        "2026-12-03",
        f"{USUAL} Not counted: Thanksgiving Day.",
    ),
    "before May Day in Germany": (
        {"rejected_on": "2026-04-29", "country": "Germany"},
        "2026-05-05",
        "2026-05-07",
        f"{USUAL} Not counted: Labor Day.",
    ),
    "before the fourteenth of July": (
        {"rejected_on": "2026-07-10", "country": "FR"},
        "2026-07-16",
        "2026-07-20",
        f"{USUAL} Not counted: National Day.",
    ),
    "before the King's birthday": (
        {"rejected_on": "2026-04-23", "country": "Netherlands"},
        "2026-04-29",
        "2026-05-01",
        f"{USUAL} Not counted: King's Day.",
    ),
    "in Golden Week": (
        {"rejected_on": "2026-04-30", "country": "JP"},
        "2026-05-08",
        "2026-05-12",
        f"{USUAL} Not counted: Greenery Day, Children's Day, Substitute Holiday.",
    ),
    "where Friday and Saturday are free": (
        {"rejected_on": "2026-02-11", "country": "IL"},
        "2026-02-16",
        "2026-02-18",
        USUAL,
    ),
    "across New Year": (
        {"rejected_on": "2026-12-30", "country": "DE"},
        "2027-01-05",
        "2027-01-07",
        f"{USUAL} Not counted: New Year's Day.",
    ),
    "before Christmas": (
        {"rejected_on": "2026-12-23", "country": "DE"},
        "2026-12-29",
        "2026-12-31",
        f"{USUAL} Not counted: Christmas Day.",
    ),
    "in a country nobody knows": ({"rejected_on": "2026-12-23", "country": "Oz"}, "2026-12-28", "2026-12-30", USUAL),
    "before an announced decision": (
        {"rejected_on": "2026-03-02", "decision_expected_on": "2026-03-20"},
        "2026-03-20",
        "2026-03-24",
        "The decision was announced for 20 March 2026; not before it.",
    ),
    "with a decision announced for a Sunday": (
        {"rejected_on": "2026-03-02", "decision_expected_on": "2026-03-22"},
        "2026-03-23",
        "2026-03-25",
        "The decision was announced for 22 March 2026; not before it.",
    ),
    "with a decision day long past": (
        {"rejected_on": "2026-03-02", "decision_expected_on": "2026-02-20"},
        "2026-03-05",
        "2026-03-09",
        USUAL,
    ),
    "by a quick employer": (
        {"applied": "2026-03-02", "rejected_on": "2026-03-04"},
        "2026-03-06",
        "2026-03-10",
        "They answered within 2 days, so a little sooner: 2 to 4 working days after the no.",
    ),
    "soon after the last round": (
        {"invited_on": "2026-03-03", "rejected_on": "2026-03-04"},
        "2026-03-06",
        "2026-03-10",
        "They answered within 1 day, so a little sooner: 2 to 4 working days after the no.",
    ),
}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ask]:
    """All cases in one store, by the name of the case."""
    logged = [an_application(employer=case, **columns) for case, (columns, *_) in WHEN.items()]
    return {str(ask.rejection.employer): ask for ask in queue_of(tmp_path_factory.mktemp("when"), *logged)}


@pytest.mark.parametrize("case", WHEN, ids=str)
def test_the_days_to_ask_after_a_rejection(case: str, cases: dict[str, Ask]) -> None:
    _, ask_from, ask_until, rule = WHEN[case]
    found = cases[case].window
    assert (str(found.ask_from), str(found.ask_until), found.rule) == (ask_from, ask_until, rule)


def test_every_setting_can_be_another() -> None:
    rejection = Rejection(1, rejected_on=date(2026, 3, 2))
    found = window(rejection, Rules(first_day=1, last_day=2, worth_for=10))
    assert (found.ask_from, found.ask_until, found.worth_until) == (
        date(2026, 3, 3),
        date(2026, 3, 4),
        date(2026, 3, 12),
    )


def test_every_country_has_a_calendar_and_many_names() -> None:
    for code in sorted(set(_codes().values())):
        assert working_days(code).after(date(2026, 12, 23), 3) > date(2026, 12, 25)
    assert {working_days(name).country for name in ("UK", "United Kingdom", "gbr", "England")} == {"GB"}


# --- whom and how ----------------------------------------------------------------------------------------

ROBIN = Contact(ContactKind.INTERVIEWER, "Robin", "robin@alder.example")
KAI = Contact(ContactKind.INTERVIEWER, "Kai")
NOOR = Contact(ContactKind.HIRING_MANAGER, "Noor", None, "555 0100")
HANA = Contact(ContactKind.HR, "Hana")
LUCA = Contact(ContactKind.CONNECTION, "Luca")

NO_INTERVIEW = "There was no interview, so HR, or the address that the no came from."
ONE = "One person interviewed you: they know best how it went."
SEVERAL = "Several people interviewed you; HR has heard all of them."
MANAGER = "You met the hiring manager, who decided."

WHOM: dict[str, tuple[tuple[Contact, ...], bool, str, str | None, str]] = {
    "nobody, no interview": ((), False, "hr", None, NO_INTERVIEW),
    "nobody, interviewed": ((), True, "hr", None, "No interviewer is noted, so HR, who can pass it on."),
    "one interviewer": ((ROBIN, HANA), True, "interviewer", "Robin", ONE),
    "several interviewers": ((ROBIN, KAI, HANA), True, "hr", "Hana", SEVERAL),
    "several, HR not named": ((ROBIN, KAI), True, "hr", None, SEVERAL),
    "the hiring manager": ((NOOR, HANA), True, "hiring_manager", "Noor", MANAGER),
    "the hiring manager among several": ((ROBIN, KAI, NOOR), True, "hiring_manager", "Noor", MANAGER),
    "one interviewer and the manager": ((ROBIN, NOOR), True, "interviewer", "Robin", ONE),
}


@pytest.mark.parametrize("case", WHOM, ids=str)
def test_the_person_to_ask(case: str) -> None:
    contacts, interviewed, kind, name, rule = WHOM[case]
    found = whom(Rejection(1, interviewed=interviewed), contacts)
    assert (found.contact.kind, found.contact.name, found.rule) == (kind, name, rule)


def test_a_connection_guides_and_is_not_asked() -> None:
    found = whom(Rejection(1), [LUCA])
    assert (found.contact.kind, found.guide) == ("hr", "Luca")


def test_the_way_follows_from_how_far_it_came() -> None:
    def channel(rejection: Rejection, *contacts: Contact) -> str:
        return way(rejection, whom(rejection, contacts))[0].channel

    assert channel(Rejection(1, interviewed=True, finalist=True), ROBIN) == "meeting"
    assert channel(Rejection(1, interviewed=True, finalist=True)) == "email"
    assert channel(Rejection(1, interviewed=True), NOOR) == "phone"
    assert channel(Rejection(1)) == "email"


# --- the queue -------------------------------------------------------------------------------------------


def test_the_queue_says_where_each_rejection_stands(tmp_path: Path) -> None:
    sent = {"sent_on": "2026-03-12", "channel": "email"}
    queue = queue_of(
        tmp_path,
        an_application("Due", rejected_on="2026-03-17"),
        an_application("Coming", rejected_on="2026-03-19"),
        an_application("Overdue", rejected_on="2026-03-02"),
        an_application("Too long ago", rejected_on="2026-01-20"),
        an_application("Asked", rejected_on="2026-03-09", request=sent),
        an_application("Answered", rejected_on="2026-03-09", request=sent | {"status": "declined"}),
        an_application("Stepped back", rejected_on="2026-03-17", withdrawn_on="2026-03-10"),
        an_application("Offered", rejected_on="2026-03-17", offered_on="2026-03-10"),
        an_application("Gone", closed_on="2026-03-17"),
        an_application("Some day", rejected=True),
        an_application("Let go", rejected_on="2026-03-17", request={"status": "dropped"}),
        an_application("Waiting", invited_on="2026-03-17"),
    )
    assert [(ask.lane, ask.rejection.employer, ask.said) for ask in queue] == [
        (Lane.DUE, "Due", "Best by 24 March 2026."),
        (Lane.OVERDUE, "Overdue", "Best by 9 March 2026; still worth it until 30 March 2026."),
        (Lane.COMING, "Coming", "Ask from 24 March 2026 to 26 March 2026."),
        (Lane.WAITING, "Asked", "Asked on 12 March 2026; a reply is likely by 26 March 2026."),
        (Lane.UNDATED, "Some day", "Add the day of the rejection to see when to ask."),
        (Lane.DONE, "Answered", "Declined."),
        (Lane.DONE, "Let go", "Not asked."),
        (Lane.PASSED, "Too long ago", "Rarely worth it after 17 February 2026."),
        (Lane.PASSED, "Stepped back", "You withdrew it yourself."),
        (Lane.PASSED, "Offered", "There was an offer."),
        (Lane.PASSED, "Gone", "The position went away; nobody decided about you."),
    ]
    assert in_words(queue) == "Ask Due today."


def test_a_rejection_after_an_interview_ranks_above_one_without(tmp_path: Path) -> None:
    queue = queue_of(
        tmp_path,
        an_application("Applied", rejected_on="2026-03-16"),
        an_application("Interviewed", invited_on="2026-02-20", rejected_on="2026-03-17"),
        an_application("Last round", final_on="2026-02-20", rejected_on="2026-03-17"),
        an_application("Tested", assessed_on="2026-02-20", rejected_on="2026-03-17"),
        an_application(
            "Told", invited_on="2026-02-20", rejected_on="2026-03-17", feedback="More SQL.", kind="constructive"
        ),
    )
    ranked = [(ask.rejection.employer, ask.rejection.stage) for ask in queue]
    assert ranked == [
        ("Last round", "final"),
        ("Interviewed", "interview"),
        ("Tested", "assessment"),
        ("Applied", "application"),
        ("Told", "interview"),
    ]


def test_a_month_counts_from_its_last_day(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-03-01"))
    with store.writing(Viewer.applicant(1)) as writer:
        writer.sql("update events set precision = 'month'")
    assert read(store)[0].rejection.rejected_on == date(2026, 3, 31)


def test_silence_after_asking_is_told_as_time_passes(tmp_path: Path) -> None:
    asked = an_application(rejected_on="2026-03-09", request={"sent_on": "2026-03-12"})
    store = a_store(tmp_path, asked)
    said = {day: read(store, day)[0].said for day in ("2026-03-26", "2026-03-27", "2026-04-02")}
    assert said == {
        "2026-03-26": "Asked on 12 March 2026; a reply is likely by 26 March 2026.",
        "2026-03-27": "Asked on 12 March 2026; most who reply do so by now.",
        "2026-04-02": "Nothing since 12 March 2026; a reply is no longer expected.",
    }


def test_an_empty_log_has_an_empty_queue(tmp_path: Path) -> None:
    assert queue_of(tmp_path) == []
    assert in_words([]) == "There is nobody to ask today."


HEADLINES: dict[str, tuple[dict[str, Any], str]] = {
    "overdue": (
        {"rejected_on": "2026-03-02"},
        "One rejection can still be asked about, though the best days have passed.",
    ),
    "coming": (
        {"rejected_on": "2026-03-19"},
        "Nothing to ask today; the next is Alder Works, Data Analyst, from 24 March 2026.",
    ),
    "waiting": (
        {"rejected_on": "2026-03-10", "request": {"sent_on": "2026-03-12"}},
        "Nothing to ask today; you wait for 1 reply.",
    ),
    "without a day": (
        {"rejected": True},
        "Nobody to ask today that the log knows of; 1 rejection came on a day it does not say.",
    ),
}


@pytest.mark.parametrize("case", HEADLINES, ids=str)
def test_the_headline_says_what_is_next(case: str, tmp_path: Path) -> None:
    logged, sentence = HEADLINES[case]
    assert in_words(queue_of(tmp_path, an_application(**logged))) == sentence


# --- what a person records -------------------------------------------------------------------------------


def test_a_request_goes_from_plan_to_reply(tmp_path: Path) -> None:
    store, me = a_store(tmp_path, an_application(rejected_on="2026-03-17")), Viewer.applicant(1)
    with store.writing(me, NOW) as writer:
        add_contact(writer, " Robin Vale ", "interviewer", application_id=1, email="robin@alder.example")
        requests.plan_request(writer, 1, date(2026, 3, 25), date(2026, 3, 26))
    planned = read(store)[0]
    assert (planned.lane, planned.whom.contact.name, planned.window.rule) == (
        Lane.COMING,
        "Robin Vale",
        "The days you chose.",
    )
    with store.writing(me, NOW) as writer:
        asked = Asked("email", "interviewer", "Robin Vale", "robin@alder.example", "specific", "Dear Robin", "one")
        request = requests.log_sent(writer, 1, date(2026, 3, 19), asked)
    assert read(store)[0].lane is Lane.WAITING
    with store.writing(me, NOW) as writer:
        requests.log_reply(writer, request, date(2026, 3, 20), " We missed SQL. ")
    done = read(store)[0]
    assert done.request is not None
    assert (done.lane, done.request.request_id, done.request.answered_on) == (Lane.DONE, 1, date(2026, 3, 20))
    with store.reading(me) as reader:
        assert reader.load("feedback_texts")["words"].to_list() == ["We missed SQL."]


def test_a_request_taken_back_takes_its_reply_along(tmp_path: Path) -> None:
    store, me = a_store(tmp_path, an_application(rejected_on="2026-03-17")), Viewer.applicant(1)
    with store.writing(me, NOW) as writer:
        request = requests.log_sent(writer, 1, date(2026, 3, 19), Asked())
        requests.log_reply(writer, request, date(2026, 3, 20), "No.")
    with store.writing(me, NOW) as writer:
        requests.undo_request(writer, request)
    assert read(store)[0].lane is Lane.DUE
    with store.reading(me) as reader:
        assert reader.load("feedback_texts").empty


def test_a_reply_that_is_set_aside_is_out_of_sight(tmp_path: Path) -> None:
    asked = {"sent_on": "2026-03-19", "status": "replied", "answered_on": "2026-03-20"}
    store = a_store(tmp_path, an_application(rejected_on="2026-03-17", request=asked, feedback="Just no."))
    with store.writing(Viewer.applicant(1), NOW) as writer:
        feedback.set_aside(writer, 1)
    with store.reading(Viewer.applicant(1)) as reader:
        assert reader.load("unhelpful_feedback").empty
        assert reader.load("feedback_requests")[["status", "n"]].to_dict("records") == [{"status": "replied", "n": 1}]


REFUSED: dict[str, Any] = {
    "another's application": lambda c: requests.log_sent(c, 2, date(2026, 3, 19), Asked()),
    "a day ahead": lambda c: requests.log_sent(c, 1, date(2026, 3, 21), Asked()),
    "an unknown way": lambda c: requests.log_sent(c, 1, date(2026, 3, 19), Asked("pigeon")),
    "days the wrong way round": lambda c: requests.plan_request(c, 1, date(2026, 3, 21), date(2026, 3, 20)),
    "a reply to nothing": lambda c: requests.log_reply(c, 7, date(2026, 3, 19), "Hm."),
    "an empty reply": lambda c: requests.log_reply(c, 7, date(2026, 3, 19), "  "),
    "a book for a reply": lambda c: requests.log_reply(c, 7, date(2026, 3, 19), "a" * 20_001),
    "a contact without a name": lambda c: add_contact(c, " ", "hr", application_id=1),
    "a contact of no kind": lambda c: add_contact(c, "Kim", "cousin", application_id=1),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_can_not_be_is_refused_and_nothing_is_written(case: str, tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-03-17"))
    with pytest.raises((InvalidEntry, NotAllowed)), store.writing(Viewer.applicant(1), NOW) as writer:
        REFUSED[case](writer)
    assert read(store)[0].request is None


def test_a_reply_before_the_request_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(rejected_on="2026-03-10", request={"sent_on": "2026-03-17"}))
    with pytest.raises(InvalidEntry, match="before the request"), store.writing(Viewer.applicant(1)) as writer:
        requests.log_declined(writer, 1, date(2026, 3, 16))


def test_nobody_sees_or_changes_the_requests_of_another(tmp_path: Path) -> None:
    asked = an_application(rejected_on="2026-03-17", request={"sent_on": "2026-03-19"})
    store = a_store(tmp_path, asked, an_application(rejected_on="2026-03-17", applicant=2))
    for change in (
        lambda writer: requests.log_silent(writer, 1),
        lambda writer: requests.undo_request(writer, 1),
        lambda writer: feedback.set_aside(writer, 1),
    ):
        with pytest.raises(NotAllowed), store.writing(Viewer.applicant(2), NOW) as writer:
            change(writer)
    assert [(ask.rejection.applicant_id, ask.lane) for ask in read(store)] == [(1, Lane.WAITING)]
    assert [(ask.rejection.applicant_id, ask.lane) for ask in read(store, applicant=2)] == [(2, Lane.DUE)]
