ALTER TABLE benefits_letter
    ADD CONSTRAINT benefits_letter_language CHECK (language IN ('ar', 'fr')),
    ADD CONSTRAINT benefits_letter_hash CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT benefits_letter_words CHECK (template <> '' AND address <> '');

-- A letter reaches nobody before its decision was taken, nor on a day to come.
CREATE FUNCTION benefits_letter_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    decided benefits_decision;
BEGIN
    SELECT * INTO decided FROM benefits_decision WHERE id = NEW.decision_id;
    PERFORM benefits_stranger(NEW.by_id, decided.person_id), benefits_stranger(NEW.by_id, decided.claimant_id);
    IF NEW.served_on NOT BETWEEN (decided.decided_at AT TIME ZONE 'Africa/Algiers')::date AND (NEW.recorded_at AT TIME ZONE 'Africa/Algiers')::date THEN
        RAISE EXCEPTION 'a letter is served between its decision and today' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_letter_day';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_letter_guard AFTER INSERT ON benefits_letter FOR EACH ROW EXECUTE FUNCTION benefits_letter_guard();

-- Whose files stand behind a claim, a decision or an award of the officer's funds: ids, so that the officer can say why it opens them. Nothing else.
CREATE FUNCTION benefits_whose(thing text, wanted bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT access_is_officer() THEN
        RAISE EXCEPTION 'this account opens no files' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN (SELECT CASE thing
        WHEN 'claim' THEN (SELECT ARRAY[person_id, claimant_id] FROM benefits_claim WHERE id = wanted AND fund = ANY (benefits_funds()))
        WHEN 'decision' THEN (SELECT ARRAY[person_id, claimant_id] FROM benefits_decision
                               WHERE id = wanted AND person_id IS NOT NULL AND fund = ANY (benefits_funds()))
        WHEN 'award' THEN (SELECT ARRAY[rights_of_id, person_id] FROM benefits_award WHERE id = wanted AND fund = ANY (benefits_funds())) END);
END $$;

-- The other officers of the same funds and agencies, to whom a claim may be handed: ids; their names are asked elsewhere.
CREATE FUNCTION benefits_colleagues() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT g.account_id), '{}') FROM access_grant g JOIN access_account a ON a.id = g.account_id
     WHERE a.is_active AND g.role = 'officer' AND g.revoked_at IS NULL AND g.valid_from <= CURRENT_DATE
       AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until) AND g.account_id <> access_account_id()
       AND ((g.scope_kind = 'fund' AND g.scope_id = ANY (access_opens_funds())) OR (g.scope_kind = 'agency' AND g.scope_id = ANY (access_opens_agencies())))
$$;
