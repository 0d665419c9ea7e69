"""Django's registration of the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Employers, persons and places."""

    name = "mizan.funds.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
