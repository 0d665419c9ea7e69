-- What the self-employed owe is theirs and CASNOS's: debtor and number say the same, in every table that has both words.
ALTER TABLE contributions_due
    ADD CONSTRAINT contributions_due_payer CHECK ((debtor = 'SELF_EMPLOYED') = (employer_id >= 1099511627776)),
    ADD CONSTRAINT contributions_due_yearly CHECK (
        debtor <> 'SELF_EMPLOYED'
        OR code = 'TNS' AND kind IN ('declared', 'provisional') AND amount > 0 AND funds = ARRAY['CASNOS'] AND case_id IS NULL
           AND period_key ~ '^[0-9]{4}$' AND (kind = 'declared') = (filing_id IS NOT NULL));
ALTER TABLE contributions_settlement
    ADD CONSTRAINT contributions_settlement_payer CHECK ((debtor = 'SELF_EMPLOYED') = (COALESCE(employer_id, 0) >= 1099511627776));
ALTER TABLE contributions_credit_movement
    ADD CONSTRAINT contributions_credit_movement_payer CHECK ((debtor = 'SELF_EMPLOYED') = (employer_id >= 1099511627776));
ALTER TABLE contributions_filing
    ADD CONSTRAINT contributions_filing_payer CHECK ((form = 'DAA') = (employer_id >= 1099511627776));
ALTER TABLE contributions_due_share
    ADD CONSTRAINT contributions_due_share_payer CHECK ((fund = 'CASNOS') = (employer_id >= 1099511627776));
ALTER TABLE contributions_match_share
    ADD CONSTRAINT contributions_match_share_payer CHECK ((fund = 'CASNOS') = (employer_id >= 1099511627776));

-- One live due a person and year: declared or provisional, never both (each kind alone is held by contributions_due_one_live). Whoever
-- writes dues of a payer holds its lock, so that what this looks at stands still.
CREATE FUNCTION contributions_year_due_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contributions_due d
                WHERE d.employer_id = NEW.employer_id AND d.period_key = NEW.period_key AND d.id <> NEW.id
                  AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)) THEN
        RAISE EXCEPTION 'the year % is due already', NEW.period_key USING ERRCODE = 'unique_violation', CONSTRAINT = 'contributions_year_due_once';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_year_due_once AFTER INSERT ON contributions_due
    FOR EACH ROW WHEN (NEW.debtor = 'SELF_EMPLOYED') EXECUTE FUNCTION contributions_year_due_once();

-- A bank account belongs to one fund, and so do the lines of its statements; a line of CASNOS's bank pays the self-employed's dues only.
ALTER TABLE contributions_statement
    ADD CONSTRAINT contributions_statement_collector CHECK (fund IN ('CNAS', 'CASNOS')),
    ADD CONSTRAINT contributions_statement_fund UNIQUE (id, fund),
    ADD CONSTRAINT contributions_statement_one_fund EXCLUDE USING gist (account WITH =, fund WITH <>);
ALTER TABLE contributions_receipt
    ADD CONSTRAINT contributions_receipt_fund FOREIGN KEY (statement_id, fund) REFERENCES contributions_statement (id, fund)
        DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION contributions_settlement_same_fund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contributions_receipt r
                WHERE r.id = NEW.receipt_id AND (r.fund = 'CASNOS') <> (NEW.debtor = 'SELF_EMPLOYED')) THEN
        RAISE EXCEPTION 'a bank line settles the dues of its own fund'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'contributions_settlement_fund';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_settlement_same_fund AFTER INSERT ON contributions_settlement
    FOR EACH ROW WHEN (NEW.receipt_id IS NOT NULL) EXECUTE FUNCTION contributions_settlement_same_fund();

-- Whoever is held to their own declarations (employers.sql): an employer's accountant or a self-employed person, by the web, and nobody of
-- a fund that collects.
CREATE OR REPLACE FUNCTION contributions_by_employer() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN session_user = 'mizan_web' AND NOT access_may(ARRAY['fund_accountant', 'controller', 'director'], 'CNAS')
       AND NOT access_may(ARRAY['fund_accountant', 'controller', 'director'], 'CASNOS');
END $$;

