-- The employers an account may see by name: those granted to it, and those of the agencies it works for.
CREATE FUNCTION people_employers() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_employers() || CASE WHEN access_agencies() = '{}' THEN '{}'::bigint[] ELSE
        (SELECT COALESCE(array_agg(id), '{}') FROM people_employer WHERE agency_code = ANY (access_agencies())) END
$$;

-- Who may ask the register about the people an employer declares: the employer's own accountants, and the collecting fund's people who
-- file for it or read persons.
CREATE FUNCTION people_may_compare(employer bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_is_batch() OR employer = ANY (access_employers())
        OR access_may(ARRAY['fund_accountant', 'controller'], 'CNAS') OR access_reads_persons()
$$;

-- Compares declared identities with the register and says only whether they agree: an employer who files a number
-- learns nothing about its bearer. Names are compared on their letters alone. One identity a number, and no more numbers at a time than a
-- large employer declares: the register is not to be searched day by day for somebody's birth date.
CREATE FUNCTION people_compare(employer bigint, numbers text[], surnames text[], given_names text[], birth_dates date[])
RETURNS TABLE (nss text, known boolean, name_matches boolean, birth_date_matches boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF people_may_compare(employer) IS NOT TRUE THEN
        RAISE EXCEPTION 'this account does not declare for employer %', employer USING ERRCODE = 'insufficient_privilege';
    ELSIF cardinality(numbers) > 50000 OR (SELECT count(DISTINCT n) FROM unnest(numbers) n) < cardinality(numbers) THEN
        RAISE EXCEPTION 'at most 50000 numbers at a time, each once' USING ERRCODE = 'check_violation', CONSTRAINT = 'people_compare_once';
    END IF;
    RETURN QUERY
    SELECT asked.nss, p.id IS NOT NULL,
           COALESCE(regexp_replace(p.surname_fr || p.given_name_fr, '[^A-Z]', '', 'g')
                    = regexp_replace(upper(asked.surname || asked.given_name), '[^A-Z]', '', 'g'), false),
           COALESCE(p.birth_date IS NOT DISTINCT FROM asked.birth_date, false) AND p.id IS NOT NULL
      FROM unnest(numbers, surnames, given_names, birth_dates) AS asked(nss, surname, given_name, birth_date)
      LEFT JOIN people_person p ON p.nss = asked.nss;
END $$;

-- The last declared headcount follows the declarations: the only thing a filing changes on an employer.
CREATE FUNCTION people_note_workers(employer bigint, workers integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR employer = ANY (access_employers()) OR access_may(ARRAY['fund_accountant', 'controller'], 'CNAS')) THEN
        RAISE EXCEPTION 'employer % is not in reach', employer USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE people_employer SET workers_declared = workers WHERE id = employer AND workers_declared <> workers;
END $$;
