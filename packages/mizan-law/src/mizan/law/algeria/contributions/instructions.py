"""What the funds instruct where the texts leave a question open."""

from collections.abc import Mapping

from mizan.kernel.refusals import refused
from mizan.law.algeria.book import book
from mizan.law.engine import inputs


def instruct(chosen: Mapping[str, str]) -> None:
    """Take these choices wherever a computation names none, by switch name (`switches.toml`); an empty mapping takes the defaults again.

    Raises Refused: `switch_unknown`, or `fact_unreadable` and `fact_out_of_bounds` for a value that is no choice of its switch.
    """
    known = book().inputs if chosen else None
    for name, value in chosen.items():
        if known is None or name not in known.switches:
            raise refused("switch_unknown", name)
        known.switch(name, inputs.Switches({name: value}))
    inputs.instruct(inputs.Switches(dict(chosen)))
