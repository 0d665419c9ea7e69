"""How the log of procedures is read. It has no table of its own: what is done on a claim is kept once, where it was done."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
READERS = (p.WEB, p.BATCH, p.AUDIT)
CALLERS = [
    p.executable(f"procedures_{signature}", *READERS)
    for signature in (
        "funds()", "numbered_funds()", "count(text, text, date, timestamptz)",
        "events(text, text, date, timestamptz, boolean, integer)", "logged(text, date, timestamptz)", "numbers(bigint[])",
        "equity(text, date, date)", "measured(text, date, date, timestamptz)",
    )
]  # fmt: skip


class Migration(migrations.Migration):
    initial = True
    dependencies = [("access", "0009_care"), ("people", "0007_households"), ("benefits", "0011_declared")]
    operations = [
        migrations.RunSQL((HERE / "log.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(CALLERS)),
    ]
