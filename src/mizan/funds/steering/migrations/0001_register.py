"""The register of instructions and the adopted documents: tables, constraints, walls."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
READS = "(SELECT steering_reads())"
WRITES = "(SELECT steering_writes())"
MINE = p.own_account("by_id")
OF_FUND = f"({READS} AND (fund = '' OR {p.own_funds()}))"
"""Rows of the fund one steers, and of the funds together."""
GIVES = "access_may(ARRAY['minister', 'director'], fund)"
"""The minister, or the director of the fund concerned; only the minister for the funds together."""
CARRIES = f"({GIVES} OR (fund = '' AND {WRITES}))"
"""Directors carry out what is asked of the funds together."""
OWN_DOCUMENT = f"EXISTS (SELECT 1 FROM steering_document d WHERE d.id = document_id AND d.{MINE})"  # noqa: S608 - constants
DECIDES = (
    f"{MINE} AND EXISTS (SELECT 1 FROM steering_document d "  # noqa: S608 - constants
    "WHERE d.id = document_id AND d.by_id <> access_account_id() AND steering_may(d.funds))"
)
OF_DOCUMENT = "EXISTS (SELECT 1 FROM steering_document d WHERE d.id = document_id)"
TAKES, KEEPS = ("SELECT", "INSERT"), ("SELECT",)
WALLS = [
    p.protect("steering_communique", web_select=READS, web_insert=f"{WRITES} AND {MINE}", batch=TAKES),
    p.protect(
        "steering_draft",
        web_select=READS,
        web_insert=f"{WRITES} AND EXISTS (SELECT 1 FROM steering_communique c WHERE c.id = communique_id AND c.{MINE})",  # noqa: S608 - constants
        batch=TAKES,
    ),
    p.protect("steering_draft_refused", web_select=READS, web_insert=f"{WRITES} AND {MINE}", batch=KEEPS),
    p.protect("steering_instruction", web_select=OF_FUND, web_insert=f"{MINE} AND {GIVES}", batch=KEEPS),
    p.protect(
        "steering_aim",
        web_select=OF_FUND,
        web_insert=f"{GIVES} AND EXISTS (SELECT 1 FROM steering_instruction i WHERE i.id = terms_id AND i.{MINE})",  # noqa: S608 - constants
        batch=KEEPS,
    ),
    p.protect("steering_measure", web_select=OF_FUND, web_insert=f"{MINE} AND {CARRIES}", batch=KEEPS),
    p.protect("steering_evidence", web_select=OF_FUND, web_insert=f"{MINE} AND {CARRIES}", batch=KEEPS),
    # Nobody types a status: only the night's role writes here, and what it wrote is computed again by whoever verifies.
    p.protect("steering_status", web_select=OF_FUND, batch=TAKES),
    p.protect(
        "steering_document",
        web_select=f"{READS} AND funds && ((SELECT access_funds())::text[] || ''::text)",
        web_insert=f"{MINE} AND steering_may(funds)",
        batch=KEEPS,
    ),
    p.protect("steering_document_row", web_select=OF_FUND, web_insert=OWN_DOCUMENT, batch=KEEPS),
    p.protect("steering_adoption", web_select=OF_DOCUMENT, web_insert=DECIDES, batch=KEEPS),
    p.protect("steering_document_declined", web_select=OF_DOCUMENT, web_insert=DECIDES, batch=KEEPS),
]
TABLES = (
    "communique", "draft", "draft_refused", "instruction", "aim", "measure", "evidence", "status", "document", "document_row", "adoption",
    "document_declined",
)  # fmt: skip
CALLERS = [
    *(p.executable(f"steering_{name}", p.WEB, p.BATCH, p.AUDIT) for name in ("reads()", "writes()", "may(text[])")),
    *(
        p.executable(f"steering_{name}()", p.OWNER)
        for name in ("aims_whole", "instruction_follows", "draft_open", "of_instruction", "rows_whole", "document_once")
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0009_care"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("content", models.TextField()),
                ("series", models.CharField(max_length=60)),
                ("version", models.SmallIntegerField()),
                ("title_ar", models.TextField()),
                ("title_fr", models.TextField()),
                ("body_ar", models.TextField()),
                ("body_fr", models.TextField()),
                ("adopted_on", models.DateField()),
                ("funds", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("rows", models.IntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "steering_document",
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.SmallIntegerField()),
                ("text", models.TextField()),
                ("span_start", models.IntegerField()),
                ("span_end", models.IntegerField()),
                ("axis", models.CharField(max_length=12)),
                ("owner", models.TextField(default="")),
                ("deadline", models.DateField(null=True)),
                ("indicators", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
            ],
            options={
                "db_table": "steering_draft",
            },
        ),
        migrations.CreateModel(
            name="Communique",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=2)),
                ("dated", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "steering_communique",
            },
        ),
        migrations.CreateModel(
            name="DocumentRow",
            fields=[
                ("pk", models.CompositePrimaryKey("document_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("line", models.IntegerField()),
                ("indicator", models.CharField(max_length=60)),
                ("fund", models.CharField(default="", max_length=7)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("kind", models.CharField(max_length=8)),
                ("value", models.BigIntegerField()),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.document"
                    ),
                ),
            ],
            options={
                "db_table": "steering_document_row",
            },
        ),
        migrations.CreateModel(
            name="DraftRefused",
            fields=[
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="steering.draft",
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "steering_draft_refused",
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="communique",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.communique"),
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("root", models.BigIntegerField()),
                ("version", models.SmallIntegerField()),
                ("text_ar", models.TextField(default="")),
                ("text_fr", models.TextField(default="")),
                ("axis", models.CharField(max_length=12)),
                ("fund", models.CharField(default="", max_length=7)),
                ("owner", models.TextField()),
                ("deadline", models.DateField(null=True)),
                ("aims", models.SmallIntegerField()),
                ("reason", models.TextField(default="")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.draft"),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.instruction"
                    ),
                ),
            ],
            options={
                "db_table": "steering_instruction",
            },
        ),
        migrations.CreateModel(
            name="Aim",
            fields=[
                ("pk", models.CompositePrimaryKey("terms_id", "indicator", blank=True, editable=False, primary_key=True, serialize=False)),
                ("indicator", models.CharField(max_length=60)),
                ("fund", models.CharField(default="", max_length=7)),
                ("span_start", models.IntegerField(null=True)),
                ("span_end", models.IntegerField(null=True)),
                ("baseline_state", models.CharField(max_length=12)),
                ("baseline_month", models.DateField(null=True)),
                ("baseline", models.BigIntegerField(null=True)),
                ("baseline_hash", models.CharField(default="", max_length=64)),
                (
                    "terms",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.instruction"
                    ),
                ),
            ],
            options={
                "db_table": "steering_aim",
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(default="", max_length=7)),
                ("text", models.TextField()),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("root", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.instruction")),
            ],
            options={
                "db_table": "steering_measure",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(default="", max_length=7)),
                ("sha256", models.CharField(default="", max_length=64)),
                ("name", models.CharField(default="", max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.act"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("measure", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.measure")),
            ],
            options={
                "db_table": "steering_evidence",
            },
        ),
        migrations.CreateModel(
            name="StatusDay",
            fields=[
                ("pk", models.CompositePrimaryKey("root_id", "day", blank=True, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("fund", models.CharField(default="", max_length=7)),
                ("status", models.CharField(max_length=14)),
                ("why", models.CharField(max_length=12)),
                ("about", models.JSONField(default=list)),
                ("used", models.JSONField(default=dict)),
                ("rule", models.SmallIntegerField()),
                ("known_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "root",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.instruction"
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="steering.instruction"
                    ),
                ),
            ],
            options={
                "db_table": "steering_status",
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="steering.document",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "steering_adoption",
            },
        ),
        migrations.CreateModel(
            name="DocumentDeclined",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="steering.document",
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "steering_document_declined",
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("id", "by"), name="steering_document_by"),
        ),
        migrations.AddConstraint(
            model_name="documentrow",
            constraint=models.UniqueConstraint(
                fields=("document", "indicator", "fund", "starts", "ends", "kind"), name="steering_document_row_once"
            ),
        ),
        migrations.AddField(
            model_name="draftrefused",
            name="by",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("communique", "rank"), name="steering_draft_rank"),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.UniqueConstraint(fields=("root", "version"), name="steering_instruction_version"),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.UniqueConstraint(condition=models.Q(("version", 1)), fields=("draft",), name="steering_instruction_draft"),
        ),
        migrations.RunSQL((HERE / "register.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("\n".join([*WALLS, *(p.append_only(f"steering_{name}") for name in TABLES), *CALLERS])),
    ]
