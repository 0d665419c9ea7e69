"""The true world as a file beside the database: JSON lines in a gzip whose bytes depend on the country alone."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mizan.doors.console.demo.country.lives import Lives
from mizan.doors.console.demo.country.types import FIRST_MONTH, MONTHS, TrueWorld
from mizan.doors.console.demo.declared.deviations import Deviation, SelfDeviation

FILE_NAME = "true_world.jsonl.gz"
SHAPE = 2


def lines(world: TrueWorld, deviations: Iterable[Deviation | SelfDeviation], lives: Lives | None = None) -> Iterator[dict[str, Any]]:
    """One record a line: the country, its employers, persons and jobs (with every month), then each way the declared world departs.

    Amounts are centimes; `months` is a list of [rank of the month, days paid of thirty, wage].
    """
    yield {
        "record": "country",
        "shape": SHAPE,
        "seed": world.seed,
        "scale": world.scale,
        "first_month": f"{FIRST_MONTH:%Y-%m}",
        "months": MONTHS,
        "employers": len(world.employers),
        "persons": len(world.persons),
        "jobs": len(world.jobs),
        "self_employed": len(world.self_employed),
    }
    for employer in world.employers:
        yield {
            "record": "employer",
            "employer": employer.number,
            "name": {"ar": employer.name_ar, "fr": employer.name_fr},
            "sector": employer.sector,
            "public": employer.public,
            "construction": employer.construction,
            "wilaya": employer.wilaya,
            "opened_on": employer.opened_on.isoformat(),
            "size": employer.size,
        }
    for person in world.persons:
        yield {
            "record": "person",
            "nss": person.nss,
            "nin": person.nin,
            "name": {"ar": f"{person.given_name_ar} {person.surname_ar}", "fr": f"{person.given_name} {person.surname}"},
            "born_on": person.birth_date.isoformat(),
            "sex": person.sex,
            "wilaya": person.wilaya,
        }
    for job in world.jobs:
        yield {
            "record": "job",
            "job": job.rank,
            "employer": world.employers[job.employer].number,
            "nss": world.persons[job.person].nss,
            "hired_on": job.hired_on.isoformat(),
            "left_on": job.left_on.isoformat() if job.left_on else None,
            "abatement": [job.decision.code, job.decision.number] if job.decision else None,
            "months": job.months,
        }
    for one in world.self_employed:
        yield {
            "record": "self_employed",
            "nss": one.person.nss,
            "nin": one.person.nin,
            "name": {"ar": f"{one.person.given_name_ar} {one.person.surname_ar}", "latin": f"{one.person.given_name} {one.person.surname}"},
            "birth": one.person.birth_date.isoformat(),
            "sex": one.person.sex,
            "wilaya": one.person.wilaya,
            "activity": one.activity,
            "trade": {"ar": one.trade_ar, "fr": one.trade_fr},
            "started_on": one.started_on.isoformat(),
            "incomes": one.incomes,
        }
    for deviation in deviations:
        if isinstance(deviation, SelfDeviation):
            yield {
                "record": "self_employed_deviation",
                "kind": deviation.kind.value,
                "form": deviation.form,
                "nss": world.self_employed[deviation.person].person.nss,
                "year": deviation.year,
                "true": deviation.true,
                "declared": deviation.declared,
                "note": deviation.note,
            }
            continue
        yield {
            "record": "deviation",
            "kind": deviation.kind.value,
            "form": deviation.form,
            "employer": world.employers[deviation.employer].number,
            "period": deviation.period,
            "job": deviation.job,
            "true": deviation.true,
            "declared": deviation.declared,
            "note": deviation.note,
        }
    if lives is not None:
        yield from _lives(world, lives)


def _lives(world: TrueWorld, lives: Lives) -> Iterator[dict[str, Any]]:
    """The old, households, civil events and former jobs; people without a social-security number go by their national one."""
    everybody = (*world.persons, *lives.old)
    for old in lives.old:
        yield {"record": "old", "nss": old.nss, "nin": old.nin, "born_on": old.birth_date.isoformat(), "sex": old.sex, "wilaya": old.wilaya}
    for family in lives.families:
        if family.spouse is not None and family.married_on is not None:
            children = [[child.nin, child.birth_date.isoformat()] for child in family.children]
            head = everybody[family.head].nss
            yield {
                "record": "family",
                "nss": head,
                "spouse": family.spouse.nin,
                "married_on": family.married_on.isoformat(),
                "children": children,
            }
    for one in lives.happenings:
        other = None if one.other is None else one.other.nin
        told = {"kind": one.kind, "day": one.day.isoformat(), "told_on": one.told_on.isoformat(), "other": other}
        yield {"record": "event", "nss": everybody[one.family].nss, **told}
    for past in lives.past:
        employer = past.employer_name if past.employer is None else world.employers[past.employer].number
        span = [past.starts_on.isoformat(), past.ends_on.isoformat()]
        yield {
            "record": "past",
            "nss": everybody[past.person].nss,
            "scheme": past.scheme,
            "employer": employer,
            "span": span,
            "factor": past.factor,
        }


def content(world: TrueWorld, deviations: Iterable[Deviation | SelfDeviation], lives: Lives | None = None) -> bytes:
    """The compressed file."""
    buffer = io.BytesIO()
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=4) as out:
        out.write("".join(f"{encode(line)}\n" for line in lines(world, deviations, lives)).encode())
    return buffer.getvalue()


def write(home: Path, world: TrueWorld, deviations: Iterable[Deviation | SelfDeviation], lives: Lives | None = None) -> Path:
    """Write the file into `home`, whole or not at all; gives its path."""
    path = home / FILE_NAME
    draft = path.with_suffix(".part")
    draft.write_bytes(content(world, deviations, lives))
    draft.replace(path)
    return path


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a true-world file, in order."""
    with gzip.open(path, "rt", encoding="utf-8") as text:
        for line in text:
            yield json.loads(line)
