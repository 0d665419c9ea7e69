"""What the kill tests share: a database, the zygote that lives and dies on order, and the state of the books counted from outside."""

from __future__ import annotations

import base64
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, Client, encode_multipart
from tests.doors.api.story import NSS

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-23"
EMPLOYERS = 900
FROM = date(2007, 1, 1)
Counts = dict[str, int]


@dataclass(frozen=True)
class Act:
    """One request, whole: sent again, it is the same request under the same key."""

    path: str
    body: bytes
    media_type: str
    headers: Mapping[str, str]
    today: str = TODAY

    def order(self) -> dict[str, Any]:
        """The act as the zygote takes it."""
        return {
            "path": f"/api/v1{self.path}",
            "body": base64.b64encode(self.body).decode(),
            "type": self.media_type,
            "headers": dict(self.headers),
            "today": self.today,
        }


@dataclass(frozen=True)
class SetAct:
    """A folder of pairs to take as the batch role, and the employer whose difference is confirmed after it."""

    folder: Path
    employer: int
    today: str = TODAY

    def order(self) -> dict[str, Any]:
        """The act as the zygote takes it."""
        return {"set": str(self.folder), "employer": self.employer, "today": self.today}


@dataclass(frozen=True)
class FileAct:
    """A file taken as the batch role by a command: the flow's name, the file, and more words for it."""

    flow: str
    file: Path
    words: Mapping[str, Any] = field(default_factory=dict)
    today: str = TODAY

    def order(self) -> dict[str, Any]:
        """The act as the zygote takes it."""
        return {"flow": self.flow, "file": str(self.file), "words": dict(self.words), "today": self.today}


@dataclass(frozen=True)
class RoundAct:
    """A round over the self-employed as the batch role: a year's provisional assessments, or (no year) what careers are told."""

    year: int | None
    today: str = TODAY

    def order(self) -> dict[str, Any]:
        """The act as the zygote takes it."""
        return {"assess": self.year, "today": self.today}


