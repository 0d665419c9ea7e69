"""Deadlines in the words of both languages, counted from the communiqué's own day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.formats.communique.dates import MONTHS, dated
from mizan.formats.communique.deadlines import deadline
from mizan.formats.communique.fold import plain
from mizan.formats.communique.types import Span

DAY = date(2026, 2, 15)


def told(words: str, day: date | None = DAY) -> tuple[str | None, str | None]:
    found = deadline(words, Span(0, len(words)), day)
    return (found.day.isoformat() if found.day else None, found.note)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        # absolute days
        ("تسوية الوضعية قبل 31 ديسمبر 2026", "2026-12-31"),
        ("تسوية الوضعية في أجل أقصاه 30 جوان 2026", "2026-06-30"),
        ("تسوية الوضعية إلى غاية 5 أوت 2026", "2026-08-05"),
        ("تسوية الوضعية قبل يوم 1 حزيران 2026", "2026-06-01"),
        ("تسوية الوضعية قبل ٣٠ سبتمبر ٢٠٢٦", "2026-09-30"),
        ("تسوية الوضعية قبل 15/04/2026", "2026-04-15"),
        ("تسوية الوضعية في أجل لا يتعدى 10 كانون الأول 2026", "2026-12-10"),
        ("تسوية الوضعية قبل 15 ماي", "2026-05-15"),
        ("تسوية الوضعية قبل 15 جانفي", "2027-01-15"),
        ("régler les dossiers avant le 1er juillet 2026", "2026-07-01"),
        ("régler les dossiers au plus tard le 28 février 2027", "2027-02-28"),
        ("régler les dossiers d'ici au 31/03/2026", "2026-03-31"),
        ("régler les dossiers d’ici le 30 août", "2026-08-30"),
        ("régler les dossiers avant le 2026-11-30", "2026-11-30"),
        ("régler les dossiers jusqu'au 30 juin 2026", "2026-06-30"),
        # ends of periods
        ("رقمنة الأرشيف قبل نهاية السنة", "2026-12-31"),
        ("رقمنة الأرشيف قبل نهاية السنة الجارية", "2026-12-31"),
        ("رقمنة الأرشيف قبل نهاية السنة المقبلة", "2027-12-31"),
        ("رقمنة الأرشيف قبل نهاية 2027", "2027-12-31"),
        ("رقمنة الأرشيف قبل نهاية سنة 2027", "2027-12-31"),
        ("رقمنة الأرشيف خلال السنة الجارية", "2026-12-31"),
        ("رقمنة الأرشيف قبل نهاية الشهر", "2026-02-28"),
        ("رقمنة الأرشيف قبل نهاية شهر جوان", "2026-06-30"),
        ("رقمنة الأرشيف مع نهاية السداسي الأول", "2026-06-30"),
        ("رقمنة الأرشيف في نهاية السداسي الثاني من سنة 2027", "2027-12-31"),
        ("رقمنة الأرشيف قبل نهاية الثلاثي الثالث", "2026-09-30"),
        ("رقمنة الأرشيف خلال الثلاثي الأول من 2027", "2027-03-31"),
        ("رقمنة الأرشيف قبل نهاية الأسبوع", "2026-02-19"),
        ("numériser les archives avant la fin de l'année", "2026-12-31"),
        ("numériser les archives avant la fin de l’année en cours", "2026-12-31"),
        ("numériser les archives d'ici fin 2027", "2027-12-31"),
        ("numériser les archives avant fin juin", "2026-06-30"),
        ("numériser les archives à la fin du mois de janvier", "2027-01-31"),
        ("numériser les archives avant la fin du premier semestre", "2026-06-30"),
        ("numériser les archives d'ici la fin du 3e trimestre 2026", "2026-09-30"),
        ("numériser les archives d'ici la fin du mois", "2026-02-28"),
        ("numériser les archives à l'horizon 2028", "2028-12-31"),
        # durations
        ("تقديم تقرير في أجل شهر", "2026-03-15"),
        ("تقديم تقرير في أجل شهرين", "2026-04-15"),
        ("تقديم تقرير خلال خمسة عشر يوما", "2026-03-02"),
        ("تقديم تقرير خلال خمسة عشر (15) يوما", "2026-03-02"),
        ("تقديم تقرير في ظرف أسبوع واحد", "2026-02-22"),
        ("تقديم تقرير في غضون ثلاثة أشهر", "2026-05-15"),
        ("تقديم تقرير في أجل لا يتجاوز ٤٥ يوما", "2026-04-01"),
        ("تقديم تقرير في أجل أقصاه 10 أيام", "2026-02-25"),
        ("تقديم تقرير في مدة سنة", "2027-02-15"),
        ("تقديم تقرير خلال 48 ساعة", "2026-02-17"),
        ("remettre un rapport sous quinzaine", "2026-03-02"),
        ("remettre un rapport sous huitaine", "2026-02-23"),
        ("remettre un rapport sous 10 jours", "2026-02-25"),
        ("remettre un rapport dans un délai de deux mois", "2026-04-15"),
        ("remettre un rapport dans un délai n'excédant pas trois semaines", "2026-03-08"),
        ("remettre un rapport dans les quinze jours", "2026-03-02"),
        ("remettre un rapport dans un délai maximum d'un an", "2027-02-15"),
    ],
)
def test_a_deadline_is_the_day_its_words_give(words: str, day: str) -> None:
    assert told(words) == (day, None)


@pytest.mark.parametrize(
    "words",
    [
        "قبل نهاية السنة",
        "في أجل شهر",
        "خلال خمسة عشر يوما",
        "نهاية السداسي الأول",
        "قبل 15 ماي",
        "avant la fin de l'année",
        "sous quinzaine",
        "dans un délai de deux mois",
        "avant fin juin",
    ],
)
def test_what_is_counted_from_an_unknown_day_is_null_and_said(words: str) -> None:
    assert told(f"تسوية الوضعية {words}", None) == (None, "communique_deadline_undated")


def test_a_full_day_needs_no_date() -> None:
    assert told("قبل 31 ديسمبر 2026", None) == ("2026-12-31", None)


@pytest.mark.parametrize("words", ["في أقرب الآجال", "فورا", "dans les meilleurs délais", "sans délai"])
def test_words_that_give_no_day_are_said(words: str) -> None:
    assert told(f"تسوية الوضعية {words}") == (None, "communique_deadline_vague")


@pytest.mark.parametrize(
    "words",
    [
        "معالجة كل ملف في أجل 15 يوما",
        "الرد على الشكاوى في أجل لا يتجاوز أسبوعين",
        "traiter les demandes dans un délai de dix jours",
        "répondre aux réclamations sous 48 heures",
    ],
)
def test_the_time_a_file_may_take_is_no_deadline(words: str) -> None:
    assert told(words) == (None, "communique_deadline_standard")


def test_a_backlog_has_a_deadline() -> None:
    assert told("تصفية الملفات العالقة في أجل شهر") == ("2026-03-15", None)
    assert told("apurer les dossiers en souffrance dans un délai d'un mois") == ("2026-03-15", None)


@pytest.mark.parametrize(
    "words",
    [
        "تطبيق القانون المؤرخ في 2 جويلية 1983",
        "متابعة التعليمات الصادرة منذ 3 جانفي 2026",
        "تدارك النقص المسجل خلال السنة الماضية",
        "تقرير كل شهر",
        "appliquer la loi du 2 juillet 1983",
        "corriger les erreurs relevées au cours du trimestre dernier",
        "transmettre un rapport chaque mois",
        "رقمنة الخدمات",
    ],
)
def test_a_day_that_is_no_deadline(words: str) -> None:
    assert told(words) == (None, None)


def test_a_deadline_before_the_communique_and_two_deadlines_are_said() -> None:
    assert told("تسوية الوضعية قبل 1 جانفي 2026") == ("2026-01-01", "communique_deadline_past")
    assert told("تسوية الوضعية قبل 1 مارس 2026 والباقي قبل 1 جوان 2026") == ("2026-03-01", "communique_deadline_several")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("في 15 فيفري 2026\n\nنص", date(2026, 2, 15)),
        ("الجزائر، 3 مارس 2027\n", date(2027, 3, 3)),
        ("Alger, le 14 septembre 2026\n", date(2026, 9, 14)),
        ("ترأس الوزير، اليوم الأحد 15 شباط 2026، اجتماعا تنفيذا لتعليمة 3 جانفي 2026.", date(2026, 2, 15)),
        ("Le ministre a présidé, dimanche 15 février 2026, une réunion de suivi de la loi du 2 juillet 1983.", date(2026, 2, 15)),
        ("27 شعبان 1447 الموافق 15 فيفري 2026", date(2026, 2, 15)),
        ("نص بلا تاريخ، قبل 31 ديسمبر 2026.", None),
        ("loi n° 83-11 du 2 juillet 1983 relative aux assurances sociales", None),
        ("يوم 31 فيفري 2026", None),
        ("نص\n\nحرر بالجزائر في 4 ماي 2026", date(2026, 5, 4)),
    ],
)
def test_the_day_of_a_communique_is_read_in_its_text(text: str, day: date | None) -> None:
    assert dated(text) == day


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)), st.data())
def test_every_month_of_every_name_is_read(day: date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MONTHS[day.month]))
    assert plain(name) == name
    assert told(f"قبل {day.day} {name} {day.year}", None)[0] == day.isoformat()
    assert told(f"avant le {day.day} {name} {day.year}", None)[0] == day.isoformat()
    assert told(f"avant le {day:%d/%m/%Y}", None)[0] == day.isoformat()


@given(st.integers(1, 400), st.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_days_are_counted_from_the_communique(count: int, day: date) -> None:
    found, note = told(f"تقديم تقرير في أجل {count} يوما", day)
    assert note is None
    assert found is not None
    assert (date.fromisoformat(found) - day).days == count
