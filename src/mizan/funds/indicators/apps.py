"""Django's registration of the app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators of the funds: what each counts, its monthly figures and what they were computed from."""

    name = "mizan.funds.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
