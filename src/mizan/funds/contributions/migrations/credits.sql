-- Where a credit comes from: every movement hangs on a settlement and is exactly what that settlement gives or takes.
ALTER TABLE contributions_credit_movement
    ADD CONSTRAINT contributions_credit_movement_settled CHECK (settlement_id IS NOT NULL),
    ADD CONSTRAINT contributions_credit_movement_way CHECK (
        CASE cause WHEN 'used' THEN amount < 0 WHEN 'returned' THEN amount < 0 WHEN 'released' THEN true ELSE amount > 0 END);

-- What a settlement itself gives (what was left of a receipt, a credit note) or takes (a use, a return).
CREATE FUNCTION contributions_credit_of(method text, amount bigint, credit bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT CASE WHEN method = 'credit' THEN -amount ELSE credit END $$;

-- For the settlements and employers named: the settlement's own movement is what it says, and what its reversed matches had laid,
-- no more and no less, came back. A settlement of an institution (no employer) may move the credit of several employers.
CREATE FUNCTION contributions_credit_agrees(settlements bigint[], employers bigint[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM (SELECT DISTINCT * FROM unnest(settlements, employers)) AS n(settlement, employer)
          LEFT JOIN LATERAL (SELECT employer_id, debtor, method, amount, credit FROM contributions_settlement WHERE id = n.settlement OFFSET 0) s ON true
          LEFT JOIN LATERAL (
                SELECT COALESCE(sum(c.amount) FILTER (WHERE c.cause <> 'released'), 0) AS own,
                       COALESCE(sum(c.amount) FILTER (WHERE c.cause = 'released'), 0) AS released,
                       COALESCE(bool_or(c.debtor <> s.debtor), false) AS mixed,
                       COALESCE(bool_or(c.cause <> CASE s.method WHEN 'credit' THEN 'used' WHEN 'note' THEN 'credit_note' WHEN 'return' THEN 'returned'
                                                        ELSE 'overpaid' END) FILTER (WHERE c.cause <> 'released'), false) AS other
                  FROM contributions_credit_movement c WHERE c.employer_id = n.employer AND c.settlement_id = n.settlement) c ON true
          LEFT JOIN LATERAL (
                SELECT COALESCE(sum(m.amount), 0) AS freed FROM contributions_match m JOIN contributions_match_reversal r ON r.match_id = m.id
                 WHERE m.settlement_id = n.settlement AND m.employer_id = n.employer) f ON true
         WHERE s.method IS NULL OR s.employer_id <> n.employer OR c.mixed OR c.other OR c.released <> f.freed
            OR (s.employer_id IS NOT NULL AND c.own <> contributions_credit_of(s.method, s.amount, s.credit)))
$$;

CREATE FUNCTION contributions_credit_tied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT contributions_credit_agrees((SELECT array_agg(settlement_id) FROM fresh), (SELECT array_agg(employer_id) FROM fresh)) THEN
        RAISE EXCEPTION 'a credit is not what its settlement gives' USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_credit_tie';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_credit_movement_tied AFTER INSERT ON contributions_credit_movement
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_credit_tied();

CREATE FUNCTION contributions_release_tied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    settlements bigint[];
    employers bigint[];
BEGIN
    SELECT array_agg(m.settlement_id), array_agg(m.employer_id) INTO settlements, employers
      FROM fresh f CROSS JOIN LATERAL (SELECT settlement_id, employer_id FROM contributions_match WHERE id = f.match_id OFFSET 0) m;
    IF settlements IS NOT NULL AND NOT contributions_credit_agrees(settlements, employers) THEN
        RAISE EXCEPTION 'what a reversed match had laid is not given back' USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_release_tie';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_match_reversal_tied AFTER INSERT ON contributions_match_reversal
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION contributions_release_tied();

-- A settlement that gives or takes credit does so before its transaction ends.
CREATE FUNCTION contributions_settlement_gives() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT contributions_credit_agrees(ARRAY[NEW.id], ARRAY[NEW.employer_id]) THEN
        RAISE EXCEPTION 'settlement % does not give its credit', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_settlement_credit';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contributions_settlement_credit AFTER INSERT ON contributions_settlement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.employer_id IS NOT NULL AND contributions_credit_of(NEW.method, NEW.amount, NEW.credit) <> 0)
    EXECUTE FUNCTION contributions_settlement_gives();
