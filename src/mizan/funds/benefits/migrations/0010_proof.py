"""Proof of life: evidence, asks, what follows them, and the holds that may come of it; with the few ways in and row-level security."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
SIGNED = "by_id = (SELECT access_account_id())"
OF_EVIDENCE = "EXISTS (SELECT 1 FROM benefits_proof_evidence e WHERE e.id = evidence_id)"
OF_ASK = "EXISTS (SELECT 1 FROM benefits_proof_ask k WHERE k.id = ask_id)"
OF_HOLD = "EXISTS (SELECT 1 FROM benefits_hold h WHERE h.id = hold_id AND h.by_id = (SELECT access_account_id()))"
SEEN = f"({p.OFFICER} AND kind <> 'care' AND {p.opened()})"
WALLS = [
    # The care system reads back what it told: the ids, so that a file sent again is known. Officers read what concerns a file they have opened.
    p.protect(
        "benefits_proof_evidence",
        web_select=f"({p.opened()} OR ({p.CARE} AND kind = 'care'))",
        web_insert=f"{SIGNED} AND ({SEEN} OR ({p.CARE} AND kind = 'care'))",
    ),
    p.protect(
        "benefits_proof_annulled",
        web_select=OF_EVIDENCE,
        web_insert=f"{SIGNED} AND {OF_EVIDENCE} AND (({p.OFFICER} AND source_ref = '') OR ({p.CARE} AND source_ref <> ''))",
    ),
    # Only the night asks.
    p.protect("benefits_proof_ask", web_select=p.opened()),
    p.protect("benefits_proof_step", web_select=OF_ASK, web_insert=f"{SIGNED} AND {p.OFFICER} AND {OF_ASK}"),
    p.protect("benefits_proof_hold", web_select=OF_ASK, web_insert=f"{p.OFFICER} AND {OF_ASK} AND {OF_HOLD}"),
    *(p.append_only(f"benefits_proof_{name}") for name in ("evidence", "annulled", "ask", "step", "hold")),
]
RUN = (p.WEB, p.BATCH)
CALLERS = [
    *(
        p.executable(f"benefits_{signature}", p.OWNER)
        for signature in ("life_signs(bigint, date, date)", "proof_answered(bigint)", "proof_lifts(bigint)")
    ),
    p.executable("benefits_proof_grace(date, smallint, date)", p.OWNER, *RUN, p.AUDIT),
    p.executable("benefits_proof_due(date, text[], date, text, bigint, integer)", p.BATCH),
    *(
        p.executable(f"benefits_{signature}", *RUN)
        for signature in (
            "signs_of(bigint, date, date)", "proof_queue(date, integer, integer)", "proof_lifted(bigint)", "proof_about(bigint)",
        )
    ),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0009_rights"),
        ("people", "0009_care"),
        ("careers", "0005_yearly"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ProofEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("on_day", models.DateField()),
                ("valid_until", models.DateField()),
                ("place", models.CharField(max_length=80)),
                ("reason", models.TextField(default="")),
                ("source_ref", models.CharField(default="", max_length=64)),
                ("content_hash", models.CharField(default="", max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={
                "db_table": "benefits_proof_evidence",
            },
        ),
        migrations.CreateModel(
            name="ProofAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(max_length=6)),
                ("due_month", models.DateField()),
                ("asked_on", models.DateField()),
                ("counts_since", models.DateField()),
                ("grace_days", models.SmallIntegerField()),
                ("template", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={
                "db_table": "benefits_proof_ask",
            },
        ),
        migrations.CreateModel(
            name="ProofHold",
            fields=[
                (
                    "hold",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="+", serialize=False, to="benefits.hold"
                    ),
                ),
                ("ask", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.proofask")),
            ],
            options={
                "db_table": "benefits_proof_hold",
            },
        ),
        migrations.CreateModel(
            name="ProofStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=11)),
                ("on_day", models.DateField()),
                ("outcome", models.CharField(default="", max_length=11)),
                ("language", models.CharField(default="", max_length=2)),
                ("sha256", models.CharField(default="", max_length=64)),
                ("note", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("ask", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benefits.proofask")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "benefits_proof_step",
            },
        ),
        migrations.CreateModel(
            name="ProofAnnulled",
            fields=[
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="benefits.proofevidence",
                    ),
                ),
                ("ground", models.TextField()),
                ("source_ref", models.CharField(default="", max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "benefits_proof_annulled",
            },
        ),
        migrations.AddIndex(
            model_name="proofevidence",
            index=models.Index(fields=["person", "on_day"], name="benefits_proof_evidence_person"),
        ),
        migrations.AddConstraint(
            model_name="proofevidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_ref", ""), _negated=True), fields=("source_ref",), name="benefits_proof_evidence_once"
            ),
        ),
        migrations.AddIndex(
            model_name="proofask",
            index=models.Index(fields=["person", "due_month"], name="benefits_proof_ask_person"),
        ),
        migrations.AddConstraint(
            model_name="proofstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "sent")), fields=("ask", "language"), name="benefits_proof_sent_once"
            ),
        ),
        *(migrations.RunSQL((HERE / f"{name}.sql").read_text(encoding="utf-8")) for name in ("proof_signs", "proof")),
        migrations.RunSQL("\n".join([*WALLS, *CALLERS])),
    ]
