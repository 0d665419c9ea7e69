"""The rules of the DAS, one by one, on the pair of the facts and on variants of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest
from tests.formats.das_files import FIRST, HEADER, NAMES, SECOND, put

from mizan.formats.anomalies import Outcome
from mizan.formats.das import DasCheck, KnownPerson, check_pair
from mizan.kernel.identifiers import nss_key

DETAIL = FIRST + b"\r\n" + SECOND


def codes(check: DasCheck) -> list[tuple[int, str]]:
    return [(found.line, found.code) for found in check.anomalies]


def second(start: int, text: str | bytes) -> bytes:
    """The detail with other characters in its second line."""
    return FIRST + b"\r\n" + put(SECOND, start, text)


def test_the_pair_of_the_facts_is_accepted() -> None:
    check = check_pair(HEADER, DETAIL, **NAMES, minimum_wage_m=lambda _: 2_000_000)
    assert (check.outcome, check.lines, check.taken, check.anomalies) == (Outcome.ACCEPTED, 2, 2, ())
    assert check.header is not None
    assert check.header.totals == (18_000_000, 27_500_050, 34_500_000, 34_500_000)
    row = check.rows[1]
    assert (row.nss, row.surname, row.given_name, row.birth_date) == ("900102030471", "HADDAD", "SARA", date(1990, 1, 2))
    assert row.quarters[1] == (300, "H", 9_500_050)
    assert (row.entered_on, row.left_on, row.taken) == (date(2025, 5, 10), None, True)
    assert check.not_checked == ("employer_register", "insured_register", "earlier_declarations", "dac_reconciliation", "payments")


ACCEPTED: Mapping[str, tuple[bytes, bytes]] = {
    "line feeds": (HEADER.replace(b"\r\n", b"\n"), DETAIL.replace(b"\r\n", b"\n")),
    "a last line end": (HEADER, DETAIL + b"\r\n"),
    "no line ends": (HEADER.strip(b"\r\n"), FIRST + SECOND),
    "carriage returns": (HEADER, DETAIL.replace(b"\r\n", b"\r")),
    "right-aligned amounts": (HEADER, DETAIL.replace(b"18000000  ", b"  18000000").replace(b"72000000    ", b"    72000000")),
    "amounts in the middle": (HEADER, DETAIL.replace(b"18000000  ", b" 18000000 ")),
    "a header without its filler": (HEADER.rstrip()[:212] + b"\r\n", DETAIL),
    "lower case": (HEADER.lower(), DETAIL.replace(b"BENALI", b"benali").replace(b"520H", b"520h")),
    "a byte-order mark": (b"\xef\xbb\xbf" + HEADER, b"\xef\xbb\xbf" + DETAIL),
    "UTF-16": (HEADER.decode().encode("utf-16"), DETAIL.decode().encode("utf-16")),
    "an end-of-file mark": (HEADER + b"\x1a", DETAIL + b"\r\n\x1a"),
    "accents in UTF-8": (HEADER, DETAIL.replace(b"BENALI", "BÉNALI".encode())),
    "accents in UTF-8 padded by bytes": (HEADER, DETAIL.replace(b"BENALI ", "BÉNALI".encode())),
    "blank lines": (b"\r\n" + HEADER, DETAIL.replace(b"\r\n", b"\r\n\r\n")),
    "lines in another order": (HEADER, SECOND + b"\r\n" + FIRST),
    "an exit of zeros": (HEADER, DETAIL.replace(b"01022019        ", b"0102201900000000")),
    "trailing blanks": (HEADER, DETAIL + b"    "),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_differs_in_form_only_is_accepted(name: str) -> None:
    check = check_pair(*ACCEPTED[name], **NAMES)
    assert (check.outcome, check.taken) == (Outcome.ACCEPTED, 2), codes(check)


@pytest.mark.parametrize("name", [name for name in ACCEPTED if name not in ("lines in another order",)])
def test_the_content_hash_is_over_what_is_said(name: str) -> None:
    assert check_pair(*ACCEPTED[name]).content_hash == check_pair(HEADER, DETAIL).content_hash


def test_the_other_layout_of_the_header_is_read() -> None:
    text = HEADER.decode().rstrip("\r\n")
    totals = "".join(f"{value:>16}" for value in (18_000_000, 27_500_050, 34_500_000, 34_500_000))
    header = f"{text[:20]}{'':109}{totals} {114_500_050:>16}{2:>6}     "
    assert len(header) == 221
    check = check_pair(header.encode(), DETAIL)
    assert check.header is not None
    assert (check.outcome, check.header.total_year, check.header.workers) == (Outcome.ACCEPTED, 114_500_050, 2)


LINE_RULES: Mapping[str, tuple[bytes, list[tuple[int, str]], Outcome]] = {
    "employer": (second(0, "1600012346"), [(2, "line_employer_differs")], Outcome.PARTLY_TAKEN),
    "employer letters": (second(0, "16OOO12345"), [(2, "line_employer_form")], Outcome.PARTLY_TAKEN),
    "year": (second(10, "2024"), [(2, "line_year_differs")], Outcome.PARTLY_TAKEN),
    "not a record": (second(0, "X" * 14), [(2, "line_not_record")], Outcome.PARTLY_TAKEN),
    "NSS letters": (second(20, "9001O2030471"), [(2, "nss_form")], Outcome.PARTLY_TAKEN),
    "NSS short": (second(20, "90010203047 "), [(2, "nss_form")], Outcome.PARTLY_TAKEN),
    "NSS key": (second(20, "900102030472"), [(2, "nss_key")], Outcome.PARTLY_TAKEN),
    "NSS of another year": (second(20, "720300441264"), [(2, "nss_birth_year")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "no name": (second(32, " " * 50), [(2, "name_missing")], Outcome.PARTLY_TAKEN),
    "no surname": (second(32, " " * 25), [(2, "surname_missing")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "no given name": (second(57, " " * 25), [(2, "given_name_missing")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "digits in a name": (second(32, "HADDAD2"), [(2, "name_symbols")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "Windows accents": (second(32, "HADDÀD".encode("cp1252")), [(2, "name_guessed")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "Arabic name": (second(32, "حداد".encode()), [(2, "name_script")], Outcome.PARTLY_TAKEN),
    "Arabic name in one byte": (second(32, "حداد  ".encode("cp1256")), [(2, "name_script")], Outcome.PARTLY_TAKEN),
    "NUL in a name": (second(32, b"HA\x00DAD"), [(2, "name_unreadable")], Outcome.PARTLY_TAKEN),
    "no birth date": (second(82, " " * 8), [(2, "birth_date_missing")], Outcome.PARTLY_TAKEN),
    "unknown birth date": (second(82, "0" * 8), [(2, "birth_date_unknown")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "year of birth only": (second(82, "00001990"), [(2, "birth_date_year_only")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "no such day": (second(82, "31021990"), [(2, "birth_date_form")], Outcome.PARTLY_TAKEN),
    "not a leap year": (second(82, "29021990"), [(2, "birth_date_form")], Outcome.PARTLY_TAKEN),
    "born after the year": (
        second(82, "02012090"),
        [(2, "birth_after_year"), (2, "entry_before_birth")],
        Outcome.PARTLY_TAKEN,
    ),
    "duration letters": (second(104, "3O0"), [(2, "duration_form")], Outcome.PARTLY_TAKEN),
    "duration too long": (second(104, "521"), [(2, "duration_too_long")], Outcome.PARTLY_TAKEN),
    "days too long": (second(104, " 93J"), [(2, "duration_too_long")], Outcome.PARTLY_TAKEN),
    "months too long": (second(104, "  4M"), [(2, "duration_too_long")], Outcome.PARTLY_TAKEN),
    "unknown unit": (second(107, "K"), [(2, "unit_unknown")], Outcome.PARTLY_TAKEN),
    "unit missing": (second(107, " "), [(2, "unit_unknown")], Outcome.PARTLY_TAKEN),
    "unit of an empty quarter": (second(93, "K"), [(2, "unit_nil")], Outcome.ACCEPTED),
    "NUL for the unit of an empty quarter": (second(93, b"\x00"), [(2, "unit_nil")], Outcome.ACCEPTED),
    "no unit, nothing paid": (second(93, " "), [], Outcome.ACCEPTED),
    "pay without duration": (second(104, "  0"), [(2, "pay_without_duration")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "duration without pay": (second(90, " 10"), [(2, "duration_without_pay")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "below the minimum wage": (second(104, "520"), [(2, "pay_below_minimum")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "annual total": (second(146, "42500051"), [(2, "total_differs")], Outcome.PARTLY_TAKEN),
    "annual total with a comma": (second(146, "425000,50"), [(2, "total_form")], Outcome.PARTLY_TAKEN),
    "no entry": (second(158, " " * 8), [(2, "entry_missing")], Outcome.PARTLY_TAKEN),
    "entry not a date": (second(158, "99052025"), [(2, "entry_form")], Outcome.PARTLY_TAKEN),
    "entered after the year": (second(158, "10052026"), [(2, "entry_after_year")], Outcome.PARTLY_TAKEN),
    "entered before birth": (second(158, "10051989"), [(2, "entry_before_birth")], Outcome.PARTLY_TAKEN),
    "left before entering": (second(166, "09052025"), [(2, "exit_before_entry")], Outcome.PARTLY_TAKEN),
    "left after the year": (second(166, "01012026"), [(2, "exit_after_year")], Outcome.PARTLY_TAKEN),
    "left before the year": (second(158, "1005202410062024"), [(2, "exit_before_year")], Outcome.ACCEPTED_WITH_CORRECTIONS),
    "exit not a date": (second(166, "3106    "), [(2, "exit_form")], Outcome.PARTLY_TAKEN),
    "end mark": (second(194, "9"), [(2, "end_mark")], Outcome.ACCEPTED),
    "line number": (second(14, "7     "), [(2, "line_numbers")], Outcome.ACCEPTED),
    "too long a line": (DETAIL + b"X", [(2, "line_length")], Outcome.PARTLY_TAKEN),
}


@pytest.mark.parametrize("name", LINE_RULES)
def test_a_rule_of_a_line(name: str) -> None:
    detail, expected, outcome = LINE_RULES[name]
    check = check_pair(HEADER, detail, **NAMES, minimum_wage_m=lambda _: 3_500_000)
    lines = [found for found in codes(check) if found[0]]
    assert (lines, check.outcome) == (expected, outcome)
    whole = {code for line, code in codes(check) if not line}
    assert whole <= {"header_total_waits"}, "only what waits may explain a difference of the totals"
    assert check.taken == (1 if outcome is Outcome.PARTLY_TAKEN else 2)
    assert [line.line_no for line in check.waiting] == ([2] if outcome is Outcome.PARTLY_TAKEN else [])


def test_a_wrong_total_gives_what_is_expected_in_both_languages() -> None:
    (found,) = check_pair(HEADER, second(146, "42500051"), **NAMES).anomalies
    assert found.to_json() == {
        "line": 2,
        "field": "total",
        "code": "total_differs",
        "severity": "error",
        "message": {
            "ar": "المجموع السنوي 425\u202f000,51\u00a0دج لا يساوي مجموع الفصول الأربعة: 425\u202f000,50\u00a0دج.",
            "fr": "Le total annuel, 425\u202f000,51\u00a0DA, n'est pas la somme des quatre trimestres : 425\u202f000,50\u00a0DA.",
        },
        "basis": "law-83-14.art-14",
        "found": "42500051",
        "expected": "42500050",
    }


def test_a_wrong_key_names_the_right_number() -> None:
    found = check_pair(HEADER, second(20, "900102030499"), **NAMES).anomalies[0]
    assert (found.code, found.expected) == ("nss_key", "900102030471")


def test_a_key_beyond_the_known_rule_only_warns() -> None:
    body = "9099999999"
    assert nss_key(body) is None
    check = check_pair(HEADER, second(20, f"{body}12"), **NAMES)
    assert codes(check) == [(2, "nss_key_uncertain")]
    assert check.outcome is Outcome.ACCEPTED_WITH_CORRECTIONS


HEADER_RULES: Mapping[str, tuple[bytes, str]] = {
    "kind": (put(HEADER, 10, "X"), "kind_unknown"),
    "year": (put(HEADER, 11, "25  "), "header_year_form"),
    "employer": (put(HEADER, 0, "16000A2345"), "employer_number_form"),
    "length": (HEADER[:200], "header_length"),
    "longer": (HEADER.rstrip(b"\r\n") + b"X", "header_length"),
    "several": (HEADER + HEADER, "header_several"),
    "empty": (b"", "file_empty"),
    "total not a number": (put(HEADER, 131, "180000,00"), "header_total_form"),
    "a total beyond its field": (put(HEADER, 131, "0 99999999999999999999".ljust(32)), "header_total_form"),
    "workers not a number": (put(HEADER, 211, "deux"), "workers_form"),
    "annual total": (put(HEADER, 195, "114500051"), "header_year_total"),
    "quarter total": (put(put(HEADER, 131, "18000001"), 195, "114500051"), "header_total_differs"),
    "workers": (put(HEADER, 211, "3"), "workers_differ"),
}


@pytest.mark.parametrize("name", HEADER_RULES)
def test_a_header_that_contradicts_its_lines_or_cannot_be_read_refuses_the_file(name: str) -> None:
    header, code = HEADER_RULES[name]
    check = check_pair(header, DETAIL)
    assert code in {found.code for found in check.anomalies if found.line == 0}
    assert (check.outcome, check.taken, check.lines) == (Outcome.REFUSED, 0, 2)
    assert not any(row.taken for row in check.rows)


def test_the_lines_are_checked_even_under_a_header_that_cannot_be_read() -> None:
    check = check_pair(b"?", second(20, "900102030472"))
    assert (2, "nss_key") in codes(check)


def test_a_line_cut_short_waits_and_explains_the_totals() -> None:
    check = check_pair(HEADER, DETAIL[:-60])
    assert check.outcome is Outcome.PARTLY_TAKEN
    assert [code for line, code in codes(check) if line == 0] == ["header_total_waits"] * 3
    assert check.taken == 1


def test_a_file_cut_between_lines_is_refused() -> None:
    check = check_pair(HEADER, FIRST)
    assert check.outcome is Outcome.REFUSED
    assert "workers_differ" in {found.code for found in check.anomalies}


def test_waiting_lines_do_not_explain_every_difference() -> None:
    header = put(put(HEADER, 131, "18000001"), 195, "114500051")
    check = check_pair(header, second(20, "900102030472"))
    assert check.outcome is Outcome.REFUSED
    assert "header_total_unexplained" in {found.code for found in check.anomalies}


def test_a_copy_of_a_line_waits_whether_the_header_counts_it_or_not() -> None:
    detail = b"\r\n".join((FIRST, SECOND, put(FIRST, 14, "3     ")))
    check = check_pair(HEADER, detail)
    assert (codes(check), check.outcome, check.taken) == ([(3, "line_repeated")], Outcome.PARTLY_TAKEN, 2)
    counted = HEADER
    for start, text in ((131, "36000000"), (147, "45500050"), (163, "52500000"), (179, "52500000"), (195, "186500050"), (211, "3")):
        counted = put(counted, start, text)
    check = check_pair(counted, detail)
    assert (codes(check), check.outcome, check.taken) == ([(3, "line_repeated")], Outcome.PARTLY_TAKEN, 2)


def test_two_periods_of_one_person_pass_when_they_do_not_meet() -> None:
    early = put(put(FIRST, 158, "0102201931032025"), 14, "1     ")
    late = put(put(put(FIRST, 158, "01042025"), 14, "2     "), 57, "AMINE B")
    header = HEADER
    for start, text in ((131, "36000000"), (147, "36000000"), (163, "36000000"), (179, "36000000"), (195, "144000000"), (211, "2")):
        header = put(header, start, text)
    assert check_pair(header, early + b"\n" + late).outcome is Outcome.ACCEPTED
    meeting = put(late, 158, "31032025")
    check = check_pair(header, early + b"\n" + meeting)
    assert (codes(check), check.outcome) == ([(2, "nss_repeated")], Outcome.ACCEPTED_WITH_CORRECTIONS)


def test_the_number_of_persons_in_place_of_lines_is_only_a_correction() -> None:
    early = put(put(FIRST, 158, "0102201931032025"), 14, "1     ")
    late = put(put(FIRST, 158, "01042025"), 14, "2     ")
    header = HEADER
    for start, text in ((131, "36000000"), (147, "36000000"), (163, "36000000"), (179, "36000000"), (195, "144000000"), (211, "1")):
        header = put(header, start, text)
    check = check_pair(header, early + b"\n" + late)
    assert (codes(check), check.outcome) == ([(0, "workers_persons")], Outcome.ACCEPTED_WITH_CORRECTIONS)


def test_an_employer_without_workers_may_say_so() -> None:
    header = HEADER
    for start, width in ((131, 16), (147, 16), (163, 16), (179, 16), (195, 16), (211, 6)):
        header = put(header, start, "0".ljust(width))
    assert codes(check_pair(header, b"")) == [(0, "no_lines_nil")]
    assert check_pair(HEADER, b"").outcome is Outcome.REFUSED


NAME_RULES: Mapping[str, tuple[str, str, list[str]]] = {
    "short names": ("D25E1645.TXT", "D25S1645.txt", []),
    "a long and a short name": ("D25E1600012345.TXT", "D25S1645.TXT", []),
    "a browser's copy": ("D25E1600012345 (1).TXT", "D25S1600012345 (1).TXT", []),
    "lower case": ("d25e1600012345.txt", "d25s1600012345.txt", []),
    "a folder": ("C:\\DAS\\D25E1600012345.TXT", "/home/x/D25S1600012345.TXT", []),
    "another name": ("header.txt", "D25S1600012345.TXT", ["file_name_form"]),
    "another year": ("D24E1600012345.TXT", "D24S1600012345.TXT", ["file_name_year", "file_name_year"]),
    "another employer": ("D25E1600012346.TXT", "D25S1600012346.TXT", ["file_name_employer", "file_name_employer"]),
    "two years": ("D25E1600012345.TXT", "D24S1600012345.TXT", ["file_name_year", "file_names_differ"]),
    "exchanged": ("D25S1600012345.TXT", "D25E1600012345.TXT", ["file_name_role", "file_name_role"]),
}


@pytest.mark.parametrize("name", NAME_RULES)
def test_the_names_agree_with_each_other_and_with_the_header(name: str) -> None:
    header_name, detail_name, expected = NAME_RULES[name]
    check = check_pair(HEADER, DETAIL, header_name=header_name, detail_name=detail_name)
    assert [found.code for found in check.anomalies] == expected


def test_exchanged_files_are_named_as_such() -> None:
    assert "files_swapped" in {found.code for found in check_pair(DETAIL, HEADER).anomalies}


class _Register:
    def __init__(self, status: str, persons: Mapping[str, KnownPerson]) -> None:
        self.status, self.known = status, persons

    def employer_status(self, number: str) -> str:
        return self.status

    def persons(self, numbers: Sequence[str]) -> Mapping[str, KnownPerson]:
        return {number: self.known[number] for number in numbers if number in self.known}


BENALI = KnownPerson("BENALI", "AMINE", date(1985, 3, 15))
HADDAD = KnownPerson("HADDAD", "SARA", date(1990, 1, 2))

REGISTERS: Mapping[str, tuple[Callable[[], _Register], list[tuple[int, str]], Outcome]] = {
    "known": (lambda: _Register("active", {"850012345648": BENALI, "900102030471": HADDAD}), [], Outcome.ACCEPTED),
    "unknown person": (lambda: _Register("active", {"850012345648": BENALI}), [(2, "person_unknown")], Outcome.PARTLY_TAKEN),
    "another person": (
        lambda: _Register("active", {"850012345648": BENALI, "900102030471": KnownPerson("KACI", "LINA", date(1990, 1, 3))}),
        [(2, "person_differs")],
        Outcome.PARTLY_TAKEN,
    ),
    "another spelling": (
        lambda: _Register("active", {"850012345648": BENALI, "900102030471": KnownPerson("HADAD", "SARA", date(1990, 1, 2))}),
        [(2, "person_name_differs")],
        Outcome.ACCEPTED_WITH_CORRECTIONS,
    ),
    "names in another order": (
        lambda: _Register("active", {"850012345648": BENALI, "900102030471": KnownPerson("SARA", "HAD-DAD", date(1990, 1, 2))}),
        [],
        Outcome.ACCEPTED,
    ),
    "another birth date": (
        lambda: _Register("active", {"850012345648": BENALI, "900102030471": KnownPerson("HADDAD", "SARA", date(1990, 2, 1))}),
        [(2, "person_birth_differs")],
        Outcome.ACCEPTED_WITH_CORRECTIONS,
    ),
    "closed employer": (
        lambda: _Register("closed", {"850012345648": BENALI, "900102030471": HADDAD}),
        [(0, "employer_closed")],
        Outcome.ACCEPTED_WITH_CORRECTIONS,
    ),
    "unknown employer": (
        lambda: _Register("unknown", {"850012345648": BENALI, "900102030471": HADDAD}),
        [(0, "employer_unknown")],
        Outcome.REFUSED,
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_the_registers_where_they_can_be_asked(name: str) -> None:
    register, expected, outcome = REGISTERS[name]
    check = check_pair(HEADER, DETAIL, register=register())  # type: ignore[arg-type]
    assert (codes(check), check.outcome) == (expected, outcome)
    assert not {"employer_register", "insured_register"} & set(check.not_checked)
