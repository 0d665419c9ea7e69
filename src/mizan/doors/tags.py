"""Template tags of the doors: sentences, values, addresses, assets and parts. Templates hold no words of their own."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, cast

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mizan.doors import clock, shown, wording, written
from mizan.doors.law.desk import address_of, called
from mizan.doors.navigation import Entry, entries
from mizan.doors.shown import DIRECTION, Lang
from mizan.doors.tables import Table
from mizan.kernel.periods import Period, add_days

register = template.Library()


def _lang(context: Context) -> Lang:
    return cast("Lang", context["lang"])


@register.simple_tag(takes_context=True)
def t(context: Context, key: str, **params: Any) -> str:
    """The sentence of a key: `{% t "employer.home.title" count=n %}`."""
    return wording.text(key, _lang(context), **params)


@register.simple_tag(takes_context=True)
def word(context: Context, prefix: str, code: object) -> str:
    """The word for a code that comes from data: `{% word "fund_branch" share.branch %}`; the code itself when no word is known."""
    key = f"{prefix}.{code}"
    return wording.text(key, _lang(context)) if wording.has(key, _lang(context)) else str(code)


@register.simple_tag(takes_context=True)
def amount(context: Context, centimes: int | None) -> SafeString:
    """An amount with its currency, isolated from the text around it; a dash when there is none."""
    return written.amount(centimes, _lang(context))


@register.simple_tag
def plain(centimes: int | None) -> SafeString:
    """An amount without currency, for a column whose head names the unit."""
    return written.plain(centimes)


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None) -> SafeString:
    """A day in words; a dash when there is none."""
    return written.day(value, _lang(context))


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None) -> SafeString:
    """An instant in words, Algiers time."""
    return written.moment(value, _lang(context))


@register.simple_tag(takes_context=True)
def period(context: Context, value: Period | str | None) -> str:
    """A month, quarter or year in words."""
    return written.period(value, _lang(context))


@register.simple_tag(takes_context=True)
def rate(context: Context, ppm: int | None) -> SafeString:
    """A rate in parts per million as a percentage."""
    return written.rate(ppm, _lang(context))


@register.simple_tag
def number(value: int | None) -> SafeString:
    """A count, grouped by thousands."""
    return written.number(value)


@register.simple_tag
def code(value: object) -> SafeString:
    """A code, account number or reference: isolated, tabular figures."""
    return written.code(value)


@register.simple_tag(takes_context=True)
def table_rows(context: Context, table: Table) -> SafeString:
    """The rows of a list, written at once."""
    return written.rows(table.pairs, _lang(context))


@register.simple_tag(takes_context=True)
def foot_cells(context: Context, table: Table) -> SafeString:
    """The cells of the closing row of a list."""
    return written.cells(table.foot_pairs, _lang(context))


@register.filter
def in_lang(texts: Any, lang: str) -> str:
    """The text of a language out of `{ar, fr}`; an attribute pair `…_ar`, `…_fr` is chosen by `named`."""
    return shown.spaced(str(texts[lang]) if isinstance(texts, dict) else str(getattr(texts, lang)))


@register.simple_tag(takes_context=True)
def step_value(context: Context, step: dict[str, Any]) -> str:
    """The value of a step of the law, unless its sentence already says it."""
    lang, value, unit = _lang(context), step.get("value"), step.get("unit")
    if isinstance(value, int) and unit in ("centimes", "ppm"):
        told = shown.amount(value, lang) if unit == "centimes" else shown.rate(value, lang)
    else:
        told = "" if value is None or isinstance(value, list) else str(value)
    said = in_lang(step["text"], lang)
    return "" if not told or told in said or unit not in ("centimes", "ppm") else told


@register.filter
def named(thing: Any, lang: str) -> str:
    """The name of something that carries `name_ar` and `name_fr`; the other script when one is missing."""
    other = "fr" if lang == "ar" else "ar"
    return str(getattr(thing, f"name_{lang}", "") or getattr(thing, f"name_{other}", ""))


@register.filter
def as_day(text: str) -> date:
    """The day of an ISO text, as traces and JSON carry it."""
    return date.fromisoformat(text)


@register.filter
def last_day(text: str) -> date:
    """The last day in force, for an end that is excluded."""
    return add_days(date.fromisoformat(text), -1)


@register.simple_tag(takes_context=True)
def law_address(context: Context, name: str) -> str:
    """The page of a rule, value, switch or fact of the statute book; empty for a name it does not hold."""
    return address_of(name, _lang(context))


@register.simple_tag(takes_context=True)
def law_called(context: Context, name: str) -> str:
    """How a rule, value, switch or fact of the statute book is called."""
    return called(name, _lang(context))


@register.simple_tag(takes_context=True)
def go(context: Context, name: str, **parameters: Any) -> str:
    """The address of a page in the language being read: `{% go "employer:home" number=n %}`."""
    return reverse(name, kwargs={"lang": _lang(context), **parameters})


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> str:
    """The same place in the other language."""
    request = context["request"]
    other = "fr" if _lang(context) == "ar" else "ar"
    path = request.get_full_path().lstrip("/")
    head, _, rest = path.partition("/")
    return f"/{other}/{rest}" if head in DIRECTION else f"/{other}/"


@register.simple_tag(takes_context=True)
def menu(context: Context) -> tuple[Entry, ...]:
    """The entries of the visitor's doors."""
    return entries(context.get("visit"))


@register.simple_tag
def demo_day() -> date | None:
    """The day of a demonstration, rehearsal or test; None when the clock is the real one."""
    return clock.today() if clock.is_named() else None


@cache
def _manifest() -> dict[str, str]:
    try:
        return cast("dict[str, str]", json.loads(files("mizan_assets").joinpath("manifest.json").read_text("utf-8")))
    except (ModuleNotFoundError, FileNotFoundError):
        return {}


@register.simple_tag
def assets_missing() -> bool:
    """Whether the front end was left out of this installation."""
    return not _manifest()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file, named by its content."""
    return static(_manifest().get(name, name))


@register.simple_tag
def data(name: str, value: Any) -> SafeString:
    """A block of JSON for a script to read, safe inside HTML."""
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return format_html('<script type="application/json" id="{}">{}</script>', name, mark_safe(text))  # noqa: S308 - nothing in it can close the element


def render_part(name: str, context: Context, values: dict[str, Any]) -> SafeString:
    """A part's HTML: its template sees the values given, the language, the direction, and nothing of the page around it."""
    lang = _lang(context)
    inner = {**values, "lang": lang, "direction": DIRECTION[lang], "request": context.get("request"), "visit": context.get("visit")}
    inner["csrf_token"] = context.get("csrf_token")
    return get_template(f"parts/{name}/part.html").render(inner)  # type: ignore[return-value]


@register.simple_tag(takes_context=True)
def part(context: Context, called: str, **values: Any) -> SafeString:
    """A part with plain values: `{% part "status" tone="late" text=words %}`."""
    return render_part(called, context, values)


@register.simple_block_tag(takes_context=True, end_name="endbox")
def box(context: Context, content: str, called: str, **values: Any) -> SafeString:
    """A part that wraps a piece of page: `{% box "card" heading=words %}…{% endbox %}`; the piece is the part's `body`."""
    return render_part(called, context, {**values, "body": content})
