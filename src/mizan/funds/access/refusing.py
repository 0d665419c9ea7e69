"""How what the database will not have is told to people: one way for every app above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import DatabaseError

from mizan.kernel.refusals import refused


@contextmanager
def told(by_constraint: Mapping[str, tuple[str, str | None]], *, shut: tuple[str, str]) -> Iterator[None]:
    """A broken constraint becomes the refusal (code, field) that stands for it; what rights do not reach becomes `shut`.

    Anything else passes through: it is a fault of ours.
    """
    try:
        yield
    except DatabaseError as error:
        driver = error.__cause__
        known = by_constraint.get(getattr(getattr(driver, "diag", None), "constraint_name", None) or "")
        if known is None and getattr(driver, "sqlstate", "") == "42501":
            known = shut
        if known is None:
            raise
        raise refused(*known) from error
