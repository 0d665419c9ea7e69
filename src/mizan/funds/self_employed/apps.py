"""Django's registration of the app."""

from django.apps import AppConfig


class SelfEmployedConfig(AppConfig):
    """Affiliations of the self-employed."""

    name = "mizan.funds.self_employed"
    label = "self_employed"
    default_auto_field = "django.db.models.BigAutoField"
