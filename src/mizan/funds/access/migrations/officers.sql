ALTER TABLE access_grant DROP CONSTRAINT access_grant_role, DROP CONSTRAINT access_grant_scope;
ALTER TABLE access_grant
    ADD CONSTRAINT access_grant_role CHECK (
        role IN ('employer_accountant', 'fund_accountant', 'controller', 'director', 'minister', 'auditor', 'system', 'officer', 'registrar')),
    ADD CONSTRAINT access_grant_scope CHECK (
        CASE role
            WHEN 'employer_accountant' THEN scope_kind = 'employer' AND scope_id ~ '^[0-9]{1,18}$'
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

CREATE FUNCTION access_is_officer() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_live_grants() WHERE role = 'officer')
$$;

CREATE FUNCTION access_is_registrar() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_live_grants() WHERE role = 'registrar')
$$;

-- The funds whose persons the account may open; every one for the collecting fund's controllers, whose work is any insured person.
CREATE FUNCTION access_opens_funds() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN bool_or(role = 'controller' AND scope_id = 'CNAS') THEN ARRAY['CNAS', 'CNR', 'CASNOS']
           ELSE COALESCE(array_agg(DISTINCT scope_id) FILTER (WHERE role = 'officer'), '{}') END
      FROM access_live_grants() WHERE scope_kind = 'fund'
$$;

CREATE FUNCTION access_opens_agencies() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT scope_id), '{}') FROM access_live_grants() WHERE scope_kind = 'agency' AND role = 'officer'
$$;

-- No log, no look: the persons of whom this transaction has written a read, with its purpose, in the name of its account.
CREATE FUNCTION access_opened_persons() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT subject_id::bigint), '{}') FROM access_read
     WHERE account_id = access_account_id() AND subject_kind = 'person' AND written_at >= transaction_timestamp()
       AND subject_id ~ '^[0-9]{1,18}$'
$$;
CREATE INDEX access_read_latest ON access_read (account_id, written_at) WHERE subject_kind = 'person';

-- A row that was held true from a moment is never changed: it may only stop being held true, once.
CREATE FUNCTION access_known_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '% keeps what was known: nothing is removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.known_until IS NOT NULL OR NEW.known_until IS NULL OR NEW.known_until < OLD.known_from
       OR (to_jsonb(OLD) - 'known_until') IS DISTINCT FROM (to_jsonb(NEW) - 'known_until') THEN
        RAISE EXCEPTION '% keeps what was known: a row only stops being held true, once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
