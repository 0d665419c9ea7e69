"""A process that has imported everything once and forks a child for each order: one child, one request, one life.

Orders come as lines of JSON on standard input, answers leave as lines of JSON on standard output. A child works as the web server does:
the request passes every middleware and the database is reached as ``mizan_web`` (or a set is taken as ``mizan_batch``). It dies by SIGKILL
at a named moment (``crash_at``), or after so many seconds (``kill_after``); otherwise it answers.
"""

from __future__ import annotations

import base64
import json
import os
import select
import signal
import sys
import time
import traceback
from typing import Any


def main(database: str) -> None:
    """Serve orders until standard input closes."""
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict = {**connection.settings_dict, "NAME": database, "USER": "mizan_web"}
    _warm()
    connection.close()
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(_obey(json.loads(line))), flush=True)


def _warm() -> None:
    """Import what a first request would import, and read the statute book: a child would read it again in each of its short lives."""
    from datetime import date

    from django.test import Client

    import mizan.flows.nightly
    import mizan.flows.pay_files
    import mizan.flows.pay_month
    import mizan.flows.pay_returns
    import mizan.flows.reassess
    import mizan.flows.recompute_awards
    import mizan.flows.revalue
    from mizan.doors.api import urls
    from mizan.funds.contributions.drafts import dues_of_line
    from mizan.law.algeria.book import topics

    assert topics()
    assert dues_of_line("R22", 100_000_00, on=date(2025, 1, 31), construction=False)
    assert urls
    assert mizan.flows.nightly
    assert mizan.flows.reassess
    assert mizan.flows.recompute_awards
    Client(headers={"host": "localhost"}).get("/api/v1/account")


def _obey(order: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(order, writing)
    os.close(writing)
    answer = _answer_of(child, reading, order.get("kill_after"))
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"killed": killed, "seconds": time.perf_counter() - began, **(json.loads(answer) if answer and not killed else {})}


def _answer_of(child: int, reading: int, kill_after: float | None) -> bytes:
    parts: list[bytes] = []
    deadline = None if kill_after is None else time.perf_counter() + kill_after
    while True:
        left = None if deadline is None else max(0.0, deadline - time.perf_counter())
        ready, _, _ = select.select([reading], [], [], left)
        if not ready:
            os.kill(child, signal.SIGKILL)
            deadline = None
            continue
        part = os.read(reading, 65536)
        if not part:
            os.close(reading)
            return b"".join(parts)
        parts.append(part)


def _live(order: dict[str, Any], writing: int) -> None:
    """The child: never returns."""
    from mizan.funds.contributions import crashpoints

    passed: list[str] = []
    try:
        os.environ["MIZAN_TODAY"] = order["today"]
        crashpoints._WANTED = order.get("crash_at") or ""
        if order.get("record"):
            crashpoints._WANTED = "none"
            crashpoints._pass = passed.append
        take = _request if "path" in order else _file if "flow" in order else _round if "assess" in order else _set
        answer = (_pay if "pay" in order else take)(order)
        os.write(writing, json.dumps({**answer, "passed": passed}).encode())
    except BaseException:
        os.write(writing, json.dumps({"fault": traceback.format_exc()}).encode())
    finally:
        os._exit(0)


def _request(order: dict[str, Any]) -> dict[str, Any]:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    response = client.generic(
        order.get("method", "POST"), order["path"], base64.b64decode(order["body"]), content_type=order["type"], headers=order["headers"]
    )
    return {"status": response.status_code, "body": json.loads(response.content)}


def _set(order: dict[str, Any]) -> dict[str, Any]:
    """Take a folder of pairs and confirm the differences it shows, as the batch role."""
    from pathlib import Path

    from django.db import connection

    from mizan.doors.clock import now
    from mizan.flows.reconcile import confirm_differences
    from mizan.flows.take_das_set import take_folder
    from mizan.funds.access.queries import system_account
    from mizan.funds.contributions.queries import cases_of

    connection.settings_dict = {**connection.settings_dict, "USER": "mizan_batch"}
    receipt = take_folder(Path(order["set"]), at=now())
    # What an earlier life of this act left open is confirmed too.
    cases = [case.id for case in cases_of(order["employer"], open_only=True)]
    confirm_differences(case_ids=cases, by=system_account(), at=now())
    return {"status": 200, "body": {"filed": receipt.filed, "repeated": receipt.repeated, "refused": len(receipt.refused)}}


