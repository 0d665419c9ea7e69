"""The payment file of an approved run: the same file for ever, made again from the rows it was made of."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.formats.payments import Order, Payment, write
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import one, rows, run
from mizan.funds.benefits.actions.pay_run import step_run
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.funds.benefits.queries.runs import run_of, sums_of, total_of
from mizan.funds.benefits.types.runs import FileKept, RunKnown, RunState
from mizan.kernel.refusals import refused

PAGE = 50_000
REF = "I"
"""What begins the reference of a payment; its instalment's number follows."""


def payment_file(run_id: int, *, by: int) -> Iterator[bytes]:
    """The file of a run that went out, in pieces, as it was. Refused: ``run_not_so`` (no file went out)."""
    kept = run_of(run_id)
    if kept.file is None:
        raise refused("run_not_so", "run")
    return write(
        kept.file.profile, _order(kept, kept.file.payer, kept.file.payer_account, kept.file.lines, kept.file.total), _payments(kept, by)
    )


def file_name(kept: RunKnown) -> str:
    """The name of a run's file, without its ending; it is also the id of its message."""
    return f"{kept.fund.value}-{kept.month:%Y-%m}-{kept.attempt}"


def write_payment_file(run_id: int, path: Path, *, profile: str, payer: str, account: str, by: int, at: datetime) -> FileKept:
    """Write the file of an approved run to a path; the first time it is kept as gone out, afterwards it is the same bytes or refused.

    It is written beside its place and moved there whole: killed at any moment, there is a whole file or none.
    Refused: ``run_not_so`` (not approved), ``payment_file_kept`` (gone out in another shape or from another account), ``run_empty``
    (nothing to pay), ``payment_file_differs``, and what the shape refuses.
    """
    kept = run_of(run_id)
    if kept.step(RunState.APPROVED) is None:
        raise refused("run_not_so", "run")
    if kept.file is not None and (kept.file.profile, kept.file.payer, kept.file.payer_account) != (profile, payer, account):
        raise refused("payment_file_kept", "run")
    total = total_of(sums_of(run_id))
    if not total.payments:
        raise refused("run_empty", "run")
    part = path.with_name(f"{path.name}.part")
    digest = hashlib.sha256()
    point("write_payment_file.begun")
    with part.open("wb") as out:
        for rank, piece in enumerate(write(profile, _order(kept, payer, account, total.payments, total.paid), _payments(kept, by))):
            digest.update(piece)
            out.write(piece)
            if rank == 1:
                point("write_payment_file.half_written")
        out.flush()
        os.fsync(out.fileno())
    point("write_payment_file.written")
    if kept.file is None:
        _keep(kept, FileKept(profile, file_name(kept), payer, account, digest.hexdigest(), total.payments, total.paid, at), by=by, at=at)
    elif kept.file.sha256 != digest.hexdigest():
        part.unlink()
        raise refused("payment_file_differs", "run")
    point("write_payment_file.kept")
    part.replace(path)
    point("write_payment_file.moved")
    found = run_of(run_id).file
    if found is None:
        raise refused("run_not_so", "run")
    return found


def _keep(kept: RunKnown, file: FileKept, *, by: int, at: datetime) -> None:
    with transaction.atomic():
        with pay_translated():
            run(
                "INSERT INTO benefits_payment_file (run_id, profile, message_id, payer, payer_account, sha256, lines, total, by_id, at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [kept.id, file.profile, file.message_id, file.payer, file.payer_account, file.sha256, file.lines, file.total, by, at],
            )
        point("write_payment_file.row_kept")
        step_run(kept.id, RunState.FILED, by=by, at=at, detail={"profile": file.profile, "sha256": file.sha256})
        point("write_payment_file.step_kept")
        record_act(
            verb="write_payment_file", subject=("pay_run", kept.id), by=by, at=at, detail={"sha256": file.sha256, "lines": file.lines}
        )
        point("write_payment_file.audited")


def _order(kept: RunKnown, payer: str, account: str, count: int, total: int) -> Order:
    approved = kept.step(RunState.APPROVED)
    if approved is None:
        raise refused("run_not_so", "run")
    return Order(file_name(kept), approved.at, kept.pay_on, payer, account, count, total)


def _payments(kept: RunKnown, by: int) -> Iterator[Payment]:
    bounds = one("SELECT min(id) - 1, max(id) FROM benefits_instalment WHERE run_id = %s", [kept.id])
    beyond, last = bounds if bounds is not None and bounds[1] is not None else (0, -1)
    while beyond < last:
        with pay_translated():
            page = rows("SELECT id, holder, account, amount FROM benefits_payments(%s, %s, %s, %s)", [kept.id, beyond, PAGE, by])
        for number, holder, account, amount in page:
            yield Payment(f"{REF}{number}", holder, account, amount)
        if len(page) < PAGE:
            return
        beyond = page[-1][0]
