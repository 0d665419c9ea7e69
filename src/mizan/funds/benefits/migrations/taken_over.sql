-- Awards that were paid before the fund began here: a file that one person proposes and another approves; each award keeps its line of it.
ALTER TABLE benefits_claim DROP CONSTRAINT benefits_claim_channel;
ALTER TABLE benefits_claim ADD CONSTRAINT benefits_claim_channel CHECK (channel IN ('counter', 'post', 'portal', 'assisted', 'api', 'officer', 'existing'));
-- Its record tells what was taken over, since no facts were: the law is not asked again, the file is.
ALTER TABLE benefits_decision DROP CONSTRAINT benefits_decision_record;
ALTER TABLE benefits_decision ADD CONSTRAINT benefits_decision_record
    CHECK (jsonb_typeof(record) = 'object' AND record->>'format' IN ('mizan-decision/1', 'mizan-taken-over/1'));

ALTER TABLE benefits_takeover
    ADD CONSTRAINT benefits_takeover_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_takeover_month CHECK (extract(day FROM first_month) = 1),
    ADD CONSTRAINT benefits_takeover_hash CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT benefits_takeover_counts CHECK (awards > 0 AND left_out >= 0 AND gross_m > 0 AND net_m BETWEEN 0 AND gross_m);
ALTER TABLE benefits_takeover_step
    ADD CONSTRAINT benefits_takeover_step_kind CHECK (kind IN ('approved', 'ended', 'cancelled')),
    ADD CONSTRAINT benefits_takeover_step_reason CHECK ((kind = 'cancelled') = (btrim(reason) <> ''));
ALTER TABLE benefits_taken_over
    ADD CONSTRAINT benefits_taken_over_line CHECK (line > 0 AND ref <> '' AND content_hash ~ '^[0-9a-f]{64}$');

-- The same file is not proposed twice, unless it was given up.
CREATE FUNCTION benefits_takeover_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_takeover:' || NEW.fund, 0));
    IF EXISTS (SELECT 1 FROM benefits_takeover t WHERE t.id <> NEW.id AND (t.fund, t.content_hash) = (NEW.fund, NEW.content_hash)
                  AND NOT EXISTS (SELECT 1 FROM benefits_takeover_step s WHERE s.takeover_id = t.id AND s.kind = 'cancelled')) THEN
        RAISE EXCEPTION 'this file was proposed before' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_takeover_known';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_takeover_guard AFTER INSERT ON benefits_takeover FOR EACH ROW EXECUTE FUNCTION benefits_takeover_guard();

-- Another person approves; what is approved ends, and is not given up any more. It ends once every award is written.
CREATE FUNCTION benefits_takeover_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    t benefits_takeover;
    approved boolean;
BEGIN
    SELECT * INTO t FROM benefits_takeover WHERE id = NEW.takeover_id FOR UPDATE;
    approved := EXISTS (SELECT 1 FROM benefits_takeover_step s WHERE s.takeover_id = t.id AND s.kind = 'approved' AND s.id <> NEW.id);
    IF NEW.kind = 'approved' AND NEW.by_id = t.proposed_by_id THEN
        RAISE EXCEPTION 'another person approves' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_takeover_two_people';
    ELSIF (NEW.kind = 'ended') <> approved
          OR EXISTS (SELECT 1 FROM benefits_takeover_step s WHERE s.takeover_id = t.id AND s.kind IN ('cancelled', 'ended') AND s.id <> NEW.id)
          -- One file of a fund after the other: two that name the same award would stop each other half written.
          OR (NEW.kind = 'approved' AND EXISTS (SELECT 1 FROM benefits_takeover o JOIN benefits_takeover_step s ON s.takeover_id = o.id AND s.kind = 'approved'
                WHERE o.fund = t.fund AND o.id <> t.id AND NOT EXISTS (SELECT 1 FROM benefits_takeover_step e WHERE e.takeover_id = o.id AND e.kind = 'ended'))) THEN
        RAISE EXCEPTION 'this step does not follow' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_takeover_step_order';
    ELSIF NEW.kind = 'ended' AND (SELECT count(*) FROM benefits_taken_over o WHERE o.takeover_id = t.id) <> t.awards THEN
        RAISE EXCEPTION 'not every award is written' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_takeover_step_order';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_takeover_step_guard AFTER INSERT ON benefits_takeover_step FOR EACH ROW EXECUTE FUNCTION benefits_takeover_step_guard();

-- Those of some persons who are behind an account or of its household; for the batch role, in whose name files are taken.
CREATE FUNCTION benefits_kin_among(actor bigint, persons bigint[]) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM benefits_own_person o WHERE o.account_id = actor AND o.known_until IS NULL) THEN
        RETURN '{}';
    END IF;
    RETURN (SELECT COALESCE(array_agg(p), '{}') FROM unnest(persons) p WHERE benefits_is_kin(actor, p));
END $$;

-- Whether a file of a fund is approved and not written whole yet: a month prepared meanwhile would leave some of it out.
CREATE FUNCTION benefits_takeover_unfinished(of_fund text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM benefits_takeover t JOIN benefits_takeover_step s ON s.takeover_id = t.id AND s.kind = 'approved'
                    WHERE t.fund = of_fund AND NOT EXISTS (SELECT 1 FROM benefits_takeover_step e WHERE e.takeover_id = t.id AND e.kind = 'ended'))
$$;

-- A first decision of this kind is signed by who approved the file, after who proposed it, while the file is being written; later ones (a death) go on from it.
CREATE FUNCTION benefits_taken_over_decision_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.supersedes_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM benefits_takeover t JOIN benefits_takeover_step s ON s.takeover_id = t.id AND s.kind = 'approved'
             WHERE t.id::text = NEW.record->>'takeover' AND t.fund = NEW.fund AND s.by_id = NEW.decided_by_id AND t.proposed_by_id = NEW.proposed_by_id
               AND NOT EXISTS (SELECT 1 FROM benefits_takeover_step e WHERE e.takeover_id = t.id AND e.kind IN ('ended', 'cancelled'))) THEN
        RAISE EXCEPTION 'no approved file gives this decision' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_takeover_two_people';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_taken_over_decision_guard AFTER INSERT ON benefits_decision FOR EACH ROW
    WHEN (NEW.record->>'format' = 'mizan-taken-over/1') EXECUTE FUNCTION benefits_taken_over_decision_guard();
