"""Where a person is paid, and who the people of the service are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import one_row, run
from mizan.funds.benefits.errors import translated


def set_payee_account(person_id: int, *, account: str, account_kind: str, holder_name: str, by: int, at: datetime) -> bool:
    """Pay a person on this postal account ("ccp") or bank account ("rib") from now on; False if it was that one already.

    Refused: ``account_unreadable``, ``file_not_open``, ``own_file``.
    """
    with transaction.atomic():
        with translated():
            (changed,) = one_row(
                "SELECT benefits_set_payee_account(%s, %s, %s, %s, %s, %s)", [person_id, account, account_kind, holder_name, by, at]
            )
        if changed:
            record_act(verb="set_payee_account", subject=("person", person_id), by=by, at=at)
    return bool(changed)


def declare_own_person(account_id: int, person_id: int, *, by: int, at: datetime) -> None:
    """Say whose file is that of the person behind an account: neither it nor a relative's is ever handled by that account.

    An account says it once, of itself; the batch role may say it again. Refused: ``file_not_open``.
    """
    with transaction.atomic():
        with translated():
            run("SELECT benefits_set_own_person(%s, %s, %s, %s)", [account_id, person_id, by, at])
        record_act(verb="declare_own_person", subject=("account", account_id), by=by, at=at)
