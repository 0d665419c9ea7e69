"""Days written out in a communiqué, in both languages, and the day of the communiqué itself."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mizan.formats.communique.fold import Folded, fold, plain

MONTHS = {
    1: ("جانفي", "يناير", "كانون الثاني", "janvier", "janv"),
    2: ("فيفري", "فبراير", "شباط", "fevrier", "fev"),
    3: ("مارس", "اذار", "mars"),
    4: ("افريل", "ابريل", "نيسان", "avril", "avr"),
    5: ("ماي", "مايو", "ايار", "mai"),
    6: ("جوان", "يونيو", "حزيران", "juin"),
    7: ("جويليه", "يوليو", "تموز", "juillet", "juil"),
    8: ("اوت", "اغسطس", "اب", "aout"),
    9: ("سبتمبر", "ايلول", "septembre", "sept"),
    10: ("اكتوبر", "تشرين الاول", "octobre", "oct"),
    11: ("نوفمبر", "تشرين الثاني", "novembre", "nov"),
    12: ("ديسمبر", "كانون الاول", "decembre", "dec"),
}
"""The months as Algeria names them, as the East does, and in French; folded."""

NUMBER_OF_MONTH = {plain(name): number for number, names in MONTHS.items() for name in names}
MONTH = "|".join(sorted(NUMBER_OF_MONTH, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
DAY = (
    rf"(?P<d>\d{{1,2}})(?:\s?er)?\s+(?:من\s+)?(?:شهر\s+|du mois d[e']\s*)?(?P<m>{MONTH})(?![^\W\d_])\.?"
    rf"(?:,?\s+(?:من\s+)?(?:سنه\s+|عام\s+|de l'annee\s+)?(?P<y>{YEAR}))?"
)
NUMERIC = (
    rf"(?:(?P<y2>{YEAR})[-/.](?P<m2>\d{{1,2}})[-/.](?P<d2>\d{{1,2}})|"
    rf"(?P<d3>\d{{1,2}})\s?[-/.]\s?(?P<m3>\d{{1,2}})\s?[-/.]\s?(?P<y3>{YEAR}))"
)
_WRITTEN = re.compile(rf"(?<![\w/.-])(?:{DAY}|{NUMERIC})(?![\w/])")

_WEEKDAYS = "السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi"
_TODAY = re.compile(
    rf"(?:اليوم|هذا اليوم|يوم|aujourd'hui|ce|ce jour|{_WEEKDAYS})[\s,:(]*(?:{_WEEKDAYS})?[\s,:(]*(?:الموافق ل?\s*)?(?:le )?$"
)
_SIGNED = re.compile(r"(?:حرر|fait a|نشر|publie|تاريخ النشر|date)[^.:]{0,30}[\s,:]*(?:في|le|يوم)?\s*[:]?\s*$")
_PLACE = re.compile(r"(?:^|[\s])(?:الجزائر|alger|[^\W\d_]{3,20})\s*(?:,|في|-|\()\s*(?:في\s+|le\s+|يوم\s+)?$")
_ELSEWHERE = re.compile(
    r"(?:المورخ\w*|الصادر\w*|المنعقد\w*|الموقع\w*|بتاريخ|القانون|قانون|المرسوم|مرسوم|الامر رقم|المنشور|منذ|قبل|غايه|"
    r"اقصاه|ابتداء|انطلاقا|من اجل|اجل|نهايه|حلول|"
    r"date[es]* du|en date du|tenue? le|signee? le|depuis le|avant le|jusqu'au|tard le|d'ici au|d'ici le|"
    r"a compter du|a partir du|loi|decret|ordonnance)"
    r"[^.;]{0,24}$|(?<![^\W_])du\s*$"
)

_MEETING = re.compile(
    r"(?:اجتماع|لقاء|محضر|جلسه|بيان|reunion|seance|proces-verbal|compte rendu|releve|conseil|"
    r"communique|instruction|circulaire|note|مذكره|منشور|تعليمه رقم)|^\W*(?:بتاريخ|المنعقد\w*|tenue?s?(?: le)?)\s*$"
)
_LAW = re.compile(
    r"قانون|مرسوم|تنفيذ|التعليمات|السابق|قبل|غايه|نهايه|منذ|loi|decret|ordonnance|avant|precedent|"
    r"derniere|depuis|jusqu|execution|suivi"
)


class Written(NamedTuple):
    """A day written out: its place in the folded text, its parts; `year` is None where none is written."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def on(self, year: int | None = None) -> date | None:
        """The day; None when the calendar has no such day or no year is known."""
        year = self.year if self.year is not None else year
        if year is None:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def written(folded: str) -> Iterator[Written]:
    """Every day written out in a folded text that the calendar can have."""
    for one in _WRITTEN.finditer(folded):
        part = one.groupdict()
        year = part["y"] or part["y2"] or part["y3"]
        month = NUMBER_OF_MONTH[part["m"]] if part["m"] else int(part["m2"] or part["m3"])
        day = int(part["d"] or part["d2"] or part["d3"])
        found = Written(one.start(), one.end(), int(year) if year else None, month, day)
        if found.on(2024) is not None:
            yield found


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def dated(text: str) -> date | None:
    """The day of a communiqué, as its text gives it; None when it gives none, or several that are worth the same.

    A line that is only a date, a date after "today" or a week day, after a place, or beside a signature says it best. The date of a law,
    of an earlier meeting or of a deadline is not the communiqué's own.
    """
    best: tuple[int, date] | None = None
    at = 0
    for rank, raw in enumerate(text.splitlines(keepends=True)):
        folded: Folded = fold(raw, at)
        at += len(raw)
        for one in written(folded.text):
            day = one.on()
            if day is None:
                continue
            worth = _worth(folded.text, one, rank)
            if worth and (best is None or worth > best[0]):
                best = (worth, day)
    return best[1] if best else None


def _worth(line: str, one: Written, rank: int) -> int:
    before = line[: one.start]
    rest = len((before + line[one.end :]).split())
    if _SIGNED.search(before):
        return 6
    if _TODAY.search(before):
        return 5
    if rest <= 3 and not _ELSEWHERE.search(before):
        return 5 if rank < 12 else 4
    if _ELSEWHERE.search(before):
        # A report named after its meeting is of that day: "Réunion du 22 février 2027".
        return 3 if rank < 8 and _MEETING.search(before) and not _LAW.search(before) else 0
    if _PLACE.search(before):
        return 4
    return 2 if rank < 30 else 1
