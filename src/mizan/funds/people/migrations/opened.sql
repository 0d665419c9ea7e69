-- As before, asked of the opened persons' own rows: what the account may open is looked up once, not at every affiliation of the country, and no
-- plan made while the register was small may read it whole.
CREATE OR REPLACE FUNCTION people_opened() RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    opened bigint[] := access_opened_persons();
    funds text[];
    agencies text[];
BEGIN
    IF opened = '{}' THEN
        RETURN opened;
    END IF;
    funds := access_opens_funds();
    funds := funds || CASE WHEN 'CNR' = ANY (funds) THEN ARRAY['CNAS'] ELSE '{}' END;
    agencies := access_opens_agencies();
    -- A count is asked person by person: the planner makes no table of the whole register of it, as it may of an EXISTS.
    RETURN (
        SELECT COALESCE(array_agg(p.id), '{}') FROM unnest(opened) p(id)
         WHERE (SELECT count(*) FROM people_affiliation a
                 WHERE a.person_id = p.id AND a.known_until IS NULL AND (a.fund = ANY (funds) OR a.agency_code = ANY (agencies))) > 0
            OR ((SELECT count(*) FROM people_affiliation own WHERE own.person_id = p.id AND own.known_until IS NULL) = 0
                AND (SELECT count(*) FROM people_tie t CROSS JOIN LATERAL (
                            SELECT 1 FROM people_affiliation a WHERE a.person_id = t.person_id AND a.known_until IS NULL
                               AND (a.fund = ANY (funds) OR a.agency_code = ANY (agencies)) LIMIT 1) insured
                      WHERE t.member_id = p.id AND t.known_until IS NULL) > 0));
END $$;

CREATE OR REPLACE FUNCTION people_opened_numbers() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    opened bigint[] := people_opened();
BEGIN
    RETURN (SELECT COALESCE(array_agg(nss), '{}') FROM people_person WHERE nss IS NOT NULL AND (id = ANY (opened) OR merged_into_id = ANY (opened)));
END $$;