@dataclass
class Ground:
    """Where acts are done and killed."""

    database: str
    admin: psycopg.Connection[Any]
    zygote: subprocess.Popen[str]
    employers: tuple[tuple[int, str], ...]
    tokens: Mapping[str, str]
    client: Client
    tables: tuple[str, ...]
    keys: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    used: Iterator[tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.used = iter(self.employers)

    def json_act(self, who: str, path: str, body: object = None, *, keyed: bool = True, today: str = TODAY) -> Act:
        """An act with a JSON body."""
        return Act(path, json.dumps(body).encode() if body is not None else b"", "application/json", self._headers(who, keyed), today)

    def file_act(self, who: str, path: str, files: Mapping[str, tuple[str, bytes]], *, keyed: bool = True, today: str = TODAY) -> Act:
        """An act that brings files."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        body = encode_multipart(BOUNDARY, {name: SimpleUploadedFile(file, data, "text/plain") for name, (file, data) in files.items()})
        return Act(path, body, MULTIPART_CONTENT, self._headers(who, keyed), today)

    def _headers(self, who: str, keyed: bool) -> dict[str, str]:
        key = {"Idempotency-Key": f"kill-{next(self.keys)}"} if keyed else {}
        return {"Authorization": f"Bearer {self.tokens[who]}", **key}

    def do(self, act: Act) -> Any:
        """Do an act here and now, to prepare the ground; returns its answer."""
        former = os.environ["MIZAN_TODAY"]
        os.environ["MIZAN_TODAY"] = act.today
        try:
            response = self.client.generic("POST", f"/api/v1{act.path}", act.body, content_type=act.media_type, headers=dict(act.headers))
        finally:
            os.environ["MIZAN_TODAY"] = former
        assert response.status_code < 300, response.content
        return response.json()

    def ask(self, who: str, path: str) -> Any:
        """A question."""
        response = self.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.tokens[who]}"})
        assert response.status_code == 200, response.content
        return response.json()

    def live(self, act: Act | SetAct | FileAct | RoundAct, **how: Any) -> dict[str, Any]:
        """Do an act in a process of its own; `crash_at` or `kill_after` say when it dies, `record` asks which moments it passed."""
        assert self.zygote.stdin is not None
        assert self.zygote.stdout is not None
        self.zygote.stdin.write(json.dumps({**act.order(), **how}) + "\n")
        self.zygote.stdin.flush()
        answer: dict[str, Any] = json.loads(self.zygote.stdout.readline())
        assert "fault" not in answer, answer["fault"]
        return answer

    def counts(self) -> Counts:
        """How many rows each table of acts holds, and how many centimes are posted, due and laid."""
        parts = [f"SELECT '{table}', count(*) FROM {table}" for table in self.tables]
        parts += [f"SELECT '{table} centimes', COALESCE(sum(abs(amount)), 0)::bigint FROM {table}" for table in MONEY]
        return dict(self.admin.execute(" UNION ALL ".join(parts)).fetchall())

    def books(self) -> list[object]:
        """Everything that does not agree in the books: nothing, if they are sound."""
        from mizan.config.database import connect_as
        from mizan.flows.nightly import check_books

        with connect_as("batch"):
            return list(check_books())

    def seal_and_verify(self) -> int:
        """Seal what was posted and prove the chains; returns how many entries were verified."""
        from mizan.config.database import connect_as
        from mizan.doors.clock import now
        from mizan.funds.ledger.actions import seal
        from mizan.funds.ledger.queries import verify

        with connect_as("batch"):
            seal(at=now())
        with connect_as("audit"):
            found = verify()
        assert found.sound, found
        assert not found.unsealed
        return found.verified


MONEY = ("ledger_posting", "contributions_due", "contributions_due_share", "contributions_match_share", "contributions_transfer_order")


@pytest.fixture(scope="session")
def ground(cluster: Any) -> Iterator[Ground]:
    """The ground of all kill tests, with employers and their workers, and a zygote ready to fork."""
    from django.db import connection
    from tests import sessions

    from mizan.config.home import home

    name = f"kills_{os.getpid()}"
    with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE mizan_template OWNER mizan_owner STRATEGY FILE_COPY')
    connection.close()
    former = connection.settings_dict
    connection.settings_dict = {**former, "NAME": name, "USER": "mizan_web"}
    (home() / "static").mkdir(exist_ok=True)
    employers, tokens = _people()
    zygote = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("zygote.py")), name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "MIZAN_LOG_LEVEL": "ERROR"},
    )  # fmt: skip
    assert zygote.stdout is not None
    assert zygote.stdin is not None
    assert zygote.stdout.readline() == "ready\n"
    outside = psycopg.connect(cluster.url(database=name), autocommit=True)
    tables = tuple(row[0] for row in outside.execute(_TABLES).fetchall())
    try:
        yield Ground(name, outside, zygote, employers, tokens, Client(headers={"host": "localhost"}), tables)
    finally:
        zygote.stdin.close()
        zygote.wait(10)
        zygote.stdout.close()
        outside.close()
        connection.close()
        connection.settings_dict = former
        sessions.end_sessions()
        with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


_TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p' AND relnamespace = 'public'::regnamespace
   AND relname ~ '^(access|benefits|careers|contributions|ledger|people)_'
   AND relname !~ '_(secret|token|grant|account|seal)$' ORDER BY relname
"""


def _people() -> tuple[tuple[tuple[int, str], ...], dict[str, str]]:
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import grant_role, issue_token, open_account
    from mizan.funds.access.types import Role, Scope
    from mizan.funds.people import queries as people
    from mizan.funds.people.actions import register_employers, register_persons
    from mizan.funds.people.types import EmployerDraft, PersonDraft

    at = clock.now()
    numbers = [f"16{index:08d}" for index in range(1, EMPLOYERS + 1)]
    grant: Callable[..., int] = grant_role
    with connect_as("batch"):
        by = access.system_account()
        register_employers(
            [EmployerDraft(number, "مؤسسة", "SARL", "", False, 16, "16000", FROM, workers_declared=2) for number in numbers], by=by, at=at
        )
        register_persons([PersonDraft(nss, f"NOM{letter}", "AMINE", born) for nss, letter, born in INSURED], by=by, at=at)
        known = people.employers_by_number(numbers)
        tokens = {}
        for name, role in (("filer", Role.EMPLOYER_ACCOUNTANT), ("accountant", Role.FUND_ACCOUNTANT)):
            account = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=by, at=at)
            scopes = [(Scope.FUND, "CNAS")] if name == "accountant" else [(Scope.EMPLOYER, known[number].id) for number in numbers]
            for kind, scope in scopes:
                grant(account_id=account, role=role, scope_kind=kind, scope_id=scope, valid_from=FROM, by=by, at=at)
            later = at.replace(year=at.year + 1)
            issued = issue_token(label="kills", scopes=("declare", "read", "settle"), expires_at=later, by=account, at=at)
            tokens[name] = issued.secret
    return tuple((known[number].id, number) for number in numbers), tokens


INSURED = ((NSS[0], "A", date(1985, 3, 15)), (NSS[1], "B", date(1990, 1, 2)))
