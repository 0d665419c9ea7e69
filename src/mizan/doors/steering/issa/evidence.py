"""What shows each line today: a question asked now, in the reader's own name. A line is shown when its question brings something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mizan.doors import shown, wording
from mizan.doors.controls.register.worth import between_words
from mizan.doors.pages import Visit
from mizan.doors.steering.table.asked import fund_words, funds_of
from mizan.doors.steering.table.figures import rounding_of, value_words
from mizan.formats.indicators import catalogue
from mizan.funds.access.walls import walls
from mizan.funds.controls.catalogue import controls
from mizan.funds.controls.queries import last_runs, worth
from mizan.funds.controls.queries.worth import causes
from mizan.funds.controls.types import DRAWN, Conclusion
from mizan.funds.indicators import queries as indicators
from mizan.funds.indicators.alert_queries import alerts_counted
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.sentences import sentence_of
from mizan.funds.indicators.types import Figure, State
from mizan.funds.publication.canonical import read_json
from mizan.funds.publication.queries import edition_of, periods_of
from mizan.funds.publication.types import Document, Edition, Kind, Standing
from mizan.funds.steering.queries import standings
from mizan.kernel.periods import Period, month_of, parse_period


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found: in words, and the page that shows it (its name and what its address asks for)."""

    words: str
    page: str
    asks: Mapping[str, str]
    query: str = ""


MONTHS = 12
"""How far back the last measured figure is looked for: yearly declarations come in four months of the year."""
Shows = Callable[[Visit], Evidence | None]


def _say(visit: Visit, key: str, page: str, /, **values: object) -> Evidence:
    return Evidence(wording.text(f"issa.found.{key}", visit.lang, **values), page, {})


def figure_now(indicator_id: str, visit: Visit) -> Evidence | None:
    """The last measured figure of an indicator that has a value, of the first fund the reader sees; None where there is none."""
    funds = funds_of(visit)
    # Of the funds together first; an indicator may be that of another of the reader's funds.
    for fund in (one for one in funds if indicators.covers(indicator_id, one)):
        found = _last_measured(indicators.series(indicator_id, fund=fund, until=_last_month(visit), months=MONTHS))
        if found is not None:
            value = value_words(found.value, found.unit, visit.lang, rounding_of(indicator_id))
            words = wording.text(
                "issa.found.figure", visit.lang, name=catalogue()[indicator_id].name[visit.lang], value=value,
                fund=fund_words(fund, visit), month=shown.period(found.month, visit.lang),
            )  # fmt: skip
            query = f"?fund={fund.value if fund else ''}&month={found.month.key}"
            return Evidence(words, "indicators:indicator", {"indicator_id": indicator_id}, query)
    return None


def published(visit: Visit) -> Evidence | None:
    """The last edition of open figures, with its hash."""
    edition = _edition()
    if edition is None:
        return None
    month = shown.period(parse_period(edition.period), visit.lang)
    return _say(visit, "published", "public:figures", month=month, hash=edition.sha256[:12])


def service_published(visit: Visit) -> Evidence | None:
    """How many figures of service are public with a value."""
    document = _document()
    shown_lines = [one for one in document.of("equity") if one.value is not None] if document else []
    return _say(visit, "service", "public:figures-equity", count=len(shown_lines)) if shown_lines else None


def hard_to_cover(visit: Visit) -> Evidence | None:
    """The delay of the self-employed, told apart."""
    document = _document()
    lines = document.of("equity", item="delay", place="scheme:self_employed") if document else ()
    told = next((one.value for one in lines if one.value is not None), None)
    return None if told is None else _say(visit, "self_employed", "public:figures-equity", days=told)


def defined(visit: Visit) -> Evidence | None:
    """Every indicator that is counted has its sentence in both languages."""
    said = sum(1 for name in DEFINITIONS if {"ar", "fr"} <= set(sentence_of(name)))
    return _say(visit, "defined", "public:figures", count=said) if said == len(DEFINITIONS) and _edition() else None


def instructions_kept(visit: Visit) -> Evidence | None:
    """Instructions whose status was computed, as the reader sees them."""
    kept = [one for one in standings() if one.last is not None]
    return _say(visit, "instructions", "instructions:home", count=len(kept)) if kept else None


def audit_reads_all(visit: Visit) -> Evidence | None:
    """The audit role reads, and writes nothing: asked of the database."""
    found = walls()
    return _say(visit, "audit", "indicators:table", count=found.audit_reads) if found.audit_reads and not found.audit_writes else None


def rows_walled(visit: Visit) -> Evidence | None:
    """Every table the pages read answers by row, and no role passes by: asked of the database."""
    found = walls()
    whole = found.web_reads and not found.web_open and not found.passing
    return _say(visit, "walls", "indicators:table", count=found.web_reads) if whole else None


def findings_followed(visit: Visit) -> Evidence | None:
    """Findings that wait, and those concluded."""
    found = worth()
    if not found:
        return None
    return _say(
        visit, "findings", "controls:home", waiting=sum(one.waiting for one in found), concluded=sum(one.concluded for one in found)
    )


def intent_apart(visit: Visit) -> Evidence | None:
    """Conclusions by what they were."""
    sums: Counter[Conclusion] = Counter()
    for one in worth():
        sums.update(one.by_conclusion)
    if not sums:
        return None
    of = {name: sums[Conclusion(name)] for name in ("error", "evasion", "fraud", "unfounded")}
    return _say(visit, "conclusions", "controls:register", **of)


