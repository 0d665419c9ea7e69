"""When the acts of the demo reach the disk: all together at the end, since a country whose making stops is made again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LATER = "-c synchronous_commit=off"


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Acts on connections opened meanwhile do not each wait for the disk; leaving waits for all of them.

    Each act stays whole or nothing whatever happens: a crash may only take the last ones.
    """
    options = connection.settings_dict["OPTIONS"]
    former = options.get("options")
    options["options"] = LATER if former is None else f"{former} {LATER}"
    connection.close()
    try:
        yield
    finally:
        if former is None:
            del options["options"]
        else:
            options["options"] = former
        connection.close()
    # A commit that waits for the disk waits for all those before it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_logical_emit_message(true, 'mizan', 'written')")