def _pay(order: dict[str, Any]) -> dict[str, Any]:
    """One act of a pay run as the batch role; what was done before this life is refused, and told."""
    from datetime import date, datetime
    from pathlib import Path

    from django.db import connection

    from mizan.flows import revalue
    from mizan.flows.pay_files import write_payment_file
    from mizan.flows.pay_month import approve_run, prepare_run
    from mizan.flows.pay_returns import take_return
    from mizan.flows.recompute_awards import recompute_awards
    from mizan.flows.take_over_awards import approve_takeover_file, propose_takeover_file
    from mizan.funds.benefits.queries.increases import increase_of_day
    from mizan.kernel.funds import Fund
    from mizan.kernel.refusals import Refused

    connection.settings_dict = {**connection.settings_dict, "USER": "mizan_batch"}
    by, at, words = order["by"], datetime.fromisoformat(order["at"]), order["words"]
    try:
        if order["pay"] == "prepare_increase":
            revalue.BLOCK = words["block"]
            return {"state": revalue.prepare_increase(fund=Fund.CNR, on=date.fromisoformat(words["on"]), by=by, at=at).state}
        if order["pay"] == "approve_increase":
            revalue.BLOCK = words["block"]
            kept = increase_of_day(Fund.CNR, date.fromisoformat(words["on"]))
            return {"state": revalue.approve_increase(kept.id if kept else 0, by=by, at=at).state}
        if order["pay"] == "prepare":
            month = date.fromisoformat(words["month"])
            made = prepare_run(fund=Fund.CNR, month=month, pay_on=month.replace(day=20), by=by, at=at)
            return {"run": made.id}
        if order["pay"] == "approve":
            return {"state": approve_run(words["run"], by=by, at=at).state}
        if order["pay"] == "file":
            path = Path(words["path"])
            kept = write_payment_file(words["run"], path, profile="pain001", payer="CNR", account=words["account"], by=by, at=at)
            return {"sha256": kept.sha256}
        if order["pay"] == "propose_takeover":
            data = Path(words["path"]).read_bytes()
            month = date.fromisoformat(words["month"])
            return {"takeover": propose_takeover_file(data, fund=Fund.CNR, first_month=month, by=by, at=at).takeover_id}
        if order["pay"] == "approve_takeover":
            data = Path(words["path"]).read_bytes()
            return {"written": approve_takeover_file(data, fund=Fund.CNR, by=by, at=at, block=words["block"]).written}
        if order["pay"] == "recompute":
            return {"recomputation": recompute_awards(Fund.CNR, by=by, at=at, block=words["block"]).id}
        return {"returned": take_return(Path(words["path"]).read_bytes(), by=by, at=at).returned}
    except Refused as refused:
        return {"refused": refused.refusal.code}


def _file(order: dict[str, Any]) -> dict[str, Any]:
    """Take a file as the batch role: a feed in the system's name, or a career history proposed by one account and approved by another."""
    from pathlib import Path

    from django.db import connection

    from mizan.doors.clock import now
    from mizan.flows.take_civil_register import take_civil_register
    from mizan.funds.access.queries import system_account

    connection.settings_dict = {**connection.settings_dict, "USER": "mizan_batch"}
    data = Path(order["file"]).read_bytes()
    if order["flow"] == "import_career_history":
        return _history(data, order["words"])
    if order["flow"] in ("decide_benefit", "reassess"):
        return _benefit(order["flow"], json.loads(data))
    if order["flow"] == "ask_proofs":
        return _proofs(json.loads(data))
    if order["flow"] == "take_care_feed":
        return _care(data)
    if order["flow"] == "take_dac_set":
        return _dacs(json.loads(data)["folder"])
    receipt = take_civil_register(data, by=system_account(), at=now())
    return {"status": 200, "body": {"taken": receipt.taken, "repeated": receipt.repeated, "waiting": receipt.waiting}}


