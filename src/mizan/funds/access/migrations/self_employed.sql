-- A self-employed person acts on their own account: a role whose scope is that person.
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
            WHEN 'registrar' THEN scope_kind = 'register' AND scope_id = 'civil'
            WHEN 'controller' THEN
                (scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR'))
                OR (scope_kind = 'agency' AND scope_id ~ '^[0-9]{5}$')
            WHEN 'officer' THEN
                (scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CASNOS')) OR (scope_kind = 'agency' AND scope_id ~ '^[0-9]{5}$')
            ELSE scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR')
        END);

-- The persons the account acts for.
CREATE FUNCTION access_persons() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT scope_id::bigint), '{}') FROM access_live_grants() WHERE scope_kind = 'person'
$$;

-- An account that acts for one person bears that person's name: like an employer's accountant, it is known to staff and to itself alone.
CREATE OR REPLACE FUNCTION access_names(wanted bigint[])
RETURNS TABLE (id bigint, username text, name_ar text, name_fr text, language text, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.id, a.username, a.name_ar, a.name_fr, a.language, a.is_active FROM access_account a
     WHERE a.id = ANY (wanted) AND access_account_id() IS NOT NULL
       AND (a.id = access_account_id() OR access_is_staff()
            OR NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.account_id = a.id AND g.scope_kind IN ('employer', 'person')))
$$;
