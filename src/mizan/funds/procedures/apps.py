"""Django's registration of the app."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The real path of files: waiting, loops, hand-overs, delay and its equity."""

    name = "mizan.funds.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
