"""Kinds of misreading, each with several logs of its own in several languages: read as its owner would, or asked about.

The logs in ../shared/logs/twins are of the same kinds and are checked too where that folder is at hand.
"""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import NothingToImport
from analytics.ingest.statuses import labels, status_of, vocabulary
from analytics.ingest.words import normal
from tests.logs import Stored, accounted, stored

TODAY = date(2026, 11, 25)
TWINS = Path(__file__).parents[2] / "shared" / "logs" / "twins"


def read(content: str | bytes, **answers: Any) -> Stored:
    found = stored(content, today=TODAY, **answers)
    assert accounted(found.reading)
    assert len(found.reading.questions) <= 2
    return found


def asked(found: Stored) -> list[str]:
    return [question.name for question in found.reading.unanswered]


def a_log(header: str, *rows: str) -> str:
    return "\n".join([header, *rows, ""])


# --- a known word inside a phrase ----------------------------------------------------------------------------

# Words that say who acted, and what a plain phrase may mean beside them; everything else has to be asked.
ACTED = {
    "employer": ("company", "the employer", "they", "recruiter", "la empresa", "l'entreprise", "Arbeitgeber", "a empresa"),
    "me": ("me", "I", "myself", "mir", "moi", "mim"),
    "another": ("someone else", "another candidate", "an internal candidate", "anderen Bewerber", "otro candidato",
                "un autre candidat", "outro candidato"),
    "elsewhere": ("elsewhere", "another company", "another offer", "woanders", "ailleurs", "otra empresa"),
}  # fmt: skip
MAY_MEAN = {
    "employer": {"withdrawn": {"closed"}, "accepted": set(), "declined": set(), "planned": set(),
                 "interview": {"interview", "screening"}},
    "me": {"rejected": {"withdrawn", "declined"}, "offer": set(), "closed": set(), "silence": set(), "interview": set(),
           "accepted": {"accepted"}, "withdrawn": {"withdrawn"}, "declined": {"declined"}},
    "another": {"accepted": {"rejected"}, "offer": {"rejected"}, "closed": {"rejected"}, "withdrawn": set(),
                "interview": set(), "declined": set()},
    "elsewhere": {"accepted": {"withdrawn"}, "offer": set(), "rejected": set(), "interview": set(), "closed": set(),
                  "withdrawn": {"withdrawn"}},
}  # fmt: skip
PLAIN = {
    "withdrawn": ("withdrawn", "withdrew"), "rejected": ("rejected", "declined"), "accepted": ("hired", "accepted"),
    "offer": ("offer", "offered"), "closed": ("closed", "filled", "cancelled"), "silence": ("ghosted", "no response"),
    "interview": ("interview", "interviewed"), "declined": ("offer declined",), "planned": ("to apply",),
}  # fmt: skip


@pytest.mark.parametrize("who", sorted(ACTED))
@pytest.mark.parametrize("meaning", sorted(PLAIN))
def test_who_acted_is_never_passed_over(who: str, meaning: str) -> None:
    listed = set(_every_phrase())
    for actor in ACTED[who]:
        for phrase in PLAIN[meaning]:
            for text in (f"{phrase} by {actor}", f"{actor} {phrase}", f"{phrase} {actor}", f"{phrase} - {actor}"):
                found = set(status_of(text).meanings)
                allowed = MAY_MEAN[who].get(meaning, {meaning})
                assert not found or found <= allowed or normal(text) in listed, (text, found)


def _every_phrase() -> list[str]:
    import tomllib

    from analytics import DATA

    entries = tomllib.loads((DATA / "statuses.toml").read_text(encoding="utf-8"))
    return [
        phrase.lower() for entry in entries.values() for words in entry.values() if isinstance(words, list)
        for phrase in words
    ]  # fmt: skip


