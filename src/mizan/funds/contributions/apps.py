"""The Django app."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """Contributions of employers."""

    name = "mizan.funds.contributions"
    label = "contributions"
    default_auto_field = "django.db.models.BigAutoField"
