"""The operations, one module per subject."""

from ninja import NinjaAPI

from mizan.doors.api.operations import account, balance, cases, dac, das, dues, filings, ledger, receipts, transfers


def register(api: NinjaAPI) -> None:
    """Give every subject its place under /api/v1/."""
    for tag, router in (
        ("account", account.router),
        ("yearly declaration (DAS)", das.router),
        ("contribution declaration (DAC)", dac.router),
        ("filings", filings.router),
        ("dues", dues.router),
        ("differences", cases.router),
        ("receipts", receipts.router),
        ("transfers", transfers.router),
        ("balance", balance.router),
        ("ledger", ledger.router),
    ):
        api.add_router("", router, tags=[tag])
