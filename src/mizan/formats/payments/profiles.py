"""Payment files of shapes kept as data: tables, and records of fixed widths."""

from __future__ import annotations

import csv
import io
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

from mizan.formats.payments import pain001
from mizan.formats.payments.checks import check_order, checked
from mizan.formats.payments.types import Order, Payment
from mizan.formats.tables import one_line
from mizan.kernel.identifiers import POSTAL_BANK, POSTAL_BRANCH
from mizan.kernel.money import format_decimal
from mizan.kernel.refusals import refused

_BLOCK = 5_000


@lru_cache(maxsize=1)
def profiles() -> Mapping[str, Mapping[str, Any]]:
    """Every profile by its name, with its title in both languages and its standing."""
    return tomllib.loads(files("mizan.formats.payments").joinpath("profiles.toml").read_text(encoding="utf-8"))


def write(profile: str, order: Order, payments: Iterable[Payment]) -> Iterator[bytes]:
    """The file of a profile in pieces; the same order and payments give the same bytes.

    Raises Refused: `payment_profile_unknown`, `payment_order_form`, `payment_form`, `payment_totals`, `payment_width` (a figure that the
    shape has no room for), `payment_not_postal` (an account of a bank in a postal file).
    """
    shape = profiles().get(profile)
    if shape is None:
        raise refused("payment_profile_unknown", "profile")
    if shape["kind"] == "pain001":
        return pain001.write(order, payments)
    check_order(order)
    source = checked(order, payments)
    if shape["kind"] == "csv":
        return _table(shape, order, source)
    return _fixed(shape, order, source)


def _table(shape: Mapping[str, Any], order: Order, payments: Iterable[Payment]) -> Iterator[bytes]:
    columns = shape["columns"]
    yield (";".join(columns) + "\r\n").encode()
    day = order.pay_on.isoformat()
    source = iter(payments)
    while block := list(islice(source, _BLOCK)):
        sink = io.StringIO(newline="")
        writer = csv.writer(sink, delimiter=";", lineterminator="\r\n")
        for ref, name, account, amount in block:
            words = {"ref": ref, "account": account, "name": one_line(name), "amount": format_decimal(amount), "pay_on": day}
            writer.writerow([words[column] for column in columns])
        yield sink.getvalue().encode()


def _fixed(shape: Mapping[str, Any], order: Order, payments: Iterable[Payment]) -> Iterator[bytes]:
    batch = f"{sum(order.message_id.encode()) % 1000:03d}"
    common: dict[str, str] = {
        "payer_bank": order.account[:3],
        "payer_account": order.account,
        "payer": order.payer,
        "pay_on": order.pay_on.strftime("%Y%m%d"),
        "batch": batch,
        "count": str(order.count),
        "total": str(order.total),
        "message_id": order.message_id,
    }
    postal = bool(shape.get("postal"))
    yield _record(shape["head"], common)
    source = iter(payments)
    rank = 0
    while block := list(islice(source, _BLOCK)):
        records = []
        for ref, name, account, amount in block:
            rank += 1
            if postal and not account.startswith(POSTAL_BANK + POSTAL_BRANCH):
                raise refused("payment_not_postal", "account", ref=ref)
            words = {**common, "rank": str(rank), "ref": ref, "name": name, "account": account, "amount": str(amount)}
            records.append(_record(shape["line"], words))
        yield b"".join(records)
    if shape["tail"]:
        yield _record(shape["tail"], common)


def _record(fields: Iterable[list[Any]], words: Mapping[str, str]) -> bytes:
    parts = []
    for name, width, kind, *rest in fields:
        if kind == "digits":
            value = words[name]
            if len(value) > width:
                raise refused("payment_width", name, width=width)
            parts.append(value.zfill(width))
        else:
            text = rest[0] if kind == "const" else _latin(words[name]) if kind == "text" else ""
            parts.append(text[:width].ljust(width))
    return ("".join(parts) + "\r\n").encode("ascii")


def _latin(text: str) -> str:
    """The text in plain capitals and signs of ASCII: accents fall, what has no Latin form becomes a question mark."""
    plain = unicodedata.normalize("NFKD", one_line(text))
    kept = (c for c in plain if not unicodedata.combining(c))
    return "".join(c if " " <= c <= "~" else "?" for c in kept)
