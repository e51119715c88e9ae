"""Publications of a real store: counted by hand, counted once, and unmoved by anything between two days."""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics.errors import InvalidEntry, Refused
from analytics.publication.calendar import PublicationDay, bounds
from analytics.publication.noise import RandomBytes
from analytics.publication.plan import EVERYBODY, PROGRAMME, Plan, Table, plan_for
from analytics.publishing import enrolment_asked, publish_due
from analytics.store import Store, Viewer
from analytics.store.publications import FILE, Publications
from tests.builders import AnApplication, a_store, an_application

NOW = datetime(2027, 1, 31, 3, 0)
WINTER = PublicationDay(date(2027, 1, 31), 2026, *bounds(2026))
SUMMER = PublicationDay(date(2027, 6, 30), 2026, *bounds(2026))
CLOSING = PublicationDay(date(2027, 11, 30), 2026, *bounds(2026), closes=True)
NEXT = PublicationDay(date(2028, 1, 31), 2027, *bounds(2027))

LOGS = (
    # Ada: answered on day 10, a reason, asked and was answered. Her log goes on for more than 90 days.
    an_application(applicant=1, applied="2026-09-10", rejected_on="2026-09-20", feedback="SQL",
                   reasons=("experience_or_skills",), request={"status": "replied", "sent_on": "2026-09-25"},
                   channel="LinkedIn"),
    an_application(applicant=1, applied="2026-12-20", channel="Referral"),
    # Bo: five applications, an interview without a day, no answer to the others; followed for 90 days.
    *(an_application(applicant=2, applied=f"2026-09-{day:02}") for day in (1, 2, 3, 4)),
    an_application(applicant=2, applied="2026-09-05", invited=True),
    an_application(applicant=2, applied="2027-01-20"),
    # Cy agreed to nothing; Di withdrew what she sent, and sent something in the year before.
    an_application(applicant=3, applied="2026-09-10", rejected_on="2026-09-12"),
    an_application(applicant=4, applied="2026-10-01", withdrawn_on="2026-10-03"),
    an_application(applicant=4, applied="2026-08-31", rejected_on="2027-01-15"),
)  # fmt: skip


def cohort(folder: Path, *applications: AnApplication, agreeing: tuple[int, ...] = (1, 2, 4)) -> Store:
    store = a_store(folder, *applications)
    with store.writing(Viewer.staff()) as writer:
        for person in agreeing:
            writer.sql(
                "insert into consents values ($person, 'form', timestamp '2026-09-01', null, 'test')",
                person=person,
            )
        writer.sql("update applicants set programme = case applicant_id when 1 then 'Biology' else 'Art' end")
    return store


def a_year_on(applicant: int) -> AnApplication:
    return an_application(applicant=applicant, applied="2027-10-01", recorded_at=datetime(2027, 10, 1))


LARGE = plan_for({"Biology": 500, "Business": 600})


