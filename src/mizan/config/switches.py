"""The choices a deployment makes where the law leaves a question open: `MIZAN_SWITCHES`, read once when a process starts."""

from __future__ import annotations

from mizan.funds.benefits import proof_switches as proofs
from mizan.funds.benefits import switches as benefits
from mizan.funds.careers import switches as careers
from mizan.funds.contributions import switches as settlement
from mizan.funds.controls import switches as controls
from mizan.kernel.refusals import Refused

VARIABLE = "MIZAN_SWITCHES"
SETTLEMENT = (settlement.ORDER, settlement.REST)
CAREERS = (careers.QUARTERS, careers.ANSWER)
BENEFITS = benefits.NAMES
PROOFS = proofs.NAMES
CONTROLS = controls.NAMES
OURS = (*SETTLEMENT, *CAREERS, *BENEFITS, *PROOFS, *CONTROLS)


def apply(text: str) -> None:
    """Instruct the law and the funds by `name=value,…`; empty: every switch has its default.

    Raises `ValueError` saying which word is wrong: a process with instructions nobody understands does not start.
    """
    chosen: dict[str, str] = {}
    for word in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (piece.strip() for piece in word.partition("="))
        if not equals or not name or not value or name in chosen:
            raise ValueError(f"{VARIABLE}: {word!r} is not one name=value")
        chosen[name] = value
    of_law = {name: value for name, value in chosen.items() if name not in OURS}
    try:
        if of_law:
            # Imported only then: reading the statute book takes longer than the rest of the settings.
            from mizan.law.algeria.contributions.instructions import instruct

            instruct(of_law)
        settlement.instruct({name: value for name, value in chosen.items() if name in SETTLEMENT})
        benefits.instruct({name: value for name, value in chosen.items() if name in BENEFITS})
        proofs.instruct({name: value for name, value in chosen.items() if name in PROOFS})
        controls.instruct({name: value for name, value in chosen.items() if name in CONTROLS})
        careers.instruct({name: value for name, value in chosen.items() if name in CAREERS})
    except Refused as error:
        refusal = error.refusal
        told = f"one of {refusal.params['expected']}" if "expected" in refusal.params else refusal.code
        raise ValueError(f"{VARIABLE}: {refusal.field}: {told}") from error
