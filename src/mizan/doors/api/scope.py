"""Which employer a question is about, and the log of what is read of people."""

from __future__ import annotations

from django.http import HttpRequest

from mizan.doors.api.passport import caller_of
from mizan.doors.api.problems import Stop
from mizan.funds.access.actions import record_read
from mizan.funds.people import queries as people
from mizan.funds.people.types import EmployerKnown
from mizan.funds.self_employed.payers import is_self_employed
from mizan.funds.self_employed.queries import affiliation_of, affiliations_of_persons


def employer_asked(request: HttpRequest, employer_id: int | None) -> EmployerKnown:
    """The employer named, or the one the account declares for when it has only one; raises `Stop` (404, 422)."""
    if employer_id is None:
        own = caller_of(request).employers
        if len(own) != 1:
            raise Stop(422, "missing", "employer_id", field="employer_id")
        (employer_id,) = own
    found = people.employer_of(employer_id)
    if found is None:
        raise Stop(404)
    return found


def payer_asked(request: HttpRequest, payer_id: int | None) -> int:
    """The payer named (an employer, or a self-employed person by their affiliation), or the account's own when it has only one.

    Raises `Stop` (404, 422).
    """
    if payer_id is None:
        own = [one.id for one in affiliations_of_persons(caller_of(request).persons)]
        if len(own) == 1 and not caller_of(request).employers:
            return own[0]
    elif is_self_employed(payer_id):
        if affiliation_of(payer_id) is None:
            raise Stop(404)
        return payer_id
    return employer_asked(request, payer_id).id


def log_read(request: HttpRequest, subject: tuple[str, int]) -> None:
    """Log that the caller looks at personal data of `subject`, before it is shown."""
    caller = caller_of(request)
    record_read(purpose="api", subject=subject, route=f"{request.method} {request.path}", by=caller.account_id, at=caller.now)
