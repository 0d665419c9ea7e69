"""Invented employers: heavy-tailed sizes, trades, names in both scripts, numbers, and bank accounts whose keys are right."""

import unicodedata
from datetime import date

from mizan.doors.console.demo.country.places import places, table, wilaya_of_each
from mizan.doors.console.demo.country.types import DurationUnit, Place, TrueEmployer
from mizan.doors.console.demo.streams import Stream, apportion
from mizan.kernel.identifiers import rib_key
from mizan.kernel.periods import add_days

EMPLOYERS = 438_800
"""Active employers of the country, January 2025."""
PUBLIC_EMPLOYERS_PER_MILLE = 40
PRIVATE_JOBS_PER_MILLE = 612
"""Share of the private sector in employment, October 2024."""
NEW_PER_MILLE = 30
"""Employers that open during the demo rather than before it."""

SEASONAL_PER_MILLE = 50
"""Very small employers that send everybody home from January to March, and declare it."""

LEGAL_FORMS = (("SARL", "ش.ذ.م.م"), ("EURL", "م.ذ.ش.و"), ("SPA", "ش.أ"), ("SNC", "ش.ت"), ("Ets", "مؤسسة"))
BANK_CODES = ("001", "002", "003", "004", "005", "006", "011", "021", "027", "032")
TREASURY = "008"
TRADES = table("sectors.csv")
WORDS = table("firm_words.csv")
UNITS: tuple[DurationUnit, ...] = ("J", "H", "M")


def sizes(count: int, jobs: int, flattening: int) -> list[int]:
    """`jobs` shared among `count` employers as one over rank (Zipf), the first ranks flattened; each has one at least."""
    weights = [10**9 // (rank + flattening) for rank in range(1, count + 1)]
    return [1 + extra for extra in apportion(jobs - count, weights)]


def ascii_upper(text: str) -> str:
    """The text as the declaration file wants it: upper-case ASCII without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in plain if c.isascii()).replace("'", " ").upper()


def bank_account(bank: str, stream: Stream) -> str:
    """A 20-digit bank identity with its key."""
    branch, account = f"{stream.between(1, 899):05d}", stream.digits(10)
    return f"{bank}{branch}{account}{rib_key(branch, account):02d}"


def _names(sector: dict[str, str], place_fr: str, place_ar: str, ordinal: int, stream: Stream) -> tuple[str, str]:
    """French and Arabic names: a public body by trade, place and number; a firm by form, word and trade."""
    if sector["kind"] == "public":
        return f"{sector['word_fr']} {place_fr} n° {ordinal}", f"{sector['word_ar']} {place_ar} رقم {ordinal}"
    form_fr, form_ar = LEGAL_FORMS[stream.weighted((48, 24, 6, 6, 16))]
    word = stream.pick(WORDS)
    return f"{form_fr} {word['fr']} {sector['word_fr']}", f"{form_ar} {word['ar']} {sector['word_ar']}"


def draw_employers(scale: int, jobs: int, seed: int, opening: date, last: date) -> tuple[TrueEmployer, ...]:
    """The country's employers at 1:`scale`, holding about `jobs` jobs; a few open between `opening` and `last`."""
    count = (EMPLOYERS + scale // 2) // scale
    public = max(1, count * PUBLIC_EMPLOYERS_PER_MILLE // 1000)
    private_jobs = jobs * PRIVATE_JOBS_PER_MILLE // 1000
    staff = [(True, size) for size in sizes(public, jobs - private_jobs, 2)]
    staff += [(False, size) for size in sizes(count - public, private_jobs, 3)]
    stream = Stream(seed, "employers")
    homes = {place.code: place for place in places()}
    wilayas = [homes[code] for code in stream.shuffled(wilaya_of_each(count))]
    return tuple(
        _employer(rank, size, is_public, place, (opening, last), stream)
        for rank, ((is_public, size), place) in enumerate(zip(stream.shuffled(staff), wilayas, strict=True))
    )


def _employer(rank: int, size: int, public: bool, place: Place, span: tuple[date, date], stream: Stream) -> TrueEmployer:
    """One employer; `span` is the first and last day on which a new one may open."""
    trades = [row for row in TRADES if (row["kind"] == "public") is public]
    trade = trades[stream.weighted([int(row["weight"]) for row in trades])]
    name_fr, name_ar = _names(trade, place.name_fr, place.name_ar, rank % 97 + 1, stream)
    is_new = not public and size < 10 and stream.chance(NEW_PER_MILLE)
    days = stream.below((span[1] - span[0]).days) if is_new else -stream.between(60, 9000)
    opened = add_days(span[0], days)
    bank = TREASURY if public and trade["code"] not in ("industry", "public_works") else stream.pick(BANK_CODES)
    return TrueEmployer(
        rank=rank,
        # The rank makes the number unique; the digits around it are drawn.
        number=f"{place.code:02d}{stream.between(1, 9)}{rank:06d}{stream.digits(1)}",
        name_fr=name_fr,
        name_ar=name_ar,
        name_file=ascii_upper(name_fr)[:25].strip(),
        sector=trade["code"],
        activity_fr=trade["activity_fr"],
        activity_ar=trade["activity_ar"],
        public=public,
        construction=trade["construction"] == "1",
        wilaya=place.code,
        agency_code=place.agency_code,
        nif=f"{0 if public else 1}{opened.year % 1000:03d}{place.code:02d}{stream.digits(9)}",
        rib=bank_account(bank, stream),
        opened_on=opened,
        pay_unit=UNITS[stream.weighted((50, 30, 20))],
        size=size,
        seasonal=not public and size < 5 and opened < span[0] and stream.chance(SEASONAL_PER_MILLE),
    )
