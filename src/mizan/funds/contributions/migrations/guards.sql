-- The days of a provisional assessment belong to it alone: no other one, no declaration, and one increase for the same wages.
-- Whoever writes dues of an employer holds its lock, so that what this looks at stands still.
CREATE FUNCTION contributions_due_days_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE rival text := CASE NEW.kind WHEN 'increase' THEN 'increase' ELSE 'provisional' END;
BEGIN
    IF EXISTS (SELECT 1 FROM contributions_due d
                WHERE d.employer_id = NEW.employer_id AND d.kind = rival AND (d.period_key <> NEW.period_key OR NEW.kind = 'declared')
                  AND d.period_start < NEW.period_end AND d.period_end > NEW.period_start
                  AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)) THEN
        RAISE EXCEPTION 'days of % are assessed already', NEW.period_key USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'provisional' AND EXISTS (SELECT 1 FROM contributions_filing f
                WHERE f.employer_id = NEW.employer_id AND f.form = 'DAC' AND f.period_start < NEW.period_end
                  AND f.period_end > NEW.period_start) THEN
        RAISE EXCEPTION 'days of % are declared already', NEW.period_key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_due_once_a_day AFTER INSERT ON contributions_due
    FOR EACH ROW WHEN (NEW.kind IN ('provisional', 'declared', 'increase')) EXECUTE FUNCTION contributions_due_days_once();
