"""The operations, one module per subject."""

from ninja import NinjaAPI, Router

from mizan.doors.api.operations import (
    account,
    balance,
    benefits,
    cases,
    civil,
    dac,
    das,
    dues,
    filings,
    indicators,
    instructions,
    ledger,
    payments,
    proofs,
    receipts,
    self_employed,
    transfers,
)
from mizan.doors.api.passport import Passport


def register(api: NinjaAPI) -> None:
    """Give every subject its place under /api/v1/."""
    for tag, router in (
        ("account", account.router),
        ("yearly declaration (DAS)", das.router),
        ("contribution declaration (DAC)", dac.router),
        ("self-employed", self_employed.router),
        ("filings", filings.router),
        ("dues", dues.router),
        ("differences", cases.router),
        ("receipts", receipts.router),
        ("transfers", transfers.router),
        ("balance", balance.router),
        ("indicators", indicators.router),
        ("claims and decisions", benefits.router),
        ("pay runs", payments.router),
        ("instructions", instructions.router),
        ("civil register", civil.router),
        ("proof of life", proofs.router),
        ("ledger", ledger.router),
    ):
        _name_parameters(router)
        api.add_router("", router, tags=[tag])


def _name_parameters(router: Router) -> None:
    """Tell each operation's passport the query parameters it knows: any other is refused, for a misspelt one would change the answer."""
    for view in router.path_operations.values():
        for operation in view.operations:
            known = [name for model in operation.models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__]
            for passport in operation.auth_callbacks:
                if isinstance(passport, Passport):
                    passport.parameters = frozenset(known)
