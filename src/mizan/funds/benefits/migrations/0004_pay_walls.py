"""Constraints, guards, the few ways in, and row-level security of pay runs, payments and holds.

Who keeps a fund's books sees its runs and instalments, without a name; an officer sees those of the persons whose file is open.
"""

from pathlib import Path

from django.db import migrations

from mizan.funds.access import policies as p

HERE = Path(__file__).parent
BOOKS = "fund = ANY ((SELECT benefits_accounts())::text[])"
SIGNED = "by_id = (SELECT access_account_id())"
OF_RUN = "EXISTS (SELECT 1 FROM benefits_run r WHERE r.id = run_id)"
OF_AWARD = "EXISTS (SELECT 1 FROM benefits_award a WHERE a.id = award_id)"
OF_INSTALMENT = "EXISTS (SELECT 1 FROM benefits_instalment i WHERE i.id = instalment_id)"
OF_FINDING = "EXISTS (SELECT 1 FROM benefits_finding f WHERE f.id = finding_id)"
OF_RETURN = "EXISTS (SELECT 1 FROM benefits_payment_return b WHERE b.id = payment_return_id)"
OF_REVERSAL = "EXISTS (SELECT 1 FROM benefits_instalment_reversal v WHERE v.id = reversal_id)"
OF_HOLD = "EXISTS (SELECT 1 FROM benefits_hold h WHERE h.id = hold_id)"
KEEPS_BOOKS = "(SELECT benefits_accounts()) <> '{}'"
WORKS = f"({p.OFFICER} OR {KEEPS_BOOKS})"

WALLS = [
    # A run is named to whoever sees one of its instalments: it says a fund, a month and who prepared it.
    p.protect(
        "benefits_run", web_select=f"({BOOKS} OR {p.OFFICER})", web_insert=f"{BOOKS} AND prepared_by_id = (SELECT access_account_id())"
    ),
    p.protect("benefits_run_step", web_select=OF_RUN, web_insert=f"{SIGNED} AND {KEEPS_BOOKS} AND {OF_RUN}"),
    p.protect("benefits_instalment", web_select=OF_AWARD, batch=("SELECT",)),
    p.protect("benefits_instalment_adjustment", web_select=OF_INSTALMENT, batch=("SELECT",)),
    p.protect("benefits_instalment_settled", web_select=OF_INSTALMENT, batch=("SELECT",)),
    p.protect("benefits_finding", web_select=f"{KEEPS_BOOKS} AND {OF_RUN}", batch=("SELECT",)),
    p.protect("benefits_finding_step", web_select=OF_FINDING, web_insert=f"{SIGNED} AND {KEEPS_BOOKS} AND {OF_FINDING}"),
    p.protect("benefits_payment_file", web_select=f"{KEEPS_BOOKS} AND {OF_RUN}", web_insert=f"{SIGNED} AND {KEEPS_BOOKS} AND {OF_RUN}"),
    p.protect("benefits_payment_return", web_select=OF_INSTALMENT, web_insert=f"{SIGNED} AND {KEEPS_BOOKS} AND {OF_INSTALMENT}"),
    p.protect("benefits_reissue", web_select=OF_RETURN, web_insert=f"{SIGNED} AND {KEEPS_BOOKS} AND {OF_RETURN}"),
    p.protect(
        "benefits_instalment_reversal",
        web_select=OF_INSTALMENT,
        web_insert=f"proposed_by_id = (SELECT access_account_id()) AND {KEEPS_BOOKS} AND {OF_INSTALMENT}",
    ),
    p.protect("benefits_reversal_approved", web_select=OF_REVERSAL, web_insert=f"{SIGNED} AND {KEEPS_BOOKS} AND {OF_REVERSAL}"),
    p.protect("benefits_hold", web_select=OF_AWARD, web_insert=f"{SIGNED} AND {WORKS} AND {OF_AWARD}"),
    p.protect("benefits_hold_step", web_select=OF_HOLD, web_insert=f"{SIGNED} AND {WORKS} AND kind <> 'lapsed' AND {OF_HOLD}"),
]
KEPT = (
    "run", "run_step", "instalment", "instalment_adjustment", "instalment_settled", "finding", "finding_step", "payment_file", "payment_return",
    "reissue", "instalment_reversal", "reversal_approved", "hold", "hold_step",
)  # fmt: skip
RUN = (p.WEB, p.BATCH)
CALLERS = [
    *(
        p.executable(f"benefits_{signature}", p.OWNER)
        for signature in (
            "account20(text, text)", "branch(text)", "standing_runs(text, bigint)", "adjustments_left(text, bigint)",
            "unpaid(text, bigint)", "terms_due(text, date, bigint)", "holds_on(date)", "due(text, date, date, integer, bigint)",
            "run_told(bigint)", "run_posted(bigint, bigint)", "may_pay(text, bigint)",
        )
    ),
    *(
        p.executable(f"benefits_{signature}", *RUN)
        for signature in (
            "run_differences(bigint, integer)", "run_totals(bigint)", "prepare_instalments(bigint, bigint)",
            "prepare_adjustments(bigint, bigint)", "prepare_findings(bigint, bigint)",
            "find_above(bigint, bigint[], bigint[], bigint[], bigint)", "payments(bigint, bigint, integer, bigint)",
            "run_changes(bigint, bigint)",
        )
    ),
    p.executable("benefits_faults()", p.BATCH, p.AUDIT),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("benefits", "0003_pay")]
    operations = [
        *(
            migrations.RunSQL((HERE / f"{name}.sql").read_text(encoding="utf-8"))
            for name in ("standing", "owed", "due", "told", "pay", "prepare")
        ),
        migrations.RunSQL("\n".join([*WALLS, *(p.append_only(f"benefits_{name}") for name in KEPT), *CALLERS])),
    ]
