-- Who pays a person may open their file, also where they were never affiliated to it: a mixed career is paid by two funds. Written by the app that
-- awards, never by hand; nothing of what is paid is here.
CREATE OR REPLACE FUNCTION people_opened() RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    opened bigint[] := access_opened_persons();
    own text[];
    funds text[];
    agencies text[];
BEGIN
    IF opened = '{}' THEN
        RETURN opened;
    END IF;
    own := access_opens_funds();
    funds := own || CASE WHEN 'CNR' = ANY (own) THEN ARRAY['CNAS'] ELSE '{}' END;
    agencies := access_opens_agencies();
    -- A count is asked person by person: the planner makes no table of the whole register of it, as it may of an EXISTS.
    RETURN (
        SELECT COALESCE(array_agg(p.id), '{}') FROM unnest(opened) p(id)
         WHERE (SELECT count(*) FROM people_affiliation a
                 WHERE a.person_id = p.id AND a.known_until IS NULL AND (a.fund = ANY (funds) OR a.agency_code = ANY (agencies))) > 0
            OR (SELECT count(*) FROM people_paid_by b WHERE b.person_id = p.id AND b.fund = ANY (own)) > 0
            OR ((SELECT count(*) FROM people_affiliation own WHERE own.person_id = p.id AND own.known_until IS NULL) = 0
                AND (SELECT count(*) FROM people_tie t CROSS JOIN LATERAL (
                            SELECT 1 FROM people_affiliation a WHERE a.person_id = t.person_id AND a.known_until IS NULL
                               AND (a.fund = ANY (funds) OR a.agency_code = ANY (agencies)) LIMIT 1) insured
                      WHERE t.member_id = p.id AND t.known_until IS NULL) > 0));
END $$;

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
                   OR (a.fund = 'CNAS' AND 'CNR' = ANY ((SELECT access_opens_funds())::text[]))))
        OR EXISTS (SELECT 1 FROM people_paid_by b WHERE b.person_id = p.named AND b.fund = ANY ((SELECT access_opens_funds())::text[]));
END $$;
