"""Named moments of the flows at which a test can kill the process. Inert unless `MIZAN_CRASH_AT` names one."""

import os
import signal

VARIABLE = "MIZAN_CRASH_AT"
_WANTED = os.environ.get(VARIABLE, "")
_passed: dict[str, int] = {}


def point(name: str) -> None:
    """Pass the moment `name`, for instance "file_dac.after_dues"; the process is killed here if the environment asks for it.

    `MIZAN_CRASH_AT=name` kills at the first passage, `name#3` at the third.
    """
    if _WANTED:
        _pass(name)


def _pass(name: str) -> None:
    wanted, _, turn = _WANTED.partition("#")
    if name != wanted:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] >= int(turn or 1):
        os.kill(os.getpid(), signal.SIGKILL)
