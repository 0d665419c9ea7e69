-- Who is acting, and what the grants of that account allow. Policies call these once per query: (SELECT access_employers()).

CREATE FUNCTION access_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

-- The one thing the web role says about itself, for one transaction.
CREATE FUNCTION access_account_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NULLIF(current_setting('mizan.account', true), '')::bigint
$$;

-- Each role has its own login: inside a SECURITY DEFINER function the session still says who called.
CREATE FUNCTION access_is_batch() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT session_user = 'mizan_batch'
$$;

CREATE FUNCTION access_live_grants() RETURNS SETOF access_grant LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT g.* FROM access_grant g JOIN access_account a ON a.id = g.account_id
     WHERE g.account_id = (SELECT access_account_id()) AND a.is_active AND g.revoked_at IS NULL
       AND g.valid_from <= CURRENT_DATE AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until)
$$;

CREATE FUNCTION access_employers() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT scope_id::bigint), '{}') FROM access_live_grants() WHERE scope_kind = 'employer'
$$;

CREATE FUNCTION access_agencies() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT scope_id), '{}') FROM access_live_grants() WHERE scope_kind = 'agency'
$$;

CREATE FUNCTION access_is_nation() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_live_grants() WHERE scope_kind = 'nation')
$$;

-- People of a fund or of the nation; an agency's people see what their agency holds, an employer's what is theirs.
CREATE FUNCTION access_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_live_grants() WHERE scope_kind IN ('fund', 'nation'))
$$;

CREATE FUNCTION access_funds() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN access_is_nation() THEN ARRAY['CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR']
           ELSE (SELECT COALESCE(array_agg(DISTINCT scope_id), '{}') FROM access_live_grants() WHERE scope_kind = 'fund') END
$$;

CREATE FUNCTION access_roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT role), '{}') FROM access_live_grants()
$$;

-- The collecting fund's people, and the nation's: they see every employer.
CREATE FUNCTION access_collects() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_live_grants() WHERE scope_kind = 'nation' OR (scope_kind = 'fund' AND scope_id = 'CNAS'))
$$;

-- Personal data of any insured person: the collecting fund's controllers, and auditors. A director or a minister sees no person.
CREATE FUNCTION access_reads_persons() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_live_grants()
                    WHERE (role = 'controller' AND scope_kind = 'fund' AND scope_id = 'CNAS') OR (role = 'auditor' AND scope_kind = 'nation'))
$$;

-- Whether the account holds one of these roles for this fund (the nation's roles hold for every fund).
CREATE FUNCTION access_may(wanted text[], fund text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_live_grants()
                    WHERE role = ANY (wanted) AND (scope_kind = 'nation' OR (scope_kind = 'fund' AND scope_id = fund)))
$$;

-- Names of accounts, to sign what they did: one's own, those of people of the funds; staff see all.
CREATE FUNCTION access_names(wanted bigint[]) RETURNS TABLE (id bigint, username text, name_ar text, name_fr text, language text, is_active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.id, a.username, a.name_ar, a.name_fr, a.language, a.is_active FROM access_account a
     WHERE a.id = ANY (wanted) AND access_account_id() IS NOT NULL
       AND (a.id = access_account_id() OR access_is_staff()
            OR NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.account_id = a.id AND g.scope_kind = 'employer'))
$$;

-- Passwords: the derived proof comes from outside, the comparison is made here, the stored digest never leaves.
CREATE FUNCTION access_secret_recipe(wanted text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.recipe FROM access_secret s JOIN access_account a ON a.id = s.account_id WHERE a.username = wanted
$$;

CREATE FUNCTION access_secret_matches(wanted text, proof text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.id FROM access_secret s JOIN access_account a ON a.id = s.account_id
     WHERE a.username = wanted AND a.is_active AND s.digest = sha256(convert_to(proof, 'UTF8'))
$$;

CREATE FUNCTION access_secret_keep(account bigint, recipe text, proof text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO access_secret (account_id, recipe, digest) VALUES ($1, $2, sha256(convert_to($3, 'UTF8')))
    ON CONFLICT (account_id) DO UPDATE SET recipe = EXCLUDED.recipe, digest = EXCLUDED.digest
$$;

-- A person changes their own password: the old proof is asked for again.
CREATE FUNCTION access_secret_change(former text, recipe text, proof text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM access_secret s WHERE s.account_id = access_account_id() AND s.digest = sha256(convert_to(former, 'UTF8'));
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access_secret_keep(access_account_id(), recipe, proof);
    RETURN true;
END $$;

-- Sign out everywhere: the account's own stamp.
CREATE FUNCTION access_stamp_renew(fresh text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE access_account SET stamp = fresh WHERE id = access_account_id()
$$;

-- Whose token this is, asked before anybody is known; only the digest of the secret is compared.
CREATE FUNCTION access_token_holder(wanted bytea) RETURNS TABLE (id bigint, account_id bigint, scopes text[], expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.id, t.account_id, t.scopes, t.expires_at FROM access_token t JOIN access_account a ON a.id = t.account_id
     WHERE t.digest = wanted AND t.revoked_at IS NULL AND a.is_active
$$;

-- Revoking is the only change a token knows, and only its holder can ask for it here.
CREATE FUNCTION access_token_revoke(token bigint, moment timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE access_token SET revoked_at = moment WHERE id = token AND account_id = access_account_id() AND revoked_at IS NULL;
    RETURN FOUND;
END $$;

-- A grant's own words can not change: it is only revoked, once.
CREATE FUNCTION access_grant_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a grant is revoked, never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
       OR (OLD.id, OLD.account_id, OLD.role, OLD.scope_kind, OLD.scope_id, OLD.valid_from)
          IS DISTINCT FROM (NEW.id, NEW.account_id, NEW.role, NEW.scope_kind, NEW.scope_id, NEW.valid_from)
       OR OLD.valid_until IS DISTINCT FROM NEW.valid_until THEN
        RAISE EXCEPTION 'a grant can only be revoked, once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