@pytest.mark.parametrize("meaning", [name for name in vocabulary() if name in PLAIN])
@pytest.mark.parametrize(
    "doubt", ["not {}", "never {}", "maybe {}", "{}?", "if {}", "~~{}~~", "blue {}", "{} my terms"]
)
def test_what_is_left_beside_a_phrase_must_be_harmless(meaning: str, doubt: str) -> None:
    for phrase in PLAIN[meaning]:
        text = doubt.format(phrase)
        assert status_of(text).meanings != (meaning,), text


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        ("Hired someone else", ("rejected",)), ("Took another offer", ("withdrawn",)), ("Screened out", ("rejected",)),
        ("Withdrawn by employer", ("closed",)), ("Position withdrawn", ("closed",)), ("Filled internally", ("rejected",)),
        ("Rejected (they hired someone else)", ("rejected",)), ("Accepted elsewhere", ("withdrawn",)),
        ("Stelle intern besetzt", ("closed",)), ("Jemand anderen eingestellt", ("rejected",)), ("Absage von mir", ("withdrawn",)),
        ("Contrataron a otra persona", ("rejected",)), ("Acepté otra oferta", ("withdrawn",)),
        ("Ont pris quelqu'un d'autre", ("rejected",)), ("Refusé par moi", ("withdrawn",)), ("Escolheram outro candidato", ("rejected",)),
        ("Rejection received Jun 15 2026 via ATS email", ("rejected",)), ("Rejected after 2 rounds", ("rejected",)),
        ("Applied via Workday Apr 28", ("open",)), ("Turned down by employer", ("rejected",)), ("Turned down by me", ("withdrawn",)),
        ("Not yet rejected", ()), ("Rejected, no feedback given", ("rejected",)),
        ("Offer from another company", ()), ("Interview cancelled", ()), ("Rejected: I declined the offer", ()),
        ("Interview declined", ()), ("Rejected (ghosted)", ()), ("Absage (vermutlich)", ()), ("Interviewed - rejected", ("failed_interview",)),
        ("They rejected my counter-offer", ()), ("Rejected, but interview next week", ()),
    ],
)  # fmt: skip
def test_phrases(words: str, meanings: tuple[str, ...]) -> None:
    assert status_of(words).meanings == meanings


def test_every_meaning_has_a_label() -> None:
    assert all(labels().values())


# --- numbers and days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Keywords matched", ("9/14", "7/13", "11/15", "10/16")), ("Years", ("3-5", "1-13", "5-14", "2-15")),
        ("Confidence", ("0.75", "14.10", "13.11", "0.8")), ("Puntuación", ("9/10", "13/1", "14/2", "15/3")),
        ("Gehalt", ("45000", "52000", "41000", "39000")), ("Punkte", ("1.13", "2.14", "3.15", "4.16")),
        ("Ref", ("20251301", "20251402", "20251503", "20251604")), ("Note", ("4,5", "13,2", "3,0", "2,7")),
    ],
)  # fmt: skip
def test_numbers_beside_days_decide_nothing(heading: str, cells: tuple[str, ...]) -> None:
    days = ("03/04/2025", "04/05/2025", "05/06/2025", "06/07/2025")
    rows = [f'Firm {n},Dev,{day},Applied,"{cell}"' for n, (day, cell) in enumerate(zip(days, cells, strict=True))]
    found = read(a_log(f"Company,Role,Date Applied,Status,{heading}", *rows))
    assert asked(found) == ["date_order"]
    plain = read(
        a_log(
            f"Company,Role,Status,{heading}", *(row.replace(day + ",", "") for row, day in zip(rows, days, strict=True))
        )
    )
    assert not asked(plain)
    assert set(plain.column("applied_on")) == {None}


# --- outliers ------------------------------------------------------------------------------------------------

DAY_FIRST = (
    "03/02/2025",
    "05/02/2025",
    "10/02/2025",
    "04/03/2025",
    "11/03/2025",
    "02/04/2025",
    "08/04/2025",
    "13/04/2025",
    "15/04/2025",
)
MONTH_FIRST = (
    "02/03/2025",
    "02/05/2025",
    "02/10/2025",
    "03/04/2025",
    "03/11/2025",
    "04/02/2025",
    "04/08/2025",
    "04/13/2025",
    "04/15/2025",
)