-- The same question as contributions_entry_agrees, of a self-employed person's entry: CASNOS owns every branch of it.
CREATE FUNCTION contributions_yearly_entry_agrees(entry bigint, person bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (
    WITH due AS (
        SELECT s.branch, s.amount FROM contributions_due d JOIN contributions_due_share s ON s.due_id = d.id
         WHERE d.employer_id = person AND d.entry_id = entry
        UNION ALL
        SELECT s.branch, -s.amount FROM contributions_due_reversal r JOIN contributions_due_share s ON s.due_id = r.due_id
         WHERE r.employer_id = person AND r.entry_id = entry
    ), laid AS (
        SELECT s.branch, s.amount
          FROM contributions_settlement t JOIN contributions_match m ON m.settlement_id = t.id JOIN contributions_match_share s ON s.match_id = m.id
         WHERE t.employer_id = person AND t.entry_id = entry
        UNION ALL
        SELECT s.branch, -s.amount
          FROM contributions_match m JOIN contributions_match_reversal r ON r.match_id = m.id JOIN contributions_match_share s ON s.match_id = m.id
         WHERE m.employer_id = person AND r.entry_id = entry
    ), told AS (
        SELECT 'receivable' AS nature, branch::text, 'self_employed' AS party, amount FROM due
        UNION ALL SELECT 'revenue', branch, '', -amount FROM due
        UNION ALL SELECT 'receivable', branch, 'self_employed', -amount FROM laid
        UNION ALL SELECT 'self_employed_credit', '', 'self_employed', -amount
                    FROM contributions_credit_movement c WHERE c.employer_id = person AND c.entry_id = entry
    )
    SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE id = entry AND party_kind = 'self_employed' AND party_id = person) AND NOT EXISTS (
        SELECT 1 FROM (SELECT 'CASNOS' AS fund, nature, branch, party, -amount AS amount FROM told
                       UNION ALL SELECT a.fund, a.nature, a.branch, a.party, p.amount
                                   FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = entry) both_sides
         GROUP BY fund, nature, branch, party HAVING sum(amount) <> 0));
END $$;
ALTER FUNCTION contributions_entry_agrees(bigint, bigint) RENAME TO contributions_employer_entry_agrees;
CREATE FUNCTION contributions_entry_agrees(entry bigint, payer bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN CASE WHEN payer >= 1099511627776 THEN contributions_yearly_entry_agrees(entry, payer)
                ELSE contributions_employer_entry_agrees(entry, payer) END;
END $$;
DROP TRIGGER contributions_entry_backed ON ledger_entry;
CREATE CONSTRAINT TRIGGER contributions_entry_backed AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.party_kind IN ('employer', 'self_employed') AND contributions_by_employer()) EXECUTE FUNCTION contributions_entry_backed();

-- A self-employed person reverses a due by declaring: what was assessed for want of it, or what the declaration rectifies.
CREATE FUNCTION contributions_year_reversed_by_declaring() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh r CROSS JOIN LATERAL (SELECT * FROM contributions_due WHERE id = r.due_id OFFSET 0) d
          LEFT JOIN LATERAL (SELECT * FROM contributions_filing WHERE id = r.filing_id OFFSET 0) f ON true
         WHERE r.employer_id >= 1099511627776
           AND (f.form = 'DAA' AND f.period_key = d.period_key
                AND CASE d.kind WHEN 'provisional' THEN r.reason = 'declared'
                                ELSE r.reason = 'rectified' AND f.kind = 'rectifying' AND f.supersedes_id = d.filing_id END) IS NOT TRUE) THEN
        RAISE EXCEPTION 'a due of the year is reversed by a declaration' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_year_due_reversal_declared AFTER INSERT ON contributions_due_reversal REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT WHEN (contributions_by_employer()) EXECUTE FUNCTION contributions_year_reversed_by_declaring();

-- The rule of employers, as in employers.sql, for employers alone.
CREATE OR REPLACE FUNCTION contributions_reversed_by_declaring() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh r CROSS JOIN LATERAL (SELECT * FROM contributions_due WHERE id = r.due_id OFFSET 0) d
          LEFT JOIN LATERAL (SELECT * FROM contributions_filing WHERE id = r.filing_id OFFSET 0) f ON true
         WHERE r.employer_id < 1099511627776 AND (CASE d.kind
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
