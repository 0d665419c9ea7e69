"""An award of a mixed career is opened by the officers of the fund that pays it, with the decision that gave it."""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
ITS_OWN_CLAIM = f"(fund = ANY ((SELECT benefits_funds())::text[]) AND ({p.opened()} OR {p.opened('claimant_id')}))"
GIVEN_HERE = f"({p.OFFICER} AND ({p.opened()} OR {p.opened('claimant_id')}) AND benefits_given_here(id) IS NOT NULL)"


class Migration(migrations.Migration):
    dependencies = [("benefits", "0018_letters"), ("people", "0011_paid_by")]
    operations = [
        migrations.RunSQL((HERE / "paid_here.sql").read_text(encoding="utf-8")),
        migrations.RunSQL(p.executable("benefits_given_here(bigint)", p.OWNER, p.WEB)),
        migrations.RunSQL("ALTER POLICY benefits_decision_web_select ON benefits_decision USING " + f"({ITS_OWN_CLAIM} OR {GIVEN_HERE});"),
    ]