@pytest.mark.parametrize("days", [DAY_FIRST, MONTH_FIRST], ids=["day first", "month first"])
@pytest.mark.parametrize(
    "odd",
    ["25/03/2052", "03/25/2052", "01/01/1899", "12/30/1899", "30/12/1899", "07/08/1925", "99/99/2025", "03/04/3025"],
)
@pytest.mark.parametrize("at", [0, 5, 9])
def test_one_odd_day_is_set_aside_by_itself(days: tuple[str, ...], odd: str, at: int) -> None:
    cells = [*days[:at], odd, *days[at:]]
    rows = [f"Firm {n},Dev,{day},Applied" for n, day in enumerate(cells)]
    found = read(a_log("Company,Role,Date Applied,Status", *rows))
    expected = read(a_log("Company,Role,Date Applied,Status", *(row for n, row in enumerate(rows) if n != at)))
    assert [one.line for one in found.reading.cells_set_aside] == [at + 2]
    assert [day for n, day in enumerate(found.column("applied_on")) if n != at] == expected.column("applied_on")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_one_line_in_an_old_encoding_spoils_no_other(encoding: str) -> None:
    rows = [f"Bäckerei {n},Verkäufer,2026-03-0{n},Absage" for n in range(1, 5)]
    odd = "Café Größe,Gärtner,2026-03-08,offen"
    content = a_log("Firma,Stelle,Beworben am,Status", *rows).encode() + odd.encode(encoding)
    found = read(content)
    assert found.column("employer") == [*(f"Bäckerei {n}" for n in range(1, 5)), "Café Größe"]
    assert "line 6" in " ".join(found.reading.remarks)


# --- columns under names of their own ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Company,Role,Date Applied,Status,What they said", ("Rejected", "Applied")),
        ("Firma,Stelle,Beworben am,Status,Was sie sagten", ("Absage", "offen")),
        ("Empresa,Puesto,Fecha de solicitud,Estado,Lo que dijeron", ("Rechazado", "Enviado")),
        ("Entreprise,Poste,Date de candidature,Statut,Ce qu'ils ont dit", ("Refusé", "Envoyée")),
        ("Empresa,Vaga,Data da candidatura,Situação,O que disseram", ("Reprovado", "Enviado")),
        ("Company,Role,Date Applied,Status,Words of the mail", ("Rejected", "Applied")),
    ],
)  # fmt: skip
def test_the_employer_s_words_come_in_under_any_name(header: str, words: tuple[str, str]) -> None:
    refused, waiting = words
    text = "Unfortunately you have not used dbt in production."
    rows = [
        f"A,Dev,2025-03-04,{refused},{text} 1",
        f"B,Dev,2025-03-05,{waiting},",
        f"C,Dev,2025-03-06,{refused},{text} 2",
    ]
    found = read(a_log(header, *rows))
    column = header.rpartition(",")[2]
    if asked(found):
        [question] = found.reading.unanswered
        assert question.name == f"column.{column}" and "2 of 2 rejections" in question.text
        found = read(a_log(header, *rows), **{f"column__{column}": "feedback"})
    assert [one[1] for one in found.feedback] == [f"{text} 1", f"{text} 2"]


@pytest.mark.parametrize("name", ["Final answer", "Closure", "Bescheid", "Resolución", "Clôture du dossier"])
def test_days_that_stand_in_decided_rows_are_of_the_answers(name: str) -> None:
    rows = ["A,Dev,2025-03-04,Rejected,2025-03-20", "B,Dev,2025-03-05,Applied,", "C,Dev,2025-03-06,Rejected,2025-04-02",
            "D,Dev,2025-03-07,Applied,"]  # fmt: skip
    found = read(a_log(f"Company,Role,Date Applied,Status,{name}", *rows))
    if asked(found):
        assert asked(found) == [f"column.{name}"]
        found = read(a_log(f"Company,Role,Date Applied,Status,{name}", *rows), **{f"column__{name}": "status_on"})
    assert [event[1:3] for event in found.events] == [("rejected", "2025-03-20"), ("rejected", "2025-04-02")]


