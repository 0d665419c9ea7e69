-- What no path may do to a payment. An instalment is lowered by the law's deductions, a superseding decision or a debt within its share; it waits by a
-- hold or by a control that says why. Everything else is stopped here.

-- A debt takes a fifth of the net at the very most: the highest reading of the law's switch `benefit_recovery_share`.
ALTER TABLE benefits_run ADD CONSTRAINT benefits_run_share_legal CHECK (recovery_ppm <= 200000);
ALTER TABLE benefits_instalment ADD CONSTRAINT benefits_instalment_recovered_legal CHECK (recovered * 5 <= net_m);

ALTER TABLE benefits_adjustment
    ADD CONSTRAINT benefits_adjustment_of CHECK (num_nonnulls(decision_id, reversal_id) = 1),
    ADD CONSTRAINT benefits_adjustment_reversed CHECK (reversal_id IS NULL OR kind = 'debt');

-- What an adjustment says, the books say: its entry is that of its decision or of its reversal, and all the adjustments of an entry come together.
CREATE OR REPLACE FUNCTION benefits_adjustment_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh f LEFT JOIN ledger_entry e ON e.id = f.entry_id AND e.journal = 'benefit'
                  AND (f.reversal_id IS NOT NULL OR (e.document_kind = 'benefit_decision' AND e.document_id = f.decision_id::text)) WHERE e.id IS NULL)
       OR EXISTS (SELECT 1 FROM fresh f WHERE f.reversal_id IS NOT NULL
                     AND NOT EXISTS (SELECT 1 FROM benefits_reversal_approved q WHERE (q.reversal_id, q.entry_id, q.recoverable) = (f.reversal_id, f.entry_id, f.amount)))
       OR EXISTS (SELECT 1 FROM (SELECT entry_id, COALESCE(sum(amount) FILTER (WHERE kind = 'arrears'), 0) AS arrears,
                                        COALESCE(sum(amount) FILTER (WHERE kind = 'debt'), 0) AS debts FROM fresh WHERE decision_id IS NOT NULL GROUP BY entry_id) a
                    CROSS JOIN LATERAL (SELECT COALESCE(-sum(p.amount) FILTER (WHERE l.nature = 'benefit_payable'), 0) AS payable,
                                               COALESCE(sum(p.amount) FILTER (WHERE l.nature = 'benefit_recoverable'), 0) AS recoverable
                                          FROM ledger_posting p JOIN ledger_account l ON l.id = p.account_id WHERE p.entry_id = a.entry_id) b
                   WHERE (a.arrears, a.debts) <> (b.payable, b.recoverable)) THEN
        RAISE EXCEPTION 'the entry does not say what is adjusted' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_adjustment_posted';
    END IF;
    RETURN NULL;
END $$;

-- A reversal: by two people, none of whom it concerns, of money nobody has paid again since and no decision has made up for. What the person has not
-- received is not taken away by it: only a control that was upheld (a death, the same right twice) lets it go.
CREATE OR REPLACE FUNCTION benefits_reversal_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v benefits_instalment_reversal;
    i benefits_instalment;
    a benefits_award;
    r benefits_run;
