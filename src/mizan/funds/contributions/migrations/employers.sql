-- What an employer's own accountant may move in the books and in what hangs on them. People of the collecting fund work by their own rules
-- (and the nightly checks); here the database holds an employer to its own declarations, whatever SQL is sent in its name.

-- An employer's accountant, by the web, and nobody of the collecting fund.
CREATE FUNCTION contributions_by_employer() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN session_user = 'mizan_web' AND NOT access_may(ARRAY['fund_accountant', 'controller', 'director'], 'CNAS');
END $$;

-- Whether an entry on an employer's account says, posting by posting, what the dues, matches and credits that name it say (the scheme of
-- mizan.funds.contributions.postings, told a second time on its own). Every filing asks: the plan is made once a connection.
CREATE FUNCTION contributions_entry_agrees(entry bigint, employer bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
    WITH due AS (
        SELECT d.debtor, s.branch, s.fund, s.amount
          FROM contributions_due d JOIN contributions_due_share s ON s.due_id = d.id WHERE d.employer_id = employer AND d.entry_id = entry
        UNION ALL
        SELECT d.debtor, s.branch, s.fund, -s.amount
          FROM contributions_due_reversal r JOIN contributions_due d ON d.id = r.due_id JOIN contributions_due_share s ON s.due_id = d.id
         WHERE r.employer_id = employer AND r.entry_id = entry
    ), laid AS (
        SELECT t.debtor, s.branch, s.fund, s.amount
          FROM contributions_settlement t JOIN contributions_match m ON m.settlement_id = t.id JOIN contributions_match_share s ON s.match_id = m.id
         WHERE t.employer_id = employer AND t.entry_id = entry
        UNION ALL
        SELECT d.debtor, s.branch, s.fund, -s.amount
          FROM contributions_match m JOIN contributions_match_reversal r ON r.match_id = m.id JOIN contributions_match_share s ON s.match_id = m.id
          JOIN contributions_due d ON d.id = m.due_id
         WHERE m.employer_id = employer AND r.entry_id = entry
    ), told AS (
        SELECT l.* FROM due d CROSS JOIN LATERAL (VALUES
            ('CNAS', 'receivable', d.branch, CASE d.debtor WHEN 'EMPLOYER' THEN 'employers' ELSE d.debtor END, d.amount, true),
            ('CNAS', 'revenue', d.branch, '', -d.amount, d.fund = 'CNAS'),
            ('CNAS', 'owed_assessed', d.branch, d.fund, -d.amount, d.fund <> 'CNAS'),
            (d.fund, 'claim_assessed', d.branch, 'CNAS', d.amount, d.fund <> 'CNAS'),
            (d.fund, 'revenue', d.branch, '', -d.amount, d.fund <> 'CNAS'),
            (d.debtor, 'relief_expense', d.branch, '', d.amount, d.debtor <> 'EMPLOYER'),
            (d.debtor, 'relief_payable', d.branch, 'CNAS', -d.amount, d.debtor <> 'EMPLOYER')) AS l(fund, nature, branch, party, amount, holds)
        UNION ALL
        SELECT l.* FROM laid m CROSS JOIN LATERAL (VALUES
            ('CNAS', 'receivable', m.branch, CASE m.debtor WHEN 'EMPLOYER' THEN 'employers' ELSE m.debtor END, -m.amount, true),
            ('CNAS', 'owed_assessed', m.branch, m.fund, m.amount, m.fund <> 'CNAS'),
            ('CNAS', 'owed_received', m.branch, m.fund, -m.amount, m.fund <> 'CNAS'),
            (m.fund, 'claim_received', m.branch, 'CNAS', m.amount, m.fund <> 'CNAS'),
            (m.fund, 'claim_assessed', m.branch, 'CNAS', -m.amount, m.fund <> 'CNAS'),
            (m.debtor, 'relief_payable', m.branch, 'CNAS', m.amount, m.debtor <> 'EMPLOYER'),
            (m.debtor, 'claim_credit', '', 'CNAS', -m.amount, m.debtor <> 'EMPLOYER')) AS l(fund, nature, branch, party, amount, holds)
        UNION ALL
        SELECT 'CNAS', 'employer_credit', '', CASE c.debtor WHEN 'EMPLOYER' THEN 'employers' ELSE c.debtor END, -c.amount, true
          FROM contributions_credit_movement c WHERE c.employer_id = employer AND c.entry_id = entry
    )
    SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE id = entry AND party_kind = 'employer' AND party_id = employer) AND NOT EXISTS (
        SELECT 1 FROM (SELECT fund, nature, branch, party, -amount AS amount FROM told WHERE holds
                       UNION ALL SELECT a.fund, a.nature, a.branch, a.party, p.amount
                                   FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = entry) both_sides
         GROUP BY fund, nature, branch, party HAVING sum(amount) <> 0));