@pytest.mark.parametrize("name", ["Admission Stage", "Etappe", "How it went", "Situation"])
def test_words_of_an_outcome_are_one_under_any_name(name: str) -> None:
    rows = [
        "A,Dev,2025-03-04,Rejected",
        "B,Dev,2025-03-05,Interview",
        "C,Dev,2025-03-06,Applied",
        "D,Dev,2025-03-07,Rejected",
    ]
    found = read(a_log(f"Company,Role,Date Applied,{name}", *rows))
    assert [event[1] for event in found.events] == ["rejected", "interview", "rejected"]


@pytest.mark.parametrize("name", ["applied to", "Target", "Zielfirma", "Destinataire", "Para"])
def test_names_in_every_row_are_the_employers(name: str) -> None:
    rows = [
        "Dev,Amberlight,2025-03-04,Rejected",
        "Analyst,Brook Vale,2025-03-05,Applied",
        "Tester,Corvina,2025-03-06,Applied",
    ]
    found = read(a_log(f"Role,{name},Date Applied,Status", *rows))
    if asked(found):
        assert asked(found) == [f"column.{name}"]
        found = read(a_log(f"Role,{name},Date Applied,Status", *rows), **{f"column__{name}": "employer"})
    assert found.column("employer") == ["Amberlight", "Brook Vale", "Corvina"]


def test_days_in_the_words_of_a_last_action() -> None:
    rows = ["A,Dev,2026-04-23,Rejected,Rejection received May 6 2026", "B,Dev,2026-04-23,Rejected,Rejected on 15 Jun 2026 via e-mail",
            "C,Dev,2026-04-28,Applied,Applied via Workday Apr 28"]  # fmt: skip
    found = read(a_log("Company,Role,Date Applied,Status,Last Action", *rows))
    assert [event[1:3] for event in found.events] == [("rejected", "2026-05-06"), ("rejected", "2026-06-15")]


def test_people_pay_and_documents_are_kept_as_what_they_are() -> None:
    header = "Company,Role,Date Applied,Status,Recruiter,Email,Salary,CV version,Deadline,Mood"
    found = read(a_log(header, "A,Dev,2025-03-04,Applied,Ana Roe,ana@a.example,50k,v3,2025-03-30,meh"))
    assert found.contacts == [(2, "Ana Roe", "ana@a.example", None, "A")]
    assert found.column("notes") == ["Salary: 50k\nCV version: v3\nDeadline: 2025-03-30\nMood: meh"]


# --- rows that are no applications ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("Date,Company,Role,Type,Status", ("Application", "Speculative")), ("Datum,Firma,Stelle,Art,Status", ("Bewerbung", "Initiativbewerbung")),
        ("Date,Entreprise,Poste,Type,Statut", ("Offre", "Candidature spontanée")), ("Fecha,Empresa,Puesto,Tipo,Estado", ("Oferta", "Autocandidatura")),
    ],
)  # fmt: skip
def test_letters_without_a_vacancy_are_kept_apart(header: str, kinds: tuple[str, str]) -> None:
    real, letter = kinds
    rows = [f"2025-03-01,A,Dev,{real},Rejected", f"2025-03-02,B,Dev,{letter},", f"2025-03-03,C,Dev,{letter},Rejected"]
    assert read(a_log(header, *rows)).column("submission") == ["sent", "speculative", "speculative"]


@pytest.mark.parametrize(
    "content",
    [
        a_log("company,role,location,url,source_status,first_seen,last_seen", "A,Dev,Leeds,https://a.example/1,open,2026-08-22,2026-08-30",
              "B,Dev,York,https://a.example/2,open,2026-08-23,2026-08-30"),
        a_log("title,company,location,date_posted,job_url,site", "Dev,A,Leeds,2025-03-01,https://x.example/1,indeed", "Dev,B,York,2025-03-02,https://x.example/2,indeed"),
        a_log("Company,Role,Due date,Next step on", "A,Dev,2025-03-01,2025-03-20", "B,Dev,2025-03-02,2025-03-21", "C,Dev,2025-03-02,2025-03-21"),
        a_log("Company,Role,Link,Status", "A,Dev,https://x.example/1,open", "B,Dev,https://x.example/2,closed"),
    ],
)  # fmt: skip
def test_of_a_list_of_postings_it_is_asked_first_whether_one_applied(content: str) -> None:
    found = read(content)
    assert asked(found)[0] == "sent"
    assert found.reading.applications == 0
    assert set(read(content, sent="no").column("submission")) == {"planned"}
    told = read(content, sent="yes")
    assert not {"first_seen", "last_seen", "Due date", "Next step on", "date_posted"} & {
        option for question in told.reading.questions for option in question.options
    }


