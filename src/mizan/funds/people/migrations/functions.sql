-- The employers an account may see by name: those granted to it, and those of the agencies it works for.
CREATE FUNCTION people_employers() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_employers() || CASE WHEN access_agencies() = '{}' THEN '{}'::bigint[] ELSE
        (SELECT COALESCE(array_agg(id), '{}') FROM people_employer WHERE agency_code = ANY (access_agencies())) END
$$;

-- Compares declared identities with the register and says only whether they agree: an employer who files a number
-- learns nothing about its bearer. Names are compared on their letters alone.
CREATE FUNCTION people_compare(numbers text[], surnames text[], given_names text[], birth_dates date[])
RETURNS TABLE (nss text, known boolean, name_matches boolean, birth_date_matches boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT asked.nss, p.id IS NOT NULL,
           COALESCE(regexp_replace(p.surname_fr || p.given_name_fr, '[^A-Z]', '', 'g')
                    = regexp_replace(upper(asked.surname || asked.given_name), '[^A-Z]', '', 'g'), false),
           COALESCE(p.birth_date IS NOT DISTINCT FROM asked.birth_date, false) AND p.id IS NOT NULL
      FROM unnest(numbers, surnames, given_names, birth_dates) AS asked(nss, surname, given_name, birth_date)
      LEFT JOIN people_person p ON p.nss = asked.nss
     WHERE access_account_id() IS NOT NULL OR access_is_batch()
$$;

-- The last declared headcount follows the declarations: the only thing a filing changes on an employer.
CREATE FUNCTION people_note_workers(employer bigint, workers integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR access_collects() OR employer = ANY (people_employers())) THEN
        RAISE EXCEPTION 'employer % is not in reach', employer USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE people_employer SET workers_declared = workers WHERE id = employer AND workers_declared <> workers;
END $$;
