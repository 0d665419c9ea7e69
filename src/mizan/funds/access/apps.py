"""Django's registration of the app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts, grants, tokens and logs."""

    name = "mizan.funds.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
