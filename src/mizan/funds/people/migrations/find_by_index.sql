-- As in find_care.sql, each number looked up by the one index that can hold it: told as one condition with OR, the planner that had seen the
-- register empty went through all of it for every number. Who asks is asked once.
CREATE OR REPLACE FUNCTION people_find(numbers text[]) RETURNS TABLE (number text, person_id bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF cardinality(numbers) > 10000 THEN
        RAISE EXCEPTION 'at most 10000 numbers at a time' USING ERRCODE = 'check_violation', CONSTRAINT = 'people_find_most';
    END IF;
    RETURN QUERY
    SELECT n, p.named FROM unnest(numbers) n
     CROSS JOIN LATERAL (SELECT x.id, COALESCE(x.merged_into_id, x.id) AS named FROM people_person x WHERE x.nss = n
                         UNION ALL
                         SELECT x.id, x.id FROM people_person x WHERE length(n) = 18 AND x.nin = n AND x.nin <> '' AND x.merged_into_id IS NULL
                         OFFSET 0) p
     WHERE (SELECT access_is_batch() OR access_is_registrar() OR access_is_care()) OR EXISTS (
           SELECT 1 FROM people_affiliation a WHERE a.person_id = p.id AND a.known_until IS NULL
              AND (a.fund = ANY ((SELECT access_opens_funds())::text[]) OR a.agency_code = ANY ((SELECT access_opens_agencies())::text[])
                   OR (a.fund = 'CNAS' AND 'CNR' = ANY ((SELECT access_opens_funds())::text[]))));
END $$;
