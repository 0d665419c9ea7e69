-- Dues that were not paid whole by the end of their day, or that may be unpaid after it. A due enters once and stays, whatever becomes of
-- it: what is unpaid at the end of any day is among them, so that nobody has to look at every due ever paid in time to find it.
--
-- Who enters: by night, each due whose day has passed without all of it laid for good by then; at once, a due whose day was already
-- looked at when it is booked, and a due from which something laid is taken back. What is laid on a due never exceeds it
-- (contributions_match_share_sum), so that a due paid whole in time becomes unpaid by a reversal only.
CREATE FUNCTION contributions_looked_until() RETURNS date LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(max(until), '-infinity') FROM contributions_overdue_night
$$;

CREATE FUNCTION contributions_look_for_overdue(before date, looked_at timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE since date; found bigint;
BEGIN
    -- One lock, taken first: a due is booked wholly before (and looked at here) or wholly after (and entered by its own trigger).
    LOCK TABLE contributions_due IN SHARE MODE;
    since := contributions_looked_until();
    IF before <= since THEN
        RETURN 0;
    END IF;
    INSERT INTO contributions_overdue (due_id, employer_id, due_on)
    SELECT d.id, d.employer_id, d.due_on
      FROM contributions_due d
      LEFT JOIN (SELECT m.due_id, sum(m.amount) AS laid
                   FROM contributions_match m JOIN contributions_due o ON o.id = m.due_id
                  WHERE o.due_on >= since AND o.due_on < before AND m.booked_on <= o.due_on
                    AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = m.id)
                  GROUP BY 1) m ON m.due_id = d.id
     WHERE d.due_on >= since AND d.due_on < before AND d.amount <> COALESCE(m.laid, 0)
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS found = ROW_COUNT;
    INSERT INTO contributions_overdue_night (until, kept_apart, looked_at) VALUES (before, found, looked_at);
    RETURN found;
END $$;

CREATE FUNCTION contributions_booked_overdue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO contributions_overdue (due_id, employer_id, due_on)
    SELECT id, employer_id, due_on FROM fresh WHERE due_on < contributions_looked_until() ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_overdue AFTER INSERT ON contributions_due
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_booked_overdue();

CREATE FUNCTION contributions_taken_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO contributions_overdue (due_id, employer_id, due_on)
    SELECT DISTINCT d.id, d.employer_id, d.due_on
      FROM fresh f
     CROSS JOIN LATERAL (SELECT due_id FROM contributions_match WHERE id = f.match_id OFFSET 0) m
     CROSS JOIN LATERAL (SELECT id, employer_id, due_on FROM contributions_due WHERE id = m.due_id OFFSET 0) d
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_match_reversal_overdue AFTER INSERT ON contributions_match_reversal
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_taken_back();

-- Dues come in the order of their days, nearly: a few pages of block ranges find those of some days.
CREATE INDEX contributions_due_days ON contributions_due USING brin (due_on) WITH (pages_per_range = 16, autosummarize = on);
-- The few dues CNAC bears as relief are found without reading the others.
CREATE INDEX contributions_due_relief ON contributions_due (id) WHERE debtor = 'CNAC';
-- The last declaration of each employer is found in the order of the index.
CREATE INDEX contributions_filing_last_dac ON contributions_filing (employer_id, period_end DESC, id DESC)
    INCLUDE (filed_on, workers_total) WHERE form = 'DAC';
