"""Database sessions closed by a test are kept for its next ones: a session costs a process, and everything it has to learn again.

The code closes its session whenever it works as another role, dozens of times a test. What it gets the next time is as good as new
(``DISCARD ALL``): settings, locks, prepared statements, plans and temporary tables are gone; only what PostgreSQL remembers of the
catalogue stays, which it keeps right by itself.
"""

from __future__ import annotations

import itertools
import threading
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg.pq import TransactionStatus

Key = tuple[str, ...]
_kept: dict[Key, psycopg.Connection[Any]] = {}
_keys: WeakKeyDictionary[psycopg.Connection[Any], Key] = WeakKeyDictionary()
_times = itertools.count(1)
_connect, _close = DatabaseWrapper.get_new_connection, DatabaseWrapper._close


def keep_sessions() -> None:
    """From now on, in this process."""
    DatabaseWrapper.get_new_connection = _get_new_connection
    DatabaseWrapper._close = _keep


def end_sessions() -> None:
    """Close what is kept, for instance before its database goes."""
    while _kept:
        _kept.popitem()[1].close()


def _get_new_connection(wrapper: Any, params: dict[str, Any]) -> Any:
    key = tuple(f"{name}={wrapper.settings_dict[name]}" for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD", "OPTIONS"))
    session = _as_new(_kept.pop(key, None)) if _here() else None
    if session is None:
        session = _connect(wrapper, params)
        _keys[session] = key
    return session


def _as_new(session: psycopg.Connection[Any] | None) -> psycopg.Connection[Any] | None:
    if session is None:
        return None
    try:
        # Each time another text: the driver forgets its prepared statements only after one that it has not seen before.
        session.execute(f"DISCARD ALL -- {next(_times)}")
    except psycopg.Error:
        # Ended from outside meanwhile.
        session.close()
        return None
    return session


def _keep(wrapper: Any) -> None:
    session = wrapper.connection
    idle = session is not None and session.autocommit and session.info.transaction_status == TransactionStatus.IDLE
    key = _keys.get(session) if idle and _here() and not wrapper.in_atomic_block else None
    if key is None or key in _kept:
        _close(wrapper)
    else:
        _kept[key] = session


def _here() -> bool:
    """Other threads end, and their sessions with them."""
    return threading.current_thread() is threading.main_thread()
