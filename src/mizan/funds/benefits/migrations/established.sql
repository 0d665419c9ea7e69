ALTER TABLE benefits_established
    ADD CONSTRAINT benefits_established_fact CHECK (fact IN ('contributions_unpaid')),
    ADD CONSTRAINT benefits_established_late CHECK (late >= 0 AND (late > 0) = (oldest <> ''));

-- What a self-employed person still owes CASNOS of dues whose day to pay was before the claim's day: the sum in centimes, the oldest year, and
-- the first day that is not yet looked at. No row where the person has no account of contributions there.
CREATE FUNCTION benefits_owed_to_casnos(wanted bigint, before date) RETURNS TABLE (late bigint, oldest text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
    SELECT COALESCE(sum(o.rest), 0)::bigint, COALESCE((array_agg(o.period_key::text ORDER BY o.due_on))[1], '')
      FROM self_employed_affiliation a
      LEFT JOIN LATERAL (
            SELECT d.period_key, d.due_on, d.amount - COALESCE((SELECT sum(m.amount) FROM contributions_match m WHERE m.due_id = d.id
                       AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal x WHERE x.match_id = m.id)), 0) AS rest
              FROM contributions_due d
             WHERE d.employer_id = a.id AND d.due_on < before AND NOT EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id)
            OFFSET 0) o ON o.rest > 0
     WHERE a.person_id = wanted GROUP BY a.id
$$;

-- Reads the fund's own books for a claim not decided yet and keeps what they say where it is not what was kept last. Nobody else writes here: who
-- opened the person's file may have it read, and can not say otherwise. A debt found after the decision changes no right, so nothing is read then.
CREATE FUNCTION benefits_establish(wanted bigint, day date, moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c benefits_claim;
    owed record;
    former benefits_established;
    until date := LEAST(day, (moment AT TIME ZONE 'Africa/Algiers')::date);
BEGIN
    SELECT * INTO c FROM benefits_claim WHERE id = wanted FOR UPDATE;
    IF NOT FOUND OR NOT (access_is_batch() OR (access_is_officer() AND c.person_id = ANY (people_opened()))) THEN
        RAISE EXCEPTION 'no claim % in sight', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF c.kind <> 'retirement' OR EXISTS (SELECT 1 FROM benefits_decision WHERE claim_id = wanted) THEN
        RETURN;
    END IF;
    SELECT * INTO owed FROM benefits_owed_to_casnos(c.person_id, until);
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT * INTO former FROM benefits_established WHERE claim_id = wanted AND fact = 'contributions_unpaid' ORDER BY id DESC LIMIT 1;
    IF former.id IS NULL OR (former.late, former.oldest, former.before) IS DISTINCT FROM (owed.late, owed.oldest, until) THEN
        INSERT INTO benefits_established (claim_id, fact, late, oldest, before, at)
        VALUES (wanted, 'contributions_unpaid', owed.late, owed.oldest, until, moment);
    END IF;
END $$;