@pytest.mark.parametrize(
    "content",
    [
        a_log("Name,Company,Role,LinkedIn URL,Connection Status,Date Sent,Message Sent", "Ana,A,Lead,https://www.linkedin.com/in/ana,Pending,2026-01-16,Yes",
              "Ben,B,CTO,https://www.linkedin.com/in/ben,Accepted,2026-01-17,No"),
        a_log("First Name,Company,Position,Date Contacted,Reached out via", "Ana,A,Lead,2026-01-16,mail", "Ben,B,CTO,2026-01-17,mail"),
        a_log("Vorname,Firma,Position,Angeschrieben,Datum", "Ana,A,Leitung,ja,2026-01-16", "Ben,B,Chefin,nein,2026-01-17"),
        a_log("Name,Title,Company,Status", "Ana,Lead,A,Messaged", "Ben,CTO,B,Replied", "Cem,HR,C,Coffee chat"),
    ],
)  # fmt: skip
def test_people_written_to_are_no_applications(content: str) -> None:
    found = read(content)
    assert asked(found)[0] == "rows" and found.reading.applications == 0
    with pytest.raises(NothingToImport, match="list of people"):
        read(content, rows="people")


@pytest.mark.parametrize(
    "total",
    [
        "TOTAL,27,,",
        "Applications so far,3,,1 rejected",
        "Gesamt: 2,,,1 Absage",
        "Total général,12,,",
        "Sum,2,,50%",
        "Anzahl,2 Bewerbungen,,",
    ],
)
def test_a_total_is_set_aside_with_its_line(total: str) -> None:
    log = a_log(
        "Company,Role,Date Applied,Status", "Alder,Dev,2025-03-01,Rejected", "Sum Up,Barista,2025-03-02,Applied", total
    )
    found = read(log)
    assert found.column("employer") == ["Alder", "Sum Up"]
    assert [(one.line, one.reason) for one in found.reading.rows_set_aside] == [
        (4, "it is a total, not an application")
    ]


def test_a_total_whose_word_stands_in_another_column_is_set_aside() -> None:
    log = a_log(
        "#,Company,Role,Date Applied,Status", "1,Alder,Dev,2025-03-01,Rejected", "2,3M,Dev,2025-03-02,", "Total,2,,,"
    )
    found = read(log)
    assert found.column("employer") == ["Alder", "3M"]
    assert [(one.line, one.reason) for one in found.reading.rows_set_aside] == [
        (4, "it is a total, not an application")
    ]


@pytest.mark.parametrize("name", ["contacted_date", "Kontaktiert am", "first contact"])
def test_a_contact_beside_rows_that_wait_is_one_s_own(name: str) -> None:
    rows = [f"Firm {n},Dev,2025-03-0{n},2025-03-0{n},Awaiting Response" for n in range(1, 5)]
    found = read(a_log(f"Company,Role,Applied on,{name},Status", *rows, "Oak,Dev,2025-03-07,2025-03-07,Rejected"))
    assert not [event for event in found.events if event[0] < 6]


def test_signs_in_rows_without_a_day_are_asked() -> None:
    rows = [f"Firm {n},Dev,2025-03-0{n},Applied" for n in range(1, 8)]
    found = read(a_log("Company,Role,Date Applied,Status", *rows, "Oak,Dev,,❌", "Elm,Dev,,❌"))
    assert asked(found) == ["status"] or [question.name for question in found.reading.questions] == ["status"]
    assert not found.events


