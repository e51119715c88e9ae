"""What people write in the cells of their logs: a case of the project's own for each way met."""
# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest

from analytics.ingest.dated_words import day_in
from analytics.ingest.dates import shape
from analytics.ingest.statuses import Context, status_of
from tests.logs import accounted, stored


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        ("✅ Applied", ("open",)), ("❌ Rejected", ("rejected",)), ("⏳", ("open",)), ("👻", ("silence",)), ("📞 Phone screen", ("screening",)),
        ("🎉 Offer", ("offer",)), ("OA", ("assessment",)), ("HR call", ("screening",)), ("R1", ("interview",)), ("Rej", ("rejected",)),
        ("Rejected (no sponsorship)", ("rejected",)), ("Applied via referral", ("open",)), ("No longer hiring", ("closed",)), ("passed OA", ("assessment",)),
        ("Interview (3/4)", ("interview",)), ("Rejected 3/4/25", ("rejected",)), ("Offer (declined)", ("declined",)), ("Did not apply - inbound request", ("planned",)),
        ("Availability request", ("screening",)), ("keine Rückmeldung", ("silence",)), ("En attente de retour", ("open",)), ("Sans nouvelles", ("silence",)),
        ("En proceso de selección", ("open",)), ("CV visto", ("open",)), ("Não avancei", ("rejected",)), ("Em processo seletivo", ("open",)),
    ],
)  # fmt: skip
def test_what_status_cells_say(words: str, meanings: tuple[str, ...]) -> None:
    assert status_of(words).meanings == meanings


@pytest.mark.parametrize("words", ["✅", "🟡", "❌ Offer", "X", "Declined to continue", "passed", "Maybe", "Archived"])
def test_what_only_its_owner_can_say_is_asked(words: str) -> None:
    assert not status_of(words).understood


def test_a_cross_and_a_check_in_a_stage_s_column_are_no_and_yes() -> None:
    assert [status_of(sign, Context.STAGE).meanings for sign in ("✅", "❌", "X", "☐")] == [
        ("yes",),
        ("no",),
        ("yes",),
        ("no",),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mo, 03.02.2025", "3 2 2025"), ("Mi., 05.02.2025", "5 2 2025"), ("mar 12/04/2025", "12 4 2025"), ("sex., 11/04/2025", "11 4 2025"),
        ("3 févr. 2025", "2025-02-03"), ("lundi 3 février 2025", "2025-02-03"), ("12 de marzo de 2025", "2025-03-12"), ("3 de abr. de 2025", "2025-04-03"),
        ("mar 12 2025", "2025-03-12"), ("Sept 3rd 2025", "2025-09-03"), ("Tue, Nov 4, 2025", "2025-11-04"), ("2025. 4. 21.", "2025-04-21"),
        ("2025年4月3日", "2025-04-03"), ("2025-03-04T10:00:00.000Z", "2025-03-04"), ("1736035200", "2025-01-05"), ("1736035200000", "2025-01-05"),
    ],
)  # fmt: skip
def test_days_as_they_are_written(text: str, day: str) -> None:
    found = shape(text)
    assert found is not None
    assert day == (
        " ".join(map(str, found.numbers)) if found.numbers else f"{found.year}-{found.month:02d}-{found.day:02d}"
    )


@pytest.mark.parametrize("text", ["yesterday", "2 weeks ago", "3/14/25, 3/18/25", "2025-03-01 - 2025-03-09", "applied 3/1, again 3/8", "2025-W03", "asap"])  # fmt: skip
def test_what_is_no_single_day_is_none(text: str) -> None:
    assert shape(text) is None


def test_two_digit_years_that_come_first_are_known_by_how_near_they_keep_the_days() -> None:
    rows = "".join(f"{firm},Dev,{day},Applied\n" for firm, day in zip("ABCD", ("25/03/14", "25/03/20", "25/04/01", "25/04/21"), strict=True))  # fmt: skip
    found = stored("Company,Role,Date Applied,Status\n" + rows)
    assert found.column("applied_on") == [date(2025, 3, 14), date(2025, 3, 20), date(2025, 4, 1), date(2025, 4, 21)]


