"""The funds, the branches they own and who bears each share: the names every book and page uses."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Fund(StrEnum):
    """A body that keeps books: the social-security funds, the two bodies CNAS collects for, and the Treasury."""

    CNAS = "CNAS"
    CNR = "CNR"
    CNAC = "CNAC"
    FNPOS = "FNPOS"
    OPREBAT = "OPREBAT"
    CASNOS = "CASNOS"
    TRESOR = "TRESOR"


class Branch(StrEnum):
    """A branch of contribution. The order of the members is their rank: where a centime is left over, it goes by this order."""

    SOCIAL_INSURANCE = "social_insurance"
    WORK_ACCIDENT = "work_accident"
    RETIREMENT = "retirement"
    EARLY_RETIREMENT = "early_retirement"
    UNEMPLOYMENT = "unemployment"
    WORKS_EQUALISATION = "works_equalisation"
    CONSTRUCTION_PREVENTION = "construction_prevention"
    INCREASE = "increase"


class Payer(StrEnum):
    """Who bears a share. The order of the members is their rank inside a branch."""

    EMPLOYER = "employer"
    WORKER = "worker"
    WORKS_FUND = "works_fund"
    CNAC = "cnac"
    TREASURY = "treasury"
    INSURED = "insured"
    """A self-employed person, who bears the whole of the contribution."""


OWNER: Mapping[Branch, Fund] = MappingProxyType(
    {
        Branch.SOCIAL_INSURANCE: Fund.CNAS,
        Branch.WORK_ACCIDENT: Fund.CNAS,
        Branch.RETIREMENT: Fund.CNR,
        Branch.EARLY_RETIREMENT: Fund.CNR,
        Branch.UNEMPLOYMENT: Fund.CNAC,
        Branch.WORKS_EQUALISATION: Fund.FNPOS,
        Branch.CONSTRUCTION_PREVENTION: Fund.OPREBAT,
        Branch.INCREASE: Fund.CNAS,
    }
)
"""The fund that owns each branch (CNAS director in El Watan, 16 Nov 2016; increases of article 15 stay with the collecting fund)."""

_BRANCH_RANK = {branch: rank for rank, branch in enumerate(Branch)}
_PAYER_RANK = {payer: rank for rank, payer in enumerate(Payer)}


def branch_rank(branch: Branch) -> int:
    """The place of a branch, from 0: social insurance first."""
    return _BRANCH_RANK[branch]


def payer_rank(payer: Payer) -> int:
    """The place of a payer inside a branch, from 0: the employer first."""
    return _PAYER_RANK[payer]
