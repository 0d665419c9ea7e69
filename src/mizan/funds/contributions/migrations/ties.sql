-- Whose row a child hangs on. Row-level security knows the employer a row names; here the row it hangs on must be of that employer too.

-- A key on (parent, employer) takes the place of each plain key on the parent: the same question, asked of both words.
ALTER TABLE contributions_filing ADD CONSTRAINT contributions_filing_employer UNIQUE (id, employer_id);
ALTER TABLE contributions_reconciliation_case ADD CONSTRAINT contributions_case_employer UNIQUE (id, employer_id);
ALTER TABLE contributions_due ADD CONSTRAINT contributions_due_employer UNIQUE (id, employer_id);
ALTER TABLE contributions_match ADD CONSTRAINT contributions_match_employer UNIQUE (id, employer_id);
DO $do$
DECLARE
    tie record;
    plain name;
BEGIN
    FOR tie IN SELECT * FROM (VALUES
        ('contributions_anomaly', 'filing_id', 'contributions_filing'),
        ('contributions_waiting_line', 'filing_id', 'contributions_filing'),
        ('contributions_dac_line', 'filing_id', 'contributions_filing'),
        ('contributions_abatement', 'filing_id', 'contributions_filing'),
        ('contributions_movement', 'filing_id', 'contributions_filing'),
        ('contributions_filing', 'supersedes_id', 'contributions_filing'),
        ('contributions_reconciliation_case', 'filing_id', 'contributions_filing'),
        ('contributions_case_step', 'case_id', 'contributions_reconciliation_case'),
        ('contributions_due', 'filing_id', 'contributions_filing'),
        ('contributions_due', 'case_id', 'contributions_reconciliation_case'),
        ('contributions_due_share', 'due_id', 'contributions_due'),
        ('contributions_due_reversal', 'due_id', 'contributions_due'),
        ('contributions_due_reversal', 'filing_id', 'contributions_filing'),
        ('contributions_match', 'due_id', 'contributions_due'),
        ('contributions_match_share', 'match_id', 'contributions_match'),
        ('contributions_match_reversal', 'match_id', 'contributions_match'),
        ('contributions_credit_movement', 'due_id', 'contributions_due')) AS t(child, word, parent)
    LOOP
        SELECT c.conname INTO STRICT plain FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = tie.word
         WHERE c.contype = 'f' AND c.conrelid = tie.child::regclass AND c.conkey = ARRAY[a.attnum];
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', tie.child, plain);
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I, employer_id) REFERENCES %I (id, employer_id) DEFERRABLE INITIALLY DEFERRED',
                       tie.child, tie.child || '_' || replace(tie.word, '_id', '') || '_tie', tie.word, tie.parent);
    END LOOP;
END $do$;

-- A line is superseded by a regularisation of the same employer and year, filed after it.
CREATE FUNCTION contributions_supersession_tied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh s
                 LEFT JOIN LATERAL (SELECT employer_id, year FROM careers_wage_line
                                     WHERE filing_id = s.filing_id AND line_no = s.line_no OFFSET 0) l ON true
                 LEFT JOIN LATERAL (SELECT employer_id, form, kind, period_key FROM contributions_filing WHERE id = s.by_filing_id OFFSET 0) f ON true
                WHERE l.employer_id IS DISTINCT FROM s.employer_id OR f.employer_id IS DISTINCT FROM s.employer_id
                   OR f.form <> 'DAS' OR f.kind <> 'R' OR f.period_key <> l.year::text OR s.filing_id >= s.by_filing_id) THEN
        RAISE EXCEPTION 'a wage line is superseded by a regularisation of its own employer and year'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'careers_supersession_tie';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER careers_supersession_tied AFTER INSERT ON careers_supersession
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_supersession_tied();

-- The shares of a due all go its way: with their sum (contributions_due_share_sum) none can be added later to move money between branches.
CREATE FUNCTION contributions_due_shares_same_way() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh s CROSS JOIN LATERAL (SELECT amount FROM contributions_due WHERE id = s.due_id OFFSET 0) d
                WHERE s.amount <> 0 AND sign(s.amount) <> sign(d.amount)) THEN
        RAISE EXCEPTION 'a share goes against its due' USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_due_share_way';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_share_way AFTER INSERT ON contributions_due_share
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_due_shares_same_way();

-- A reversal repeats the key of the very due it names.
CREATE FUNCTION contributions_due_reversal_names_one() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh r
                 LEFT JOIN LATERAL (SELECT employer_id, period_key, code, kind, sequence FROM contributions_due WHERE id = r.due_id OFFSET 0) d ON true
                WHERE (d.employer_id, d.period_key, d.code, d.kind, d.sequence)
                      IS DISTINCT FROM (r.employer_id, r.period_key, r.code, r.kind, r.sequence)) THEN
        RAISE EXCEPTION 'a reversal names one due and the key of another'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'contributions_due_reversal_same';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_reversal_same AFTER INSERT ON contributions_due_reversal
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_due_reversal_names_one();

-- A match lies on a live due of its settlement's debtor and employer, comes with its shares, and leaves the settlement whole.
CREATE FUNCTION contributions_match_tied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE broken bigint;
BEGIN
    SELECT m.id INTO broken FROM fresh m
     CROSS JOIN LATERAL (SELECT employer_id, debtor, method, amount, credit FROM contributions_settlement WHERE id = m.settlement_id OFFSET 0) s
     CROSS JOIN LATERAL (SELECT debtor FROM contributions_due WHERE id = m.due_id OFFSET 0) d
     WHERE s.employer_id <> m.employer_id OR s.debtor <> d.debtor OR m.amount = 0
        OR EXISTS (SELECT 1 FROM contributions_due_reversal WHERE due_id = m.due_id)
        OR NOT EXISTS (SELECT 1 FROM contributions_match_share WHERE match_id = m.id)
        OR s.method NOT IN ('automatic', 'by_hand', 'credit', 'note')
        OR s.amount <> s.credit + (SELECT sum(amount) FROM contributions_match WHERE settlement_id = m.settlement_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'match % does not belong to its settlement and its due' , broken
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'contributions_match_tie';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_match_tied AFTER INSERT ON contributions_match
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_match_tied();

-- The share of a match is laid on the share of its due, branch and fund the same, and goes its match's way.
CREATE FUNCTION contributions_match_share_tied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh s
                 LEFT JOIN LATERAL (SELECT branch, fund FROM contributions_due_share WHERE due_id = s.due_id AND rank = s.rank OFFSET 0) d ON true
                 LEFT JOIN LATERAL (SELECT due_id, amount FROM contributions_match WHERE id = s.match_id OFFSET 0) m ON true
                WHERE (d.branch, d.fund, m.due_id) IS DISTINCT FROM (s.branch::varchar, s.fund::varchar, s.due_id) OR sign(s.amount) <> sign(m.amount)) THEN
        RAISE EXCEPTION 'a share of a match differs from the share of the due it lies on'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'contributions_match_share_tie';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_match_share_tied AFTER INSERT ON contributions_match_share
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_match_share_tied();