# --- pieces of a row that contradict each other --------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "events"),
    [
        ("2025-03-10,2025-03-20,Rejected", [("interview", "2025-03-10"), ("rejected", "2025-03-20")]),
        ("2025-03-10,2025-03-20,Offer", [("interview", "2025-03-10"), ("offer", "2025-03-20")]),
        ("2025-03-10,2025-03-05,Rejected", [("interview", "2025-03-10"), ("rejected", None)]),
        ("2025-03-10,2025-03-20,Withdrawn", [("interview", "2025-03-10"), ("withdrawn", "2025-03-20")]),
        (",2025-03-20,Withdrawn", [("withdrawn", "2025-03-20")]), (",2025-03-20,Rejected", [("rejected", "2025-03-20")]),
        (",2025-03-20,Interview", [("interview", "2025-03-20")]),
    ],
)  # fmt: skip
def test_a_response_is_what_its_day_allows(row: str, events: list[tuple[str, str | None]]) -> None:
    found = read(a_log("Company,Role,Date Applied,Interview Date,Response Date,Status", f"A,Dev,2025-03-01,{row}"))
    assert [event[1:3] for event in found.events] == events


def test_an_invitation_is_known_on_the_day_it_came() -> None:
    found = read(
        a_log(
            "Company,Role,Date Applied,Interview Date,Response Date,Status",
            "A,Dev,2025-03-01,2025-03-10,2025-03-05,Interview",
        )
    )
    assert found.known == [("interview", "2025-03-10", "2025-03-05")]


def test_the_present_status_wins_over_a_day_under_offer() -> None:
    rows = ["A,Dev,2023-09-01,Rejected,2023-10-11,2023-10-20", "B,Dev,2023-09-02,Applied,,"]
    found = read(a_log("Company,Role,Date Applied,Status,Interview,Offer", *rows))
    assert found.reading.outcomes == {"open": 1, "rejected": 1}
    assert ("offer", "2023-10-20") in [event[1:3] for event in found.events]


# --- the width of a table ------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["Company,Role,Date Applied,Status,", "Company,Role,Date Applied,Status,,,"])
@pytest.mark.parametrize("long", [0, 1, 3])
def test_a_header_that_ends_in_commas_sets_no_row_aside(header: str, long: int) -> None:
    surplus = "," * header.count(",Status,") + "," * (header.count(",") - 4)
    rows = [
        f"Firm {n},Dev,2025-03-0{n},{'Rejected' if n % 3 else 'Applied'}{surplus if n <= long else ''}"
        for n in range(1, 8)
    ]
    found = read(a_log(header, *rows))
    assert found.reading.applications == 7 and not found.reading.set_aside


def test_numbered_rows_under_a_header_that_does_not_name_the_numbers() -> None:
    rows = [f"{n},Firm {n},Dev,2025-03-0{n},Applied" for n in range(1, 5)]
    assert read(a_log("Company,Role,Date Applied,Status", *rows)).column("employer") == [
        f"Firm {n}" for n in range(1, 5)
    ]


# --- the logs that were read wrongly -------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.skipif(not TWINS.is_dir(), reason="../shared/logs/twins is not here")
@pytest.mark.parametrize(
    ("twin", "applications", "outcomes", "questions"),
    [
        ("T01", 5, {"open": 3, "rejected": 2}, ["date_order"]), ("T02", 4, {"open": 3, "rejected": 1}, []),
        ("T04", 6, {"open": 4, "rejected": 2}, []), ("T05", 5, {"open": 2, "rejected": 3}, []), ("T08", 0, {}, ["rows"]),
        ("T10", 0, {}, ["sent"]), ("T13", 3, {"open": 1, "rejected": 2}, []), ("T17", 4, {"open": 1, "rejected": 3}, []),
        ("T18a", 5, {"rejected": 4, "withdrawn": 1}, []), ("T20", 4, {"open": 1, "offered": 1, "rejected": 2}, []),
        ("T25", 4, {"in_process": 1, "offered": 1, "rejected": 2}, []), ("T26", 3, {"open": 1, "in_process": 1, "rejected": 1}, []),
        ("T27", 5, {"open": 1, "rejected": 4}, []), ("T28", 8, {"open": 5, "rejected": 3}, []), ("T30", 4, {"open": 2, "rejected": 2}, []),
    ],
)  # fmt: skip
def test_twins(twin: str, applications: int, outcomes: dict[str, int], questions: list[str]) -> None:
    [path] = TWINS.glob(f"{twin}-*.csv")
    found = read(path.read_bytes())
    assert (found.reading.applications, found.reading.outcomes, asked(found)) == (applications, outcomes, questions)