BEGIN
    SELECT * INTO v FROM benefits_instalment_reversal WHERE id = NEW.reversal_id FOR UPDATE;
    SELECT * INTO i FROM benefits_instalment WHERE id = v.instalment_id;
    SELECT * INTO a FROM benefits_award WHERE id = i.award_id;
    SELECT * INTO r FROM benefits_run WHERE id = i.run_id;
    PERFORM benefits_stranger(NEW.by_id, a.person_id), benefits_stranger(NEW.by_id, a.rights_of_id);
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_run:' || r.fund, 0));
    IF v.proposed_by_id = NEW.by_id THEN
        RAISE EXCEPTION 'a reversal takes two people' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_two_people';
    ELSIF NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = NEW.entry_id AND e.journal = 'benefit' AND e.verb = 'recover_benefits'
                       AND e.document_id = i.id::text) THEN
        RAISE EXCEPTION 'entry % reverses nothing', NEW.entry_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_posted';
    ELSIF EXISTS (SELECT 1 FROM benefits_instalment_settled s JOIN benefits_instalment j ON j.id = s.instalment_id
                   WHERE s.earlier_id = i.id AND j.run_id IN (SELECT x.id FROM benefits_standing_runs(r.fund, NULL) x)) THEN
        RAISE EXCEPTION 'instalment % has been paid since', i.id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_of_paid';
    ELSIF EXISTS (SELECT 1 FROM benefits_adjustment d WHERE d.award_id = i.award_id AND d.decision_id IS NOT NULL AND d.kind = 'debt'
                     AND r.month BETWEEN d.from_month AND d.to_month) THEN
        RAISE EXCEPTION 'a decision has made the month of instalment % a debt already', i.id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_made_up';
    ELSIF (i.waits <> '' OR EXISTS (SELECT 1 FROM benefits_payment_return b WHERE b.instalment_id = i.id))
       AND NOT EXISTS (SELECT 1 FROM benefits_finding f JOIN benefits_finding_step s ON s.finding_id = f.id AND s.kind = 'upheld'
                        WHERE f.award_id = i.award_id AND f.control IN ('dead_payee', 'duplicate') AND f.stops) THEN
        RAISE EXCEPTION 'nothing says that instalment % is not due', i.id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_cause';
    END IF;
    -- What was paid is owed back: a debt, recovered from what comes within the law's share.
    IF NEW.recoverable > 0 THEN
        INSERT INTO benefits_adjustment (award_id, reversal_id, kind, amount, from_month, to_month, entry_id, made_at)
        VALUES (i.award_id, NEW.reversal_id, 'debt', NEW.recoverable, r.month, r.month, NEW.entry_id, NEW.at);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION benefits_reversal_proposed_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM benefits_stranger(NEW.proposed_by_id, a.person_id), benefits_stranger(NEW.proposed_by_id, a.rights_of_id)
       FROM benefits_instalment i JOIN benefits_award a ON a.id = i.award_id WHERE i.id = NEW.instalment_id;
    IF NOT EXISTS (SELECT 1 FROM benefits_instalment i JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
                    WHERE i.id = NEW.instalment_id AND i.net_m > 0)
       OR EXISTS (SELECT 1 FROM benefits_instalment_settled s WHERE s.earlier_id = NEW.instalment_id) THEN
        RAISE EXCEPTION 'instalment % can not be reversed', NEW.instalment_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_of_paid';
    END IF;
    RETURN NULL;
END $$;

-- Which decision ended the time a term was held true. A revalorisation closes everybody's terms at once and lowers nobody: it is told by its own.
CREATE OR REPLACE FUNCTION benefits_close_terms(award bigint, decision bigint, since date, moment timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    closed integer;
BEGIN
    IF benefits_deciding(decision) IS NOT TRUE THEN
        RAISE EXCEPTION 'no decision is being made that closes these terms' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM benefits_award a JOIN benefits_decision d ON d.id = decision
                    WHERE a.id = award AND (d.award_id = a.id OR d.claim_id = a.claim_id OR d.kind = 'revalorisation')
                      AND d.outcome IN ('changed', 'ended')) THEN
        RAISE EXCEPTION 'the decision is not about this award' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_terms_of_decision';
    END IF;
    WITH ended AS (
        UPDATE benefits_award_term SET known_until = moment WHERE award_id = award AND known_until IS NULL AND (ends_on IS NULL OR ends_on > since) RETURNING id)
    INSERT INTO benefits_term_closed (term_id, decision_id) SELECT id, decision FROM ended;
    GET DIAGNOSTICS closed = ROW_COUNT;
    RETURN closed;
END $$;

