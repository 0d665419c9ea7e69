ALTER TABLE access_account
    ADD CONSTRAINT access_account_username_form CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
    ADD CONSTRAINT access_account_language CHECK (language IN ('ar', 'fr')),
    ADD CONSTRAINT access_account_names CHECK (name_ar <> '' AND name_fr <> '');

ALTER TABLE access_grant
    ADD CONSTRAINT access_grant_role CHECK (
        role IN ('employer_accountant', 'fund_accountant', 'controller', 'director', 'minister', 'auditor', 'system')),
    ADD CONSTRAINT access_grant_scope CHECK (
        CASE role
            WHEN 'employer_accountant' THEN scope_kind = 'employer' AND scope_id ~ '^[0-9]{1,18}$'
            WHEN 'minister' THEN scope_kind = 'nation' AND scope_id = ''
            WHEN 'auditor' THEN scope_kind = 'nation' AND scope_id = ''
            WHEN 'system' THEN scope_kind = 'nation' AND scope_id = ''
            WHEN 'controller' THEN
                (scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR'))
                OR (scope_kind = 'agency' AND scope_id ~ '^[0-9]{5}$')
            ELSE scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR')
        END),
    ADD CONSTRAINT access_grant_span CHECK (valid_until IS NULL OR valid_from < valid_until);
CREATE UNIQUE INDEX access_grant_live ON access_grant (account_id, role, scope_kind, scope_id, valid_from) WHERE revoked_at IS NULL;
CREATE TRIGGER access_grant_guard BEFORE UPDATE OR DELETE ON access_grant FOR EACH ROW EXECUTE FUNCTION access_grant_guard();

ALTER TABLE access_token
    ADD CONSTRAINT access_token_digest CHECK (octet_length(digest) = 32),
    ADD CONSTRAINT access_token_scopes CHECK (cardinality(scopes) > 0),
    ADD CONSTRAINT access_token_span CHECK (issued_at < expires_at AND expires_at <= issued_at + interval '366 days');

-- Acts say when they were done (a demonstration plays other days); the server says when they were written, and that is chained too.
ALTER TABLE access_act ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE access_read ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE access_act
    ADD CONSTRAINT access_act_words CHECK (verb ~ '^[a-z][a-z0-9_]*$' AND subject_kind ~ '^[a-z][a-z0-9_]*$'),
    ADD CONSTRAINT access_act_detail CHECK (jsonb_typeof(detail) = 'object');
ALTER TABLE access_read
    ADD CONSTRAINT access_read_words CHECK (purpose ~ '^[a-z][a-z0-9_]*$' AND subject_kind ~ '^[a-z][a-z0-9_]*$');

ALTER TABLE access_idempotency
    ADD CONSTRAINT access_idempotency_key CHECK (key <> '' AND length(key) <= 200),
    ADD CONSTRAINT access_idempotency_body CHECK (body_hash ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT access_idempotency_status CHECK (status BETWEEN 200 AND 499);
