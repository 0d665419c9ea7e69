"""The Django app."""

from django.apps import AppConfig


class CareersConfig(AppConfig):
    """Careers of workers."""

    name = "mizan.funds.careers"
    label = "careers"
    default_auto_field = "django.db.models.BigAutoField"
