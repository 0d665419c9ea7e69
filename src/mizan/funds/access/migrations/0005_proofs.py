"""The proofs of the books may be read by the people of the fund that collects: they name no person."""

from django.db import migrations

from mizan.funds.access import policies as p

SEEN = f"""CREATE POLICY access_act_web_select_proofs ON access_act FOR SELECT TO {p.WEB}
    USING (verb = 'prove_books' AND {p.COLLECTS});"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_seals")]
    operations = [migrations.RunSQL(SEEN)]