@pytest.mark.shared
@pytest.mark.skipif(not TWINS.is_dir(), reason="../shared/logs/twins is not here")
def test_cells_that_repeat_their_header_are_refused() -> None:
    [path] = TWINS.glob("T16-*.csv")
    with pytest.raises(NothingToImport, match="repeats the name of its column"):
        read(path.read_bytes())


# --- tables that a program or a person wrote carelessly ------------------------------------------------------


def test_commas_that_nobody_quoted_are_put_together_where_the_names_tell_how() -> None:
    found = read(a_log("company,role,pay,deadline,status,skills,link,date applied",
                       "A,Intern,25,000 / month,2026-09-01,Applied,Python, SQL,https://x.example/1,2026-08-01",
                       "B,Intern,20,000 / month,2026-09-02,Interview,Excel, SQL,https://y.example/2,2026-08-02"))  # fmt: skip
    assert not found.reading.questions
    assert [str(day) for day in found.column("applied_on")] == ["2026-08-01", "2026-08-02"]
    assert found.column("notes")[0] == "pay: 25,000 / month\ndeadline: 2026-09-01\nskills: Python, SQL"
    assert "“pay” and “skills”" in " ".join(found.reading.remarks)


def test_a_space_after_every_comma_tells_where_a_text_was_split() -> None:
    found = read(a_log("Company,Position,Status,Applied Date,Location,Salary,Notes", 'A,Dev,Applied,2026-03-18,"Leeds, UK",50k,Round 2',
                       "B,Dev,Applied,2026-03-15,Seattle, WA,60k,", "C,Dev,Offer,2026-03-17,Los Gatos, CA,70k,bonus"))  # fmt: skip
    assert found.column("location") == ["Leeds, UK", "Seattle, WA", "Los Gatos, CA"]


def test_an_offer_declined_is_one_s_own_no() -> None:
    found = read(
        a_log(
            "Company,Role,Date Applied,Stage,Rejected,Offer declined",
            "A,Dev,2026-01-05,Applied,False,True",
            "B,Dev,2026-01-06,Applied,True,False",
        )
    )
    assert [event[:2] for event in found.events] == [(2, "declined"), (3, "rejected")]


def test_a_word_in_one_row_of_many_does_not_say_that_all_were_sent() -> None:
    rows = [f"F{n},Dev,2026-09-0{n},{'Rejected' if n == 1 else ''}" for n in range(1, 8)]
    assert asked(read(a_log("Company,Role,Deadline,Status", *rows))) == ["sent"]
    assert asked(read(a_log("Company,Role,Date applied,Status", *rows))) == []


def test_words_that_nobody_knows_in_most_rows_are_asked_before_anything_is_stored() -> None:
    rows = [
        f"F{n},Dev,2026-09-0{n},{words}" for n, words in enumerate(("blue", "teal", "navy", "Applied", "Applied"), 1)
    ]
    assert asked(read(a_log("Company,Role,Date applied,Status", *rows))) == ["status"]
    assert (
        asked(
            read(
                a_log(
                    "Company,Role,Date applied,Status",
                    *rows[2:],
                    *[f"G{n},Dev,2026-10-0{n},Applied" for n in range(1, 5)],
                )
            )
        )
        == []
    )


@pytest.mark.parametrize("words", ["DONE", "pending", "In progress"])
def test_how_a_task_stands_does_not_say_that_it_was_sent(words: str) -> None:
    rows = [f"F{n},Dev,cv_{n}.pdf,{words}" for n in range(1, 5)]
    assert asked(read(a_log("Company,Role,CV file,Status", *rows))) == ["sent"]
    assert (
        asked(
            read(
                a_log(
                    "Company,Role,Date applied,Status",
                    *[row.replace(f"cv_{n}.pdf", f"2026-09-0{n}") for n, row in enumerate(rows, 1)],
                )
            )
        )
        == []
    )


