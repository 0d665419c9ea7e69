"""Pages need Django ready before they can be imported."""

import django

django.setup()