def test_a_board_s_cards_are_applications_by_their_list() -> None:
    header = "Card ID,Card Name,Card URL,Labels,Members,Due Date,Last Activity Date,List ID,List Name,Board ID,Board Name,Archived\n"
    rows = (
        "1,Alder - Dev,https://x.example/c/1,,,,2025-03-04T10:00:00.000Z,l1,Applied,b1,Jobs,false\n"
        "2,Birch - Analyst,https://x.example/c/2,,,,2025-03-09T10:00:00.000Z,l2,Rejected,b1,Jobs,false\n"
        "3,Cedar - Dev,https://x.example/c/3,,,,2025-03-09T10:00:00.000Z,l0,To Apply,b1,Jobs,false\n"
    )
    found = stored(header + rows)
    assert found.column("submission") == ["sent", "sent", "planned"]
    assert found.column("role") == ["Alder - Dev", "Birch - Analyst", "Cedar - Dev"]
    assert found.events == [(3, "rejected", "2025-03-09", "seen")]


def test_a_column_called_name_is_the_role_where_it_holds_titles_of_jobs() -> None:
    header = "Name,Company,Date Applied,Status\n"
    titles = stored(header + "Data Analyst,Alder,2025-03-04,Applied\nSoftware Engineer,Birch,2025-03-05,Applied\n")
    assert titles.column("role") == ["Data Analyst", "Software Engineer"]
    people = stored(header + "Ann Lee,Alder,2025-03-04,Applied\nBob Ray,Birch,2025-03-05,Applied\n")
    assert people.column("role") == [None, None]


def test_notes_that_hold_days_stay_notes_and_a_salary_is_no_day() -> None:
    rows = "Alder,Dev,1/14/2025,Applied,2/3/2025,10/12\nBirch,Dev,1/15/2025,Rejected,2/4/2025,11/14\n"
    found = stored("Company,Position,Date Applied,Status,Notes,Salary\n" + rows)
    assert found.column("notes") == ["2/3/2025\nSalary: 10/12", "2/4/2025\nSalary: 11/14"]
    assert found.events == [(3, "rejected", None, "unknown")]


def test_flags_in_a_column_of_channels_are_no_channel() -> None:
    rows = "Alder,Dev,2025-01-14,Applied,TRUE\nBirch,Dev,2025-01-15,Rejected,FALSE\n"
    assert stored("Company,Role,Date Applied,Status,Referral\n" + rows).column("channel") == [None, None]


def test_section_lines_and_totals_are_set_aside() -> None:
    rows = "--- Summer 2025 ---,,,\nAlder,Dev,1/14/2025,Applied\n\nFall 2025,,,\nBirch,Dev,1/16/2025,Rejected\n,,Total:,2\n"
    found = stored("Company,Role,Date Applied,Status\n" + rows)
    assert [one.line for one in found.reading.rows_set_aside] == [2, 5, 7]
    assert accounted(found.reading)


def test_text_pasted_from_a_spreadsheet() -> None:
    text = 'Company\tRole\tDate Applied\tStatus\tNotes\r\nAlder\tDev\t1/14/2025\tApplied\t"two\r\nlines, and a ""quote"""\r\nBirch\tDev\t1/15/2025\tRejected\t\r\n'
    found = stored(text, "pasted text")
    assert found.column("notes") == ['two\nlines, and a "quote"', None]
    assert found.column("employer") == ["Alder", "Birch"]


def test_a_history_of_events_becomes_applications() -> None:
    rows = "2025-01-05,Alder,Dev,Applied\n2025-01-15,Alder,Dev,Phone Screen\n2025-01-20,Alder,Dev,Rejected\n2025-01-06,Birch,Dev,Applied\n"
    found = stored("Date,Company,Role,Event\n" + rows)
    assert (found.column("applied_on"), found.reading.merged) == ([date(2025, 1, 5), date(2025, 1, 6)], 2)
    assert [event[1:3] for event in found.events] == [("screening", "2025-01-15"), ("rejected", "2025-01-20")]


def test_days_under_responded_are_those_of_the_first_reply() -> None:
    rows = "Alder,Dev,1/14/2025,1/20/2025,1/25/2025,Rejected\nBirch,Dev,1/15/2025,,,\n"
    found = stored("Company,Position,Applied,Responded,Phone Screen,Result\n" + rows)
    assert [event[1:3] for event in found.events] == [
        ("screening", "2025-01-25"), ("rejected", None)
    ]  # fmt: skip


