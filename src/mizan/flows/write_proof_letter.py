"""The letter that asks for a proof of life, made on demand from the ask alone; and its leaving, of which the hash and the day are kept."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from mizan.flows.notices import agency_named
from mizan.flows.write_letter import named
from mizan.formats.letters import LetterLang, ProofAsked, compose_proof, typeset
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions.ask_proof import send_ask
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.queries.proofs import ask_of
from mizan.funds.benefits.types.proofs import AskKnown
from mizan.funds.people.queries import agency_of
from mizan.kernel.periods import add_days, add_months
from mizan.kernel.refusals import refused


def proof_letter_of(ask_id: int, lang: LetterLang) -> bytes:
    """The PDF of an ask's letter; the file is open in this transaction. Refused: ``ask_unknown``."""
    ask = ask_of(ask_id)
    if ask is None:
        raise refused("ask_unknown", "ask")
    return typeset(compose_proof(asked(ask), lang), ask.template)


def send_proof_letter(ask_id: int, lang: LetterLang, *, on_day: date, by: int, at: datetime) -> str:
    """Keep that the letter left on a day: its hash (returned) and the day; never its text. The grace runs from there.

    Refused: ``ask_unknown``, ``proof_sent``, ``proof_step_day``, ``own_file``.
    """
    made = sha256(proof_letter_of(ask_id, lang)).hexdigest()
    send_ask(ask_id, language=lang, sha256=made, on_day=on_day, by=by, at=at)
    return made


def ask_number(ask: AskKnown) -> str:
    """The number an ask bears on its letter."""
    return f"{ask.fund}-V-{ask.due_month.year}-{ask.id:07d}"


def asked(ask: AskKnown) -> ProofAsked:
    """An ask with all that its letter says."""
    kinds = proof_switches.asking_kinds()
    paid = [
        one.kind.value
        for one in awards_of_person(ask.person_id)
        if one.person_id == ask.person_id and one.kind in kinds and one.on(ask.asked_on)
    ]
    month_end = add_days(add_months(ask.due_month, 1), -1)
    return ProofAsked(
        number=ask_number(ask),
        fund=ask.fund,
        agency=agency_named(agency_of(ask.person_id, fund=ask.fund), ask.asked_on),
        benefits=tuple(dict.fromkeys(paid)),
        person=named(ask.person_id),
        due_month=ask.due_month,
        asked_on=ask.asked_on,
        since=ask.counts_since,
        until=add_days(month_end, ask.grace_days),
        grace_days=ask.grace_days,
    )
