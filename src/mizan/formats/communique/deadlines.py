"""By when an instruction is to be done, in the words of both languages, counted from the communiqué's own day and never from a clock."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from mizan.formats.communique.dates import DAY, MONTH, NUMBER_OF_MONTH, NUMERIC, YEAR, Written, last_of_month, written
from mizan.formats.communique.fold import Folded, fold
from mizan.formats.communique.types import Deadline, Quote, Span

UNDATED, VAGUE, STANDARD, SEVERAL, PAST = (
    "communique_deadline_undated",
    "communique_deadline_vague",
    "communique_deadline_standard",
    "communique_deadline_several",
    "communique_deadline_past",
)

_NUMBERS = {
    "واحد": 1, "واحده": 1, "ثلاثه": 3, "ثلاث": 3, "اربعه": 4, "اربع": 4, "خمسه": 5, "خمس": 5, "سته": 6, "ست": 6, "سبعه": 7, "سبع": 7,
    "ثمانيه": 8, "ثماني": 8, "تسعه": 9, "تسع": 9, "عشره": 10, "عشر": 10, "اثني عشر": 12, "اثنا عشر": 12, "خمسه عشر": 15, "خمس عشره": 15,
    "عشرين": 20, "عشرون": 20, "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "خمسه واربعين": 45,
    "خمسه و اربعين": 45, "خمسين": 50, "ستين": 60, "ستون": 60,
    "تسعين": 90, "تسعون": 90, "مائه": 100, "مئه": 100,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "quinze": 15, "vingt": 20, "vingt et un": 21, "trente": 30, "quarante": 40,
    "quarante-cinq": 45, "quarante cinq": 45, "cinquante": 50, "soixante": 60,
    "quatre-vingt-dix": 90, "quatre vingt dix": 90, "cent": 100,
}  # fmt: skip
_NUMBER = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
_COUNT = rf"(?P<n>\d{{1,3}}|{_NUMBER})(?:\s*\(\s*\d{{1,3}}\s*\))?"
_ORDINAL = {
    "الاول": 1, "اول": 1, "الثاني": 2, "ثاني": 2, "الثالث": 3, "ثالث": 3, "الرابع": 4, "رابع": 4, "الاخير": -1,
    "premier": 1, "1er": 1, "1": 1, "deuxieme": 2, "second": 2, "2eme": 2, "2e": 2, "2": 2, "troisieme": 3, "3eme": 3, "3e": 3, "3": 3,
    "quatrieme": 4, "4eme": 4, "4e": 4, "4": 4, "dernier": -1,
}  # fmt: skip
_RANK = "|".join(sorted(map(re.escape, _ORDINAL), key=len, reverse=True))

_BY_AR = (
    r"(?<![^\W_])(?:و|ف)?(?:قبل|(?:الي|لغايه|حتي)(?: غايه)?|في حدود|حدود|بحلول|مع حلول|(?:في )?(?:اجل|موعد|"
    r"تاريخ) (?:اقصاه|لا يتعدي|لا يتجاوز|اقصي)|كاقصي (?:اجل|تقدير)|"
    r"في اجل|في غضون|خلال|في ظرف|(?:و?ذلك )?في|موعد|اجل|عند|مع)"
)
_BY_AR_STRONG = (
    r"(?<![^\W_])(?:و|ف)?(?:قبل|(?:الي|لغايه|حتي) ?(?:غايه)?|في حدود|حدود|بحلول|مع حلول|(?:في |ب)?(?:اجل|موعد|"
    r"تاريخ) (?:اقصاه|لا يتعدي|لا يتجاوز|اقصي)|كاقصي (?:اجل|تقدير)|"
    r"اقصاه|في اجل|موعد|لا يتعدي|لا يتجاوز)(?: يوم| تاريخ| اقصاه)?\s*(?:(?:السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه)\s+)?"
)
_BY_FR = (
    r"(?<![^\W_])(?:avant|au plus tard|d'ici|jusqu'|pour|a l'horizon|a echeance d|date limite|delai de rigueur|echeance)"
    r"(?: (?:au|a|le|la|du|fixee?|fixe))*(?:(?:au|a|le)? ?(?:samedi|dimanche|lundi|mardi|mercredi|jeudi|"
    r"vendredi) )?\s*[:]?\s*(?:au |le |du )?"
)
_END_AR = r"(?:نهايه|اخر|متم|انتهاء|اختتام|منتهي)"
_END_FR = r"(?:la )?fin(?: du| de la| de l'| de| d')?\s*"

_WITHIN_AR = (
    r"(?<![^\W_])(?:و|ف)?(?:في (?:اجل|غضون|ظرف|مهله|مده)|خلال|غضون|اجل|ظرف|مهله|مده)(?: (?:زمني\w*|اقصاه|"
    r"اقصاها|لا (?:ي|ت)تعدي|لا (?:ي|ت)تجاوز|اقصي|قدره|قدرها|مدته|مدتها|لا (?:ي|ت)زيد علي|من الزمن))?\s+"
)
_WITHIN_FR = (
    r"(?<![^\W_])(?:ne depassera pas|n'excedera pas|ne depasse pas|dans|sous|d'ici|en|endeans|au bout de)(?: (?:un|le|"
    r"les|des))?(?: delai(?:s)?)?(?: (?:maximum|"
    r"maximal|de rigueur|imperatif|ferme|qui ne (?:saurait|doit pas|devra pas) (?:depasser|exceder)|"
    r"n'excedant pas|ne depassant pas|ne devant pas depasser|maximal))*(?: (?:de|d'|a))?\s*(?:de |d')?(?:les )?"
)
_UNITS_AR = r"(?P<unit>(?:ال)?(?:يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سنه|سنوات|عام|اعوام|ساعه)(?:ا)?)"
_DUAL_AR = r"(?P<dual>(?:ال)?(?:يومين|اسبوعين|شهرين|سنتين|عامين|ثلاثيين|سداسيين))"
_ONE_AR = r"(?P<one>(?:يوم|اسبوع|شهر|سنه|عام|ثلاثي|سداسي)(?: واحده?)?)"
_UNITS_FR = r"(?P<unit>jours?|semaines?|mois|ans?|annees?|trimestres?|semestres?|heures?)"
_OUVRES = r"(?:\s+(?:ouvrables?|ouvres?|francs?|عمل|مفتوحه))?"
_YEAR_OF = rf"(?:\s+(?:من\s+|de\s+|d')?(?:ال)?(?:سنه|عام|l'annee|l'exercice|exercice|annee)?\s*(?P<year>{YEAR}))?"
_NEXT = r"(?P<next>المقبله?|القادمه?|المواليه?|الداخله?|prochaine?|suivante?|a venir)"
_THIS = r"(?:الجاريه?|الحاليه?|هذه?|en cours|courante?|courant)"
_PERIOD_AR = (
    rf"(?:(?:ال)?(?P<half>سداسي|نصف)|(?:ال)?(?P<quarter>ثلاثي|فصل|ربع))\s+(?P<rank>{_RANK})(?:\s+(?:من|ل|"
    rf"لل)?\s*(?:هذه\s+)?(?:السنه|العام)?(?:\s+{_THIS})?)?"
)
_PERIOD_FR = (
    rf"(?P<rank>{_RANK})\s+(?:(?P<half>semestre)|(?P<quarter>trimestre))(?:\s+(?:de|d')\s*(?:l'|"
    rf"cette\s+)?(?:annee|exercice)?(?:\s+{_THIS})?)?"
)


class _Met(NamedTuple):
    start: int
    end: int
    day: date | None
    note: str | None
    counted: bool = False


_Reader = Callable[[re.Match[str], date | None], tuple[date | None, str | None]]


def deadline(text: str, around: Span, dated: date | None) -> Deadline:
    """The deadline told in a piece of the text. `dated` is the communiqué's own day: what is counted from it is null without it.

    Of several, the first is proposed and a note says so. A duration that says how long each file may take is a standard of service and
    no deadline; "as soon as possible" gives no day. Both are noted.
    """
    folded = fold(around.cut(text), around.start)
    met = _met(folded.text, dated)
    if not met:
        return Deadline(None, None, None)
    days = [one for one in met if one.day is not None]
    first = days[0] if days else met[0]
    span = _trimmed(folded, first.start, first.end)
    note = first.note
    if note is None and len({one.day for one in days}) > 1:
        note = SEVERAL
    if note is None and first.day is not None and dated is not None and first.day < dated:
        note = PAST
    return Deadline(first.day, Quote(span.cut(text), span), note)


def _trimmed(folded: Folded, start: int, end: int) -> Span:
    while end > start and folded.text[end - 1] in " ,.;:":
        end -= 1
    while start < end and folded.text[start] in " ,":
        start += 1
    return folded.span(start, end)


def _met(folded: str, dated: date | None) -> list[_Met]:
    found: list[_Met] = []
    for pattern, reader in _READERS:
        for one in pattern.finditer(folded):
            if any(one.start() < other.end and one.end() > other.start for other in found) or _bygone(folded, one):
                continue
            if "n" in one.groupdict() and _standard(folded, one):
                found.append(_Met(one.start(), one.end(), None, STANDARD))
                continue
            day, note = reader(one, dated)
            if day is not None or note is not None:
                found.append(_Met(one.start(), one.end(), day, note))
    return sorted(found)


_BYGONE_AFTER = re.compile(r"\s*(?:الماضي|المنصرم|الاخير|الفارط|السابق|المنقضي|dernier|ecoule|passe|precedent)")
_BYGONE_BEFORE = re.compile(r"(?:منذ|depuis|المورخ\w*|المنعقد\w* (?:ب|في)|عما كان عليه|تعليم\w+ ?|du|date du|en date du)\s*$")


def _bygone(folded: str, one: re.Match[str]) -> bool:
    return _BYGONE_AFTER.match(folded, one.end()) is not None or _BYGONE_BEFORE.search(folded[: one.start()]) is not None


_EACH = re.compile(
    r"(?:كل ملف|لكل ملف|الملفات|الملف|ملفات|الطلبات|طلبات|طلب|الشكاوي|شكاوي|الطعون|طعون|الانشغالات|انشغالات|تعويض\w*|"
    r"المعاشات|معاش|التسديد|الرد|اجال|مده|الانتظار|"
    r"dossiers?|demandes?|reclamations?|doleances?|recours|requetes?|remboursements?|pensions?|liquidation|delais? de|"
    r"delai moyen|reponse|repondre|attente)(?![^\W_])[^.;:]{0,40}$"
)
_BACKLOG = re.compile(r"عالق|متاخر|متراكم|مكدس|تصفيه|تطهير|en instance|en souffrance|en attente|accumul|arrier|retard|apur|stock")


def _standard(folded: str, one: re.Match[str]) -> bool:
    before = folded[max(one.start() - 70, 0) : one.start()]
    return _EACH.search(before) is not None and _BACKLOG.search(before) is None


def _after(day: date, count: int, unit: str) -> date | None:
    try:
        if unit == "day":
            return day + timedelta(days=count)
        months = day.month - 1 + count
        year, month = day.year + months // 12, months % 12 + 1
        return min(last_of_month(year, month), date(year, month, min(day.day, last_of_month(year, month).day)))
    except (ValueError, OverflowError):
        return None


def _unit(word: str) -> tuple[str, int]:
    """A unit's word as ("day" or "month", how many of them one is)."""
    word = word.removeprefix("ال")
    for starts, unit in (
        (("يوم", "ايام", "jour"), ("day", 1)),
        (("اسبوع", "اسابيع", "semaine"), ("day", 7)),
        (("شهر", "اشهر", "شهور", "mois"), ("month", 1)),
        (("ثلاثي", "trimestre"), ("month", 3)),
        (("سداسي", "semestre"), ("month", 6)),
        (("سن", "عام", "اعوام", "an"), ("month", 12)),
    ):
        if word.startswith(starts):
            return unit
    return ("hour", 1)


