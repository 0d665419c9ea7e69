-- As before; and whoever no fund has affiliated and who is or was in the household of a person in scope: a child, a spouse without work. Their
-- file is opened and logged as any other. Somebody of another fund stays shut, whoever they are married to.
CREATE OR REPLACE FUNCTION people_opened() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(p.id), '{}') FROM unnest(access_opened_persons()) p(id)
     WHERE EXISTS (
        SELECT 1 FROM people_affiliation a
         WHERE a.known_until IS NULL
           AND (a.fund = ANY (access_opens_funds()) OR a.agency_code = ANY (access_opens_agencies())
                OR (a.fund = 'CNAS' AND 'CNR' = ANY (access_opens_funds())))
           AND (a.person_id = p.id
                OR (a.person_id IN (SELECT t.person_id FROM people_tie t WHERE t.member_id = p.id AND t.known_until IS NULL)
                    AND NOT EXISTS (SELECT 1 FROM people_affiliation own WHERE own.person_id = p.id AND own.known_until IS NULL))))
$$;
