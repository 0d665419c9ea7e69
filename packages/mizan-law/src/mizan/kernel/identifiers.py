"""Numbers of persons, employers and accounts: shape and control key; a key whose rule is not certain is a warning, never an error."""

import re
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]

LAST_WILAYA = 69

BANKS = frozenset({*range(1, 9), 10, 11, 12, 14, 20, 21, 26, 27, 29, 31, 32, 35, 36, 37, 38, 111})
"""Bank codes seen in public sources; codes of banks opened since are missing, so an unknown one is only a warning."""

POSTAL_BANK = "007"
POSTAL_BRANCH = "99999"

_DIGITS = re.compile(r"[0-9]+", re.ASCII)


class IdFinding(NamedTuple):
    """One thing found wrong or doubtful in an identifier: a stable code and `error`, `warning` or `info`."""

    code: str
    severity: Severity


def _shape(text: str, lengths: tuple[int, ...], name: str) -> tuple[IdFinding, ...]:
    if _DIGITS.fullmatch(text) is None:
        return (IdFinding(f"{name}_digits", "error"),)
    if len(text) not in lengths:
        return (IdFinding(f"{name}_length", "error"),)
    return ()


def nss_key(body: str) -> int | None:
    """The key of the ten digits of a social-security number; None where the sum passes 99 and the fund's habit is not known.

    99 less twice the digits of odd rank and once those of even rank; recall, then verified on the two published numbers.
    """
    digits = [int(c) for c in body]
    key = 99 - (2 * sum(digits[0::2]) + sum(digits[1::2]))
    return key if key >= 0 else None


def check_nss(number: str) -> tuple[IdFinding, ...]:
    """What is wrong with a 12-digit social-security number: `nss_digits`, `nss_length`, `nss_key`; `nss_key_uncertain` warns."""
    if findings := _shape(number, (12,), "nss"):
        return findings
    key = nss_key(number[:10])
    if key is None:
        return (IdFinding("nss_key_uncertain", "warning"),)
    return () if key == int(number[10:]) else (IdFinding("nss_key", "error"),)


def check_employer_number(number: str) -> tuple[IdFinding, ...]:
    """What is wrong with a 10-digit employer number; its first two digits should be a wilaya (warning). Its key has no known rule."""
    if findings := _shape(number, (10,), "employer_number"):
        return findings
    return () if 1 <= int(number[:2]) <= LAST_WILAYA else (IdFinding("employer_number_wilaya", "warning"),)


def check_nin(number: str, birth_year: int | None = None) -> tuple[IdFinding, ...]:
    """What is wrong with an 18-digit national number; digits 3 to 5 should recall the birth year (warning). Its key is not public."""
    if findings := _shape(number, (18,), "nin"):
        return findings
    if birth_year is not None and int(number[2:5]) != birth_year % 1000:
        return (IdFinding("nin_birth_year", "warning"),)
    return ()


def check_nif(number: str) -> tuple[IdFinding, ...]:
    """What is wrong with a tax number: 15 digits, or 20 for a branch or unit. It has no public key."""
    return _shape(number, (15, 20), "nif")


def rib_key(branch: str, account: str) -> int:
    """The key (1 to 97) of a bank account from its 5-digit branch and 10-digit account (Banque d'Algerie instruction 06-2004)."""
    return 97 - int(branch + account) * 100 % 97


def check_rib(number: str) -> tuple[IdFinding, ...]:
    """What is wrong with a 20-digit bank identity; the key is certain (error), an unknown bank only a warning."""
    if findings := _shape(number, (20,), "rib"):
        return findings
    if rib_key(number[3:8], number[8:18]) != int(number[18:]):
        return (IdFinding("rib_key", "error"),)
    return () if int(number[:3]) in BANKS else (IdFinding("rib_bank_unknown", "warning"),)


def ccp_key(account: str) -> int:
    """The key (0 to 99) of a postal account of up to ten digits: weights 4 to 13 from the last digit, modulo 100."""
    padded = account.zfill(10)
    return sum(int(c) * weight for c, weight in zip(padded, range(13, 3, -1), strict=True)) % 100


def check_ccp(number: str) -> tuple[IdFinding, ...]:
    """What is wrong with a postal account given as ten digits and its two-digit key."""
    if findings := _shape(number, (12,), "ccp"):
        return findings
    return () if ccp_key(number[:10]) == int(number[10:]) else (IdFinding("ccp_key", "error"),)


def rip_from_ccp(account: str) -> str:
    """The 20-digit postal identity of a postal account of up to ten digits (without its key)."""
    padded = account.zfill(10)
    return f"{POSTAL_BANK}{POSTAL_BRANCH}{padded}{rib_key(POSTAL_BRANCH, padded):02d}"


def check_rip(number: str) -> tuple[IdFinding, ...]:
    """What is wrong with a 20-digit postal identity: it begins with 00799999 and carries the key of a bank identity."""
    if findings := _shape(number, (20,), "rip"):
        return findings
    if not number.startswith(POSTAL_BANK + POSTAL_BRANCH):
        return (IdFinding("rip_prefix", "error"),)
    return () if rib_key(number[3:8], number[8:18]) == int(number[18:]) else (IdFinding("rip_key", "error"),)


def format_nss(number: str) -> str:
    """The social-security number as printed: XX XXXX XXXX XX. Anything else than 12 characters comes back unchanged."""
    return f"{number[:2]} {number[2:6]} {number[6:10]} {number[10:]}" if len(number) == 12 else number


def format_employer_number(number: str) -> str:
    """The employer number as printed: XX XXX XXX XX. Anything else than 10 characters comes back unchanged."""
    return f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}" if len(number) == 10 else number
