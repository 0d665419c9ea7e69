-- The persons whose file the account has opened in this transaction (their read is logged with its purpose) and that are in its scope:
-- affiliated to its fund, or held by its agency. Whoever is paid or insured by CNAS retires with CNR: a CNR officer opens their file too.
CREATE FUNCTION people_opened() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT p.id), '{}') FROM unnest(access_opened_persons()) p(id) JOIN people_affiliation a ON a.person_id = p.id
     WHERE a.known_until IS NULL AND (a.fund = ANY (access_opens_funds()) OR a.agency_code = ANY (access_opens_agencies())
                                      OR (a.fund = 'CNAS' AND 'CNR' = ANY (access_opens_funds())))
$$;

-- A number found in the register: the file's id, for those who may open it. Nothing else is said.
CREATE FUNCTION people_find(numbers text[]) RETURNS TABLE (number text, person_id bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF cardinality(numbers) > 10000 THEN
        RAISE EXCEPTION 'at most 10000 numbers at a time' USING ERRCODE = 'check_violation', CONSTRAINT = 'people_find_most';
    END IF;
    RETURN QUERY
    SELECT n, COALESCE(p.merged_into_id, p.id) FROM unnest(numbers) n
      JOIN people_person p ON p.nss = n OR (length(n) = 18 AND p.nin = n AND p.nin <> '' AND p.merged_into_id IS NULL)
     WHERE access_is_batch() OR access_is_registrar() OR EXISTS (
           SELECT 1 FROM people_affiliation a WHERE a.person_id = p.id AND a.known_until IS NULL
              AND (a.fund = ANY (access_opens_funds()) OR a.agency_code = ANY (access_opens_agencies())
                   OR (a.fund = 'CNAS' AND 'CNR' = ANY (access_opens_funds()))));
END $$;

-- The numbers of the opened files, those of files merged into them included: the lines of declarations name people by them.
CREATE FUNCTION people_opened_numbers() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(nss), '{}') FROM people_person
     WHERE nss IS NOT NULL AND (id = ANY (people_opened()) OR merged_into_id = ANY (people_opened()))
$$;

-- A first identity or a file opened: what an officer may write an identity on.
CREATE FUNCTION people_writes(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_is_batch() OR access_is_registrar()
        OR (access_is_officer() AND (wanted = ANY (people_opened()) OR NOT EXISTS (SELECT 1 FROM people_identity WHERE person_id = wanted)))
$$;

-- Triggers look before policies do: whoever may not write is turned away first, and learns nothing from what a trigger would say.
CREATE FUNCTION people_let_in(wanted bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF session_user = 'mizan_web' AND people_writes(wanted) IS NOT TRUE THEN
        RAISE EXCEPTION 'the file of person % is not open to this account (row-level security)', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- What auditors and the funds' people see of persons: how many, never who.
CREATE FUNCTION people_totals(moment timestamptz) RETURNS TABLE (kind text, year integer, total bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR access_is_staff()) THEN
        RAISE EXCEPTION 'this account sees no totals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT e.kind::text, extract(year FROM e.on_day)::integer, count(*) FROM people_event e
     WHERE NOT e.annuls AND e.known_from <= moment AND (e.known_until IS NULL OR e.known_until > moment) GROUP BY 1, 2 ORDER BY 1, 2;
END $$;
