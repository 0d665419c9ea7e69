"""Certificates have one way in, their feed: the table that was filled claim by claim, which nothing but tests filled, is no more."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("controls", "0003_certificates")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "certificates_by_feed.sql").read_text(encoding="utf-8")),
        migrations.DeleteModel(name="Certificate"),
    ]
