-- As before; the care system, too, may ask which file bears a number: the id, and nothing else.
-- A number found in the register: the file's id, for those who may open it. Nothing else is said.
CREATE OR REPLACE FUNCTION people_find(numbers text[]) RETURNS TABLE (number text, person_id bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF cardinality(numbers) > 10000 THEN
        RAISE EXCEPTION 'at most 10000 numbers at a time' USING ERRCODE = 'check_violation', CONSTRAINT = 'people_find_most';
    END IF;
    RETURN QUERY
    SELECT n, COALESCE(p.merged_into_id, p.id) FROM unnest(numbers) n
      JOIN people_person p ON p.nss = n OR (length(n) = 18 AND p.nin = n AND p.nin <> '' AND p.merged_into_id IS NULL)
     WHERE access_is_batch() OR access_is_registrar() OR access_is_care() OR EXISTS (
           SELECT 1 FROM people_affiliation a WHERE a.person_id = p.id AND a.known_until IS NULL
              AND (a.fund = ANY (access_opens_funds()) OR a.agency_code = ANY (access_opens_agencies())
                   OR (a.fund = 'CNAS' AND 'CNR' = ANY (access_opens_funds()))));
END $$;

