"""Open a claim for the person whose file is open."""

from __future__ import annotations

import re
import secrets
from datetime import date

from django.http.response import HttpResponseBase

from mizan.doors import refusals, wording
from mizan.doors.officer.desk import OFFICER, FileHere, file_here
from mizan.doors.officer.file.person.page import frame
from mizan.doors.pages import Visit, page
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.funds.benefits.kinds import KINDS
from mizan.funds.benefits.types import Channel, ClaimDraft, Kind
from mizan.funds.people import queries as people
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

CHANNELS = (Channel.COUNTER, Channel.POST, Channel.ASSISTED)
FUNDS = (Fund.CNR, Fund.CNAS, Fund.CASNOS)
_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
_NSS = re.compile(r"[0-9]{12}", re.ASCII)


@page(OFFICER, post=True)
def new_claim(visit: Visit, person_id: int) -> HttpResponseBase:
    """Open the claim; where the law leaves nothing to appreciate it is decided at once, without an officer."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    wrong: dict[str, str] = {}
    if visit.posted:
        draft, wrong = _draft(visit, here)
        if draft is not None:
            try:
                claim_id = claim_benefit(draft, by=visit.account_id, at=visit.now)
                decide_alone(claim_id, by=visit.account_id, at=visit.now)
                return visit.go("officer:claim", claim_id=claim_id)
            except Refused as refused:
                wrong = {"kind" if refused.refusal.code == "kind_not_of_fund" else "": refusals.sentence(refused.refusal, visit.lang)}
    posted, lang = visit.request.POST, visit.lang
    given = posted.get("key", "")
    context = {
        **frame(visit, here, "person"),
        "kinds": [{"value": one.value, "text": wording.text(f"benefit.{one}", lang)} for one in KINDS],
        "funds": [{"value": one.value, "text": wording.text(f"fund.{one}", lang)} for one in _funds(visit)],
        "channels": [{"value": one.value, "text": wording.text(f"officer.channel.{one}", lang)} for one in CHANNELS],
        "kind": posted.get("kind", ""),
        "fund": posted.get("fund", ""),
        "channel": posted.get("channel", ""),
        "claimant": posted.get("claimant", ""),
        "received_on": posted.get("received_on", visit.today.isoformat()),
        # The form carries the key of its claim: sent twice, it is one claim.
        "key": given if _KEY.fullmatch(given) else secrets.token_hex(16),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("officer/claim/new/page.html", context, status=422 if wrong else 200)


def _funds(visit: Visit) -> tuple[Fund, ...]:
    """The funds the officer works for; an agency's officers serve all three."""
    scopes = visit.scopes(OFFICER)
    own = tuple(one for one in FUNDS if one.value in scopes)
    return own or FUNDS


def _draft(visit: Visit, here: FileHere) -> tuple[ClaimDraft | None, dict[str, str]]:
    """The claim the form describes, or what is wrong with it by field."""
    posted, lang = visit.request.POST, visit.lang
    wrong: dict[str, str] = {}
    claimant_id, number = here.person.id, "".join(posted.get("claimant", "").split())
    if number:
        found = people.find([number]).get(number) if _NSS.fullmatch(number) else None
        if found is None:
            wrong["claimant"] = wording.text("officer.new_claim.no_claimant", lang)
        else:
            claimant_id = found
    try:
        received_on = date.fromisoformat(posted.get("received_on", ""))
    except ValueError:
        received_on = date.max
    if received_on > visit.today or received_on.year < 1984:
        wrong["received_on"] = wording.text("officer.new_claim.no_day", lang)
    for name, known in (("kind", tuple(KINDS)), ("fund", _funds(visit)), ("channel", CHANNELS)):
        if posted.get(name, "") not in {one.value for one in known}:
            wrong[name] = wording.text("officer.new_claim.choose", lang)
    key = posted.get("key", "")
    if wrong or not _KEY.fullmatch(key):
        return None, wrong or {"": wording.text("officer.new_claim.choose", lang)}
    draft = ClaimDraft(
        Fund(posted["fund"]), Kind(posted["kind"]), here.person.id, claimant_id, received_on, f"officer:{key}",
        channel=Channel(posted["channel"]), agency_code=_agency(visit),
    )  # fmt: skip
    return draft, {}


def _agency(visit: Visit) -> str:
    """The agency of the officer, where there is one."""
    return next((one for one in sorted(visit.scopes(OFFICER)) if re.fullmatch(r"[0-9]{5}", one, re.ASCII)), "")
