"""A run's payment file, as the pages and the API send it and give it back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.http import StreamingHttpResponse

from mizan.flows.pay_files import file_name, payment_file, write_payment_file
from mizan.formats.payments import profiles
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.benefits.types.runs import FileKept, RunKnown
from mizan.kernel.refusals import refused

PURPOSE = "payment_file"
IN_MEMORY, PIECE = 8 * 1024 * 1024, 256 * 1024
XML, TEXT = "application/xml", "text/plain; charset=utf-8"


def send_file(run_id: int, *, profile: str, payer: str, account: str, by: int, at: datetime) -> FileKept:
    """Have the file of an approved run go out; its bytes are made again whenever they are asked for. Refused: as `write_payment_file`."""
    with tempfile.TemporaryDirectory() as folder:
        return write_payment_file(run_id, Path(folder) / "file", profile=profile, payer=payer, account=account, by=by, at=at)


def file_answer(kept: RunKnown, *, route: str, by: int, at: datetime) -> StreamingHttpResponse:
    """The file that went out, the same bytes each time, as an attachment. It names people and their accounts: the look is logged.

    Refused: ``run_not_so`` (no file went out).
    """
    if kept.file is None:
        raise refused("run_not_so", "run")
    suffix = profiles()[kept.file.profile]["suffix"]
    record_read(purpose=PURPOSE, subject=("pay_run", kept.id), route=route, by=by, at=at)
    # Made here, while the visitor's rights hold: the answer goes out after the request's own transaction.
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed with the answer
    body.writelines(payment_file(kept.id, by=by))
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(kept)}.{suffix}"',
        "Content-Length": str(body.tell()),
    }
    body.seek(0)
    return StreamingHttpResponse(_Pieces(body), content_type=XML if suffix == "xml" else TEXT, headers=headers)


class _Pieces:
    """A file in pieces; it is closed after the last one, or with the answer when the reader leaves earlier."""

    def __init__(self, body: IO[bytes]) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._body.read(PIECE)
        if not piece:
            self._body.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._body.close()
