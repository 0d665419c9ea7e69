"""Published vectors of identifiers, and what a wrong one is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel import identifiers as ids


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@pytest.mark.parametrize("number", ["850012345648", "900102030471", "720300441264", "010055007168", "660000128754"])
def test_known_social_security_numbers(number: str) -> None:
    assert ids.check_nss(number) == ()


@given(digits(10))
def test_a_key_is_two_digits_or_not_known(body: str) -> None:
    key = ids.nss_key(body)
    if key is None:
        assert ids.check_nss(body + "00") == (ids.IdFinding("nss_key_uncertain", "warning"),)
    else:
        assert ids.check_nss(f"{body}{key:02d}") == ()
        assert ids.check_nss(f"{body}{(key + 1) % 100:02d}") == (ids.IdFinding("nss_key", "error"),)


@pytest.mark.parametrize(("account", "key"), [("0023456789", 88), ("0001234567", 68), ("0009876543", 22)])
def test_known_postal_accounts(account: str, key: int) -> None:
    assert ids.ccp_key(account) == key
    assert ids.check_ccp(f"{account}{key:02d}") == ()
    assert ids.check_ccp(f"{account}{(key + 1) % 100:02d}") == (ids.IdFinding("ccp_key", "error"),)


@pytest.mark.parametrize("number", ["00200021000001234536", "00100600030012345695", "00400101400056789012"])
def test_known_bank_accounts(number: str) -> None:
    assert ids.check_rib(number) == ()
    assert ids.check_rib("999" + number[3:]) == (ids.IdFinding("rib_bank_unknown", "warning"),)
    assert ids.check_rib(number[:18] + "00") == (ids.IdFinding("rib_key", "error"),)


@given(digits(10))
def test_a_postal_identity_is_made_as_is_popularly_done(account: str) -> None:
    rip = ids.rip_from_ccp(account)
    assert ids.check_rip(rip) == ids.check_rib(rip) == ()
    popular = (int(account) * 100 % 97 + 85) % 97
    assert int(rip[18:]) == 97 - popular


def test_known_postal_identities() -> None:
    assert ids.rip_from_ccp("23456789") == "00799999002345678941"
    assert ids.rip_from_ccp("1234567") == "00799999000123456762"
    assert ids.check_rip("00100600030012345695") == (ids.IdFinding("rip_prefix", "error"),)


def test_shapes() -> None:
    assert ids.check_nss("85001234564") == (ids.IdFinding("nss_length", "error"),)
    assert ids.check_nss("85001234564x") == (ids.IdFinding("nss_digits", "error"),)
    assert ids.check_nss("٨٥٠٠١٢٣٤٥٦٤٨") == (ids.IdFinding("nss_digits", "error"),)
    assert ids.check_employer_number("1600012345") == ()
    assert ids.check_employer_number("9900012345") == (ids.IdFinding("employer_number_wilaya", "warning"),)
    assert ids.check_nif("123456789012345") == ids.check_nif("1" * 20) == ()
    assert ids.check_nif("1" * 16) == (ids.IdFinding("nif_length", "error"),)
    assert ids.check_nin("109850000000000000", 1985) == ()
    assert ids.check_nin("109850000000000000", 1986) == (ids.IdFinding("nin_birth_year", "warning"),)
    assert ids.check_nin("10985000000000000") == (ids.IdFinding("nin_length", "error"),)


def test_printed_forms() -> None:
    assert ids.format_nss("850012345648") == "85 0012 3456 48"
    assert ids.format_employer_number("1600012345") == "16 000 123 45"
    assert ids.format_nss("short") == "short"
