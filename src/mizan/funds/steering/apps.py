"""Django's registration of the app."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """What is asked of the funds: instructions, adopted documents, the review."""

    name = "mizan.funds.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the indicators what is made of the register's tables: they stand below and can not look up."""
        from mizan.funds.steering.defined import give

        give()
