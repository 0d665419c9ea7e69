"""Ids follow the order of the work: what is written later under the lock of a file has the higher number, whoever writes it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from mizan.config.database import connect_as
from mizan.funds.access.sql import next_ids


def test_ids_of_two_sessions_follow_the_order_they_were_asked_in(db: Any) -> None:
    """The bug kept a few ids by thread: a regularisation filed by one session could get a lower number than the declaration it replaces."""

    def take() -> int:
        with connect_as("web"):
            return next_ids("contributions_filing", 1)[0]

    address = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "NAME")}

    def settle() -> None:
        connection.settings_dict = {**connection.settings_dict, **address}

    with ThreadPoolExecutor(1, initializer=settle) as one, ThreadPoolExecutor(1, initializer=settle) as other:
        taken = [pool.submit(take).result() for pool in (one, other, one, other, other, one)]
    assert taken == sorted(set(taken))
