"""Questions on procedures: for a fund's director, the minister, the auditor and night work; nobody is named in an answer."""

from mizan.funds.procedures.queries.equity import equity, last_whole_month
from mizan.funds.procedures.queries.events import events, funds_studied, log_known, log_waiting, logged, numbers_of
from mizan.funds.procedures.queries.measured import measured

__all__ = ["equity", "events", "funds_studied", "last_whole_month", "log_known", "log_waiting", "logged", "measured", "numbers_of"]