def no_blur(size: int) -> bytes:
    """Random bytes in the middle of all, for which the blur is 0."""
    return (2**63).to_bytes(8, "little") * (size // 8)


def publish(store: Store, due: PublicationDay, plan: Plan = LARGE, source: RandomBytes = no_blur) -> Publications:
    publications = Publications(store.folder)
    snapshot = store.snapshot()
    try:
        publications.publish(snapshot, plan, due, NOW, source=source)
    finally:
        snapshot.close()
    return publications


def numbers(publications: Publications, table: str = EVERYBODY, value: str = "n") -> dict[tuple[str, str], int]:
    newest = publications.newest()
    assert newest is not None
    own = newest.numbers[(newest.numbers["table_name"] == table) & (newest.numbers[value] > 0)]
    keys = zip(own["group_name"], own["fact"], strict=True)
    return {(str(group), str(fact)): int(n) for (group, fact), n in zip(keys, own[value], strict=True)}


def test_the_first_publication_counted_by_hand(tmp_path: Path) -> None:
    publications = publish(cohort(tmp_path, *LOGS), WINTER)
    everybody = {fact: n for (_, fact), n in numbers(publications).items()}
    assert everybody == {
        "students": 3,
        "sent_5": 1,
        "answered": 2,
        "interviewed": 1,
        "given_a_reason": 1,
        "reason_experience_or_skills": 1,
        "turned_down": 1,
        "asked": 1,
        "replied": 1,
        "followed": 2,
        **{fact: n for fact, n in everybody.items() if fact.startswith(("answered_by", "not_answered", "day_unknown"))},
    }
    assert everybody["answered_by_14"] == 1
    assert sum(everybody.get(fact, 0) for fact in ("not_answered", "day_unknown")) == 1
    assert numbers(publications, PROGRAMME)[("Biology", "answered")] == 1
    assert numbers(publications, PROGRAMME)[("other", "students")] == 2
    assert numbers(publications, "channel")[("LinkedIn", "given_a_reason")] == 1


def test_what_was_counted_is_not_counted_again(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    publish(store, WINTER)
    first = numbers(publish(store, WINTER, source=random.Random(2).randbytes))
    publications = publish(store, SUMMER)
    assert numbers(publications) == first
    assert numbers(publications, value="since") == {}
    assert [one.day for one in publications.all()] == [WINTER.day, SUMMER.day]


def test_nothing_that_anybody_does_between_two_days_moves_a_number(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    publications = publish(store, WINTER, plan_for({"Biology": 400}))
    before = (store.folder / FILE).read_bytes()
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update consents set withdrawn_at = timestamp '2027-02-01' where applicant_id = 1")
        writer.sql("delete from events")
    snapshot = store.snapshot()
    publications.newest()
    snapshot.close()
    assert (store.folder / FILE).read_bytes() == before


def test_who_withdraws_stays_in_what_was_published_and_is_in_nothing_new(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    first = numbers(publish(store, WINTER))
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update consents set withdrawn_at = timestamp '2027-02-01' where applicant_id = 2")
        writer.sql("insert into consents values (3, 'form', timestamp '2027-02-01', null, 'test')")
    publications = publish(store, SUMMER)
    assert {key: n for key, n in numbers(publications, value="since").items() if key[1] == "students"} == {
        (EVERYBODY, "students"): 1
    }
    assert numbers(publications)[(EVERYBODY, "answered")] == first[(EVERYBODY, "answered")] + 1


def test_the_ledger_goes_when_the_year_closes_and_names_nobody(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    publish(store, WINTER)
    content = (store.folder / FILE).read_bytes()
    assert b"applicant 1" not in content
    publish(store, CLOSING)
    with duckdb.connect(str(store.folder / FILE), read_only=True) as connection:
        assert connection.execute("select count(*) from counted").fetchall() == [(0,)]
    assert numbers(publish(store, NEXT)) == {}


def test_the_year_keeps_the_plan_it_began_with(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    publish(store, WINTER, plan_for({"Biology": 400}))
    newest = publish(store, SUMMER, plan_for({"Art": 90})).newest()
    assert newest is not None
    assert newest.plan.names == (EVERYBODY, PROGRAMME)


def test_a_publication_that_is_broken_off_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = cohort(tmp_path, *LOGS)
    publish(store, WINTER)
    before = (store.folder / FILE).read_bytes()
    monkeypatch.setattr("analytics.store.publications.fitted", _fails)
    with pytest.raises(RuntimeError):
        publish(store, SUMMER)
    assert (store.folder / FILE).read_bytes() == before
    monkeypatch.undo()
    assert len(publish(store, SUMMER).all()) == 2


def _fails(*_: object) -> None:
    raise RuntimeError("the power went")


def test_how_sure_a_number_of_the_year_is() -> None:
    plan = Plan((Table(EVERYBODY, (EVERYBODY,), 0.2), Table(PROGRAMME, ("a", "b"), 0.8)))
    # sd 4.2164 and 2.1082; of the sum of two groups 2.9814; together (1/17.78 + 1/8.889) ** -0.5 = 2.4343
    assert plan.sd_so_far(PROGRAMME, 1) == pytest.approx(2.1082, abs=1e-4)
    assert plan.sd_so_far(EVERYBODY, 1) == pytest.approx(2.4343, abs=1e-4)
    assert plan.sd_so_far(PROGRAMME, 4) == pytest.approx(4.2164, abs=1e-4)


def test_before_the_first_there_is_none(tmp_path: Path) -> None:
    assert Publications(tmp_path).newest() is None
    assert pd.DataFrame(Publications(tmp_path).all()).empty


def test_an_older_file_of_published_numbers_is_refused(tmp_path: Path) -> None:
    """Put back from a copy, it would count again whom it counted since."""
    store = cohort(tmp_path, *LOGS)
    with store.writing(Viewer.staff()) as writer:
        writer.sql("insert into enrolments values ('Biology', 'MSc', 'autumn', 400, timestamp '2027-01-01', 'Ida')")
    assert [one.number for one in publish_due(store, date(2027, 2, 3), NOW)] == [1]
    copy = (store.folder / FILE).read_bytes()
    assert publish_due(store, date(2027, 2, 4), NOW) == []
    assert [one.day for one in publish_due(store, date(2027, 7, 1), NOW)] == [SUMMER.day]
    (store.folder / FILE).write_bytes(copy)
    with pytest.raises(Refused, match="2 were, it holds 1"):
        publish_due(store, date(2027, 12, 1), NOW)
    (store.folder / FILE).unlink()
    with pytest.raises(Refused, match="it holds none"):
        publish_due(store, date(2027, 12, 1), NOW)


# --- attacks --------------------------------------------------------------------------------------------------


def test_switching_consent_between_two_days_leaves_every_published_byte(tmp_path: Path) -> None:
    """A student who withdraws, agrees and withdraws again, and an accomplice who switches nine times."""
    store = cohort(tmp_path, *LOGS)
    plan = plan_for({"Biology": 400})
    publications = publish(store, WINTER, plan, random.Random(1).randbytes)
    before = publications.newest()
    assert before is not None
    for hour in range(9):
        moment = datetime(2027, 2, 1, hour)
        with store.writing(Viewer.staff()) as writer:
            writer.sql(
                "update consents set withdrawn_at = $at where applicant_id in (1, 2) and withdrawn_at is null",
                at=moment,
            )
            writer.sql("insert into consents values (2, 'form', $at, null, 'test')", at=moment)
        publish(store, WINTER, plan, random.Random(hour).randbytes)
        after = publications.newest()
        assert after is not None
        pd.testing.assert_frame_equal(before.numbers, after.numbers)


def test_who_agrees_again_is_counted_from_the_next_year_on(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS, a_year_on(2))
    publish(store, WINTER)
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update consents set withdrawn_at = timestamp '2027-02-01' where applicant_id = 2")
        writer.sql("insert into consents values (2, 'form', timestamp '2027-02-02', null, 'test')")
        writer.sql(
            """
            insert into events by name
            select
                99 as event_id, application_id, applicant_id, 'offer' as kind, date '2027-03-01' as happened_on,
                'day' as precision, 'hand' as origin, timestamp '2027-03-01' as recorded_at
            from applications
            where applicant_id = 2 and applied_on = date '2026-09-05'
            """
        )
    assert numbers(publish(store, SUMMER), value="since") == {}
    publish(store, CLOSING)
    assert numbers(publish(store, NEXT))[(EVERYBODY, "students")] == 1


def test_a_group_list_does_not_change_when_a_lone_student_of_a_new_programme_joins(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update applicants set programme = 'Alchemy' where applicant_id = 1")
    groups = {group for group, _ in numbers(publish(store, WINTER, plan_for({"Biology": 400})), PROGRAMME)}
    assert groups <= {"Biology", "other"}


def test_the_same_student_under_another_import_is_not_counted_again(tmp_path: Path) -> None:
    """An export that is taken back and imported once more gives its students other rows, and the same names."""
    store = cohort(tmp_path, *LOGS)
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update applicants set student_id = 'S' || applicant_id")
    first = numbers(publish(store, WINTER))
    with store.writing(Viewer.staff()) as writer:
        for table in ("applicants", "applications", "events", "consents", "feedback", "feedback_requests", "readings"):
            writer.sql(f"update {table} set applicant_id = applicant_id + 100")  # noqa: S608
    publications = publish(store, SUMMER)
    assert numbers(publications, value="since") == {}
    assert numbers(publications) == first


def test_a_goal_is_counted_in_the_groups_of_its_owners_first_application(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    goals = pd.DataFrame({"student": ["applicant 1", "applicant 9"], "fact": "goal", "programme": ["Biology", "Art"]})
    snapshot = store.snapshot()
    try:
        goals["student"] = [*snapshot.run("publication_students", {})["student"][:1], "nobody who sent anything"]
        Publications(store.folder).publish(snapshot, LARGE, WINTER, NOW, goals, no_blur)
    finally:
        snapshot.close()
    channels = numbers(Publications(store.folder), "channel")
    assert {group: n for (group, fact), n in channels.items() if fact == "goal"} == {"LinkedIn": 1, "other": 1}


def test_numbers_stand_beside_those_of_earlier_publications_and_levels_sum_programmes(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS, a_year_on(1))
    plan = plan_for({"Biology": 300, "Art": 300}, levels={"Biology": "bachelor", "Art": "master"})
    first = publish(store, WINTER, plan).newest()
    assert first is not None
    assert first.tables == ("everybody", "programme", "level")
    publish(store, CLOSING, plan)
    last = publish(store, NEXT, plan).newest()
    assert last is not None
    assert last.tables == ("everybody", "programme", "level", "publication")
    assert numbers(publish(store, NEXT, plan), "level")[("bachelor", "students")] == 1
    beside = last.numbers.query("table_name == 'publication' and fact == 'students'")
    # of the year before as it closed, then this year's own
    assert beside[["group_name", "n"]].to_numpy().tolist() == [["2027-11-30", 3], ["2028-01-31", 1]]
    assert beside["sd"].tolist() == pytest.approx([plan.sd_so_far(EVERYBODY, 2), plan.sd_so_far(EVERYBODY, 1)])
    by_level = last.numbers.query("table_name == 'level' and fact == 'students'").set_index("group_name")["sd"]
    assert by_level["master"] == pytest.approx(plan.sd(PROGRAMME))


def test_a_plan_of_before_there_were_sums_is_read_as_it_was(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    publications = publish(store, WINTER)
    with duckdb.connect(str(publications.path)) as connection:
        connection.execute(
            'update publications set plan = json_merge_patch(plan, \'{"sums": null, "publications": null}\')'
        )
    newest = publications.newest()
    assert newest is not None
    assert (newest.plan.sums, newest.plan.publications) == ((), 3)


def test_a_campus_crosses_its_programmes_by_its_settings(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    (store.folder / "access.toml").write_text('programme_by = "channel"\nchannels = ["LinkedIn"]\n', encoding="utf-8")
    with store.writing(Viewer.staff()) as writer:
        writer.sql("insert into enrolments values ('Biology', 'MSc', 'autumn', 1000, timestamp '2027-01-01', 'Ida')")
    [made] = publish_due(store, date(2027, 2, 3), NOW)
    assert made.tables == ("everybody", "programme", "role_family", "programme_by_channel", "channel")
    assert sorted(set(made.numbers.query("table_name == 'programme_by_channel'")["group_name"])) == [
        "Biology · LinkedIn", "Biology · other", "other · LinkedIn", "other · other",
    ]  # fmt: skip
    (store.folder / "access.toml").write_text('programme_by = "month"\n', encoding="utf-8")
    with pytest.raises(InvalidEntry, match="can't be crossed with month"):
        publish_due(store, date(2027, 7, 3), NOW)


def test_who_is_enrolled_is_asked_before_the_first_publication_of_each_year(tmp_path: Path) -> None:
    store = cohort(tmp_path, *LOGS)
    with store.writing(Viewer.staff()) as writer:
        writer.sql("insert into enrolments values ('Biology', 'MSc', 'autumn', 400, timestamp '2026-08-31', 'Ida')")

    def asked(today: date) -> tuple[date, date | None] | None:
        found = enrolment_asked(store, today)
        return (found.due.day, found.said_on) if found else None

    # until the year before has closed its own numbers hold
    assert asked(date(2026, 11, 29)) is None
    assert asked(date(2026, 11, 30)) == (WINTER.day, date(2026, 8, 31))
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update enrolments set recorded_at = timestamp '2026-09-01'")
    assert asked(date(2026, 11, 30)) is None
    publish(store, WINTER)
    with store.writing(Viewer.staff()) as writer:
        writer.sql("delete from enrolments")
    assert asked(date(2027, 2, 1)) is None, "the plan of this year stands"
    assert asked(date(2027, 11, 30)) == (NEXT.day, None)
