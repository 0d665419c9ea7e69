-- Affiliations are numbered in a range of their own: a number of the accounts of contributions says by itself whose it is.
ALTER TABLE self_employed_affiliation ALTER COLUMN id RESTART WITH 1099511627776;
ALTER TABLE self_employed_affiliation
    ADD CONSTRAINT self_employed_affiliation_range CHECK (id >= 1099511627776),
    ADD CONSTRAINT self_employed_affiliation_rib CHECK (rib = '' OR rib ~ '^[0-9]{20}$'),
    ADD CONSTRAINT self_employed_affiliation_agency CHECK (agency_code ~ '^[0-9]{5}$');

-- The affiliations of the persons the account acts for.
CREATE FUNCTION self_employed_own() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN access_persons() = '{}' THEN '{}'::bigint[] ELSE
        (SELECT COALESCE(array_agg(id), '{}') FROM self_employed_affiliation WHERE person_id = ANY (access_persons())) END
$$;

-- The fund's own people who work on the accounts of its affiliates.
CREATE FUNCTION self_employed_works() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_may(ARRAY['fund_accountant', 'controller'], 'CASNOS')
$$;

-- Who may know the person behind any affiliation: those who work on the accounts, auditors, and the batch role; the person knows their own.
CREATE FUNCTION self_employed_sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_is_batch() OR session_user = 'mizan_audit' OR self_employed_works() OR access_may(ARRAY['auditor'], 'CASNOS')
$$;

-- The names behind affiliations, for those who see them: people of the fund have no right on the register of persons. What the asker may
-- see is asked once, not person by person.
CREATE FUNCTION self_employed_names(wanted bigint[])
RETURNS TABLE (id bigint, nss text, surname_ar text, given_name_ar text, surname_fr text, given_name_fr text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.id, p.nss, p.surname_ar, p.given_name_ar, p.surname_fr, p.given_name_fr
      FROM self_employed_affiliation a CROSS JOIN LATERAL (SELECT * FROM people_person WHERE id = a.person_id OFFSET 0) p
     WHERE a.id = ANY (wanted) AND ((SELECT self_employed_sees_all()) OR a.id = ANY ((SELECT self_employed_own())::bigint[]))
$$;

-- The affiliations of persons known by their numbers, those in sight.
CREATE FUNCTION self_employed_numbered(wanted text[]) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.id
      FROM people_person p CROSS JOIN LATERAL (SELECT id FROM self_employed_affiliation WHERE person_id = p.id OFFSET 0) a
     WHERE p.nss = ANY (wanted) AND ((SELECT self_employed_sees_all()) OR a.id = ANY ((SELECT self_employed_own())::bigint[]))
$$;
