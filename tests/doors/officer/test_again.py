"""A decision looked at again: left by the night or proposed by one officer, decided or upheld by another who sees what would change."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.doors.officer.office import NOW, Office
from tests.doors.officer.test_pages import act, reads, text
from tests.funds.benefits.benefit_world import NOW as TODAY

from mizan.config.database import connect_as
from mizan.doors import wording
from mizan.doors.clock import now
from mizan.flows.benefit_case import open_case
from mizan.flows.decide_again import decide_again, looked_at_again, propose_reassessment, uphold_decision
from mizan.flows.reassess import reassess_award, take_news
from mizan.funds.benefits.queries import again_waiting, awards_of_claim, decisions_of_claim
from mizan.kernel.money import format_plain
from mizan.kernel.refusals import Refused

LESS = 40_000_00
WHY = "carrière corrigée"
LATER = TODAY + timedelta(days=150)
"""After some months have gone by."""


def said(key: str) -> str:
    return wording.text(key, "fr")


def queue(office: Office, who: str, which: str = "all", lang: str = "fr") -> str:
    return text(office.clients[who], f"{office.path('queue', lang)}?show={which}").partition('id="again"')[2].partition("</table>")[0]


def seen(page: str) -> str:
    (found,) = re.findall(r'name="seen" value="([0-9a-f]{32})"', page)
    return str(found)


@pytest.fixture
def lowered(office: Office) -> Office:
    """The months of omar's career are known to be worth less; nobody has looked yet."""
    with connect_as("batch"):
        office.world.work("omar", 1993, 2025, LESS, at=NOW)
    return office


def test_one_proposes_and_another_sees_what_changes_and_decides(lowered: Office) -> None:
    office, claim = lowered, f"/fr/officer/claims/{lowered.ids['omar_claim']}"
    assert queue(office, "two") == ""
    page = act(office, "one", "omar_claim", "again_propose", status=422, again_reason="  ")
    assert 'id="again_reason-error"' in page
    act(office, "one", "omar_claim", "again_propose", again_reason=WHY)
    assert claim in queue(office, "two", "second")
    assert claim in queue(office, "two")
    assert "KADI" not in queue(office, "two")
    assert WHY not in queue(office, "two")
    assert claim not in queue(office, "one", "second")
    own = text(office.clients["one"], claim)
    assert said("officer.claim.own_proposal") in own
    assert 'value="again_decide"' not in own
    assert 'value="again_uphold"' not in own

    page = text(office.clients["two"], claim)
    table = page.partition('id="again"')[2].partition("</table>")[0]
    with office.world.desk("two") as by:
        open_case(office.ids["omar_claim"], purpose="test", by=by, at=NOW)
        (before,) = awards_of_claim(office.ids["omar_claim"])
        found = looked_at_again(office.ids["omar_claim"], by=by, at=NOW)
    assert found is not None
    (one,) = found.awards
    assert one.net_before == before.live()[0].parts.net > one.net_after > 0
    for amount in (one.net_before, one.net_after):
        assert format_plain(amount).replace("\u202f", "\u00a0") in table
    assert {"wages"} <= found.facts.keys()
    assert "KADI" in table
    assert wording.text("officer.again.moved", "fr", count=33 * 12) in page
    assert WHY in page

    act(office, "two", "omar_claim", "again_decide", status=422, seen="0" * 32)
    act(office, "two", "omar_claim", "again_decide", seen=seen(page))
    for who in ("one", "two"):
        page = text(office.clients[who], claim)
        first, second = sorted({int(number) for number in re.findall(r"/fr/officer/decisions/([0-9]+)", page)})
        shown = text(office.clients[who], f"/fr/officer/decisions/{second}")
        assert f"/fr/officer/decisions/{first}" in shown
        assert WHY in shown
        assert format_plain(one.net_after).replace("\u202f", "\u00a0") in shown.partition('id="difference"')[2].partition("</table>")[0]
    assert queue(office, "two") == ""
    assert (office.world.accounts["two"], "reassessment", f"benefits/claims/{office.ids['omar_claim']}") in reads(office, "omar")
    act(office, "two", "omar_claim", "again_decide", status=422, seen="0" * 32)


def test_what_months_gone_by_are_due_is_shown_and_is_what_the_decision_makes_due(lowered: Office) -> None:
    world, claim = lowered.world, lowered.ids["omar_claim"]
    with world.desk("one") as by:
        propose_reassessment(claim, reason=WHY, by=by, at=LATER)
    with world.desk("two") as by:
        found = looked_at_again(claim, by=by, at=LATER)
        assert found is not None
        (one,) = found.awards
        assert decide_again(claim, seen=found.seen, by=by, at=LATER)
        (award,) = awards_of_claim(claim)
    (debt,) = award.adjustments
    assert (debt.kind, debt.amount, debt.to_month) == ("debt", -one.due, one.to_month)


