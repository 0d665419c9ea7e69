-- Two registers bring what they know, each in its own name: the civil register its events, the care system the days it saw people.
ALTER TABLE access_grant DROP CONSTRAINT access_grant_role, DROP CONSTRAINT access_grant_scope;
ALTER TABLE access_grant
    ADD CONSTRAINT access_grant_role CHECK (
        role IN ('employer_accountant', 'self_employed', 'fund_accountant', 'controller', 'director', 'minister', 'auditor', 'system', 'officer', 'registrar')),
    ADD CONSTRAINT access_grant_scope CHECK (
        CASE role
            WHEN 'employer_accountant' THEN scope_kind = 'employer' AND scope_id ~ '^[0-9]{1,18}$'
            WHEN 'self_employed' THEN scope_kind = 'person' AND scope_id ~ '^[0-9]{1,18}$'
            WHEN 'minister' THEN scope_kind = 'nation' AND scope_id = ''
            WHEN 'auditor' THEN scope_kind = 'nation' AND scope_id = ''
            WHEN 'system' THEN scope_kind = 'nation' AND scope_id = ''
            WHEN 'registrar' THEN scope_kind = 'register' AND scope_id IN ('civil', 'care')
            WHEN 'controller' THEN
                (scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR'))
                OR (scope_kind = 'agency' AND scope_id ~ '^[0-9]{5}$')
            WHEN 'officer' THEN
                (scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CASNOS')) OR (scope_kind = 'agency' AND scope_id ~ '^[0-9]{5}$')
            ELSE scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR')
        END);

-- Asked of the tables themselves, like every other answer about grants.
CREATE OR REPLACE FUNCTION access_is_registrar() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
    RETURN EXISTS (SELECT 1 FROM access_grant g JOIN access_account a ON a.id = g.account_id
                    WHERE g.account_id = NULLIF(current_setting('mizan.account', true), '')::bigint AND a.is_active AND g.revoked_at IS NULL
                      AND g.valid_from <= CURRENT_DATE AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until)
                      AND g.role = 'registrar' AND g.scope_id = 'civil');
END $$;

CREATE FUNCTION access_is_care() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
    RETURN EXISTS (SELECT 1 FROM access_grant g JOIN access_account a ON a.id = g.account_id
                    WHERE g.account_id = NULLIF(current_setting('mizan.account', true), '')::bigint AND a.is_active AND g.revoked_at IS NULL
                      AND g.valid_from <= CURRENT_DATE AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until)
                      AND g.role = 'registrar' AND g.scope_id = 'care');
END $$;
