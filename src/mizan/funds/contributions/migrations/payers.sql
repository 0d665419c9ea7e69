-- Who an account of contributions is for: an employer or a self-employed person, numbered in ranges that do not meet. The register of
-- payers stands behind the keys of both; it fills itself as they are registered.
ALTER TABLE contributions_payer ADD CONSTRAINT contributions_payer_range CHECK ((kind = 'self_employed') = (id >= 1099511627776));
CREATE FUNCTION contributions_know_payers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO contributions_payer (id, kind) SELECT id, TG_ARGV[0] FROM fresh;
    RETURN NULL;
END $$;
CREATE TRIGGER people_employer_pays AFTER INSERT ON people_employer REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION contributions_know_payers('employer');
CREATE TRIGGER self_employed_affiliation_pays AFTER INSERT ON self_employed_affiliation REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION contributions_know_payers('self_employed');
INSERT INTO contributions_payer (id, kind)
    SELECT id, 'employer' FROM people_employer UNION ALL SELECT id, 'self_employed' FROM self_employed_affiliation;
