"""The one way a document is written, so that the same lines always give the same bytes; and how it is read again."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from typing import Any

from mizan.funds.publication.suppression import LEAST
from mizan.funds.publication.types import Document, Kind, Line, Standing

FORMAT = "mizan-figures;1"
COLUMNS = Line._fields
WHOLE = ("value", "was")


def as_json(document: Document) -> bytes:
    """The canonical file: JSON in UTF-8, keys in order, a line of the table on a line of the file."""
    head = {"format": FORMAT, "kind": document.kind.value, "period": document.period, "least": LEAST, "items": document.items}
    lines = ",\n".join(json.dumps(list(line), ensure_ascii=False, separators=(",", ":")) for line in document.lines)
    told = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    columns = json.dumps(list(COLUMNS), separators=(",", ":"))
    return f'{{"head":{told},\n"columns":{columns},\n"lines":[\n{lines}\n]}}\n'.encode()


def as_csv(document: Document) -> bytes:
    """The same lines as CSV (comma, CR LF, UTF-8 with a mark), with the names of the items."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "name_ar", "name_fr"))
    for line in document.lines:
        name = document.items.get(line.item, {})
        writer.writerow(["" if value is None else value for value in (*line, name.get("ar", ""), name.get("fr", ""))])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_parquet(document: Document) -> bytes:
    """The same lines as Parquet: whole numbers are decimals without fraction, the rest texts."""
    import pyarrow as pa
    from pyarrow import parquet

    arrays = {
        name: pa.array([getattr(line, name) for line in document.lines], type=pa.decimal128(38, 0) if name in WHOLE else pa.string())
        for name in COLUMNS
    }
    out = io.BytesIO()
    parquet.write_table(pa.table(arrays), out)
    return out.getvalue()


def read_json(content: str) -> Document:
    """The document of a canonical file; raises ValueError for what is none."""
    try:
        found: Any = json.loads(content)
        head = found["head"]
        form = (head["format"], tuple(found["columns"]))
        lines = tuple(_line(values) for values in found["lines"])
        document = Document(Kind(head["kind"]), head["period"], head["items"], lines)
    except (KeyError, TypeError, ValueError) as wrong:
        raise ValueError(f"not a document of figures: {wrong}") from wrong
    if form != (FORMAT, COLUMNS):
        raise ValueError(f"not a document of this form: {form}")
    return document


def hash_of(data: bytes) -> str:
    """SHA-256 of bytes, as sixty-four digits: what `sha256sum` prints."""
    return sha256(data).hexdigest()


def _line(values: list[Any]) -> Line:
    line = Line(*values)
    return line._replace(state=Standing(line.state))