def test_true_and_false_under_result_are_asked() -> None:
    rows = "2023-05-11,Engineer,Alder,False\n2023-05-11,Developer,Birch,True\n"
    [question] = stored("timestamp,job,company,result\n" + rows).reading.questions
    assert set(question.words) == {"True", "False"}


def test_a_table_of_figures_beside_the_log_is_no_status() -> None:
    rows = "Alder,Dev,1/14/2025,Applied,,Total,3\nBirch,Dev,1/15/2025,Rejected,,Open,2\n"
    found = stored("Company,Role,Date,Status,,Stats,\n" + rows)
    assert found.column("status_words") == ["Applied", "Rejected"]


def test_a_day_of_contact_is_when_one_applied_where_nothing_else_is() -> None:
    rows = "3/14/2025,Alder,Clerk,No response\n3/15/2025,Birch,Clerk,Not hiring\n"
    found = stored("Date of Contact,Employer Name,Position,Result\n" + rows)
    assert found.column("applied_on") == [date(2025, 3, 14), date(2025, 3, 15)]


def test_other_dates_tell_the_order_and_the_year_of_an_odd_one() -> None:
    rows = "Alder,Dev,14th Jan 2025,Applied\nBirch,Dev,16-Jan-25,Applied\nCedar,Dev,17/01/25,Applied\n"
    assert stored("Company,Role,Date,Status\n" + rows).column("applied_on")[2] == date(2025, 1, 17)
    rows = "Alder,Dev,1/14/2025,Applied\nBirch,Dev,1/15/2025,Applied\nCedar,Dev,1/16/2025,Applied\nElm,Dev,Jan 17,Applied\nFir,Dev,1/18/2025,Applied\n"
    assert stored("Company,Role,Date,Status\n" + rows).column("applied_on")[3] == date(2025, 1, 17)


def test_a_day_in_the_words_of_a_status_dates_what_they_say() -> None:
    rows = (
        "Erle GmbH;Sachbearbeiterin;03.02.2025;Absage am 14.02.2025\nEsche AG;Buchhalter;05.02.2025;noch keine Antwort\n"
        "Ulme KG;Buchhalter;10.02.2025;Vorstellungsgespräch am 20.02.\nTanne;Buchhalter;11.02.2025;Interview 2/3\n"
    )
    found = stored("Arbeitgeber;Stelle;Datum;Ergebnis\n" + rows)
    assert [event[1:] for event in found.events] == [
        ("rejected", "2025-02-14", "day"), ("interview", "2025-02-20", "day"), ("interview", None, "unknown")
    ]  # fmt: skip


def test_for_a_day_in_the_words_of_a_status_alone_nobody_is_asked() -> None:
    found = stored(
        "Company,Role,Date Applied,Status\nAlder,Dev,2025-01-05,Rejected 3/4/25\nBirch,Dev,2025-01-06,Open\n"
    )
    assert (found.reading.unanswered, found.events) == ((), [(2, "rejected", None, "unknown")])


@pytest.mark.parametrize("words", ["Rejected, reapply after 6/1/2025", "Rejected after interview 3/4/25", "Interview (3/4)", "Rejected 3/4/25 and 3/5/25"])  # fmt: skip
def test_a_day_that_may_belong_to_something_else_dates_nothing(words: str) -> None:
    assert day_in(words) is None


@pytest.mark.parametrize("text", ["March 10-12", "10-12 March", "10/12 March", "March 10th - 12th", "3–5 March"])
def test_days_from_to_are_no_single_day(text: str) -> None:
    assert shape(text) is None


@pytest.mark.parametrize("text", ["2025–01–14", "14‑Jan‑2025", "14 Jan ’25", "'2025-01-14"])
def test_dashes_and_marks_of_a_spreadsheet_change_no_day(text: str) -> None:
    found = shape(text)
    assert found is not None
    assert (found.year, found.month, found.day) == (2025, 1, 14)


def test_a_stage_s_date_is_that_of_the_status_and_no_misspelt_start_date() -> None:
    rows = "Alder,Dev,Phone Screen,2025-01-20\nBirch,Dev,Rejected,2025-01-25\n"
    found = stored("Company,Role,Stage,Stage Date\n" + rows)
    assert [event[1:3] for event in found.events] == [("screening", "2025-01-20"), ("rejected", "2025-01-25")]