END $$;

-- From the side of the books: an employer's entry is committed with its dues, matches or credits, or not at all. That they say the same was
-- checked when they were written (below), and neither side changes afterwards.
CREATE FUNCTION contributions_entry_backed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contributions_due WHERE employer_id = NEW.party_id AND entry_id = NEW.id) THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM contributions_due_reversal WHERE employer_id = NEW.party_id AND entry_id = NEW.id)
       AND NOT EXISTS (SELECT 1 FROM contributions_settlement WHERE employer_id = NEW.party_id AND entry_id = NEW.id)
       AND NOT EXISTS (SELECT 1 FROM contributions_match m JOIN contributions_match_reversal r ON r.match_id = m.id
                        WHERE m.employer_id = NEW.party_id AND r.entry_id = NEW.id) THEN
        RAISE EXCEPTION 'entry % rests on no due, match or credit', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_entry_backed';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_entry_backed AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.party_kind = 'employer' AND contributions_by_employer()) EXECUTE FUNCTION contributions_entry_backed();

-- From the other side: what an employer writes names an entry of its own that says the same.
CREATE FUNCTION contributions_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT entry_id, employer_id FROM fresh OFFSET 0) f WHERE NOT contributions_entry_agrees(f.entry_id, f.employer_id)) THEN
        RAISE EXCEPTION 'the books do not say what is written here' USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_booked';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_reversal_booked AFTER INSERT ON contributions_due_reversal REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_booked();
CREATE TRIGGER contributions_settlement_booked AFTER INSERT ON contributions_settlement REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_booked();
CREATE TRIGGER contributions_match_reversal_booked AFTER INSERT ON contributions_match_reversal REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_booked();
CREATE TRIGGER contributions_credit_movement_booked AFTER INSERT ON contributions_credit_movement REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_booked();

-- An employer reverses a due by a declaration only: what was assessed for want of it, what it rectifies, a complementary assessment it covers;
-- or what a difference it agreed to takes up again. The increase of article 15 stays.
CREATE FUNCTION contributions_reversed_by_declaring() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh r CROSS JOIN LATERAL (SELECT * FROM contributions_due WHERE id = r.due_id OFFSET 0) d
          LEFT JOIN LATERAL (SELECT * FROM contributions_filing WHERE id = r.filing_id OFFSET 0) f ON true
         WHERE (CASE d.kind
                WHEN 'provisional' THEN r.reason = 'declared' AND f.form = 'DAC' AND f.period_start < d.period_end AND d.period_start < f.period_end
                WHEN 'complementary' THEN
                    r.reason = 'declared' AND f.form = 'DAC' AND f.period_start < d.period_end AND d.period_start < f.period_end
                    OR r.reason = 'joined' AND EXISTS (
                    SELECT 1 FROM contributions_reconciliation_case c JOIN contributions_case_step s ON s.case_id = c.id AND s.closes
                     WHERE c.employer_id = d.employer_id AND c.quarter_key = d.period_key AND c.id > d.case_id AND s.step = 'confirmed')
                    OR r.reason = 'declared' AND f.form = 'DAC' AND f.period_start >= d.period_start AND f.period_end <= d.period_end
                WHEN 'increase' THEN false
                ELSE r.reason = 'rectified' AND f.kind = 'rectifying' AND f.supersedes_id = d.filing_id AND f.period_key = d.period_key END) IS NOT TRUE) THEN
        RAISE EXCEPTION 'an employer reverses a due by a declaration' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_reversal_declared AFTER INSERT ON contributions_due_reversal REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_reversed_by_declaring();

