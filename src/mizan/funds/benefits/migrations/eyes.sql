-- Four eyes on what lowers a right, held by the database: whoever is named as the one who proposed it has written so, in their own name, on what it supersedes.
ALTER TABLE benefits_claim_step DROP CONSTRAINT benefits_claim_step_kind;
ALTER TABLE benefits_claim_step ADD CONSTRAINT benefits_claim_step_kind CHECK (kind IN ('taken', 'handed_over', 'asked', 'answered', 'proposed', 'withdrawn', 'sampled',
    'examined', 'reproposed'));
CREATE OR REPLACE FUNCTION benefits_claim_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c benefits_claim;
    decided boolean;
BEGIN
    SELECT * INTO c FROM benefits_claim WHERE id = NEW.claim_id FOR UPDATE;
    PERFORM benefits_stranger(who, c.person_id), benefits_stranger(who, c.claimant_id) FROM unnest(ARRAY[NEW.by_id, NEW.to_account_id]) who;
    decided := EXISTS (SELECT 1 FROM benefits_decision WHERE claim_id = NEW.claim_id);
    IF decided <> (NEW.kind IN ('sampled', 'examined', 'reproposed')) THEN
        RAISE EXCEPTION 'a % step does not fit a claim that is % decided', NEW.kind, CASE WHEN decided THEN '' ELSE 'not ' END || 'yet'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_step_order';
    ELSIF EXISTS (SELECT 1 FROM benefits_claim_step WHERE claim_id = NEW.claim_id AND kind = 'withdrawn' AND id <> NEW.id) THEN
        RAISE EXCEPTION 'the claim was withdrawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_gone';
    ELSIF NEW.kind = 'reproposed' AND NOT EXISTS (
            SELECT 1 FROM benefits_decision d WHERE d.claim_id = NEW.claim_id AND d.id::text = NEW.detail->>'decision'
               AND NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id)) THEN
        RAISE EXCEPTION 'what is proposed again is the last decision on the claim' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_step_order';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION benefits_reassessment_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.sensitive AND NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM benefits_claim_step s WHERE s.claim_id = NEW.claim_id AND s.kind = 'reproposed' AND s.by_id = NEW.proposed_by_id
               AND s.by_id <> NEW.decided_by_id AND s.detail->>'decision' = NEW.supersedes_id::text) THEN
        RAISE EXCEPTION 'nobody else has proposed this' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_two_people';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_reassessment_guard AFTER INSERT ON benefits_decision FOR EACH ROW EXECUTE FUNCTION benefits_reassessment_guard();

-- Whoever decides on awards takes this first, for the funds that may pay them: an increase of one of these that is being written is waited for, and
-- one begun later waits. Decisions that other funds pay go on. In one order, so that two decisions never wait for one another.
DROP FUNCTION benefits_hold_increases();
CREATE FUNCTION benefits_hold_increases(of_funds text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f text;
BEGIN
    FOR f IN SELECT DISTINCT unnest(of_funds) ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('benefits_increase:' || f, 0));
    END LOOP;
END $$;
