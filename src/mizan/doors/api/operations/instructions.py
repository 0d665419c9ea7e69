"""The register of instructions: read it, bring a communiqué. Confirming is a person's act, on the pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, OptionalKey, answer_once
from mizan.doors.api.passport import INSTRUCTS, OVERSEES, SMALL_FILE, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes import instructions as shapes
from mizan.formats.anomalies import Anomaly
from mizan.funds.steering import actions, queries
from mizan.funds.steering.record import standing_json
from mizan.funds.steering.types.instructions import DraftKept

router = Router()


@router.get("/instructions", **stated({200: shapes.InstructionsShown}, scope="steer", roles=OVERSEES))
def instructions(request: HttpRequest) -> shapes.InstructionsShown:
    """Every instruction the account sees, with where it stands and since when."""
    return shapes.InstructionsShown(instructions=[shapes.InstructionShown(**standing_json(one)) for one in queries.standings()])


@router.get("/instructions/{instruction_id}", **stated({200: shapes.InstructionWhole}, scope="steer", roles=OVERSEES, missing=True))
def instruction(request: HttpRequest, instruction_id: Id) -> shapes.InstructionWhole:
    """One instruction with its measures and the status of each day."""
    found = next((one for one in queries.standings() if one.instruction.number == instruction_id), None)
    if found is None:
        raise Stop(404)
    measures = queries.measures_of([instruction_id]).get(instruction_id, ())
    return shapes.InstructionWhole(
        **standing_json(found),
        measures=[shapes.MeasureShown.from_orm(one) for one in measures],
        days=[shapes.DayShown.from_orm(one) for one in queries.days_of(instruction_id)],
    )


@router.post(
    "/communiques",
    **stated({200: shapes.CommuniqueShown, 201: shapes.CommuniqueShown}, scope="steer", roles=INSTRUCTS, brings=SMALL_FILE, writes=True),
)
def take_communique(request: HttpRequest, file: File[UploadedFile], idempotency_key: OptionalKey) -> HttpResponseBase:
    """Bring a communiqué: its instructions wait as drafts. 201: it is kept (the same file is the same communiqué). 200: refused."""
    caller = caller_of(request)

    def act() -> Done:
        made = actions.take_communique(file.read(), name=file.name or "", by=caller.account_id, at=caller.now)
        if isinstance(made, Anomaly):
            return Done(200, shapes.CommuniqueShown(id=None, text="", drafts=[], anomalies=[]), (made,))
        found = queries.communique_of(made)
        drafts = [_draft(one) for one in queries.drafts_of(made)]
        return Done(201, shapes.CommuniqueShown(id=made, text=found.text if found else "", drafts=drafts, anomalies=[]))

    return answer_once(request, idempotency_key, act)


def _draft(one: DraftKept) -> shapes.DraftShown:
    return shapes.DraftShown(
        id=one.id, rank=one.rank, text=one.text, start=one.start, end=one.end, axis=one.axis, owner=one.owner or None,
        deadline=one.deadline, notes=list(one.notes), number=one.number, refused=one.refused,
        indicators=[shapes.SuggestedShown(id=each.indicator, start=each.start, end=each.end) for each in one.indicators],
    )  # fmt: skip
