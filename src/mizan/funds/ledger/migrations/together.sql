-- A foreign key asked the account of every posting, row by row, and locked it: thirty times an entry, on accounts all acts share. Accounts are
-- never changed or removed (ledger_account_append_only), so the guard of the statement asks once for all its rows, as it does for entries.
ALTER TABLE ledger_posting DROP CONSTRAINT ledger_posting_account;

-- As in guards.sql, with the question of the accounts.
CREATE OR REPLACE FUNCTION ledger_posting_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    culprit record;
BEGIN
    SELECT f.*, e.id AS known, e.posting_count INTO culprit
      FROM (SELECT g.entry_id, array_agg(g.fund ORDER BY g.fund) AS funds, sum(g.lines) AS lines, max(g.last) AS last, min(g.first_day) AS first_day,
                   max(g.last_day) AS last_day, max(g.fund) FILTER (WHERE g.off <> 0) AS unbalanced
              FROM (SELECT entry_id, fund, sum(amount) AS off, count(*) AS lines, max(line_no) AS last, min(booked_on) AS first_day,
                           max(booked_on) AS last_day
                      FROM fresh GROUP BY entry_id, fund) g
             GROUP BY g.entry_id) f
      LEFT JOIN LATERAL (SELECT id, posting_count, booked_on, funds FROM ledger_entry WHERE id = f.entry_id OFFSET 0) e ON true
     WHERE f.unbalanced IS NOT NULL OR e.id IS NULL OR f.lines <> e.posting_count OR f.last <> e.posting_count OR f.funds <> e.funds
        OR f.first_day <> e.booked_on OR f.last_day <> e.booked_on
     LIMIT 1;
    IF FOUND AND culprit.unbalanced IS NOT NULL THEN
        RAISE EXCEPTION 'entry %: postings of % do not sum to zero', culprit.entry_id, culprit.unbalanced
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
    ELSIF FOUND AND culprit.known IS NULL THEN
        RAISE EXCEPTION 'entry % does not exist', culprit.entry_id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_posting_entry';
    ELSIF FOUND THEN
        -- With the primary key (entry, line) no posting can be added later: all come together, on the entry's day, in the entry's funds.
        RAISE EXCEPTION 'entry %: % postings inserted, % announced; all postings of an entry come in one statement, on its day and in its funds',
            culprit.entry_id, culprit.lines, culprit.posting_count USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_whole';
    END IF;
    -- An account never mixes funds.
    SELECT f.account_id, f.fund INTO culprit
      FROM (SELECT DISTINCT account_id, fund FROM fresh) f
      LEFT JOIN LATERAL (SELECT id FROM ledger_account WHERE id = f.account_id AND fund = f.fund OFFSET 0) a ON true
     WHERE a.id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'fund % has no account %', culprit.fund, culprit.account_id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_posting_account';
    END IF;
    -- A reversal is the exact mirror of what it reverses, later, in the same journal, and is not reversed itself.
    SELECT r.id, o.id AS reversed INTO culprit
      FROM fresh f
      JOIN LATERAL (SELECT id, journal, booked_on, reverses_id FROM ledger_entry WHERE id = f.entry_id OFFSET 0) r ON r.reverses_id IS NOT NULL
      JOIN LATERAL (SELECT id, journal, booked_on, reverses_id FROM ledger_entry WHERE id = r.reverses_id OFFSET 0) o ON true
     WHERE f.line_no = 1
       AND (o.reverses_id IS NOT NULL OR o.journal <> r.journal OR r.booked_on < o.booked_on
            OR EXISTS (SELECT 1 FROM (SELECT account_id, amount FROM fresh WHERE entry_id = r.id
                                      UNION ALL SELECT account_id, amount FROM ledger_posting WHERE entry_id = o.id) both_sides
                        GROUP BY account_id HAVING sum(amount) <> 0))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is not the mirror of entry %', culprit.id, culprit.reversed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_reversal_mirrors';
    END IF;
    RETURN NULL;
END $$;