def _counted(one: re.Match[str], dated: date | None) -> tuple[date | None, str | None]:
    said = one.groupdict()
    if said.get("dual"):
        count, word = 2, said["dual"]
    elif said.get("one"):
        count, word = 1, said["one"]
    else:
        written_out = said["n"]
        count = int(written_out) if written_out.isdigit() else _NUMBERS[written_out]
        word = said["unit"]
    unit, size = _unit(word)
    if unit == "hour":
        unit, size, count = "day", 1, -(-count // 24)
    if dated is None:
        return None, UNDATED
    return _after(dated, count * size, unit), None


def _fortnight(one: re.Match[str], dated: date | None) -> tuple[date | None, str | None]:
    if dated is None:
        return None, UNDATED
    days = 8 if "huitaine" in one.group() else 15
    return dated + timedelta(days=days), None


def _absolute(one: re.Match[str], dated: date | None) -> tuple[date | None, str | None]:
    found: Written | None = next(written(one.group("day")), None)
    if found is None:
        return None, None
    if found.year is not None:
        return found.on(), None
    if dated is None:
        return None, UNDATED
    day = found.on(dated.year)
    return (found.on(dated.year + 1) if day is not None and day < dated else day), None


def _month_end(one: re.Match[str], dated: date | None) -> tuple[date | None, str | None]:
    month = NUMBER_OF_MONTH[one.group("month")]
    if one.group("year"):
        return last_of_month(int(one.group("year")), month), None
    if dated is None:
        return None, UNDATED
    day = last_of_month(dated.year, month)
    return (last_of_month(dated.year + 1, month) if day < dated else day), None


def _current_end(one: re.Match[str], dated: date | None) -> tuple[date | None, str | None]:
    said = one.groupdict()
    if said.get("year"):
        return date(int(said["year"]), 12, 31), None
    if dated is None:
        return None, UNDATED
    later = 1 if said.get("next") else 0
    word = said["what"].removeprefix("ال").removeprefix("l'")
    if word.startswith(("سن", "عام", "an", "exercice")):
        return date(dated.year + later, 12, 31), None
    if word.startswith(("شهر", "mois")):
        start = _after(dated.replace(day=1), later, "month")
        return (None if start is None else last_of_month(start.year, start.month)), None
    if word.startswith(("اسبوع", "semaine")):
        # The working week ends on Thursday.
        return dated + timedelta(days=(3 - dated.weekday()) % 7 + 7 * later), None
    months = 6 if word.startswith(("سداسي", "semestre")) else 3
    end = ((dated.month - 1) // months + 1 + later) * months
    return last_of_month(dated.year + (end - 1) // 12, (end - 1) % 12 + 1), None


def _year_start(one: re.Match[str], _dated: date | None) -> tuple[date | None, str | None]:
    return date(int(one.group("year")), 1, 1), None


def _period_end(one: re.Match[str], dated: date | None) -> tuple[date | None, str | None]:
    months = 6 if one.group("half") else 3
    rank = _ORDINAL[one.group("rank")]
    rank = 12 // months if rank == -1 else rank
    if rank * months > 12:
        return None, None
    said = one.groupdict()
    if said.get("year"):
        return last_of_month(int(said["year"]), rank * months), None
    if dated is None:
        return None, UNDATED
    day = last_of_month(dated.year, rank * months)
    return (last_of_month(dated.year + 1, rank * months) if day < dated or said.get("next") else day), None


def _vague(_one: re.Match[str], _dated: date | None) -> tuple[date | None, str | None]:
    return None, VAGUE


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + r"(?![^\W_])")


_DAY_HERE = re.sub(r"\?P<\w+>", "", f"(?:{DAY}|{NUMERIC})")
_WHAT_AR = (
    rf"(?:هذا |هذه )?(?P<what>ال(?:سنه|عام|شهر|اسبوع|ثلاثي|سداسي|فصل)|(?:سنه|عام)(?=\s+{YEAR}))(?:\s+(?:{_THIS}|"
    rf"{_NEXT}))?(?:\s+(?P<year>{YEAR}))?"
)
_WHAT_FR = rf"(?P<what>(?:l')?annee|(?:l')?exercice|mois|semaine|trimestre|semestre)(?:\s+(?:{_THIS}|{_NEXT}))?(?:\s+(?P<year>{YEAR}))?"
_ENDS_AR = rf"(?:{_BY_AR}\s+)?{_END_AR}\s+"
_ENDS_FR = rf"(?:(?:avant|d'ici(?: a)?|au plus tard|jusqu'a|pour|a|des)\s+(?:le |la |a la )?)?{_END_FR}"

_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_p(rf"{_BY_AR_STRONG}(?P<day>{_DAY_HERE})"), _absolute),
    (_p(rf"{_BY_FR}(?P<day>{_DAY_HERE})"), _absolute),
    (_p(rf"(?:{_ENDS_AR}|{_BY_AR_STRONG}{_END_AR}\s+)(?:شهر\s+)?(?P<month>{MONTH})(?:\s+(?:من سنه |سنه )?(?P<year>{YEAR}))?"), _month_end),
    (_p(rf"(?<![^\W_]){_ENDS_FR}(?:mois d[e']\s*)?(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?"), _month_end),
    (_p(rf"(?:{_BY_AR}\s+)(?:{_END_AR}\s+)?{_PERIOD_AR}{_YEAR_OF}(?:\s+{_NEXT})?"), _period_end),
    (_p(rf"{_END_AR}\s+{_PERIOD_AR}{_YEAR_OF}"), _period_end),
    (_p(rf"(?<![^\W_])(?:(?:avant|d'ici|au plus tard|pendant|durant|au cours|courant|dans|pour|a)\s+)?(?:{_END_FR}|"
    rf"a la fin du |du |le |au )?{_PERIOD_FR}{_YEAR_OF}(?:\s+{_NEXT})?"), _period_end),
    (_p(rf"{_ENDS_AR}{_WHAT_AR}"), _current_end),
    (_p(rf"{_ENDS_AR}(?P<year>{YEAR})"), _current_end),
    (_p(rf"(?<![^\W_])(?:مع |ب)حلول\s+(?:سنه |عام )?(?P<year>{YEAR})"), _year_start),
    (_p(rf"(?<![^\W_])(?:a l'horizon|horizon)\s+(?:de l'annee |de |d')?(?P<year>{YEAR})"), _current_end),
    (_p(rf"(?<![^\W_])(?:و)?(?:خلال|في غضون|قبل انقضاء|قبل انتهاء)\s+{_WHAT_AR}"), _current_end),
    (_p(rf"(?<![^\W_]){_ENDS_FR}(?:cette |ce |la |le )?{_WHAT_FR}"), _current_end),
    (_p(rf"(?<![^\W_])(?:avant|d'ici|au plus tard)\s+(?:la )?fin\s+(?:de l'|de |d')?(?P<what>annee|"
    rf"exercice)?\s*(?P<year>{YEAR})"), _current_end),
    (_p(rf"(?<![^\W_])(?:au cours de|courant|durant|pendant)\s+(?:cette |ce |la |le )?{_WHAT_FR}"), _current_end),
    (_p(rf"{_WITHIN_AR}(?:{_DUAL_AR}|{_COUNT}\s+{_UNITS_AR}{_OUVRES})"), _counted),
    (_p(rf"{_WITHIN_AR}{_UNITS_AR}\s+(?:ال)?{_COUNT}(?:\s+(?:المقبله|القادمه))"), _counted),
    (_p(rf"{_WITHIN_AR}{_ONE_AR}(?:\s+(?:علي الاكثر|علي اقصي تقدير))?(?P<n>)"), _counted),
    (_p(rf"{_WITHIN_FR}{_COUNT}\s+(?:prochain(?:e)?s\s+)?{_UNITS_FR}{_OUVRES}"), _counted),
    (_p(r"(?<![^\W_])(?:sous|dans (?:la|une)|d'ici (?:a )?(?:une |la )?)\s*(?:quinzaine|huitaine)(?: de jours)?(?P<n>)"), _fortnight),
    (_p(r"(?:في اقرب (?:الاجال|وقت|الاوقات|اجل|فرصه)|فورا|علي الفور|في الحال|دون تاخير|بصفه (?:مستعجله|استعجاليه)|"
    r"عاجلا|في القريب العاجل|في احسن الاجال)"), _vague),
    (_p(r"(?<![^\W_])(?:dans les (?:meilleurs|plus brefs|brefs) delais|immediatement|sans delai|au plus vite|"
    r"dans les plus courts delais|incessamment|en urgence|sans tarder|des que possible)"), _vague),
)  # fmt: skip
