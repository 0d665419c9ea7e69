ALTER TABLE contributions_filing ADD CONSTRAINT contributions_filing_receipt_no
    CHECK (receipt_no = form || '-' || period_key || '-' || lpad(id::text, greatest(9, length(id::text)), '0'));

-- Each wage line belongs to a filing of its employer and year. Checked once per statement, so a set of a million lines pays it once.
CREATE FUNCTION contributions_wage_lines_filed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT filing_id, min(employer_id) AS employer_id, max(employer_id) AS other, min(year) AS year, max(year) AS last
                                FROM fresh GROUP BY filing_id) l
                 LEFT JOIN contributions_filing f ON f.id = l.filing_id
                WHERE f.id IS NULL OR f.form <> 'DAS' OR f.employer_id <> l.employer_id OR l.other <> l.employer_id
                   OR f.period_key <> l.year::text OR l.last <> l.year) THEN
        RAISE EXCEPTION 'a wage line has no filing' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER careers_wage_line_filed AFTER INSERT ON careers_wage_line
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_wage_lines_filed();

-- Where batch lays the lines of a set before they are taken: unlogged, read by batch alone, emptied after each set.
CREATE UNLOGGED TABLE contributions_stage_line (
    filing_id bigint NOT NULL, employer_id bigint NOT NULL, line_no integer NOT NULL, year smallint NOT NULL,
    nss text NOT NULL, surname text NOT NULL, given_name text NOT NULL, birth_date date,
    q1_duration smallint NOT NULL, q1_unit text NOT NULL, q1_amount bigint NOT NULL,
    q2_duration smallint NOT NULL, q2_unit text NOT NULL, q2_amount bigint NOT NULL,
    q3_duration smallint NOT NULL, q3_unit text NOT NULL, q3_amount bigint NOT NULL,
    q4_duration smallint NOT NULL, q4_unit text NOT NULL, q4_amount bigint NOT NULL,
    total bigint NOT NULL, entered_on date, left_on date, shares bigint[] NOT NULL
);
-- Filled by turns ahead of the transaction that takes them.
CREATE UNLOGGED TABLE contributions_stage_line_b (LIKE contributions_stage_line INCLUDING ALL);
CREATE UNLOGGED TABLE contributions_stage_line_c (LIKE contributions_stage_line INCLUDING ALL);