def _proofs(said: dict[str, str]) -> dict[str, Any]:
    """The night's asks for proofs of life, a few persons a transaction."""
    from mizan.doors.clock import now, today
    from mizan.flows.ask_proofs import ask_proofs
    from mizan.funds.access.queries import system_account

    made = ask_proofs(day=today(), by=system_account(), at=now(), portion=int(said["portion"]))
    return {"status": 200, "body": {"asked": made.asked}}


def _care(data: bytes) -> dict[str, Any]:
    """The care system's feed in the system's name."""
    from mizan.doors.clock import now
    from mizan.flows.take_care_feed import take_care_feed
    from mizan.funds.access.queries import system_account

    receipt = take_care_feed(data, by=system_account(), at=now())
    return {"status": 200, "body": {"taken": receipt.taken, "repeated": receipt.repeated}}


def _dacs(folder: str) -> dict[str, Any]:
    """A folder of contribution declarations in the system's name."""
    from pathlib import Path

    from mizan.doors.clock import now
    from mizan.flows.take_dac_set import take_folder_of_dacs

    receipt = take_folder_of_dacs(Path(folder), at=now())
    return {"status": 200, "body": {"taken": len(receipt.taken), "refused": len(receipt.refused)}}


def _benefit(flow: str, said: dict[str, int]) -> dict[str, Any]:
    """Decide a claim by the law alone, or act on the news; begun again, what was decided stays decided."""
    from mizan.doors.clock import now
    from mizan.flows.decide_benefit import decide_alone
    from mizan.flows.reassess import take_news
    from mizan.funds.access.queries import system_account
    from mizan.kernel.refusals import Refused

    if flow == "reassess":
        return {"status": 200, "body": {"made": take_news(by=system_account(), at=now())}}
    try:
        decided = decide_alone(said["claim"], by=system_account(), at=now())
    except Refused as refused:
        if refused.refusal.code != "claim_decided":
            raise
        return {"status": 200, "body": {"decided": True}}
    return {"status": 200, "body": {"decided": decided is not None}}


def _history(data: bytes, words: dict[str, int]) -> dict[str, Any]:
    """Begun again, each of the two finds what was done: what is proposed stays proposed, what is approved is not approved twice."""
    from hashlib import sha256

    from mizan.doors.clock import now
    from mizan.flows.import_career_history import approve_career_history, import_career_history
    from mizan.funds.careers.queries import proposal_of_document
    from mizan.kernel.refusals import Refused

    try:
        import_career_history(data, by=words["proposes"], at=now())
    except Refused as refused:
        if refused.refusal.code != "history_kept":
            raise
    proposal = proposal_of_document(sha256(data).hexdigest())
    assert proposal is not None
    if proposal.granted is None:
        approve_career_history(proposal.id, data, by=words["approves"], at=now())
    return {"status": 200, "body": {}}


def _round(order: dict[str, Any]) -> dict[str, Any]:
    """Assess the self-employed who have not declared a year, or tell careers what they lack; as the batch role."""
    from django.db import connection

    from mizan.doors.clock import now, today
    from mizan.flows.assess_silent import assess_silent
    from mizan.flows.feed_careers import feed_careers
    from mizan.funds.access.queries import system_account

    connection.settings_dict = {**connection.settings_dict, "USER": "mizan_batch"}
    if order["assess"] is None:
        return {"status": 200, "body": {"told": feed_careers(by=system_account(), at=now())}}
    made = assess_silent(order["assess"], day=today(), by=system_account(), at=now())
    return {"status": 200, "body": {"made": len(made.due_ids)}}


if __name__ == "__main__":
    main(sys.argv[1])