-- When a decision that supersedes is written whole: nothing before its day has moved, and what is less from its day on was decided by two people
-- or by the law alone.
CREATE FUNCTION benefits_decision_effects() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM benefits_term_closed c JOIN benefits_award_term t ON t.id = c.term_id
                WHERE c.decision_id = NEW.id AND t.starts_on < NEW.effective_on
                  AND NOT EXISTS (SELECT 1 FROM benefits_award_term l WHERE l.award_id = t.award_id AND l.known_until IS NULL
                                     AND l.starts_on <= t.starts_on AND (l.ends_on IS NULL OR l.ends_on >= least(t.ends_on, NEW.effective_on))
                                     AND (l.gross_m, l.net_m) = (t.gross_m, t.net_m))) THEN
        RAISE EXCEPTION 'decision % changes what was due before its day', NEW.number USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_terms_kept';
    END IF;
    IF NOT NEW.automatic AND NOT NEW.sensitive AND EXISTS (
        SELECT 1 FROM benefits_term_closed c JOIN benefits_award_term t ON t.id = c.term_id
         CROSS JOIN LATERAL (SELECT greatest(t.starts_on, NEW.effective_on) AS day
                             UNION SELECT l.starts_on FROM benefits_award_term l WHERE l.award_id = t.award_id AND l.known_until IS NULL
                             UNION SELECT l.ends_on FROM benefits_award_term l WHERE l.award_id = t.award_id AND l.known_until IS NULL) p
         WHERE c.decision_id = NEW.id AND p.day >= greatest(t.starts_on, NEW.effective_on) AND (t.ends_on IS NULL OR p.day < t.ends_on)
           AND COALESCE((SELECT l.net_m FROM benefits_award_term l WHERE l.award_id = t.award_id AND l.known_until IS NULL
                            AND l.starts_on <= p.day AND (l.ends_on IS NULL OR l.ends_on > p.day)), 0) < t.net_m) THEN
        RAISE EXCEPTION 'decision % lowers what is paid: it takes two people', NEW.number USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_lowers_alone';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER benefits_decision_effects AFTER INSERT ON benefits_decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.outcome IN ('changed', 'ended') AND NEW.kind <> 'revalorisation') EXECUTE FUNCTION benefits_decision_effects();

CREATE FUNCTION benefits_run_wall() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found record;
BEGIN
    SELECT * INTO found FROM benefits_run_unexplained(NEW.run_id) LIMIT 1;
    IF found.award_id IS NOT NULL THEN
        RAISE EXCEPTION 'award % is due % after % and no decision says why', found.award_id, found.net_now, found.net_before
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_unexplained';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_run_wall AFTER INSERT ON benefits_run_step FOR EACH ROW WHEN (NEW.kind IN ('prepared', 'approved')) EXECUTE FUNCTION benefits_run_wall();

-- Who has a file open may not stop a payment by giving an account whose key is wrong. Sets bring what they hold, and a control tells of it.
CREATE FUNCTION benefits_payee_account_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT access_is_batch() AND benefits_account20(NEW.account, NEW.account_kind) = '' THEN
        RAISE EXCEPTION 'the key of this account is wrong' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_payee_account_key';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_payee_account_guard AFTER INSERT ON benefits_payee_account FOR EACH ROW EXECUTE FUNCTION benefits_payee_account_guard();

-- Where the sub-ledger of benefits and the control accounts of a fund differ: nothing in sound books. What a reversal asks back is a
-- debt like another; reversals of before there were such debts are counted as they were.
CREATE OR REPLACE FUNCTION benefits_faults() RETURNS TABLE (kind text, key text, sub bigint, control bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
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
         undone AS (SELECT v.id, v.instalment_id, q.recoverable FROM benefits_reversal_approved q JOIN benefits_instalment_reversal v ON v.id = q.reversal_id),
         waiting AS (SELECT runs.fund, sum(i.net_m - COALESCE(s.amount, 0) - CASE WHEN u.instalment_id IS NULL THEN 0 ELSE i.net_m END) AS amount
                    FROM benefits_instalment i JOIN runs ON runs.id = i.run_id
                    LEFT JOIN settled s ON s.earlier_id = i.id AND s.payment_return_id IS NULL
                    LEFT JOIN undone u ON u.instalment_id = i.id WHERE i.waits <> '' GROUP BY 1),
         back AS (SELECT runs.fund, sum(b.amount - COALESCE(s.amount, 0) - CASE WHEN u.instalment_id IS NULL THEN 0 ELSE least(b.amount, i.net_m) END) AS amount
                    FROM benefits_payment_return b JOIN benefits_instalment i ON i.id = b.instalment_id JOIN runs ON runs.id = i.run_id
                    LEFT JOIN settled s ON s.payment_return_id = b.id LEFT JOIN undone u ON u.instalment_id = i.id GROUP BY 1),
         owing AS (SELECT runs.fund, sum(u.recoverable) AS amount FROM undone u JOIN benefits_instalment i ON i.id = u.instalment_id
                    JOIN runs ON runs.id = i.run_id
                   WHERE NOT EXISTS (SELECT 1 FROM benefits_adjustment d WHERE d.reversal_id = u.id) GROUP BY 1),
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
