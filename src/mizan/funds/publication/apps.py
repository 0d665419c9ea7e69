"""Django's registration of the app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Open figures: what everybody may read, kept as files with their hash."""

    name = "mizan.funds.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"
