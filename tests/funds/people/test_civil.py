"""Civil events on the real database: what they do by themselves, what is impossible, and what was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, transaction

from mizan.config.database import connect_as
from mizan.funds.people import actions, queries
from mizan.funds.people.actions import Correction
from mizan.funds.people.types import EventDraft, EventKind, EventSource, PersonDraft, Relation
from mizan.kernel.refusals import Refused

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)


def later(days: int) -> datetime:
    return FIRST + timedelta(days=days)


@pytest.fixture
def family(people: Any) -> Any:
    """Ids of a man, two women and a daughter, known from the first moment; everything is done as batch."""
    drafts = {
        "omar": PersonDraft("660000128754", "KADI", "OMAR", date(1966, 5, 1), "قاضي", "عمر", sex="M", fund="CNAS", agency_code="16000"),
        "sara": PersonDraft("720300441264", "HADDAD", "SARA", date(1972, 1, 2), "حداد", "سارة", sex="F", fund="CNAS", agency_code="31000"),
        "lina": PersonDraft("", "BENALI", "LINA", date(1975, 3, 15), "بن علي", "لينا", sex="F"),
        "nour": PersonDraft("", "KADI", "NOUR", date(2001, 7, 9), "قاضي", "نور", sex="F"),
    }
    with connect_as("batch"):
        ids = {name: actions.register_person(draft, by=people.system, at=FIRST).id for name, draft in drafts.items()}
        yield Family(ids, people.system)


class Family:
    def __init__(self, ids: dict[str, int], by: int) -> None:
        self.ids, self.by = ids, by

    def __getitem__(self, name: str) -> int:
        return self.ids[name]

    def tell(self, kind: EventKind, who: str, on: date, at: datetime, **other: str) -> int:
        named = {f"{role}_id": self.ids[name] for role, name in other.items()}
        return actions.record_civil_event(EventDraft(self.ids[who], kind, on, **named), by=self.by, at=at)

    def home(self, who: str, on: date, at: datetime) -> list[tuple[int, str]]:
        names = {number: name for name, number in self.ids.items()}
        return [(m.rank, names[m.member_id]) for m in queries.household_as_known(self.ids[who], on=on, at=at).members]


def test_a_family_makes_its_own_household(family: Family) -> None:
    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    family.tell(EventKind.BIRTH, "nour", date(2001, 7, 9), later(2), mother="sara", father="omar")
    assert family.home("omar", date(2002, 1, 1), later(3)) == [(1, "nour"), (80, "sara")]
    assert family.home("sara", date(2002, 1, 1), later(3)) == [(1, "nour"), (80, "omar")]
    assert family.home("omar", date(1999, 1, 1), later(3)) == [(80, "sara")]
    assert family.home("omar", date(2002, 1, 1), later(1)) == [(80, "sara")]
    family.tell(EventKind.DEATH, "omar", date(2026, 1, 20), later(20))
    # On the day of the death the household is whole: it is who is left.
    assert family.home("sara", date(2026, 1, 20), later(21)) == [(1, "nour"), (80, "omar")]
    assert family.home("sara", date(2026, 1, 21), later(21)) == [(1, "nour")]
    assert family.home("sara", date(2026, 1, 21), later(19)) == [(1, "nour"), (80, "omar")]
    card = queries.person_by_id(family["omar"])
    assert card is not None
    assert card.died_on == date(2026, 1, 20)


def test_a_corrected_death_gives_the_days_back(family: Family) -> None:
    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    death = family.tell(EventKind.DEATH, "omar", date(2026, 1, 20), later(20))
    other = actions.correct_civil_event(death, on_day=date(2026, 1, 18), by=family.by, at=later(30))
    assert family.home("sara", date(2026, 1, 19), later(30)) == []
    assert family.home("sara", date(2026, 1, 19), later(29)) == [(80, "omar")]
    actions.annul_civil_event(other, note="homonyme", by=family.by, at=later(40))
    assert family.home("sara", date(2026, 2, 1), later(41)) == [(80, "omar")]
    card = queries.person_by_id(family["omar"])
    assert card is not None
    assert card.died_on is None
    with pytest.raises(Refused, match="event_not_live"):
        actions.annul_civil_event(other, note="encore", by=family.by, at=later(42))
    told = [event.kind for event in queries.events_as_known(family["omar"], at=later(41))]
    assert told == [EventKind.MARRIAGE]
    assert [e.on_day for e in queries.events_as_known(family["omar"], at=later(35)) if e.kind is EventKind.DEATH] == [date(2026, 1, 18)]


def test_divorce_ends_a_marriage_and_a_later_one_begins(family: Family) -> None:
    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    divorce = family.tell(EventKind.DIVORCE, "sara", date(2005, 3, 1), later(2), spouse="omar")
    family.tell(EventKind.MARRIAGE, "omar", date(2007, 1, 1), later(3), spouse="sara")
    days = (date(2005, 2, 28), date(2005, 3, 1), date(2007, 1, 1))
    assert [family.home("omar", day, later(4)) for day in days] == [[(80, "sara")], [], [(80, "sara")]]
    with pytest.raises(Refused):
        # Annulled, the first marriage would still run when the second begins.
        actions.annul_civil_event(divorce, note="erreur", by=family.by, at=later(5))
    with pytest.raises(Refused, match="not_married"):
        family.tell(EventKind.DIVORCE, "omar", date(2010, 1, 1), later(6), spouse="lina")


def test_widowhood_told_alone_ends_the_marriage(family: Family) -> None:
    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    family.tell(EventKind.WIDOWHOOD, "sara", date(2010, 5, 5), later(2), spouse="omar")
    assert family.home("sara", date(2010, 5, 5), later(3)) == [(80, "omar")]
    assert family.home("sara", date(2010, 5, 6), later(3)) == []


def test_what_can_not_be_is_refused(family: Family) -> None:
    with pytest.raises(Refused, match="event_before_birth"):
        family.tell(EventKind.DEATH, "omar", date(1960, 1, 1), later(1))
    with pytest.raises(Refused, match="event_before_birth"):
        family.tell(EventKind.MARRIAGE, "omar", date(1970, 1, 1), later(1), spouse="sara")
    with pytest.raises(Refused, match="same_person"):
        family.tell(EventKind.MARRIAGE, "omar", date(1999, 1, 1), later(1), spouse="omar")
    family.tell(EventKind.DEATH, "omar", date(2010, 1, 1), later(2))
    with pytest.raises(Refused, match="dead_already"):
        family.tell(EventKind.DEATH, "omar", date(2011, 1, 1), later(3))
    with pytest.raises(Refused, match="event_after_death"):
        family.tell(EventKind.MARRIAGE, "sara", date(2012, 1, 1), later(3), spouse="omar")
    with pytest.raises(Refused, match="known_later"):
        family.tell(EventKind.MARRIAGE, "omar", date(2000, 1, 1), later(1), spouse="sara")
    with pytest.raises(Refused, match="birth_differs"):
        family.tell(EventKind.BIRTH, "nour", date(2001, 7, 10), later(4), mother="sara")
    with pytest.raises(Refused, match="mother_impossible"):
        family.tell(EventKind.BIRTH, "nour", date(2001, 7, 9), later(4), mother="omar")
    with pytest.raises(Refused, match="age_impossible"):
        family.tell(EventKind.BIRTH, "sara", date(1972, 1, 2), later(4), mother="lina")
    # A marriage that a death would find already begun is refused from the other side too.
    family.tell(EventKind.MARRIAGE, "omar", date(2000, 1, 1), later(5), spouse="sara")
    death = next(e.id for e in queries.events_as_known(family["omar"], at=later(5)) if e.kind is EventKind.DEATH)
    with pytest.raises(Refused, match="event_after_death"):
        actions.correct_civil_event(death, on_day=date(1999, 1, 1), by=family.by, at=later(6))


def test_four_wives_at_most_and_one_husband(family: Family, people: Any) -> None:
    wives = [
        actions.register_person(PersonDraft("", f"W{letter}", "X", date(1975, 1, 1), sex="F"), by=family.by, at=FIRST).id
        for letter in "ABCDE"
    ]
    for rank, wife in enumerate(wives[:4]):
        draft = EventDraft(family["omar"], EventKind.MARRIAGE, date(2000 + rank, 1, 1), wife)
        actions.record_civil_event(draft, by=family.by, at=later(rank))
    with pytest.raises(Refused, match="spouses_most"):
        actions.record_civil_event(EventDraft(family["omar"], EventKind.MARRIAGE, date(2005, 1, 1), wives[4]), by=family.by, at=later(5))
    actions.record_civil_event(EventDraft(wives[0], EventKind.DEATH, date(2004, 6, 1)), by=family.by, at=later(6))
    actions.record_civil_event(EventDraft(family["omar"], EventKind.MARRIAGE, date(2005, 1, 1), wives[4]), by=family.by, at=later(7))
    assert [m.rank for m in queries.household_as_known(family["omar"], on=date(2006, 1, 1), at=later(8)).members] == [80, 81, 82, 83]
    man = actions.register_person(PersonDraft("", "AUTRE", "X", date(1970, 1, 1), sex="M"), by=family.by, at=later(7)).id
    with pytest.raises(Refused, match="spouses_most"):
        actions.record_civil_event(EventDraft(man, EventKind.MARRIAGE, date(2010, 1, 1), wives[4]), by=family.by, at=later(9))


def test_dependants_have_ranks_and_ends(family: Family) -> None:
    link = {"person_id": family["omar"], "starts_on": date(2010, 1, 1), "by": family.by, "at": later(1)}
    child = actions.link_dependant(member_id=family["nour"], relation=Relation.CHILD, **link)
    mother = actions.register_person(
        PersonDraft("", "KADI", "ZOHRA", date(1940, 1, 1), sex="F", birth_presumed="year"), by=family.by, at=FIRST
    )
    actions.link_dependant(member_id=mother.id, relation=Relation.ASCENDANT, **link)
    household = queries.household_as_known(family["omar"], on=date(2011, 1, 1), at=later(2))
    assert [(m.rank, m.relation) for m in household.members] == [(1, Relation.CHILD), (90, Relation.ASCENDANT)]
    assert len(household.of(Relation.CHILD)) == 1
    identity = queries.identity_as_known(mother.id, at=later(1))
    assert identity is not None
    assert identity.birth_last_day == date(1940, 12, 31)
    for relation, code in (
        (Relation.SPOUSE, "spouse_by_marriage"),
        (Relation.CHILD, "dependant_known"),
        (Relation.ASCENDANT, "dependant_known"),
    ):
        with pytest.raises(Refused, match=code):
            actions.link_dependant(member_id=family["nour"], relation=relation, **{**link, "at": later(2)})
    with pytest.raises(Refused, match="age_impossible"):
        actions.link_dependant(member_id=family["sara"], relation=Relation.ASCENDANT, **{**link, "at": later(2)})
    ended = actions.end_dependant(child, ends_on=date(2019, 7, 9), ground="18 ans", by=family.by, at=later(3))
    assert ended is not None
    assert len(queries.household_as_known(family["omar"], on=date(2019, 7, 9), at=later(4)).members) == 1
    assert len(queries.household_as_known(family["omar"], on=date(2019, 7, 9), at=later(2)).members) == 2
    with pytest.raises(Refused, match="dependant_not_live"):
        actions.end_dependant(child, ends_on=date(2018, 1, 1), ground="x", by=family.by, at=later(5))


def test_a_household_beyond_fifteen_children_is_told_of(family: Family) -> None:
    for number in range(16):
        born = date(2001 + number, 1, 1)
        child = actions.register_person(PersonDraft("", "KADI", f"E{number}", born, sex="M"), by=family.by, at=FIRST)
        draft = EventDraft(child.id, EventKind.BIRTH, born, father_id=family["omar"])
        actions.record_civil_event(draft, by=family.by, at=later(number))
    home = queries.household_as_known(family["omar"], on=date(2020, 1, 1), at=later(30))
    assert [m.rank for m in home.members] == list(range(1, 16))
    news = [n.kind for n in queries.changes_waiting("test") if n.person_id == family["omar"]]
    assert news.count("household_full") == 1


def test_an_identity_is_corrected_and_the_former_stays_readable(family: Family) -> None:
    family.tell(EventKind.BIRTH, "nour", date(2001, 7, 9), later(1), mother="sara")
    fix = Correction(surname_fr="KADDI", birth_date=date(2001, 7, 19), nin="118001160000000001")
    actions.correct_identity(family["nour"], fix, on_day=date(2026, 1, 10), note="jugement", by=family.by, at=later(10))
    then, now = (queries.identity_as_known(family["nour"], at=later(day)) for day in (9, 10))
    assert then is not None
    assert now is not None
    assert (then.surname_fr, then.birth_date, then.nin) == ("KADI", date(2001, 7, 9), "")
    assert (now.surname_fr, now.birth_date, now.given_name_fr) == ("KADDI", date(2001, 7, 19), "NOUR")
    assert family.home("sara", date(2001, 7, 10), later(9)) == [(1, "nour")]
    assert family.home("sara", date(2001, 7, 10), later(11)) == []
    assert queries.identity_as_known(family["nour"], at=FIRST - timedelta(days=1)) is None
    with pytest.raises(Refused, match="nin_taken"):
        actions.correct_identity(family["lina"], Correction(nin="118001160000000001"), on_day=date(2026, 1, 11), by=family.by, at=later(11))
    with pytest.raises(Refused, match="nss_kept"):
        actions.correct_identity(family["sara"], Correction(nss="900102030471"), on_day=date(2026, 1, 11), by=family.by, at=later(11))
    actions.correct_identity(family["lina"], Correction(nss="900102030471"), on_day=date(2026, 1, 11), by=family.by, at=later(12))
    assert queries.find(["900102030471"]) == {"900102030471": family["lina"]}
    family.tell(EventKind.DEATH, "omar", date(2020, 1, 1), later(13))
    impossible = Correction(birth_date=date(2021, 1, 1))
    with pytest.raises(Refused, match="event_before_birth"):
        actions.correct_identity(family["omar"], impossible, on_day=date(2026, 1, 1), by=family.by, at=later(14))


def test_two_files_of_one_person_are_merged_and_parted_again(family: Family) -> None:
    twin = actions.register_person(PersonDraft("900102030471", "KADY", "OMAR", date(1966, 5, 1), sex="M"), by=family.by, at=FIRST)
    draft = EventDraft(twin.id, EventKind.MARRIAGE, date(1999, 1, 1), family["lina"])
    actions.record_civil_event(draft, by=family.by, at=later(1))
    merge = actions.merge_duplicate(kept_id=family["omar"], merged_id=twin.id, ground="même acte", by=family.by, at=later(2))
    assert queries.bearers_of(family["omar"], at=later(2)) == (family["omar"], twin.id)
    assert family.home("omar", date(2000, 1, 1), later(3)) == [(80, "lina")]
    assert family.home("lina", date(2000, 1, 1), later(3)) == [(80, "omar")]
    assert family.home("omar", date(2000, 1, 1), later(1)) == []
    with pytest.raises(Refused, match="merge_already"):
        actions.merge_duplicate(kept_id=family["sara"], merged_id=twin.id, ground="x", by=family.by, at=later(3))
    with pytest.raises(Refused, match="same_person"):
        actions.merge_duplicate(kept_id=family["sara"], merged_id=family["sara"], ground="x", by=family.by, at=later(3))
    actions.undo_merge(merge, ground="deux personnes", by=family.by, at=later(4))
    assert queries.bearers_of(family["omar"], at=later(4)) == (family["omar"],)
    assert queries.bearers_of(family["omar"], at=later(3)) == (family["omar"], twin.id)
    assert family.home("omar", date(2000, 1, 1), later(5)) == []
    with pytest.raises(Refused, match="merge_already"):
        actions.undo_merge(merge, ground="encore", by=family.by, at=later(5))
    assert [n.kind for n in queries.changes_waiting("test") if n.person_id == family["omar"]] == ["merged", "unmerged"]


def test_news_are_taken_once(family: Family) -> None:
    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    news = queries.changes_waiting("reassessment")
    assert [(n.person_id, n.kind, n.since) for n in news] == [
        (family[who], "marriage", date(1998, 6, 1)) for who in ("omar", "sara")
    ]  # fmt: skip
    actions.take_changes([n.id for n in news], consumer="reassessment", at=later(2))
    assert queries.changes_waiting("reassessment") == ()
    assert len(queries.changes_waiting("other")) == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.take_changes([news[0].id], consumer="reassessment", at=later(3))


def test_news_that_was_taken_whole_is_passed_and_nothing_else(family: Family, db: Any) -> None:
    def waiting(consumer: str = "reassessment") -> list[int]:
        return [n.id for n in queries.changes_waiting(consumer)]

    def passed() -> int:
        return actions.pass_changes(consumer="reassessment", at=later(2))

    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    first, second = waiting()
    actions.take_changes([second], consumer="reassessment", at=later(2))
    # Up to the first that waits, never beyond it.
    passed()
    assert waiting() == [first]
    actions.take_changes([first], consumer="reassessment", at=later(2))
    assert passed() > 0
    assert passed() == 0
    assert waiting() == []
    assert waiting("other") == [first, second]
    # News that is being written has a number, and is not passed before it can be seen.
    with db.raw(autocommit=False) as writing:
        news = (
            "INSERT INTO people_change (person_id, kind, since, ref, known_from) VALUES (%s, 'career', '2020-01-01', 1, now()) RETURNING id"
        )
        (third,) = writing.execute(news, [family["omar"]]).fetchone()
        family.tell(EventKind.DIVORCE, "omar", date(2001, 6, 1), later(3), spouse="sara")
        others = waiting()
        assert third < min(others)
        actions.take_changes(others, consumer="reassessment", at=later(3))
        assert passed() == 0
        writing.commit()
    assert waiting() == [third]
    actions.take_changes([third], consumer="reassessment", at=later(4))
    assert passed() >= len(others) + 1
    assert waiting() == []


def test_nobody_moves_the_mark_by_hand(family: Family, db: Any) -> None:
    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    marked = "INSERT INTO people_change_passed (consumer, until, passed_at) VALUES ('reassessment', 1000000, now())"
    for role in ("mizan_web", "mizan_batch", "mizan_audit"):
        with db.raw(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(marked)
    for role in ("mizan_web", "mizan_audit"):
        with db.raw(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT people_pass_changes('reassessment', now())")


def test_a_doubtful_number_is_taken_and_told_of(family: Family) -> None:
    made = actions.register_person(PersonDraft("999999999999", "X", "Y", date(1999, 1, 1), nin="10" + "0" * 16), by=family.by, at=later(1))
    assert [found.code for found in made.warnings] == ["nss_key_uncertain", "nin_birth_year"]
    for bad, code in (
        (PersonDraft("660000128755", "X", "Y", None), "nss_invalid"),
        (PersonDraft("", "X", "Y", None, nin="1"), "nin_invalid"),
    ):
        with pytest.raises(Refused, match=code):
            actions.register_person(bad, by=family.by, at=later(1))
    with pytest.raises(Refused, match="person_exists"):
        actions.register_person(PersonDraft("660000128754", "X", "Y", None), by=family.by, at=later(1))


def test_nothing_known_is_changed_or_removed(family: Family, db: Any) -> None:
    family.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    with db.raw() as admin:
        for table in ("people_event", "people_tie", "people_identity"):
            for statement in (f"UPDATE {table} SET by_id = by_id + 1", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises(Exception, match=r"keeps what was known|append only"):
                    admin.execute(statement)
        admin.execute("UPDATE people_tie SET known_until = known_from + interval '1 day'")
        with pytest.raises(Exception, match="keeps what was known"):
            admin.execute("UPDATE people_tie SET known_until = NULL")
    assert EventSource.OFFICER.value == "officer"
