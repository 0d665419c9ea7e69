"""Django's registration of the app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Accounts, entries, postings, seals and journal files."""

    name = "mizan.funds.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
