-- The few ways into a run: each writes one part of it from what is due, in one statement, for who keeps the books of the fund or for a set.

CREATE FUNCTION benefits_may_pay(of_fund text, actor bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR (of_fund = ANY (benefits_accounts()) AND actor = access_account_id())) THEN
        RAISE EXCEPTION 'this account pays nobody of %', of_fund USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

CREATE FUNCTION benefits_prepare_instalments(wanted bigint, actor bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    r benefits_run;
    made bigint;
BEGIN
    SELECT * INTO STRICT r FROM benefits_run WHERE id = wanted;
    PERFORM benefits_may_pay(r.fund, actor);
    INSERT INTO benefits_instalment (run_id, award_id, term_id, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m, social_insurance_m,
        income_tax_m, net_m, arrears, released, reissued, recovered, paid, account, payee_account_id, reason, waits, hold_id)
    SELECT wanted, d.award_id, d.term_id, d.pension_m, d.fund_adds_m, d.state_adds_m, d.supplement_m, d.gross_m, d.social_insurance_m, d.income_tax_m,
           d.net_m, d.arrears, d.released, d.reissued, d.recovered,
           CASE WHEN d.waits = '' THEN d.net_m + d.arrears + d.released + d.reissued - d.recovered ELSE 0 END,
           d.account, d.payee_account_id, d.reason, d.waits, d.hold_id
      FROM benefits_due(r.fund, r.month, (r.prepared_at AT TIME ZONE 'Africa/Algiers')::date, r.recovery_ppm, wanted) d;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

-- Which adjustments are paid or recovered by the run: arrears whole, debts the oldest first up to what is taken.
CREATE FUNCTION benefits_prepare_adjustments(wanted bigint, actor bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    r benefits_run;
    made bigint;
    more bigint;
BEGIN
    SELECT * INTO STRICT r FROM benefits_run WHERE id = wanted;
    PERFORM benefits_may_pay(r.fund, actor);
    INSERT INTO benefits_instalment_adjustment (instalment_id, adjustment_id, amount)
    SELECT i.id, l.id, CASE WHEN l.kind = 'arrears' THEN l.amount ELSE least(l.amount, i.recovered - l.before) END
      FROM (SELECT d.*, COALESCE(sum(d.amount) OVER (PARTITION BY d.award_id, d.kind ORDER BY d.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
              FROM benefits_adjustments_left(r.fund, wanted) d) l
      JOIN benefits_instalment i ON i.award_id = l.award_id AND i.run_id = wanted
     WHERE CASE WHEN l.kind = 'arrears' THEN i.arrears > 0 ELSE i.recovered > l.before END;
    GET DIAGNOSTICS made = ROW_COUNT;
    INSERT INTO benefits_instalment_settled (earlier_id, instalment_id, payment_return_id, amount)
    SELECT u.instalment_id, i.id, u.return_id, u.amount FROM benefits_unpaid(r.fund, wanted) u
      JOIN benefits_instalment i ON i.award_id = u.award_id AND i.run_id = wanted AND i.waits = '';
    GET DIAGNOSTICS more = ROW_COUNT;
    RETURN made + more;
END $$;

-- Four of the controls; the fifth, against the law's own recomputation, hands its awards in.
CREATE FUNCTION benefits_prepare_findings(wanted bigint, actor bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    r benefits_run;
    made bigint;
BEGIN
    SELECT * INTO STRICT r FROM benefits_run WHERE id = wanted;
    PERFORM benefits_may_pay(r.fund, actor);
    WITH found AS (
        SELECT i.award_id, CASE i.waits WHEN 'payee_dead' THEN 'dead_payee' WHEN 'duplicate' THEN 'duplicate' ELSE 'account' END AS control, true AS stops,
               jsonb_build_object('why', i.waits, 'key', CASE i.waits WHEN 'payee_dead' THEN p.died_on::text WHEN 'account_shared' THEN i.account
                    WHEN 'duplicate' THEN (SELECT min(b.id)::text FROM benefits_award b WHERE (b.fund, b.person_id, b.rights_of_id, b.kind)
                        = (a.fund, a.person_id, a.rights_of_id, a.kind)) ELSE '' END) AS detail
          FROM benefits_instalment i JOIN benefits_award a ON a.id = i.award_id JOIN people_person p ON p.id = a.person_id
         WHERE i.run_id = wanted AND i.waits NOT IN ('', 'held')
        UNION ALL
        SELECT * FROM (
            SELECT DISTINCT ON (a.id) a.id, 'double_affiliation', false, jsonb_build_object('why', o.fund, 'key', o.id::text)
              FROM benefits_award o
              JOIN benefits_award_term t ON t.award_id = o.id AND t.known_until IS NULL AND t.starts_on <= r.month AND (t.ends_on IS NULL OR t.ends_on > r.month)
              JOIN benefits_award a ON (a.fund, a.person_id, a.rights_of_id, a.kind) = (r.fund, o.person_id, o.rights_of_id, o.kind) AND a.claim_id <> o.claim_id
              JOIN benefits_instalment i ON i.award_id = a.id AND i.run_id = wanted
             WHERE o.fund <> r.fund AND o.pays = 'monthly' AND a.pays = 'monthly' ORDER BY a.id, o.id) x)
    INSERT INTO benefits_finding (run_id, award_id, control, stops, detail, content_hash)
    SELECT wanted, award_id, control, stops, detail, encode(sha256(convert_to(control || detail::text, 'UTF8')), 'hex') FROM found;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

CREATE FUNCTION benefits_find_above(wanted bigint, awards bigint[], given bigint[], expected bigint[], actor bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM benefits_may_pay(r.fund, actor) FROM benefits_run r WHERE r.id = wanted;
    INSERT INTO benefits_finding (run_id, award_id, control, stops, detail, content_hash)
    SELECT wanted, f.award, 'above_recomputation', false, d.detail, encode(sha256(convert_to('above_recomputation' || d.detail::text, 'UTF8')), 'hex')
      FROM unnest(awards, given, expected) AS f(award, given, expected)
     CROSS JOIN LATERAL (SELECT jsonb_build_object('why', 'net', 'key', f.given::text, 'given', f.given, 'expected', f.expected) AS detail) d;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

-- The payments of an approved run, a page at a time in the order of their ids: reference, name, account, amount.
CREATE FUNCTION benefits_payments(wanted bigint, beyond bigint, most integer, actor bigint)
RETURNS TABLE (id bigint, holder text, account text, amount bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM benefits_may_pay(r.fund, actor) FROM benefits_run r WHERE r.id = wanted;
    RETURN QUERY
    SELECT i.id, c.holder_name, i.account::text, i.paid FROM benefits_instalment i
      JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
      JOIN benefits_payee_account c ON c.id = i.payee_account_id
     WHERE i.run_id = wanted AND i.id > beyond AND i.paid > 0 ORDER BY i.id LIMIT most;
END $$;

-- What changed between two runs, and why: sums exactly. Each award is in one line of it; the changes add up to the difference of the totals.
CREATE FUNCTION benefits_run_changes(wanted bigint, actor bigint)
RETURNS TABLE (reason text, awards bigint, amount numeric) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    r benefits_run;
    former bigint;
BEGIN
    SELECT * INTO STRICT r FROM benefits_run WHERE id = wanted;
    PERFORM benefits_may_pay(r.fund, actor);
    SELECT b.id INTO former FROM benefits_standing_runs(r.fund, wanted) b WHERE b.month < r.month ORDER BY b.month DESC LIMIT 1;
    RETURN QUERY
    WITH n AS (SELECT * FROM benefits_instalment WHERE run_id = wanted), o AS (SELECT * FROM benefits_instalment WHERE run_id = former),
         pair AS (
            SELECT n.award_id AS now_id, o.award_id AS old_id, COALESCE(n.net_m, 0) AS now_net, COALESCE(o.net_m, 0) AS old_net,
                   COALESCE(n.waits, '') AS now_waits, COALESCE(o.waits, '') AS old_waits,
                   CASE WHEN COALESCE(n.waits, '') = '' THEN COALESCE(n.net_m, 0) ELSE 0 END - CASE WHEN COALESCE(o.waits, '') = '' THEN COALESCE(o.net_m, 0) ELSE 0 END
                     AS regular,
                   COALESCE(n.arrears, 0) - COALESCE(o.arrears, 0) AS arrears, COALESCE(n.released, 0) - COALESCE(o.released, 0) AS released,
                   COALESCE(n.reissued, 0) - COALESCE(o.reissued, 0) AS reissued, COALESCE(o.recovered, 0) - COALESCE(n.recovered, 0) AS recovered,
                   n.term_id AS now_term, o.term_id AS old_term,
                   EXISTS (SELECT 1 FROM benefits_award_term t JOIN benefits_decision d ON d.id = t.decision_id AND d.kind = 'revalorisation' WHERE t.id = n.term_id)
                     AND n.term_id IS DISTINCT FROM o.term_id AS revalued,
                   o.term_id IS NULL AND n.term_id IS NOT NULL
                     AND NOT EXISTS (SELECT 1 FROM benefits_instalment x WHERE x.award_id = n.award_id AND x.term_id IS NOT NULL AND x.run_id <> wanted
                                        AND x.run_id IN (SELECT b.id FROM benefits_standing_runs(r.fund, wanted) b)) AS is_new
              FROM n FULL JOIN o ON o.award_id = n.award_id
             WHERE (n.net_m, n.waits, n.arrears, n.released, n.reissued, n.recovered, n.term_id) IS DISTINCT FROM
                   (o.net_m, o.waits, o.arrears, o.released, o.reissued, o.recovered, o.term_id)),
         told AS (
            SELECT COALESCE(now_id, old_id) AS award, CASE WHEN is_new THEN 'new' WHEN old_term IS NULL AND now_term IS NOT NULL THEN 'resumed'
                    WHEN now_term IS NULL AND old_term IS NOT NULL THEN 'ended'
                    WHEN now_waits <> '' AND old_waits = '' THEN CASE WHEN now_waits = 'held' THEN 'suspended' ELSE 'waiting' END
                    WHEN now_waits = '' AND old_waits <> '' THEN 'resumed' WHEN revalued THEN 'revalued' ELSE 'changed' END AS reason, regular AS amount
              FROM pair WHERE regular <> 0 OR now_waits <> old_waits OR now_term IS DISTINCT FROM old_term
            UNION ALL SELECT COALESCE(now_id, old_id), 'arrears', arrears FROM pair WHERE arrears <> 0
            UNION ALL SELECT COALESCE(now_id, old_id), 'released', released FROM pair WHERE released <> 0
            UNION ALL SELECT COALESCE(now_id, old_id), 'reissued', reissued FROM pair WHERE reissued <> 0
            UNION ALL SELECT COALESCE(now_id, old_id), 'recovered', recovered FROM pair WHERE recovered <> 0)
    SELECT t.reason, count(*), sum(t.amount) FROM told t GROUP BY t.reason ORDER BY t.reason;
END $$;

-- The first month that no approved run of the award's fund has paid: months before it are gone by, and what a decision changes in them is
-- arrears or a debt; from it on the terms themselves are paid, since a run that is only prepared can not be approved once they have changed.
-- None where the fund has paid nobody yet.
CREATE OR REPLACE FUNCTION benefits_paid_until(award bigint) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (max(r.month) + interval '1 month')::date FROM benefits_award a, LATERAL benefits_standing_runs(a.fund, NULL) r
     WHERE a.id = award AND r.approved
$$;

-- Where the sub-ledger of benefits and the control accounts of a fund differ: nothing in sound books.
CREATE FUNCTION benefits_faults() RETURNS TABLE (kind text, key text, sub bigint, control bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
BEGIN
    RETURN QUERY
    WITH runs AS (SELECT f.fund, r.* FROM (VALUES ('CNAS'), ('CNR'), ('CASNOS')) f(fund), LATERAL benefits_standing_runs(f.fund, NULL) r WHERE r.approved),
         used AS (SELECT x.adjustment_id, sum(x.amount) AS amount FROM benefits_instalment_adjustment x
                    JOIN benefits_instalment i ON i.id = x.instalment_id JOIN runs ON runs.id = i.run_id GROUP BY 1),
         left_over AS (SELECT a.fund::text AS fund, d.kind::text AS kind, sum(d.amount - COALESCE(u.amount, 0)) AS amount FROM benefits_adjustment d
                    JOIN benefits_award a ON a.id = d.award_id LEFT JOIN used u ON u.adjustment_id = d.id GROUP BY 1, 2),
         settled AS (SELECT s.earlier_id, s.payment_return_id, sum(s.amount) AS amount FROM benefits_instalment_settled s
                    JOIN benefits_instalment i ON i.id = s.instalment_id JOIN runs ON runs.id = i.run_id GROUP BY 1, 2),
         undone AS (SELECT v.instalment_id, q.recoverable FROM benefits_reversal_approved q JOIN benefits_instalment_reversal v ON v.id = q.reversal_id),
         waiting AS (SELECT runs.fund, sum(i.net_m - COALESCE(s.amount, 0) - CASE WHEN u.instalment_id IS NULL THEN 0 ELSE i.net_m END) AS amount
                    FROM benefits_instalment i JOIN runs ON runs.id = i.run_id
                    LEFT JOIN settled s ON s.earlier_id = i.id AND s.payment_return_id IS NULL
                    LEFT JOIN undone u ON u.instalment_id = i.id WHERE i.waits <> '' GROUP BY 1),
         back AS (SELECT runs.fund, sum(b.amount - COALESCE(s.amount, 0) - CASE WHEN u.instalment_id IS NULL THEN 0 ELSE least(b.amount, i.net_m) END) AS amount
                    FROM benefits_payment_return b JOIN benefits_instalment i ON i.id = b.instalment_id JOIN runs ON runs.id = i.run_id
                    LEFT JOIN settled s ON s.payment_return_id = b.id LEFT JOIN undone u ON u.instalment_id = i.id GROUP BY 1),
         owing AS (SELECT runs.fund, sum(u.recoverable) AS amount FROM undone u JOIN benefits_instalment i ON i.id = u.instalment_id
                    JOIN runs ON runs.id = i.run_id GROUP BY 1),
         subs AS (
            SELECT l.fund, 'benefit_payable' AS nature, -l.amount AS amount FROM left_over l WHERE l.kind = 'arrears'
            UNION ALL SELECT w.fund, 'benefit_payable', -w.amount FROM waiting w
            UNION ALL SELECT b.fund, 'benefit_unpaid', -b.amount FROM back b
            UNION ALL SELECT l.fund, 'benefit_recoverable', l.amount FROM left_over l WHERE l.kind = 'debt'
            UNION ALL SELECT o.fund, 'benefit_recoverable', o.amount FROM owing o),
         controls AS (SELECT a.fund, a.nature, sum(p.amount) AS amount FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
                       WHERE a.nature IN ('benefit_payable', 'benefit_unpaid', 'benefit_recoverable') GROUP BY 1, 2)
    SELECT COALESCE(s.nature, c.nature), COALESCE(s.fund, c.fund), COALESCE(s.amount, 0)::bigint, COALESCE(c.amount, 0)::bigint
      FROM (SELECT x.fund, x.nature, sum(x.amount) AS amount FROM subs x GROUP BY 1, 2) s
      FULL JOIN controls c ON (c.fund, c.nature) = (s.fund, s.nature) WHERE COALESCE(s.amount, 0) <> COALESCE(c.amount, 0)
    UNION ALL
    SELECT 'benefit_run', r.id::text, 0, 1 FROM runs r JOIN benefits_run_step s ON s.run_id = r.id AND s.kind = 'approved'
     WHERE benefits_run_posted(r.id, s.entry_id) IS NOT TRUE
    UNION ALL
    SELECT 'benefit_file', f.message_id::text, COALESCE(t.paid, 0)::bigint, f.total FROM benefits_payment_file f
      CROSS JOIN LATERAL (SELECT sum(i.paid) AS paid, count(*) FILTER (WHERE i.paid > 0) AS lines FROM benefits_instalment i WHERE i.run_id = f.run_id) t
     WHERE (t.paid, t.lines) IS DISTINCT FROM (f.total::numeric, f.lines::bigint);
END $$;
