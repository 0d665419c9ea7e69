"""A content that was rectified may be declared again: the same content is the same declaration where it replaces the same version."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0004_days_once")]
    operations = [
        migrations.RemoveConstraint("filing", "contributions_filing_same_content"),
        migrations.AddConstraint(
            "filing",
            models.UniqueConstraint(
                fields=["employer", "form", "period_key", "kind", "content_hash", "supersedes"],
                nulls_distinct=False,
                name="contributions_filing_same_content",
            ),
        ),
    ]