@pytest.mark.parametrize("words", ["NO APLICAR", "Do not apply", "Nicht bewerben", "Ne pas postuler"])
def test_what_one_decided_against_was_not_sent(words: str) -> None:
    found = read(a_log("Company,Role,Date,Status", "A,Dev,2026-01-05,Applied", f"B,Dev,2026-01-06,{words}"))
    assert found.column("submission") == ["sent", "planned"]


def test_rows_that_end_early_are_whole() -> None:
    rows = [
        f"{name},Dev,Pending,NA,https://x.example/{n},board,a@x.example"
        for n, name in enumerate(["Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple"])
    ]
    found = read(
        a_log("Company,Role,Status,Date,link,portal,EMAIL", *rows, "Oak,Dev,Ghosted,2026-09-20", "Pine,Dev,Interviewed")
    )
    assert not found.reading.set_aside
    assert found.column("status_words")[-2:] == ["Ghosted", "Interviewed"]


def test_cells_that_fit_no_way_are_left_as_they_are() -> None:
    found = read(
        a_log("Company,Role,Date Applied,Status", *[f"F{n},Dev,2026-08-0{n},Applied,more,words" for n in range(1, 4)])
    )
    assert found.column("notes") == ["column 5: more\ncolumn 6: words"] * 3


def test_a_table_in_markdown_ends_where_its_bars_do() -> None:
    found = read(a_log("A diary", "", "| Company | Role | Date | Status |", "|---|---|---|---|", "| A | Dev \\| QA | 2026-01-05 | Rejected |",
                       "", "- see [x](https://x.example)", "- another, thing"))  # fmt: skip
    assert [(one["line"], one["role"]) for one in found.applications] == [(5, "Dev | QA")]
    assert not found.reading.set_aside
    assert "2 lines of text around the table were not read." in found.reading.remarks


def test_a_comment_is_no_header() -> None:
    found = read(
        a_log(
            "# Purpose: keeps Company, Role, Date, Status",
            "Company,Role,Date applied,Status",
            "A,Dev,2026-01-05,Rejected",
        )
    )
    assert found.column("employer") == ["A"]


@pytest.mark.parametrize("words", ["here", "link", "Apply"])
def test_a_link_without_its_address_is_no_channel(words: str) -> None:
    found = read(
        a_log("Company,Role,Date Applied,Status,Link", *[f"F{n},Dev,2026-08-0{n},Applied,{words}" for n in range(1, 6)])
    )
    assert found.column("channel") == [None] * 5


def test_rounds_are_no_days_beside_days_with_years() -> None:
    found = read(
        a_log(
            "Company,Role,Date,Status,Interview",
            "A,Dev,2026-01-05,Rejected,2/3",
            "B,Dev,2026-01-06,Applied,",
            "C,Dev,2026-01-07,Rejected,1/4",
        )
    )
    assert not found.reading.questions
    assert {event[2] for event in found.events} == {None}


def test_words_about_oneself_under_a_reason_are_not_the_employer_s() -> None:
    found = read(a_log("Company,Role,Date Applied,Status,Route reason", "A,Dev,2026-01-05,Rejected,Applied through the careers site.",
                       "B,Dev,2026-01-06,Applied,Applied through LinkedIn as advised.", "C,Dev,2026-01-07,Applied,Sent to the founder directly."))  # fmt: skip
    assert found.feedback == []


@pytest.mark.parametrize("odd", ["31/02/2025", "30/02/2025"])
def test_31_is_no_month_whether_the_day_exists_or_not(odd: str) -> None:
    found = read(
        a_log(
            "Company,Role,Date Applied,Status",
            "A,Dev,03/02/2025,Applied",
            "B,Dev,05/03/2025,Applied",
            f"C,Dev,{odd},Applied",
        )
    )
    assert (found.reading.date_order, [one.line for one in found.reading.cells_set_aside]) == ("day first", [4])