def test_the_second_person_upholds_with_a_reason(lowered: Office) -> None:
    office = lowered
    act(office, "one", "omar_claim", "again_propose", again_reason=WHY)
    act(office, "one", "omar_claim", "again_uphold", status=422, again_reason="rien à changer")
    page = act(office, "two", "omar_claim", "again_uphold", status=422, again_reason="")
    assert 'id="again_reason-error"' in page
    act(office, "two", "omar_claim", "again_uphold", again_reason="la correction est contestée")
    assert queue(office, "two") == ""
    page = text(office.clients["one"], f"/fr/officer/claims/{office.ids['omar_claim']}")
    assert said("officer.step.upheld") in page
    assert "la correction est contestée" in page
    assert 'value="again_propose"' in page
    # A proposal that was declined is nobody's any more, in the database too.
    with office.world.desk("two") as by, pytest.raises(Refused, match="decision_needs_another_person"):
        reassess_award(office.ids["omar_claim"], reason={"kind": "test"}, proposed_by=office.world.accounts["one"], by=by, at=NOW)
    act(office, "two", "omar_claim", "again_uphold", status=422, again_reason="encore")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_what_the_night_could_not_decide_waits_for_an_officer_with_its_reason(office: Office, lang: str) -> None:
    act(office, "two", "farid_claim", "answer", **{"told-contributions_unpaid": "false"})
    act(office, "two", "farid_claim", "grant")
    told: list[str] = []
    # After the grant and before the visits that follow, whatever the hour of the test.
    moment = now()
    with connect_as("batch"):
        take_news(by=office.world.system, at=moment)
        assert again_waiting() == ()
        office.world.work("farid", 1993, 2010, 20_000_00, at=moment)
        assert take_news(by=office.world.system, at=moment, tell=lambda one: told.append(one.subject)) == 0
        assert take_news(by=office.world.system, at=moment, tell=lambda one: told.append(one.subject)) == 0
        waiting = again_waiting()
    assert set(told) == {f"benefit claim {office.ids['farid_claim']}"}
    assert [(one.claim_id, one.state, one.told["code"]) for one in waiting] == [
        (office.ids["farid_claim"], "to_judge", "decision_needs_another_person")
    ]
    listed = queue(office, "two", "free", lang)
    assert f"/{lang}/officer/claims/{office.ids['farid_claim']}" in listed
    assert wording.text("officer.again.cause.career", lang) in listed
    assert wording.text("refusal.decision_needs_another_person", lang) in listed
    assert f"/claims/{office.ids['farid_claim']}" not in queue(office, "other", "free", lang)
    page = text(office.clients["two"], f"/{lang}/officer/claims/{office.ids['farid_claim']}")
    assert 'id="again"' in page
    assert wording.text("officer.again.cause.career", lang) in page.partition('id="steps"')[2].partition("</table>")[0]
    # Nobody decides what nobody has proposed, nor leaves it there.
    act(office, "two", "farid_claim", "again_uphold", status=422, again_reason="non")
    act(office, "two", "farid_claim", "again_decide", status=422, seen=next(iter(re.findall("[0-9a-f]{32}", page)), ""))
    act(office, "two", "farid_claim", "again_propose", again_reason=WHY)
    # A fact told since takes a proposal of its own.
    act(office, "one", "farid_claim", "answer", **{"told-contributions_unpaid": "false"})
    act(office, "one", "farid_claim", "again_decide", status=422, seen="0" * 32)
    act(office, "two", "farid_claim", "again_propose", again_reason=WHY)
    page = text(office.clients["one"], f"/fr/officer/claims/{office.ids['farid_claim']}")
    act(office, "one", "farid_claim", "again_decide", seen=seen(page))
    with office.world.desk("one") as by:
        open_case(office.ids["farid_claim"], purpose="test", by=by, at=now())
        assert len(decisions_of_claim(office.ids["farid_claim"])) == 2


def test_where_the_law_gives_the_same_nothing_is_decided(office: Office) -> None:
    act(office, "one", "omar_claim", "again_propose", again_reason=WHY)
    page = text(office.clients["two"], f"/fr/officer/claims/{office.ids['omar_claim']}")
    assert said("officer.again.same") in page
    assert 'value="again_decide"' not in page
    act(office, "two", "omar_claim", "again_decide", status=422, seen="0" * 32)


def test_who_is_refused(lowered: Office) -> None:
    from mizan.funds.benefits.actions import declare_own_person

    office, claim = lowered, lowered.ids["omar_claim"]
    for form in ({"act": "again_propose", "again_reason": WHY}, {"act": "again_decide", "seen": "0" * 32}):
        assert office.clients["other"].post(f"/fr/officer/claims/{claim}", form).status_code == 404
        assert office.clients["accountant"].post(f"/fr/officer/claims/{claim}", form).status_code == 403
    # An undecided claim has no decision to make again.
    act(office, "one", "farid_claim", "again_propose", status=422, again_reason=WHY)
    act(office, "one", "omar_claim", "again_propose", again_reason=WHY)
    page = text(office.clients["two"], f"/fr/officer/claims/{claim}")
    with connect_as("batch"):
        declare_own_person(office.world.accounts["two"], office.world["nour"], by=office.world.system, at=NOW)
    # A relative neither decides nor upholds nor proposes.
    refused = wording.text("refusal.own_file", "fr")
    assert refused in act(office, "two", "omar_claim", "again_decide", status=422, seen=seen(page))
    assert refused in act(office, "two", "omar_claim", "again_uphold", status=422, again_reason=WHY)
    assert refused in act(office, "two", "omar_claim", "again_propose", status=422, again_reason=WHY)
    with office.world.desk("one") as by, pytest.raises(Refused, match="decision_needs_another_person"):
        uphold_decision(claim, reason=WHY, by=by, at=NOW)
    with office.world.desk("one") as by:
        open_case(claim, purpose="test", by=by, at=NOW)
        # The database holds it without the act: nobody leaves to judge in the system's place.
        with pytest.raises(IntegrityError, match="the night leaves to judge"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO benefits_claim_step (id, claim_id, kind, by_id, detail, at) SELECT 900000, %s, 'to_judge', %s, "
                "jsonb_build_object('decision', max(id)::text), %s FROM benefits_decision WHERE claim_id = %s",
                [claim, by, NOW, claim],
            )
    with connect_as("web"), pytest.raises(ProgrammingError, match="no queue"), transaction.atomic():
        again_waiting()
