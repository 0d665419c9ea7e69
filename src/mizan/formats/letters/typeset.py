"""Sets a letter on paper: typst with the fonts of the house, tagged so that it can be searched and read aloud, the same bytes each time."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import segno
import typst

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
"""PDF/UA-1, which screen readers follow, and PDF/A-2a, which archives keep."""
_ONE_AT_A_TIME = threading.Lock()


class FontsMissingError(RuntimeError):
    """This installation was built without its front end: the letters' fonts are not there."""


@cache
def _fonts() -> Path:
    found = find_spec("mizan_assets")
    folder = Path(found.origin).parent / "letters" if found is not None and found.origin else None
    if folder is None or not folder.is_dir():
        raise FontsMissingError("mizan_assets/letters")
    return folder


@cache
def _compiler() -> typst.Compiler:
    """One for the process: it has read the fonts, which is most of the work."""
    return typst.Compiler(font_paths=[_fonts()], ignore_system_fonts=True)


@cache
def _sheet(template: str) -> bytes:
    return resources.files(__package__).joinpath(f"{template.replace('/', '_v')}.typ").read_bytes()


def qr(text: str) -> str:
    """A QR code as SVG, error correction M, with its quiet zone."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, dark="#1d2420", light="#ffffff")
    return out.getvalue().decode()


def typeset(told: Mapping[str, Any], template: str) -> bytes:
    """The PDF of a letter's words, as `compose` gives them. Its only date is that of the decision: the same words give the same bytes.

    Raises ``FontsMissingError`` where the front end was left out of the installation.
    """
    return typeset_on(told, _sheet(template))


def typeset_on(told: Mapping[str, Any], sheet: bytes) -> bytes:
    """The same on the sheet of another document of the house; `told` has its year, month and day, and is what the sheet calls `letter`."""
    moment = int(datetime(told["year"], told["month"], told["day"], tzinfo=UTC).timestamp())
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            sheet,
            format="pdf",
            sys_inputs={"letter": json.dumps(told, ensure_ascii=False, sort_keys=True)},
            pdf_standards=[*STANDARDS],
            timestamp=moment,
        )
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made
