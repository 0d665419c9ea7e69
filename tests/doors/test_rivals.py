"""Two acts that crossed: the person whose act the database undid is told to try again, on the pages and by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected
from tests.doors.conftest import Story


def crossing(*given: Any, **named: Any) -> Any:
    """As the database breaks a circle of two acts that wait for each other, inside the act's own transaction."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'crossed' USING ERRCODE = 'deadlock_detected'; END $$")


def test_the_stand_in_fails_as_a_deadlock_does(db: object) -> None:
    with pytest.raises(OperationalError) as raised:
        crossing()
    assert isinstance(raised.value.__cause__, DeadlockDetected)


@pytest.mark.parametrize(("lang", "word"), [("fr", "recommencez"), ("ar", "أعيدوا")])
def test_a_page_asks_to_try_again(story: Story, monkeypatch: pytest.MonkeyPatch, lang: str, word: str) -> None:
    monkeypatch.setattr("mizan.doors.controller.queue.page.settle_receipt", crossing)
    answer = story.clients["accountant"].post(f"/{lang}/fund/queue/{story.ids['receipt_id']}", {"act": "retry"})
    assert answer.status_code == 409
    assert word in answer.content.decode()


def test_the_api_asks_to_try_again(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mizan.doors.api.operations.receipts.match_by_hand", crossing)
    from django.test import Client

    headers = {**story.world.headers("accountant"), "Idempotency-Key": "crossed-1", "host": "localhost"}
    body = {"employer_id": story.world.employers["alif"], "period_keys": []}
    path = f"/api/v1/receipts/{story.ids['receipt_id']}/match"
    answer = Client().post(path, body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "try_again")
    monkeypatch.undo()
    assert Client().post(path, body, content_type="application/json", headers=headers).status_code == 200
