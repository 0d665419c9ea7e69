"""The questions the texts leave open: the readings there are, the one taken by default, why, and on what ground."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.law.basis import basis_facts
from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import article_cell, branch_crumbs, called, elsewhere, name_cell, show, standing_cell, users_of
from mizan.doors.law.written import written
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.law.engine.inputs import Switch


@page(public=True)
def switches(visit: Visit) -> HttpResponse:
    """List every open question with its default."""
    lang = visit.lang
    rows = tuple(
        Row(
            (
                name_cell(name, lang),
                tables.text(written(kept.unit, kept.default, lang)),
                article_cell(kept.reference, visit),
                standing_cell(kept.standing, lang),
            )
        )
        for name, kept in shelves().book.inputs.switches.items()
    )
    heads = columns(lang, "law.column", "question", "default", "article", "standing")
    table = Table("switches", wording.text("law.switches.caption", lang), heads, rows, empty=wording.text("law.switches.none", lang))
    return show(visit, "law/switches/list.html", "switches", {"table": table})


@page(public=True)
def switch(visit: Visit, name: str) -> HttpResponse:
    """Show one open question by its name."""
    found, lang = shelves(), visit.lang
    kept = found.book.inputs.switches.get(name)
    if kept is None:
        return elsewhere(visit, name)
    context = {
        "name": name,
        "title": called(name, lang),
        "crumbs": branch_crumbs(visit, found.home(name), called(name, lang)),
        "default": written(kept.unit, kept.default, lang),
        "readings": readings(kept, visit),
        "reason": kept.reason[lang],
        "facts": basis_facts(visit, kept.reference, kept.standing),
        "users": users_of(name, visit),
    }
    return show(visit, "law/switches/page.html", "switches", context)


def readings(kept: Switch, visit: Visit) -> list[str]:
    """The readings of an open question other than the default: each by its title, or the whole numbers it may take."""
    lang = visit.lang
    choices = shelves().book.inputs.choices.get(kept.unit)
    if choices is None:
        least, most = (written(kept.unit, bound, lang) for bound in (kept.least, kept.most))
        return [wording.text("law.switches.range", lang, least=least, most=most)]
    return [choices.titles[one][lang] for place, one in enumerate(choices.names) if place != kept.default]
