"""The Django app."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """Claims, decisions and awards."""

    name = "mizan.funds.benefits"
    label = "benefits"
    default_auto_field = "django.db.models.BigAutoField"
