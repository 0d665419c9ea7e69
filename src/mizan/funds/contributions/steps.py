"""The steps of the law behind a due, told again from the few facts kept with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mizan.funds.contributions.yearly import is_yearly, steps_again
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal
from mizan.law.algeria.contributions import assess_again, provisional_increase
from mizan.law.algeria.contributions.types import AssessedAmount, AssessedLine
from mizan.law.algeria.self_employed import YearlyContribution


def steps_of(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The whole tree of the steps behind a due (the shape of `Trace.to_json`), computed again from what was kept with it.

    `law_version` is the version that made the due and `law_version_now` the one that tells it; where they differ the texts have changed
    since, and the kept value is the one that counts.
    """
    found = _found(record)
    tree = {} if isinstance(found, Refusal) else dict(found.trace.to_json())
    now = record["law_version"] if isinstance(found, Refusal) else found.law_version
    return {**tree, "value": record["value"], "on": record["on"], "law_version": record["law_version"], "law_version_now": now}


def _found(record: Mapping[str, Any]) -> AssessedAmount | AssessedLine | YearlyContribution | Refusal:
    if is_yearly(record):
        return steps_again(record)
    if str(record["target"]) == "provisional_increase":
        return provisional_increase(Centimes(record["facts"]["contribution"]), date.fromisoformat(str(record["on"])))
    return assess_again(record)
