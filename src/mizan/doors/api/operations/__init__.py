"""The operations, one module per subject."""

from ninja import NinjaAPI

from mizan.doors.api.operations import account


def register(api: NinjaAPI) -> None:
    """Give every subject its place under /api/v1/."""
    api.add_router("", account.router, tags=["account"])
