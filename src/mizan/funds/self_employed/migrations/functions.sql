-- Affiliations are numbered in a range of their own: a number of the accounts of contributions says by itself whose it is.
ALTER TABLE self_employed_affiliation ALTER COLUMN id RESTART WITH 1099511627776;
ALTER TABLE self_employed_affiliation
    ADD CONSTRAINT self_employed_affiliation_range CHECK (id >= 1099511627776),
    ADD CONSTRAINT self_employed_affiliation_rib CHECK (rib = '' OR rib ~ '^[0-9]{20}$'),
    ADD CONSTRAINT self_employed_affiliation_agency CHECK (agency_code ~ '^[0-9]{5}$');

-- An act asks these at every table it writes: each looks at the grants itself and keeps its plan for the session (see access_live_grants).

-- The affiliations of the persons the account acts for.
CREATE FUNCTION self_employed_own() RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT COALESCE(array_agg(f.id), '{}')
              FROM (SELECT DISTINCT g.scope_id::bigint AS person FROM access_grant g JOIN access_account a ON a.id = g.account_id
             WHERE g.account_id = NULLIF(current_setting('mizan.account', true), '')::bigint AND a.is_active AND g.revoked_at IS NULL
               AND g.valid_from <= CURRENT_DATE AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until)
                       AND g.scope_kind = 'person') own
              JOIN self_employed_affiliation f ON f.person_id = own.person);
END $$;

-- The fund's own people who work on the accounts of its affiliates.
CREATE FUNCTION self_employed_works() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM access_grant g JOIN access_account a ON a.id = g.account_id
             WHERE g.account_id = NULLIF(current_setting('mizan.account', true), '')::bigint AND a.is_active AND g.revoked_at IS NULL
               AND g.valid_from <= CURRENT_DATE AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until)
               AND g.role IN ('fund_accountant', 'controller') AND (g.scope_kind = 'nation' OR g.scope_kind = 'fund' AND g.scope_id = 'CASNOS'));
END $$;

-- Who may know the person behind any affiliation: those who work on the accounts, auditors, and the batch role; the person knows their own.
CREATE FUNCTION self_employed_sees_all() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN session_user IN ('mizan_batch', 'mizan_audit') OR EXISTS (SELECT 1 FROM access_grant g JOIN access_account a ON a.id = g.account_id
             WHERE g.account_id = NULLIF(current_setting('mizan.account', true), '')::bigint AND a.is_active AND g.revoked_at IS NULL
               AND g.valid_from <= CURRENT_DATE AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until)
               AND g.role IN ('fund_accountant', 'controller', 'auditor')
               AND (g.scope_kind = 'nation' OR g.scope_kind = 'fund' AND g.scope_id = 'CASNOS'));
END $$;

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
