-- Deciding again takes two people: the night or an officer says that a decision is to be looked at again, one proposes it, another decides or upholds it.
ALTER TABLE benefits_claim_step DROP CONSTRAINT benefits_claim_step_kind;
ALTER TABLE benefits_claim_step
    ADD CONSTRAINT benefits_claim_step_kind CHECK (kind IN ('taken', 'handed_over', 'asked', 'answered', 'proposed', 'withdrawn', 'sampled', 'examined',
        'reproposed', 'to_judge', 'upheld')),
    ADD CONSTRAINT benefits_claim_step_upheld CHECK (kind <> 'upheld' OR btrim(COALESCE(detail->>'reason', '')) <> '');
CREATE INDEX benefits_claim_step_again ON benefits_claim_step (claim_id) WHERE kind IN ('to_judge', 'reproposed');

-- The last word on deciding again on a decision of a claim (save one step that is being written); no row where nothing was said.
CREATE FUNCTION benefits_again_step(of_claim bigint, decision bigint, save bigint) RETURNS SETOF benefits_claim_step LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.* FROM benefits_claim_step s
     WHERE s.claim_id = of_claim AND s.id <> save AND s.kind IN ('to_judge', 'reproposed', 'answered', 'upheld') AND s.detail->>'decision' = decision::text
     ORDER BY s.id DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION benefits_claim_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c benefits_claim;
    live bigint;
    said benefits_claim_step;
    decided boolean;
    again boolean;
BEGIN
    SELECT * INTO c FROM benefits_claim WHERE id = NEW.claim_id FOR UPDATE;
    PERFORM benefits_stranger(who, c.person_id), benefits_stranger(who, c.claimant_id) FROM unnest(ARRAY[NEW.by_id, NEW.to_account_id]) who;
    SELECT d.id INTO live FROM benefits_decision d
     WHERE d.claim_id = NEW.claim_id AND NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id);
    decided := live IS NOT NULL;
    again := NEW.kind IN ('reproposed', 'to_judge', 'upheld') OR (NEW.kind = 'answered' AND decided);
    IF decided <> (again OR NEW.kind IN ('sampled', 'examined')) THEN
        RAISE EXCEPTION 'a % step does not fit a claim that is % decided', NEW.kind, CASE WHEN decided THEN '' ELSE 'not ' END || 'yet'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_step_order';
    ELSIF EXISTS (SELECT 1 FROM benefits_claim_step WHERE claim_id = NEW.claim_id AND kind = 'withdrawn' AND id <> NEW.id) THEN
        RAISE EXCEPTION 'the claim was withdrawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_gone';
    ELSIF again AND NEW.detail->>'decision' IS DISTINCT FROM live::text THEN
        RAISE EXCEPTION 'what is decided again is the last decision on the claim' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_step_order';
    ELSIF NEW.kind = 'to_judge' AND NEW.by_id <> benefits_system() THEN
        RAISE EXCEPTION 'an officer proposes, the night leaves to judge' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_step_order';
    END IF;
    SELECT * INTO said FROM benefits_again_step(NEW.claim_id, live, NEW.id);
    IF NEW.kind = 'answered' AND decided AND COALESCE(said.kind, 'upheld') = 'upheld' THEN
        RAISE EXCEPTION 'nothing is being decided again' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_step_order';
    ELSIF NEW.kind = 'upheld' AND said.kind IS DISTINCT FROM 'reproposed' THEN
        RAISE EXCEPTION 'nobody proposes to decide again' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_again_proposed';
    ELSIF NEW.kind = 'upheld' AND said.by_id = NEW.by_id THEN
        RAISE EXCEPTION 'another person answers a proposal' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_two_people';
    END IF;
    RETURN NULL;
END $$;

-- Whoever is named as the one who proposed has the last word on it: an answer, a decline or new facts since take a proposal of their own.
CREATE OR REPLACE FUNCTION benefits_reassessment_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.sensitive AND NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM benefits_again_step(NEW.claim_id, NEW.supersedes_id, 0) s
             WHERE s.kind = 'reproposed' AND s.by_id = NEW.proposed_by_id AND s.by_id <> NEW.decided_by_id) THEN
        RAISE EXCEPTION 'nobody else has proposed this' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_two_people';
    END IF;
    RETURN NULL;
END $$;

-- The decisions somebody is to look at again, oldest word first, without a name and without what anybody wrote; of the officer's funds or agency.
-- `told` is what the night could not decide, empty elsewhere.
CREATE FUNCTION benefits_again_queue(most integer) RETURNS TABLE (claim_id bigint, number text, fund text, kind text, agency_code text, state text,
    by_id bigint, told jsonb, since timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR access_is_officer()) THEN
        RAISE EXCEPTION 'this account has no queue' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT c.id, c.number::text, c.fund::text, c.kind::text, c.agency_code::text, s.kind::text, s.by_id,
           CASE s.kind WHEN 'to_judge' THEN s.detail ELSE '{}'::jsonb END, s.at
      FROM (SELECT DISTINCT k.claim_id AS id FROM benefits_claim_step k WHERE k.kind IN ('to_judge', 'reproposed')) w
      JOIN benefits_claim c ON c.id = w.id
      JOIN benefits_decision d ON d.claim_id = c.id AND NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id)
      CROSS JOIN LATERAL benefits_again_step(c.id, d.id, 0) s
     WHERE (access_is_batch() OR c.fund = ANY (access_opens_funds()) OR c.agency_code = ANY (access_opens_agencies())) AND s.kind <> 'upheld'
     ORDER BY s.at, c.id LIMIT most;
END $$;

-- The first month no instalment has come for yet of a fund: what a new award of it will be due before; none where no run has paid.
CREATE FUNCTION benefits_fund_paid_until(of_fund text) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (max(r.month) + interval '1 month')::date FROM benefits_standing_runs(of_fund, NULL) r WHERE r.approved
$$;
