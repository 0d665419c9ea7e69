"""What a run asks about what is owed answers as the plain question does; what instalments say is told by rows, to the centime."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.flows.pay_world import PayWorld, at, make_world
from tests.flows.test_pay_returns import NET, ref_of, report, returned

from mizan.flows.pay_month import cancel_run
from mizan.flows.pay_returns import reissue_payment
from mizan.funds.benefits.queries.instalments import returns_of

STANDS = """
SELECT r.id FROM benefits_run r WHERE r.fund = %(fund)s AND r.id IS DISTINCT FROM %(besides)s
   AND NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'cancelled')"""
LEFT = f"""
SELECT d.id, d.award_id, d.kind, d.amount - COALESCE(u.used, 0) FROM benefits_adjustment d
  JOIN benefits_award a ON a.id = d.award_id AND a.fund = %(fund)s
  LEFT JOIN (SELECT x.adjustment_id, sum(x.amount) AS used FROM benefits_instalment_adjustment x
               JOIN benefits_instalment i ON i.id = x.instalment_id
              WHERE i.run_id IN ({STANDS}) GROUP BY 1) u ON u.adjustment_id = d.id
 WHERE d.amount > COALESCE(u.used, 0)"""
"""What adjustments leave: their amounts, less what instalments of runs that stand took."""
UNPAID = f"""
SELECT w.* FROM (
    SELECT i.id, i.award_id, NULL::bigint, i.net_m FROM benefits_instalment i
      JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
     WHERE i.waits <> '' AND i.run_id IN ({STANDS})
    UNION ALL
    SELECT i.id, i.award_id, b.id, b.amount FROM benefits_payment_return b JOIN benefits_reissue x ON x.payment_return_id = b.id
      JOIN benefits_instalment i ON i.id = b.instalment_id JOIN benefits_run r ON r.id = i.run_id AND r.fund = %(fund)s
 ) AS w(id, award_id, return_id, amount)
 WHERE NOT EXISTS (SELECT 1 FROM benefits_instalment_settled s JOIN benefits_instalment i ON i.id = s.instalment_id
                    WHERE s.earlier_id = w.id AND s.payment_return_id IS NOT DISTINCT FROM w.return_id AND i.run_id IN ({STANDS}))"""
"""What waited in approved runs or came back to be paid again, and no run that stands has paid since (nothing is reversed here)."""


@pytest.fixture
def world(db: object) -> PayWorld:
    return make_world()


@pytest.fixture
def admin(world: PayWorld) -> Iterator[Any]:
    settings = connection.settings_dict
    with psycopg.connect(f"host={settings['HOST']} port={settings['PORT']} user=mizan_admin dbname={settings['NAME']}") as session:
        session.autocommit = True
        yield session


def compare(admin: Any) -> tuple[int, int]:
    """Both questions of both funds, without each of the runs and with all of them; how many answers there were."""
    left = unpaid = 0
    for fund in ("CNR", "CNAS"):
        for (besides,) in admin.execute("SELECT id FROM benefits_run UNION SELECT NULL").fetchall():
            given = {"fund": fund, "besides": besides}
            asked = set(admin.execute("SELECT * FROM benefits_adjustments_left(%(fund)s, %(besides)s)", given).fetchall())
            assert asked == set(admin.execute(LEFT, given).fetchall())
            still = set(admin.execute("SELECT * FROM benefits_unpaid(%(fund)s, %(besides)s)", given).fetchall())
            assert still == set(admin.execute(UNPAID, given).fetchall())
            left, unpaid = left + len(asked), unpaid + len(still)
    return left, unpaid


def test_what_is_owed_is_what_no_run_that_stands_has_paid(world: PayWorld, admin: Any, tmp_path: Path) -> None:
    raised, lowered, back, nowhere = world.award(4_000_000), world.award(6_000_000), world.award(), world.person(account=None)
    world.award(person=nowhere)
    september = world.paid("2026-09", tmp_path / "sept.xml")
    returned(world, report((ref_of(world, back), NET), order="CNR-2026-09-1"))
    with world.acting("prepares") as by:
        (came,) = returns_of(september.id)
        reissue_payment(came.id, ground="nouveau compte", by=by, at=at("2026-09-25"))
    world.pay_on(nowhere, "00100600030012345695", "rib", "2026-09-26")
    world.decide(raised, 4_500_000, "2026-07-01", "2026-10-02", months=("2026-07", "2026-09"))
    world.decide(lowered, 5_500_000, "2026-08-01", "2026-10-02", months=("2026-08", "2026-09"))
    assert all(compare(admin))

    given_up = world.prepare("2026-10")
    took = admin.execute(TAKEN, [given_up.id]).fetchone()
    assert all(took)
    assert all(compare(admin))
    with world.acting("prepares") as by:
        cancel_run(given_up.id, reason="à refaire", by=by, at=at("2026-10-11"))
    assert all(compare(admin))

    # What the run that was given up took is there for the next one, once.
    again = world.prepare("2026-10")
    assert admin.execute(TAKEN, [again.id]).fetchone() == took
    world.approve(again.id)
    assert all(compare(admin))
    november = world.paid("2026-11")
    arrears, recovered, released, reissued = admin.execute(TAKEN, [november.id]).fetchone()
    assert (arrears, released, reissued) == (0, 0, 0)
    assert recovered > 0
    assert compare(admin)[0] > 0


TAKEN = "SELECT sum(arrears), sum(recovered), sum(released), sum(reissued) FROM benefits_instalment WHERE run_id = %s"

UNTOLD = {
    "arrears without their row": "DELETE FROM benefits_instalment_adjustment WHERE instalment_id = %(raised)s",
    "a centime too many": "UPDATE benefits_instalment_adjustment SET amount = amount + 1 WHERE instalment_id = %(raised)s",
    "a debt without its row": "DELETE FROM benefits_instalment_adjustment WHERE instalment_id = %(lowered)s",
    "a row on an instalment that says nothing": "INSERT INTO benefits_instalment_adjustment (instalment_id, adjustment_id, amount)"
    " SELECT %(plain)s, adjustment_id, 1 FROM benefits_instalment_adjustment WHERE instalment_id = %(raised)s",
    "a row of another's arrears": "UPDATE benefits_instalment_adjustment SET adjustment_id = (SELECT adjustment_id"
    " FROM benefits_instalment_adjustment WHERE instalment_id = %(other)s) WHERE instalment_id = %(raised)s",
    "what waited without its row": "DELETE FROM benefits_instalment_settled WHERE instalment_id = %(nowhere)s",
    "what waited on another's instalment": "UPDATE benefits_instalment_settled SET instalment_id = %(raised)s"
    " WHERE instalment_id = %(nowhere)s",
    "more than what waited": "UPDATE benefits_instalment_settled SET amount = amount + 1 WHERE instalment_id = %(nowhere)s",
}


@pytest.mark.parametrize("change", ["", *UNTOLD])
def test_what_an_instalment_adds_and_recovers_is_told_by_rows(world: PayWorld, admin: Any, change: str) -> None:
    """Even where the owner wrote past every guard: such a run is neither prepared nor approved."""
    plain, raised, other, lowered = world.award(), world.award(4_000_000), world.award(4_000_000), world.award(6_000_000)
    holder = world.person(account=None)
    nowhere = world.award(person=holder)
    world.paid("2026-09")
    world.pay_on(holder, "00100600030012345695", "rib", "2026-09-15")
    for award, gross in ((raised, 4_500_000), (other, 4_500_000), (lowered, 5_500_000)):
        world.decide(award, gross, "2026-08-01", "2026-10-02", months=("2026-08", "2026-09"))
    run = world.prepare("2026-10")
    ids = dict(admin.execute("SELECT award_id, id FROM benefits_instalment WHERE run_id = %s", [run.id]).fetchall())
    names = {"plain": plain, "raised": raised, "other": other, "lowered": lowered, "nowhere": nowhere}
    assert admin.execute("SELECT benefits_run_told(%s)", [run.id]).fetchone() == (True,)
    if change:
        admin.execute("SET session_replication_role = replica")
        assert admin.execute(UNTOLD[change], {name: ids[award] for name, award in names.items()}).rowcount == 1
        admin.execute("SET session_replication_role = origin")
    assert admin.execute("SELECT benefits_run_told(%s)", [run.id]).fetchone() == (not change,)


def test_the_index_knows_where_a_run_was_laid(world: PayWorld, admin: Any) -> None:
    """Whoever asks about a run reads its pages, not all that were laid since the server last cleaned up; and nobody waits for the index."""
    for _ in range(3):
        world.award()
    world.paid("2026-09")
    assert admin.execute("SELECT brin_summarize_new_values('benefits_instalment_run')").fetchone() == (0,)
    with admin.transaction():
        admin.execute("LOCK TABLE benefits_instalment IN SHARE UPDATE EXCLUSIVE MODE")
        run = world.prepare("2026-10")
    assert world.approve(run.id).state == "approved"