def precision(visit: Visit) -> Evidence | None:
    """Of what controls found and was concluded, what was confirmed, with its interval; what chance drew is told apart."""
    found = [one for one in worth() if one.control not in DRAWN]
    concluded = sum(one.concluded for one in found)
    if not concluded:
        return None
    confirmed = sum(one.confirmed for one in found)
    return _say(
        visit,
        "precision",
        "controls:register",
        confirmed=confirmed,
        concluded=concluded,
        between=between_words(visit, confirmed, concluded),
    )


def against_chance(visit: Visit) -> Evidence | None:
    """The group drawn by chance beside what controls look for: concluded, and confirmed."""
    found = [one for one in worth() if one.control in DRAWN]
    if not found:
        return None
    sums = {"confirmed": sum(one.confirmed for one in found), "concluded": sum(one.concluded for one in found)}
    return Evidence(wording.text("issa.found.chance", visit.lang, **sums), "controls:control", {"control": found[0].control})


def alerts_raised(visit: Visit) -> Evidence | None:
    """Alerts the figures raised, those that last, and those somebody has seen."""
    raised, lasting, seen = alerts_counted()
    return _say(visit, "alerts", "indicators:alerts", raised=raised, lasting=lasting, seen=seen) if raised else None


def withheld(visit: Visit) -> Evidence | None:
    """How many figures the last edition withholds, each for the one reason there is."""
    document = _document()
    hidden = sum(1 for one in document.lines if one.state is Standing.HIDDEN) if document else 0
    return _say(visit, "withheld", "public:figures", count=hidden) if hidden else None


def yearly_tables(visit: Visit) -> Evidence | None:
    """The tables of a year that were published: those the ILO and the United Nations ask for."""
    found = [(kind, periods_of(kind)) for kind in (Kind.SSI, Kind.SDG)]
    if not all(periods for _, periods in found):
        return None
    year = max(periods[-1] for _, periods in found)
    words = wording.text("issa.found.tables", visit.lang, year=year)
    return Evidence(words, "public:figures", {})


def controls_run(visit: Visit, *, only: frozenset[str] = frozenset()) -> Evidence | None:
    """The controls that were run, and when the last was."""
    runs = {name: one for name, one in last_runs().items() if not only or name in only}
    if not runs or (only and set(runs) != only):
        return None
    return _say(visit, "controls", "controls:register", count=len(runs), day=max(one.at for one in runs.values()).date())


def risks_ranked(visit: Visit) -> Evidence | None:
    """The control that weighs most among those that were run: frequency times consequence."""
    runs = last_runs()
    first = max((one for name, one in controls().items() if name in runs), key=lambda one: (one.rank, one.id), default=None)
    return None if first is None else _say(visit, "ranked", "controls:register", name=first.name[visit.lang], rank=first.rank)


def causes_told(visit: Visit) -> Evidence | None:
    """Confirmed findings by cause, over the funds the reader may count."""
    found = causes()
    return _say(visit, "causes", "controls:register", count=sum(found.values()), kinds=len(found)) if found else None


def _last_month(visit: Visit) -> Period:
    months = [one for one in indicators.months_kept() if one.start <= visit.today]
    return months[-1] if months else month_of(visit.today)


def _last_measured(found: Sequence[Figure]) -> Figure | None:
    return next((one for one in reversed(found) if one.state is State.MEASURED and one.value is not None), None)


def _edition() -> Edition | None:
    periods = periods_of(Kind.FIGURES)
    return edition_of(Kind.FIGURES, periods[-1]) if periods else None


def _document() -> Document | None:
    edition = _edition()
    return read_json(edition.content) if edition else None


def _figure(name: str) -> Shows:
    return partial(figure_now, name)


INTERNAL = frozenset({"same_two_people", "own_household"})
"""The controls that look at the house's own people."""
EVIDENCE: Mapping[str, Shows] = {
    "CCC-07": _figure("data_errors_share"),
    "CCC-09": _figure("digital_filings_share"),
    "CCC-15": _figure("receipts"),
    "CCC-16": _figure("transfers_between_funds"),
    "CCC-17": _figure("cash_days"),
    "CCC-18": _figure("reconciliation_gap"),
    "CCC-19": _figure("arrears_age"),
    "CCC-22": _figure("undue_payments"),
    "CCC-23": against_chance,
    "CCC-24": controls_run,
    "CCC-25": precision,
    "CCC-26": partial(controls_run, only=INTERNAL),
    "CCC-28": controls_run,
    "EEF-01": intent_apart,
    "EEF-02": controls_run,
    "EEF-03": risks_ranked,
    "EEF-04": causes_told,
    "EEF-06": _figure("discrepancy_rate"),
    "EEF-09": _figure("data_errors_share"),
    "EEF-10": partial(controls_run, only=frozenset({"paid_after_death"})),
    "GG-02": published,
    "GG-03": withheld,
    "GG-04": instructions_kept,
    "GG-06": partial(controls_run, only=frozenset({"own_household"})),
    "GG-07": audit_reads_all,
    "GG-08": findings_followed,
    "GG-11": _figure("files_past_promise"),
    "GG-13": _figure("discrepancy_rate"),
    "SQ-01": _figure("processing_delay"),
    "SQ-06": service_published,
    "SQ-07": _figure("outcomes_equity"),
    "SQ-09": hard_to_cover,
    "ICT-07": rows_walled,
    "ICT-08": _figure("careers_disputed"),
    "ICT-09": _figure("data_errors_share"),
    "ICT-10": alerts_raised,
    "EXT-01": _figure("steps_per_file"),
    "EXT-02": _figure("digital_filings_share"),
    "COM-01": defined,
    "COM-02": yearly_tables,
}
"""The question each line is answered by; a line that is not here says in its own file why there is none."""
