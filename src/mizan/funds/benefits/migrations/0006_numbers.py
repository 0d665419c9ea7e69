"""Numbers of claims and decisions are as long as the longest fund's name asks: CASNOS's have twenty-one characters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits", "0005_letters")]
    operations = [
        migrations.AlterField("claim", "number", models.CharField(max_length=24, unique=True)),
        migrations.AlterField("decision", "number", models.CharField(max_length=24, unique=True)),
    ]
