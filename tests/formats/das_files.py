"""Valid DAS pairs drawn by hypothesis, and single lines put together by hand."""

from datetime import date

from hypothesis import strategies as st

from mizan.formats.das import DasHeader, DasRow, QuarterPay, write_pair
from mizan.kernel.identifiers import nss_key
from mizan.kernel.money import Centimes

EMPLOYER, YEAR = "1600012345", 2025
WAGE = 2_000_000

HEADER = (
    b"1600012345N202516000SARL EXEMPLE INDUSTRIE        FABRICATION                   12 RUE DES EXEMPLES                     ALGER      "
    b"18000000        27500050        34500000        34500000        114500050       2         \r\n"
)
FIRST = (
    b"160001234520251     850012345648BENALI                   AMINE                    15031985"
    b"520H18000000  520H18000000  520H18000000  520H18000000  72000000    01022019                            0"
)
SECOND = (
    b"160001234520252     900102030471HADDAD                   SARA                     02011990"
    b"  0H0         300H9500050   520H16500000  520H16500000  42500050    10052025                            0"
)
NAMES = {"header_name": "D25E1600012345.TXT", "detail_name": "D25S1600012345.TXT"}


def put(record: bytes, start: int, text: str | bytes) -> bytes:
    """The record with other characters from a position on."""
    raw = text if isinstance(text, bytes) else text.encode("ascii")
    return record[:start] + raw + record[start + len(raw) :]


def nss_of(year: int, rank: int) -> str:
    """A sound number of a birth year; ranks whose key is not certain give the next one."""
    while True:
        body = f"{year % 100:02d}{rank % 10**8:08d}"
        if (key := nss_key(body)) is not None:
            return f"{body}{key:02d}"
        rank += 1


@st.composite
def quarters(draw: st.DrawFn) -> QuarterPay:
    """A quarter whose pay is not below the minimum wage of the tests."""
    unit, full = draw(st.sampled_from((("H", 520), ("J", 90), ("M", 3))))
    duration = draw(st.integers(0, full))
    if duration == 0:
        return QuarterPay(0, draw(st.sampled_from((unit, ""))), Centimes(0))
    least = -(-3 * WAGE * duration // full)
    return QuarterPay(duration, unit, Centimes(draw(st.integers(least, 9_999_999_999))))


NAME = st.from_regex(r"[A-Z][A-Z' .\-]{0,22}[A-Z]", fullmatch=True)


@st.composite
def rows(draw: st.DrawFn, rank: int) -> DasRow:
    """A sound line; `rank` keeps the persons of a file apart."""
    birth = draw(st.dates(date(1940, 1, 1), date(2005, 12, 31)))
    pays = tuple(draw(quarters()) for _ in range(4))
    entered = draw(st.dates(date(2006, 1, 1), date(YEAR, 12, 31)))
    left = draw(st.none() | st.dates(max(entered, date(YEAR, 1, 1)), date(YEAR, 12, 31)))
    total = Centimes(sum(pay.amount for pay in pays))
    nss = nss_of(birth.year, rank * 100_000 + draw(st.integers(0, 90_000)))
    return DasRow(rank, nss, draw(NAME), draw(NAME), birth, (pays[0], pays[1], pays[2], pays[3]), total, entered, left)


@st.composite
def declarations(draw: st.DrawFn, most: int = 8) -> tuple[DasHeader, list[DasRow]]:
    """A header and its sound lines."""
    count = draw(st.integers(1, most))
    lines = [draw(rows(rank)) for rank in range(1, count + 1)]
    header = DasHeader(EMPLOYER, draw(st.sampled_from("NCR")), YEAR, "16000", employer_name="SARL EXEMPLE", city="ALGER")
    return header, lines


@st.composite
def pairs(draw: st.DrawFn, most: int = 8) -> tuple[bytes, bytes]:
    """A valid pair with any line ends."""
    header, lines = draw(declarations(most))
    return write_pair(header, lines, eol=draw(st.sampled_from(("crlf", "lf", "none"))))


@st.composite
def mutations(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes of a valid file, damaged once to four times."""
    for _ in range(draw(st.integers(1, 4))):
        data = draw(st.sampled_from(_DAMAGES))(draw, data)
    return data


def _place(draw: st.DrawFn, data: bytes) -> int:
    return draw(st.integers(0, max(len(data) - 1, 0)))


def _replace(draw: st.DrawFn, data: bytes) -> bytes:
    at = _place(draw, data)
    return data[:at] + draw(st.binary(min_size=1, max_size=12)) + data[at + 1 :]


def _retype(draw: st.DrawFn, data: bytes) -> bytes:
    at = _place(draw, data)
    return data[:at] + draw(st.sampled_from(b"0123456789 AZhJ.,-+_eE\t\x00\x1a\r\n\xe9").map(lambda c: bytes([c]))) + data[at + 1 :]


def _truncate(draw: st.DrawFn, data: bytes) -> bytes:
    return data[: _place(draw, data)]


def _remove(draw: st.DrawFn, data: bytes) -> bytes:
    at = _place(draw, data)
    return data[:at] + data[at + draw(st.integers(1, 200)) :]


def _double(draw: st.DrawFn, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = draw(st.integers(0, len(lines) - 1))
    return b"\n".join((*lines[: at + 1], *lines[at:]))


def _reorder(draw: st.DrawFn, data: bytes) -> bytes:
    return b"\n".join(draw(st.permutations(data.split(b"\n")[:12])))


def _wrap(draw: st.DrawFn, data: bytes) -> bytes:
    return (
        draw(st.sampled_from((b"\xef\xbb\xbf", b"\r\n\r\n", b"\xff\xfe", b"\x00", b" ")))
        + data
        + draw(st.sampled_from((b"", b"\r\n", b"\n\n\n", b"\x1a", b"\x00\x00", b"   ")))
    )


def _recode(draw: st.DrawFn, data: bytes) -> bytes:
    text = data.decode("latin-1")
    return text.encode(draw(st.sampled_from(("utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-32"))))


def _overflow(draw: st.DrawFn, data: bytes) -> bytes:
    at = _place(draw, data)
    size = draw(st.integers(1, 40))
    return data[:at] + b"9" * size + data[at + size :]


def _ends(draw: st.DrawFn, data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", draw(st.sampled_from((b"\r", b"\r\r\n", b"\n\r", b"\n\n", b""))))


_DAMAGES = (_replace, _retype, _retype, _truncate, _remove, _double, _reorder, _wrap, _recode, _overflow, _ends)
