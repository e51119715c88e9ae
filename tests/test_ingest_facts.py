"""Logs written from known facts in random layouts: the reader gets the facts back, or asks; it never stores a wrong one."""
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.logs import TODAY, accounted, stored

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# How a day is written, and what settles the order of its numbers if the file doesn't.
FORMATS: dict[str, tuple[Callable[[date], str], str | None]] = {
    "iso": (lambda d: d.isoformat(), None),
    "iso time": (lambda d: f"{d.isoformat()}T23:59:59Z", None),
    "day first": (lambda d: f"{d:%d/%m/%Y}", "day first"),
    "month first": (lambda d: f"{d:%m/%d/%Y}", "month first"),
    "short month first": (lambda d: f"{d.month}/{d.day}/{d:%y}, 9:42 AM", "month first"),
    "dots": (lambda d: f"{d:%d.%m.%Y}", "day first"),
    "short dots": (lambda d: f"{d:%d.%m.%y}", "day first"),
    "dashes": (lambda d: f"{d:%d-%m-%Y}", "day first"),
    "words": (lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}", None),
    "american words": (lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year}", None),
}
LANGUAGES = {
    "en": (("Company", "Position", "Date Applied", "Status", "Response Date"), ("Applied", "Rejected", "Interview", "Ghosted")),
    "de": (("Firma", "Stelle", "Beworben am", "Status", "Antwort am"), ("beworben", "Absage", "Vorstellungsgespräch", "keine Antwort")),
    "es": (("Empresa", "Puesto", "Fecha de solicitud", "Estado", "Fecha de respuesta"), ("enviado", "Rechazado", "Entrevista", "sin respuesta")),
    "fr": (("Entreprise", "Poste", "Date de candidature", "Statut", "Date de réponse"), ("envoyée", "Refusé", "Entretien", "sans réponse")),
    "pt": (("Empresa", "Vaga", "Data de candidatura", "Situação", "Data de resposta"), ("enviado", "Reprovado", "Entrevista", "sem retorno")),
    "it": (("Azienda", "Posizione", "Data candidatura", "Stato", "Data risposta"), ("inviata", "Respinta", "Colloquio", "nessuna risposta")),
    "nl": (("Bedrijf", "Functie", "Sollicitatiedatum", "Status", "Reactiedatum"), ("gesolliciteerd", "Afgewezen", "Gesprek", "geen reactie")),
    "pl": (("Firma", "Stanowisko", "Data aplikacji", "Status", "Data odpowiedzi"), ("aplikowano", "Odrzucono", "Rozmowa", "brak odpowiedzi")),
}  # fmt: skip
KINDS = (None, "rejected", "interview", None)

names = st.text(st.sampled_from("ABCDEFGHabcdefgh éüñ&'.,;\"()-0123"), min_size=3, max_size=18).map(str.strip).filter(
    lambda name: len(name) >= 3 and any(char.isalpha() for char in name) and name[0].isalpha()
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    employer: str
    role: str
    applied: date
    said: int
    answered: date | None


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    found = []
    for number in range(draw(st.integers(3, 14))):
        applied = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 700)))
        said = draw(st.integers(0, 3))
        answered = applied + timedelta(days=draw(st.integers(0, 60))) if KINDS[said] and draw(st.booleans()) else None
        found.append(Fact(f"Firm {number} {draw(names)}", f"Role {draw(names)}", applied, said, answered))
    return found


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    facts(), st.sampled_from(sorted(LANGUAGES)), st.sampled_from(sorted(FORMATS)), st.permutations(range(7)),
    st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["", "My log 2025\n\n"]), st.booleans(), st.sampled_from([str, str.upper, str.lower, lambda words: f" {words} "]),
)  # fmt: skip
def test_the_facts_come_back_or_are_asked_for(
    known: list[Fact], language: str, form: str, order: list[int], delimiter: str, end: str, encoding: str, title: str,
    quoted: bool, spelled: Callable[[str], str],
) -> None:  # fmt: skip
    headers, words = LANGUAGES[language]
    write, settles = FORMATS[form]
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    writer.writerow([[*headers, "Salary", "No"][column] for column in order])
    for number, fact in enumerate(known, 1):
        cells = [
            fact.employer,
            fact.role,
            write(fact.applied),
            spelled(words[fact.said]),
            write(fact.answered) if fact.answered else "",
            "55,000",
            str(number),
        ]
        writer.writerow([cells[column] for column in order])
    content = (title + out.getvalue()).replace("\n", end).encode(encoding)

    found = stored(content, today=TODAY)
    if found.reading.unanswered:
        assert [question.name for question in found.reading.unanswered] == ["date_order"]
        assert settles is not None
        found = stored(content, today=TODAY, date_order=settles)
    assert accounted(found.reading)
    assert len(found.reading.questions) <= 2
    lines = {application["line"]: application for application in found.applications}
    told: dict[int, list[tuple[str, str | None]]] = {}
    for line, kind, day, _ in found.events:
        told.setdefault(line, []).append((kind, day))
    assert len(lines) == len(known)
    for application, fact in zip(found.applications, known, strict=True):
        assert (application["employer"], application["role"]) == (fact.employer, fact.role)
        assert application["applied_on"] == fact.applied
        kind = KINDS[fact.said]
        expected = [(kind, fact.answered.isoformat() if fact.answered else None)] if kind else []
        assert told.get(application["line"], []) == expected
