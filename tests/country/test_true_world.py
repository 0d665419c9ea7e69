"""The true country: repeatable to the byte, close to the published figures, numbers with right keys."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from mizan.doors.console.demo import truth_file
from mizan.doors.console.demo.country.build import build_country
from mizan.doors.console.demo.country.types import LAST_MONTH, MONTHS, TrueWorld, index_of, month_at
from mizan.doors.console.demo.country.wages import NET_2021, WORKER_RATE_PPM, level_at, minimum_at
from mizan.kernel.identifiers import check_employer_number, check_nif, check_nin, check_nss, check_rib
from mizan.kernel.rounding import PPM

DIGEST = """
import hashlib
from mizan.doors.console.demo import truth_file
from mizan.doors.console.demo.country.build import build_country
print(hashlib.sha256(truth_file.content(build_country(scale=5000, seed=7), ())).hexdigest())
"""


@pytest.fixture(scope="module")
def world() -> TrueWorld:
    return build_country(scale=1000, seed=1)


@pytest.mark.parametrize("hash_seed", ["0", "1", "31337"])
def test_same_seed_same_bytes_in_another_process(hash_seed: str) -> None:
    here = hashlib.sha256(truth_file.content(build_country(scale=5000, seed=7), ())).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    there = subprocess.run([sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_another_seed_is_another_country() -> None:
    one, two = (build_country(scale=10_000, seed=seed) for seed in (1, 2))
    assert one.employers != two.employers
    assert {p.nss for p in one.persons} != {p.nss for p in two.persons}


def test_size_of_the_country(world: TrueWorld) -> None:
    assert len(world.employers) == 439
    assert len(world.persons) == 6500
    assert MONTHS == 24
    assert month_at(MONTHS - 1).start == LAST_MONTH
    employed = Counter(month.month for job in world.jobs for month in job.months)
    assert all(6000 <= employed[index] <= 6500 for index in range(MONTHS))


def test_most_employers_are_small_and_some_public_bodies_large(world: TrueWorld) -> None:
    sizes = sorted(employer.size for employer in world.employers)
    assert sizes[len(sizes) // 2] < 10
    assert sum(size < 10 for size in sizes) > len(sizes) * 65 // 100
    assert max(employer.size for employer in world.employers if employer.public) == sizes[-1] > 200
    assert sum(employer.construction for employer in world.employers) > len(world.employers) // 10


def test_private_share_of_jobs_is_the_published_one(world: TrueWorld) -> None:
    jobs = Counter(world.employers[job.employer].public for job in world.jobs for month in job.months if month.month == 12)
    per_mille = jobs[False] * 1000 // sum(jobs.values())
    assert abs(per_mille - 612) <= 30


@pytest.mark.parametrize("kind", ["private", "public"])
@pytest.mark.parametrize("index", [6, 18])
def test_average_wage_is_the_published_one_grown(world: TrueWorld, kind: str, index: int) -> None:
    public = kind == "public"
    wages = [
        month.wage
        for job in world.jobs
        for month in job.months
        if month.month == index and month.days == 30 and world.employers[job.employer].public is public
    ]
    average = sum(wages) // len(wages)
    level = level_at(kind, index)
    assert abs(average - level) * 100 <= 5 * level
    net_2021 = NET_2021[kind]
    assert net_2021 * 115 // 100 < level * (PPM - WORKER_RATE_PPM) // PPM < net_2021 * 125 // 100


def test_no_wage_below_the_minimum_of_its_days(world: TrueWorld) -> None:
    for job in world.jobs:
        for month in job.months:
            assert month.wage * 30 >= minimum_at(month.month) * month.days
    assert (minimum_at(13), minimum_at(14)) == (2_000_000, 2_400_000)


def test_a_person_has_one_job_at_a_time_and_months_are_those_worked(world: TrueWorld) -> None:
    seen: set[tuple[int, int]] = set()
    ends: dict[int, list[tuple[date, date | None]]] = {}
    for job in world.jobs:
        indexes = [month.month for month in job.months]
        assert indexes == list(range(indexes[0], indexes[-1] + 1))
        assert indexes[0] == max(0, index_of(job.hired_on))
        assert indexes[-1] == (index_of(job.left_on) if job.left_on else MONTHS - 1)
        assert job.left_on is None or job.left_on >= job.hired_on
        assert all(1 <= month.days <= 30 for month in job.months)
        ends.setdefault(job.person, []).append((job.hired_on, job.left_on))
        seen.update((job.person, index) for index in indexes)
    for spans in ends.values():
        assert all(before[1] is not None and before[1] < after[0] for before, after in pairwise(spans))


def test_numbers_are_unique_and_well_formed(world: TrueWorld) -> None:
    assert len({person.nss for person in world.persons}) == len(world.persons)
    assert len({employer.number for employer in world.employers}) == len(world.employers)
    for person in world.persons:
        assert check_nss(person.nss) == ()
        assert check_nin(person.nin, person.birth_date.year) == ()
        assert person.nss[:2] == f"{person.birth_date.year % 100:02d}"
        assert (person.surname + person.given_name).replace(" ", "").isascii()
    for employer in world.employers:
        assert check_employer_number(employer.number) == ()
        assert employer.number[:2] == f"{employer.wilaya:02d}"
        assert check_rib(employer.rib) == ()
        assert check_nif(employer.nif) == ()
        assert employer.name_file.isascii()
        assert len(employer.name_file) <= 25


@pytest.mark.parametrize("scale", [0, 20_001])
def test_a_scale_without_a_country_is_refused(scale: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        build_country(scale=scale)
