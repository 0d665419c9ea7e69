"""Django's registration of the app."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """What is asked of the funds: instructions, adopted documents, the review."""

    name = "mizan.funds.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"
