"""A return names the receipt it took back, and a receipt comes back once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_walls")]
    operations = [
        migrations.AddField(
            model_name="settlement",
            name="returns",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contributions.receipt"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("method", "return"), ("returns__isnull", True), _connector="OR"),
                name="contributions_settlement_returns",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                condition=models.Q(("is_return", True)), fields=["account", "returns_ref"], name="contributions_receipt_return"
            ),
        ),
    ]