-- What was laid comes back to an employer only from a due it reversed, from a use of its own credit or from a credit note; before the transaction ends.
CREATE FUNCTION contributions_released_by_declaring() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM contributions_match m JOIN contributions_settlement s ON s.id = m.settlement_id
                    WHERE m.id = NEW.match_id
                      AND (s.method IN ('credit', 'note') OR EXISTS (SELECT 1 FROM contributions_due_reversal v WHERE v.due_id = m.due_id))) THEN
        RAISE EXCEPTION 'match % lies on a due that stands', NEW.match_id USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_match_reversal_declared AFTER INSERT ON contributions_match_reversal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_released_by_declaring();

-- The wages declared for a quarter by the year's declarations, and the bases that live dues stand on.
CREATE FUNCTION contributions_quarter_bases(employer bigint, of_year integer, quarter integer) RETURNS TABLE (das bigint, assessed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (SELECT COALESCE(sum((ARRAY[l.q1_amount, l.q2_amount, l.q3_amount, l.q4_amount])[quarter]), 0)::bigint
              FROM contributions_filing f JOIN careers_wage_line l ON l.filing_id = f.id
             WHERE f.employer_id = employer AND f.form = 'DAS' AND f.period_key = of_year::text
               AND NOT EXISTS (SELECT 1 FROM careers_supersession s WHERE s.filing_id = l.filing_id AND s.line_no = l.line_no)),
           (SELECT COALESCE(sum(d.base), 0)::bigint FROM contributions_due d
             WHERE d.employer_id = employer AND d.month >= make_date(of_year, 3 * quarter - 2, 1)
               AND d.month < make_date(of_year, 3 * quarter - 2, 1) + interval '3 months'
               AND d.debtor = 'EMPLOYER' AND d.code IN ('R22', 'R06', 'R07') AND d.kind IN ('declared', 'provisional', 'complementary')
               AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id))
$$;

-- A difference is between the wages really declared for the year and the bases really assessed.
CREATE FUNCTION contributions_case_true() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh c CROSS JOIN LATERAL contributions_quarter_bases(c.employer_id, c.year, right(c.quarter_key, 1)::int) b
                WHERE b.das <> c.das_base OR b.assessed <> c.assessed_base OR c.quarter_key NOT LIKE c.year || '-Q_') THEN
        RAISE EXCEPTION 'a case tells another difference than the declarations do'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_case_true';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_case_true AFTER INSERT ON contributions_reconciliation_case REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_case_true();

-- Dues of an employer are in the books; a complementary assessment by it is the difference, exactly: afterwards the quarter's live bases are its wages. Its case was agreed
-- to, or its delay had run.
CREATE FUNCTION contributions_dues_booked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT entry_id, employer_id FROM fresh OFFSET 0) f WHERE NOT contributions_entry_agrees(f.entry_id, f.employer_id)) THEN
        RAISE EXCEPTION 'the books do not say what is due here' USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_booked';
    END IF;
    IF EXISTS (SELECT 1 FROM fresh WHERE kind = 'complementary') AND EXISTS (
        SELECT 1 FROM (SELECT DISTINCT case_id FROM fresh WHERE kind = 'complementary') n
         CROSS JOIN LATERAL (SELECT * FROM contributions_reconciliation_case WHERE id = n.case_id OFFSET 0) c
         CROSS JOIN LATERAL contributions_quarter_bases(c.employer_id, c.year, right(c.quarter_key, 1)::int) b
         WHERE b.assessed <> b.das
            OR NOT EXISTS (SELECT 1 FROM contributions_case_step s WHERE s.case_id = c.id AND s.step IN ('confirmed', 'lapsed'))) THEN
        RAISE EXCEPTION 'a complementary assessment is the difference of its case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_complement_exact';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_booked AFTER INSERT ON contributions_due REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_dues_booked();
