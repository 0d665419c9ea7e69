-- A due of sequence n leans on the reversal of sequence n - 1, and a reversal on the due it reverses: one live due per key, for ever.
ALTER TABLE contributions_due_reversal ADD CONSTRAINT contributions_due_reversal_of
    FOREIGN KEY (employer_id, period_key, code, kind, sequence)
    REFERENCES contributions_due (employer_id, period_key, code, kind, sequence);
ALTER TABLE contributions_due ADD CONSTRAINT contributions_due_one_live
    FOREIGN KEY (employer_id, period_key, code, kind, prior_sequence)
    REFERENCES contributions_due_reversal (employer_id, period_key, code, kind, sequence);
ALTER TABLE contributions_due ADD CONSTRAINT contributions_due_amount CHECK (amount <> 0);

-- The shares of a due add up to it, and are of the same employer.
CREATE FUNCTION contributions_due_shares_add_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE broken bigint;
BEGIN
    -- Laterally: each due is looked up by its key, whatever the planner believed of the tables when it first saw them empty.
    SELECT d.id INTO broken
      FROM (SELECT DISTINCT due_id FROM fresh) f
     CROSS JOIN LATERAL (SELECT id, amount, employer_id FROM contributions_due WHERE id = f.due_id) d
     CROSS JOIN LATERAL (SELECT sum(amount) AS amount, min(employer_id) AS low, max(employer_id) AS high
                           FROM contributions_due_share WHERE due_id = f.due_id) s
     WHERE s.amount <> d.amount OR s.low <> d.employer_id OR s.high <> d.employer_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the shares of due % do not add up to it', broken USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_share_sum AFTER INSERT ON contributions_due_share
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_due_shares_add_up();

-- A due without shares can not be committed.
CREATE FUNCTION contributions_due_has_shares() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM contributions_due_share WHERE due_id = NEW.id) THEN
        RAISE EXCEPTION 'due % has no shares', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_due_shares AFTER INSERT ON contributions_due
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributions_due_has_shares();

-- A reversed due keeps no live match: what had been paid is the employer's credit again.
CREATE FUNCTION contributions_due_released() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contributions_match m WHERE m.due_id = NEW.due_id
                AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = m.id)) THEN
        RAISE EXCEPTION 'reversed due % still holds a receipt', NEW.due_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_due_reversal_released AFTER INSERT ON contributions_due_reversal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributions_due_released();

-- Contribution declarations of one employer never overlap: a month is not declared again inside a quarter.
ALTER TABLE contributions_filing ADD CONSTRAINT contributions_filing_no_overlap
    EXCLUDE USING gist (employer_id WITH =, daterange(period_start, period_end) WITH &&) WHERE (form = 'DAC' AND kind IN ('normal', 'nil'));
