"""Who works on benefits in the demo: officers of each fund and the accountants that a pay run takes."""

from typing import NamedTuple

from mizan.doors.console.demo.run.register import Actors, account_opened, granted
from mizan.doors.console.demo.run.self_employed import SelfActors
from mizan.doors.console.demo.run.types import DemoAccount
from mizan.funds.access.types import Role, Scope
from mizan.kernel.funds import Fund

PAYERS = (
    (Fund.CNR, "payeur", "محاسب المعاشات", "Comptable des pensions de la CNR", True),
    (Fund.CNR, "payeur-2", "محاسب المعاشات الثاني", "Deuxième comptable des pensions de la CNR", True),
    (Fund.CNR, "payeur-3", "محاسب المعاشات الثالث", "Troisième comptable des pensions de la CNR", True),
    (Fund.CASNOS, "payeur-casnos-2", "المحاسب الثاني لصندوق غير الأجراء", "Deuxième comptable de la CASNOS", False),
    (Fund.CASNOS, "payeur-casnos-3", "المحاسب الثالث لصندوق غير الأجراء", "Troisième comptable de la CASNOS", False),
    (Fund.CNAS, "payeur-cnas-2", "المحاسب الثاني للصندوق", "Deuxième comptable de la CNAS", False),
    (Fund.CNAS, "payeur-cnas-3", "المحاسب الثالث للصندوق", "Troisième comptable de la CNAS", False),
)
CONTROLLERS = (
    (Fund.CNR, "controleur-cnr", "مراقب صندوق التقاعد", "Contrôleur de la CNR", True),
    (Fund.CNR, "controleur-cnr-2", "المراقب الثاني لصندوق التقاعد", "Second contrôleur de la CNR", True),
    (Fund.CNAS, "controleur-cnas-2", "المراقب الثاني للصندوق", "Second contrôleur de la CNAS", False),
    (Fund.CASNOS, "controleur-casnos-2", "المراقب الثاني لصندوق غير الأجراء", "Second contrôleur de la CASNOS", False),
)
INSURERS = (
    ("liquidateur-cnas", "عون أداءات الصندوق", "Liquidateur de la CNAS"),
    ("liquidateur-cnas-2", "عون أداءات الصندوق الثاني", "Second liquidateur de la CNAS"),
)


class BenefitActors(NamedTuple):
    """Two officers, three accountants (who prepares, agrees, approves) and two controllers for each fund; and the accounts to print."""

    officers: dict[Fund, tuple[int, int]]
    payers: dict[Fund, tuple[int, int, int]]
    controllers: dict[Fund, tuple[int, int]]
    printed: tuple[DemoAccount, ...]


def open_benefits(actors: Actors, self_actors: SelfActors, *, by: int) -> BenefitActors:
    """Accounts of those who are not there yet; as batch."""
    printed: list[DemoAccount] = []
    payers: dict[Fund, list[int]] = {Fund.CNR: [], Fund.CASNOS: [self_actors.accountant], Fund.CNAS: [actors.fund_accountant]}
    for fund, username, name_ar, name_fr, opens in PAYERS:
        account, password = account_opened(username, name_ar, name_fr, opens, by)
        granted(account, Role.FUND_ACCOUNTANT, Scope.FUND, fund.value, by)
        payers[fund].append(account)
        if opens:
            printed.append(DemoAccount(Role.FUND_ACCOUNTANT.value, username, password))
    control: dict[Fund, list[int]] = {Fund.CNR: [], Fund.CNAS: [actors.controller], Fund.CASNOS: [self_actors.counter]}
    for fund, username, name_ar, name_fr, opens in CONTROLLERS:
        account, password = account_opened(username, name_ar, name_fr, opens, by)
        granted(account, Role.CONTROLLER, Scope.FUND, fund.value, by)
        control[fund].append(account)
        if opens:
            printed.append(DemoAccount(Role.CONTROLLER.value, username, password))
    insurers: list[int] = []
    for rank, (username, name_ar, name_fr) in enumerate(INSURERS):
        account, password = account_opened(username, name_ar, name_fr, rank == 0, by)
        granted(account, Role.OFFICER, Scope.FUND, Fund.CNAS.value, by)
        insurers.append(account)
        if rank == 0:
            printed.append(DemoAccount(Role.OFFICER.value, username, password))
    officers = {Fund.CNR: actors.officers, Fund.CASNOS: self_actors.officers, Fund.CNAS: (insurers[0], insurers[1])}
    pays = {fund: (ids[0], ids[1], ids[2]) for fund, ids in payers.items()}
    return BenefitActors(officers, pays, {fund: (ids[0], ids[1]) for fund, ids in control.items()}, tuple(printed))
