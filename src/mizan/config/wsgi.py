"""The web server's entry: works as the database role ``web``."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mizan.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the settings' name comes first

application = get_wsgi_application()
