"""Django's registration of the app."""

from django.apps import AppConfig


class ControlsConfig(AppConfig):
    """Controls of spending: what each looks for, what it found, what became of it."""

    name = "mizan.funds.controls"
    label = "controls"
    default_auto_field = "django.db.models.BigAutoField"
