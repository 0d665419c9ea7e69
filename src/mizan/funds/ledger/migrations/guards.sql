-- What every insertion of postings must satisfy, whoever inserts: checked once per statement, on all its rows together.
CREATE FUNCTION ledger_posting_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    culprit record;
BEGIN
    SELECT entry_id, fund, sum(amount) AS off INTO culprit FROM fresh GROUP BY entry_id, fund HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry %: postings of % do not sum to zero (%)', culprit.entry_id, culprit.fund, culprit.off
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
    END IF;
    -- All postings of an entry come together: with the primary key (entry, line) none can be added later.
    SELECT f.entry_id, f.lines, e.posting_count INTO culprit
      FROM (SELECT entry_id, count(*) AS lines, max(line_no) AS last, array_agg(DISTINCT fund ORDER BY fund) AS funds FROM fresh GROUP BY entry_id) f
      JOIN ledger_entry e ON e.id = f.entry_id
     WHERE f.lines <> e.posting_count OR f.last <> e.posting_count OR f.funds <> e.funds LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry %: % postings inserted, % announced; all postings of an entry come in one statement', culprit.entry_id,
            culprit.lines, culprit.posting_count USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_whole';
    END IF;
    -- A reversal is the exact mirror of what it reverses, later, in the same journal, and is not reversed itself.
    SELECT r.id, r.reverses_id INTO culprit
      FROM ledger_entry r JOIN ledger_entry o ON o.id = r.reverses_id
     WHERE r.id IN (SELECT entry_id FROM fresh) AND r.reverses_id IS NOT NULL
       AND (o.reverses_id IS NOT NULL OR o.journal <> r.journal OR r.booked_on < o.booked_on
            OR EXISTS (SELECT 1 FROM (SELECT account_id, amount FROM fresh WHERE entry_id = r.id
                                      UNION ALL SELECT account_id, amount FROM ledger_posting WHERE entry_id = o.id) both_sides
                        GROUP BY account_id HAVING sum(amount) <> 0))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is not the mirror of entry %', culprit.id, culprit.reverses_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_reversal_mirrors';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_posting_guard AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_posting_guard();
