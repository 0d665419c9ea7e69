"""The letter of a decision, made on demand from the decision alone; and its service, of which the hash and the day are kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from mizan.flows.notices import agency_named
from mizan.formats.letters import TEMPLATE, Addressee, Amounts, Change, Decided, Increased, LetterLang, Payer, compose, typeset
from mizan.funds.benefits.actions import serve_letter as keep
from mizan.funds.benefits.queries import award_of, awards_of_claim, claim_of, decision_of
from mizan.funds.benefits.queries.letters import letters_of
from mizan.funds.benefits.taken_over import is_taken_over
from mizan.funds.benefits.types import AwardKnown, Channel, DecisionKnown, TermKnown
from mizan.funds.contributions.days import accounting_day
from mizan.funds.people.queries import person_by_id
from mizan.kernel.refusals import refused

ADDRESS = "MIZAN_PUBLIC_ADDRESS"
"""The address people know this installation by; letters name it. Without it, the address they were asked at."""
MONEY = ("pension", "fund_adds", "state_adds", "supplement", "gross", "social_insurance", "income_tax", "net")


def public_address(asked_at: str) -> str:
    """The address letters name."""
    return (os.environ.get(ADDRESS) or asked_at).rstrip("/")


def has_letter(decision: DecisionKnown) -> bool:
    """Whether a letter is made here of a decision: not of what a former system decided, only of what became of it since."""
    return not is_taken_over(decision.record) or decision.supersedes_id is not None


def letter_of(decision_id: int, lang: LetterLang, *, address: str) -> bytes:
    """The PDF of a decision's letter; `address` is the public address of this installation, unless the letter was served with another.

    The files the decision is about are open in this transaction. The same decision gives the same bytes. Refused: ``decision_unknown``,
    ``decision_taken_over`` (it was decided, and told, in the fund's former system).
    """
    served = next((one for one in letters_of(decision_id) if one.language == lang), None)
    told = decided(decision_id, address=served.address if served is not None else address)
    template = served.template if served is not None else TEMPLATE
    return typeset(compose(told, lang, template), template)


def serve_letter(decision_id: int, lang: LetterLang, *, address: str, served_on: date, by: int, at: datetime) -> str:
    """Keep that the letter reached its person on a day: its hash (returned), its template, the day; never its text.

    Refused: ``decision_unknown``, ``letter_served``, ``letter_day``, ``own_file``, ``file_not_open``.
    """
    made = sha256(letter_of(decision_id, lang, address=address)).hexdigest()
    keep.serve_letter(
        decision_id, language=lang, template=TEMPLATE, address=address, sha256=made, served_on=served_on, by=by, at=at
    )  # fmt: skip
    return made


def decided(decision_id: int, *, address: str) -> Decided:
    """A decision with all that its letter says. Refused: ``decision_unknown`` (or its file is not open)."""
    decision = decision_of(decision_id)
    if decision is None or decision.person_id is None or decision.claimant_id is None:
        raise refused("decision_unknown", "decision")
    if not has_letter(decision):
        raise refused("decision_taken_over", "decision")
    claim = claim_of(decision.claim_id) if decision.claim_id is not None else None
    # Nobody asked for what was taken over: the letter of what became of it names no claim.
    asked = claim is not None and claim.channel is not Channel.TAKEN_OVER
    day = accounting_day(decision.decided_at)
    given = _given(decision)
    own = [(award, term) for award, term in given if award.person_id == decision.claimant_id] or given
    former = decision_of(decision.supersedes_id) if decision.supersedes_id is not None else None
    owed = _owed(decision, own)
    return Decided(
        number=decision.number,
        code=decision.code,
        fund=decision.fund.value,
        agency=agency_named(claim.agency_code if claim is not None else "", day),
        kind=decision.kind,
        outcome=decision.outcome.value,
        decided_on=day,
        effective_on=decision.effective_on,
        ends_on=next((term.ends_on for award, term in own if award.pays == "once"), None),
        person=named(decision.person_id),
        claimant=named(decision.claimant_id),
        claim_number=claim.number if asked and claim is not None else "",
        received_on=claim.received_on if asked and claim is not None else None,
        amounts=_amounts(own),
        payers=_payers(own) if len(own) > 1 else (),
        arrears=owed["arrears"],
        debt=owed["debt"],
        changes=_changes(decision),
        increases=_increases(decision),
        record=decision.record,
        ground=decision.ground,
        supersedes=former.number if former is not None else "",
        automatic=decision.automatic,
        law_version=decision.law_version,
        address=address,
    )


def _given(decision: DecisionKnown) -> list[tuple[AwardKnown, TermKnown]]:
    """The awards a decision gives or changes, each with the first term it gives from its day on."""
    lone = award_of(decision.award_id) if decision.award_id is not None else None
    awards: Iterable[AwardKnown] = awards_of_claim(decision.claim_id) if decision.claim_id is not None else filter(None, [lone])
    found = []
    for award in awards:
        terms = [one for one in award.terms if one.decision_id == decision.id]
        later = [one for one in terms if one.starts_on >= decision.effective_on]
        if terms:
            found.append((award, (later or terms[-1:])[0]))
    return found


def _amounts(given: Sequence[tuple[AwardKnown, TermKnown]]) -> Amounts | None:
    if not given:
        return None
    sums = {name: sum(getattr(term.parts, name) for _, term in given) for name in MONEY}
    return Amounts(**sums, periodic=all(award.pays == "monthly" for award, _ in given))


def _payers(given: Sequence[tuple[AwardKnown, TermKnown]]) -> tuple[Payer, ...]:
    """Who pays which part, where a decision gives more than one award."""
    return tuple(Payer(award.fund.value, named(award.person_id), term.parts.net) for award, term in given)


def _owed(decision: DecisionKnown, given: Sequence[tuple[AwardKnown, TermKnown]]) -> dict[str, int]:
    """What the decision made due for months gone by, either way."""
    owed = {"arrears": 0, "debt": 0}
    for award, _ in given:
        for one in award.adjustments:
            if one.decision_id == decision.id:
                owed[one.kind] += one.amount
    return owed


def _changes(decision: DecisionKnown) -> tuple[Change, ...]:
    """What a reassessment changed, as the decision keeps it."""
    awards: Sequence[Mapping[str, Any]] = decision.difference.get("awards", ())
    return tuple(Change(named(one["person"]), one["net_before"], one["net_after"]) for one in awards)


def _increases(decision: DecisionKnown) -> tuple[Increased, ...]:
    """The increases in what the claimant is given, as the decision keeps them."""
    told: Sequence[Mapping[str, Any]] = decision.difference.get("increases", ())
    own = [one for one in told if one["person"] == decision.claimant_id]
    return tuple(
        Increased(date.fromisoformat(one["on"]), one["net_before"], one["net_after"], taken=one["gross_before"] == one["gross_after"])
        for one in own
    )


def named(person_id: int) -> Addressee:
    """A person as letters name one; without a name where the file is out of the asker's scope."""
    person = person_by_id(person_id)
    if person is None:
        return Addressee("", "", "", None)
    return Addressee.of(person.surname_ar, person.given_name_ar, person.surname_fr, person.given_name_fr, person.nss, person.birth_date)
