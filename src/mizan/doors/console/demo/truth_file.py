"""The true world as a file beside the database: JSON lines in a gzip whose bytes depend on the country alone."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mizan.doors.console.demo.country.types import FIRST_MONTH, MONTHS, TrueWorld
from mizan.doors.console.demo.declared.deviations import Deviation

FILE_NAME = "true_world.jsonl.gz"
SHAPE = 1


def lines(world: TrueWorld, deviations: Iterable[Deviation]) -> Iterator[dict[str, Any]]:
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
    for deviation in deviations:
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


def content(world: TrueWorld, deviations: Iterable[Deviation]) -> bytes:
    """The compressed file."""
    buffer = io.BytesIO()
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=4) as out:
        out.write("".join(f"{encode(line)}\n" for line in lines(world, deviations)).encode())
    return buffer.getvalue()


def write(home: Path, world: TrueWorld, deviations: Iterable[Deviation]) -> Path:
    """Write the file into `home`, whole or not at all; gives its path."""
    path = home / FILE_NAME
    draft = path.with_suffix(".part")
    draft.write_bytes(content(world, deviations))
    draft.replace(path)
    return path


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a true-world file, in order."""
    with gzip.open(path, "rt", encoding="utf-8") as text:
        for line in text:
            yield json.loads(line)
