"""Commands on controls of spending. Each returns an exit code and prints for a person at a terminal, or JSON."""

from __future__ import annotations

import argparse
import json
import sys

from mizan.doors.clock import now

NOTHING_NEW, FOUND = 0, 1
USAGE = 2


def run(arguments: argparse.Namespace) -> int:
    """Run controls on what is known now; prints what each gave.

    1 where something was found for the first time, 2 for an unknown control.
    """
    from mizan.doors import refusals
    from mizan.funds.benefits.queries import system_signer
    from mizan.funds.controls.actions import run_controls
    from mizan.kernel.refusals import Refused

    try:
        done = run_controls(arguments.control, by=system_signer(), at=now())
    except Refused as caught:
        print(refusals.sentence(caught.refusal, "fr"), file=sys.stderr)
        return USAGE
    for one in done:
        if arguments.json:
            print(json.dumps({"control": one.control, "found": one.found, "new": one.new, "no_longer": one.gone}))
        else:
            print(f"{one.control}: {one.found} found, {one.new} new, {one.gone} no longer")
    return FOUND if any(one.new for one in done) else NOTHING_NEW


def listed(arguments: argparse.Namespace) -> int:
    """Print each control: its rank, its ground with its standing, what was found and what it turned out to be."""
    from mizan.funds.controls.catalogue import controls
    from mizan.funds.controls.queries import worth
    from mizan.funds.procedures.spread import mean_between, share_between

    told = worth()
    for control in controls().values():
        of = [one for one in told if one.control == control.id]
        line = {
            "control": control.id,
            "frequency": control.frequency,
            "consequence": control.consequence,
            "ground": control.reference.key if control.reference else None,
            "standing": control.standing.value,
            "waiting": sum(one.waiting for one in of),
            "waiting_stake": sum(one.waiting_stake for one in of),
            "concluded": sum(one.concluded for one in of),
            "confirmed": sum(one.confirmed for one in of),
            "precision_between_ppm": share_between(sum(one.confirmed for one in of), sum(one.concluded for one in of)),
            "recovered": sum(one.recovered for one in of),
            "recovered_mean_between": mean_between(sorted(value for one in of for value in one.returns)),
            "drawn": control.drawn,
        }
        if arguments.json:
            print(json.dumps(line))
        else:
            ground = f"{line['ground'] or 'no text found'} ({line['standing']})"
            counts = f"{line['waiting']} wait, {line['confirmed']} of {line['concluded']} confirmed"
            print(f"{control.id} [{control.frequency}x{control.consequence}] {ground}: {counts}")
    return NOTHING_NEW
