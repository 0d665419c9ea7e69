"""Reads JSON strictly: UTF-8, no NUL, no lone surrogate, no repeated name, no number outside JSON, bounded depth."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Annotated, Any, NoReturn

from django.http import HttpRequest
from ninja import Schema
from ninja.parser import Parser
from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from mizan.doors.api.problems import Stop

NO_NUL = r"^[^\x00]*$"
DEEPEST = 32
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
LARGEST_ID = 2**63 - 1


class StrictParser(Parser):
    """JSON as it is defined, nothing looser."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body's JSON; raises `Stop` (400) for anything else."""
        try:
            value = json.loads(request.body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant)
        except (ValueError, RecursionError):
            raise Stop(400) from None
        _check(value, DEEPEST)
        return value  # type: ignore[no-any-return]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is repeated")
    return found


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check(value: Any, left: int) -> None:
    if left == 0:
        raise Stop(400)
    if isinstance(value, str):
        if not plain(value):
            raise Stop(400, "character_refused")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check(name, left - 1)
            _check(inner, left - 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, left - 1)


def plain(text: str) -> bool:
    """Whether a text can be kept: no NUL, no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _iso_day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("day")


class Body(Schema):
    """A JSON body: only the names that are written here, and a number is a number."""

    model_config = ConfigDict(extra="forbid", strict=True)


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
ShortText = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Note = Annotated[str, Field(min_length=1, max_length=2000, pattern=NO_NUL)]
Digits10 = Annotated[str, Field(pattern=r"^[0-9]{10}$")]
Nss = Annotated[str, Field(pattern=r"^[0-9]{12}$")]
Month = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
PeriodKey = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2]|Q[1-4])$")]
"""A month or a quarter."""
YearKey = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}$")]
Centimes = Annotated[int, Field(ge=-(10**15), le=10**15)]
Day = Annotated[date, BeforeValidator(_iso_day)]
"""YYYY-MM-DD and nothing else."""
OptionalDay = Day | None

Year = Annotated[int, Field(ge=1984, le=2099)]

Left = SkipJsonSchema[None]
"""An optional query parameter is left out, never written as null."""
