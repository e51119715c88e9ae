"""What becomes of a text in the store: read once, read anew by a newer version, a person's word kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from analytics.errors import InvalidEntry, NotAllowed
from analytics.feedback.advice import advice
from analytics.feedback.clean import letter
from analytics.feedback.fits import fits
from analytics.feedback.proposal import proposed
from analytics.feedback.reread import in_background, reread, waiting
from analytics.store import Store, Viewer
from analytics.store.feedback import (
    Entered,
    Logged,
    Said,
    confirm,
    correct,
    log_answer,
    log_message,
    log_text,
    put_back,
    take_back,
    take_out,
)
from analytics.taxonomy import EventKind, FeedbackKind, Polarity, Reason, Speaker, Theme
from tests.builders import a_store, an_application

NOW = datetime(2026, 3, 1, 9, 0)
ME = Viewer.applicant(1)
EXPERIENCE = "You do not have enough experience with enterprise sales for this role."


def holding(store: Store, feedback: int = 1) -> tuple[str, list[str]]:
    with store.reading(ME) as reader:
        texts = reader.load("feedback_texts").set_index("feedback_id")
        found = reader.load("feedback_findings", feedback=feedback)
    return str(texts.loc[feedback, "method"]), found["reason"].tolist()


def a_store_with(folder: Path, *texts: str) -> Store:
    return a_store(folder, *[an_application(rejected=True, feedback=text) for text in texts])


def test_every_text_is_read_once_in_batches_with_progress(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, *[f"{EXPERIENCE} {number}" for number in range(7)])
    seen: list[int] = []
    assert waiting(store, 1) == 7
    assert reread(store, 1, NOW, seen.append, batch=3) == 7
    assert seen == [3, 6, 7]
    assert (waiting(store, 1), reread(store, 1, NOW)) == (0, 0)
    assert holding(store) == ("rules+classifier", [Reason.EXPERIENCE])


def test_a_newer_version_replaces_the_machines_reading_and_not_a_persons(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, EXPERIENCE, "The position has been filled.")
    reread(store, 1, NOW)
    with store.writing(ME, NOW) as writer:
        correct(writer, 2, FeedbackKind.NONE, [])
        writer.sql("update readings set version = 'old' where method <> 'person'")
        writer.sql("update reading_reasons set version = 'old', reason = 'other' where method <> 'person'")
    assert (waiting(store, 1), reread(store, 1, NOW)) == (1, 1)
    assert holding(store, 1) == ("rules+classifier", [Reason.EXPERIENCE])
    assert holding(store, 2) == ("person", [])


def test_a_person_confirms_corrects_and_takes_back(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, EXPERIENCE)
    reread(store, 1, NOW)
    with store.writing(ME, NOW) as writer:
        assert confirm(writer, 1) == 1
    assert holding(store) == ("person", [Reason.EXPERIENCE])
    with store.writing(ME, NOW) as writer:
        said = [Said(Reason.CULTURE, Theme.COMPANY_FIT, Polarity.WEAKNESS, EXPERIENCE, 0, len(EXPERIENCE))]
        correct(writer, 1, FeedbackKind.CONSTRUCTIVE, said)
    assert holding(store) == ("person", [Reason.CULTURE])
    with store.reading(ME) as reader:
        rows = reader.load("feedback_training")
    assert rows[["text", "reason", "word"]].values.tolist() == [[EXPERIENCE, "cultural_fit", "corrected"]]
    with store.writing(ME) as writer:
        take_back(writer, 1)
    assert holding(store) == ("rules+classifier", [Reason.EXPERIENCE])


def test_what_is_said_of_an_entry_of_a_list_holds_for_all_with_the_same_words(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, "Bad fit (internal)", "Bad fit (internal)", EXPERIENCE)
    with store.writing(ME, NOW) as writer:
        said = [Said(Reason.CULTURE, None, Polarity.WEAKNESS, "Bad fit (internal)")]
        assert correct(writer, 1, FeedbackKind.GENERIC, said) == 2
    assert holding(store, 2) == ("person", [Reason.CULTURE])


def test_nobody_reads_or_corrects_for_somebody_else(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(applicant=2, rejected=True, feedback=EXPERIENCE))
    assert (waiting(store, 1), waiting(store, 2)) == (0, 1)
    reread(store, 2, NOW)
    with pytest.raises(NotAllowed), store.writing(ME, NOW) as writer:
        confirm(writer, 1)
    with pytest.raises(NotAllowed), store.writing(ME, NOW) as writer:
        correct(writer, 1, FeedbackKind.NONE, [])
    with pytest.raises(NotAllowed), store.writing(ME, NOW) as writer:
        log_text(writer, "x", application_id=1, received_on=None)
    with pytest.raises(NotAllowed), store.writing(ME, NOW) as writer:
        log_answer(writer, 1, EventKind.REJECTED, happened_on=None)


def test_the_background_reads_everything_and_starts_once(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, *[f"{EXPERIENCE} {number}" for number in range(5)])
    work = in_background(store, 1, NOW)
    again = in_background(store, 1, NOW)
    assert again is work or not work.running
    assert work.thread is not None
    work.thread.join(timeout=60)
    assert (work.problem, waiting(store, 1)) == (None, 0)


def test_a_rejection_is_logged_once(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application())
    for _ in range(2):
        with store.writing(ME, NOW) as writer:
            log_answer(writer, 1, EventKind.REJECTED, happened_on=date(2026, 2, 1))
    with store.reading(ME) as reader:
        assert reader.load("rejection_reasons")["rejections"].sum() == 1
        events = reader.snapshot.cursor().execute("select count(*) from events").fetchone()
    assert events == (1,)


def test_an_empty_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidEntry), a_store(tmp_path).writing(ME, NOW) as writer:
        log_text(writer, "  ", application_id=None, received_on=None)


def test_the_application_a_message_is_about_is_proposed(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(employer="Alder Works Ltd", role="Data Analyst"),
        an_application(employer="Birch Labs", role="Data Analyst"),
        an_application(employer="Birch Labs", role="Office Manager"),
    )
    with store.reading(ME) as reader:
        log = reader.load("applications")
    by_address = fits(letter("From: a@birchlabs.example\nSubject: Office Manager\n\nWe filled the role."), log)
    assert (by_address[0].application_id, by_address[0].probable) == (3, True)
    by_text = fits(letter("Thank you for your interest in Alder Works."), log)
    assert (by_text[0].application_id, by_text[0].probable) == (1, True)
    assert not any(proposal.probable for proposal in fits(letter("No, thank you."), log))


@pytest.mark.parametrize("topic", [*Reason, *Theme])
def test_there_is_advice_on_every_reason_and_theme(topic: Reason | Theme) -> None:
    assert len(advice(topic)) >= 3
    assert all(len(piece) > 40 and piece.endswith((".", "?")) for piece in advice(topic))


# --- a message of an application that is not in the log ----------------------------------------------------------


NEW = Entered("Cedar Foods", "Buyer", date(2026, 1, 10))


def logged(folder: Path, about: int | Entered | None, words: str = "No.", day: date = date(2026, 2, 1)) -> Logged:
    with Store(folder / "store").writing(Viewer.applicant(1), NOW) as writer:
        return log_message(
            writer, words, about=about, received_on=day, speaker=Speaker.EMPLOYER, event=EventKind.REJECTED
        )


def in_log(folder: Path) -> list[tuple[str, str]]:
    """Employer and outcome of every application, by employer."""
    with Store(folder / "store").reading(Viewer.applicant(1)) as reader:
        rows = reader.load("applications").sort_values("employer")
    return list(zip(rows["employer"], rows["outcome"], strict=True))


def belonging(folder: Path) -> list[str | None]:
    """The employers of the kept texts."""
    with Store(folder / "store").reading(Viewer.applicant(1)) as reader:
        texts = reader.load("feedback_texts")
    return list(texts["employer"].astype(object).where(texts["employer"].notna(), None))


def test_a_message_can_bring_its_application_with_it(tmp_path: Path) -> None:
    a_store(tmp_path, an_application(employer="Alder Works"))
    assert logged(tmp_path, NEW) == Logged(1, 2, 1, added=True, adopted=False)
    assert in_log(tmp_path) == [("Alder Works", "open"), ("Cedar Foods", "rejected")]


def test_an_employer_and_role_of_the_log_are_not_added_twice_unless_said_so(tmp_path: Path) -> None:
    a_store(tmp_path, an_application(employer="Cedar Foods ", role="buyer"))
    with pytest.raises(InvalidEntry, match="already"):
        logged(tmp_path, NEW)
    assert len(in_log(tmp_path)) == 1
    logged(tmp_path, replace(NEW, another=True))
    assert len(in_log(tmp_path)) == 2


def test_the_same_message_is_kept_once(tmp_path: Path) -> None:
    a_store(tmp_path, an_application())
    logged(tmp_path, 1)
    with pytest.raises(InvalidEntry, match="kept already"):
        logged(tmp_path, 1)


def test_words_kept_before_go_to_the_application_that_is_added_later(tmp_path: Path) -> None:
    a_store(tmp_path, an_application())
    first = logged(tmp_path, None)
    assert belonging(tmp_path) == [None]
    second = logged(tmp_path, NEW)
    assert (second.feedback_id, second.adopted, belonging(tmp_path)) == (first.feedback_id, True, ["Cedar Foods"])


@pytest.mark.parametrize("kept_before", [False, True])
def test_logging_a_message_is_undone_whole_and_brought_back(kept_before: bool, tmp_path: Path) -> None:
    a_store(tmp_path, an_application(employer="Alder Works"))
    if kept_before:
        logged(tmp_path, None)
    before = in_log(tmp_path), belonging(tmp_path)
    done = logged(tmp_path, NEW)
    after = in_log(tmp_path), belonging(tmp_path)
    for step, state in ((take_out, before), (put_back, after)):
        with Store(tmp_path / "store").writing(Viewer.applicant(1), NOW) as writer:
            step(writer, done)
        assert (in_log(tmp_path), belonging(tmp_path)) == state


def test_an_answer_before_its_application_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    a_store(tmp_path, an_application(employer="Alder Works"))
    with pytest.raises(InvalidEntry, match="before the application"):
        logged(tmp_path, NEW, day=date(2026, 1, 1))
    assert (in_log(tmp_path), belonging(tmp_path)) == ([("Alder Works", "open")], [])


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("From: Birch Labs Careers <jobs@birchlabs.example>\nSubject: News\n\nThe Engineer position is filled.",
         ("Birch Labs", "Engineer")),
        ("From: No-Reply <no-reply@greenhouse.io>\nSubject: News\n\nThank you for applying to Nuts.example. No.",
         ("Nuts.example", "")),
        ("Thank you for your interest in the Senior Buyer position at Oak & Sons. We went on without you.",
         ("Oak & Sons", "Senior Buyer")),
        ("Thank you for applying for the role of Head of Care at Elm House.", ("Elm House", "Head of Care")),
        ("we went with another candidate", ("", "")),
    ],
)  # fmt: skip
def test_employer_and_role_are_begun_from_the_message(written: str, names: tuple[str, str]) -> None:
    found = proposed(letter(written), date(2026, 11, 25))
    assert (found.employer, found.role) == names
