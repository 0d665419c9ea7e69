"""Officers, who open persons' files for a purpose; the civil register's account; and the guard of what was known."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

ANYBODY = (p.OWNER, p.WEB, p.BATCH, p.AUDIT)
NAMES = ("access_is_officer", "access_is_registrar", "access_opens_funds", "access_opens_agencies", "access_opened_persons")


class Migration(migrations.Migration):
    dependencies = [("access", "0005_proofs")]
    operations = [
        migrations.RunSQL((Path(__file__).parent / "officers.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join(p.executable(f"{name}()", *ANYBODY) for name in NAMES)),
    ]
