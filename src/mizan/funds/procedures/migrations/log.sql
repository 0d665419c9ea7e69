-- The log of what was done on claims, read from what the house already keeps: nothing is kept twice. Nobody is named: a case is a claim's id, a
-- desk is a number that means something in one answer only. What was taken over from a former system was asked and decided by nobody here: it is no
-- case of the log, of delays or of equity.

-- The funds whose procedures an account may study: its own for a director, all for the minister and the auditor.
CREATE OR REPLACE FUNCTION procedures_funds() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(f ORDER BY n), '{}') FROM unnest(ARRAY['CNAS', 'CNR', 'CASNOS']) WITH ORDINALITY u(f, n)
     WHERE access_is_batch() OR session_user = 'mizan_audit' OR access_may(ARRAY['director', 'minister', 'auditor'], f)
$$;

-- Those of them whose case numbers it may read.
CREATE OR REPLACE FUNCTION procedures_numbered_funds() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(f), '{}') FROM unnest(ARRAY['CNAS', 'CNR', 'CASNOS']) f
     WHERE access_is_batch() OR session_user = 'mizan_audit' OR access_may(ARRAY['director', 'auditor'], f)
$$;

-- How many claims there are of a fund and a kind ('': all), received since a day and opened before a moment.
CREATE OR REPLACE FUNCTION procedures_count(of_fund text, of_kind text, since date, before timestamptz) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*) FROM benefits_claim c WHERE c.fund = ANY (procedures_funds()) AND (of_fund = '' OR c.fund = of_fund)
       AND (of_kind = '' OR c.kind = of_kind) AND c.received_on >= since AND c.opened_at < before AND c.channel <> 'existing'
$$;

-- Everything done before a moment on those claims, or on those of them that wait for an answer. `rank` and `source_id` put what has the same instant
-- in order. Of more claims than `most`, as many are drawn, the same each time.
CREATE OR REPLACE FUNCTION procedures_events(of_fund text, of_kind text, since date, before timestamptz, waiting boolean, most integer)
RETURNS TABLE (case_id bigint, fund text, kind text, agency_code text, received_on date, promised_on date, activity text, at timestamptz, actor text,
    desk integer, facts text[], rank integer, source_id bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF procedures_funds() = '{}' THEN
        RAISE EXCEPTION 'this account studies no procedure' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    WITH cases AS MATERIALIZED (
        SELECT c.* FROM benefits_claim c
         WHERE c.fund = ANY (procedures_funds()) AND (of_fund = '' OR c.fund = of_fund) AND (of_kind = '' OR c.kind = of_kind)
           AND c.received_on >= since AND c.opened_at < before AND c.channel <> 'existing'
           AND (NOT waiting OR NOT (EXISTS (SELECT 1 FROM benefits_decision d WHERE d.claim_id = c.id AND d.decided_at < before)
                                    OR EXISTS (SELECT 1 FROM benefits_claim_step s WHERE s.claim_id = c.id AND s.kind = 'withdrawn' AND s.at < before)))
         ORDER BY md5(c.id::text), c.id LIMIT most),
    firsts AS (SELECT d.claim_id, min(d.id) AS id FROM benefits_decision d JOIN cases c ON c.id = d.claim_id GROUP BY 1),
    done (claim_id, activity, at, actor, by_id, facts, rank, source_id) AS (
        -- What came by post was received on a day before it was written down.
        SELECT c.id, 'arrived', c.received_on::timestamp AT TIME ZONE 'Africa/Algiers', 'citizen', NULL::bigint, '{}'::text[], 0, c.id
          FROM cases c WHERE c.received_on < (c.opened_at AT TIME ZONE 'Africa/Algiers')::date
        UNION ALL
        SELECT c.id, 'received', c.opened_at, CASE c.channel WHEN 'officer' THEN 'system' ELSE 'citizen' END, c.opened_by_id, '{}', 1, c.id FROM cases c
        UNION ALL
        SELECT s.claim_id, s.kind::text, s.at,
               CASE WHEN s.kind IN ('answered', 'withdrawn') THEN 'citizen' WHEN s.kind = 'sampled' THEN 'system' ELSE 'officer' END, s.by_id,
               COALESCE((SELECT array_agg(f ORDER BY f) FROM jsonb_array_elements_text(CASE WHEN s.kind = 'asked' THEN s.detail->'facts' END) f), '{}'),
               CASE WHEN s.kind IN ('sampled', 'examined') THEN 4 ELSE 2 END, s.id
          FROM benefits_claim_step s JOIN cases c ON c.id = s.claim_id
        UNION ALL
        SELECT d.claim_id, d.outcome::text, d.decided_at,
               CASE WHEN d.automatic THEN 'system' WHEN d.proposed_by_id IS NOT NULL THEN 'second' ELSE 'officer' END, d.decided_by_id, '{}', 3, d.id
          FROM benefits_decision d JOIN cases c ON c.id = d.claim_id
        UNION ALL
        SELECT d.claim_id, 'letter', l.recorded_at, 'officer', l.by_id, '{}', 5, l.id
          FROM firsts f JOIN benefits_decision d ON d.id = f.id JOIN benefits_letter l ON l.decision_id = d.id
        UNION ALL
        SELECT c.id, 'paid', p.at, 'payer', p.by_id, '{}', 6, p.id
          FROM cases c CROSS JOIN LATERAL (
               SELECT s.id, s.at, s.by_id FROM benefits_award a JOIN benefits_instalment i ON i.award_id = a.id AND i.waits = '' AND i.paid > 0
                 JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
                WHERE a.claim_id = c.id AND NOT EXISTS (SELECT 1 FROM benefits_run_step x WHERE x.run_id = i.run_id AND x.kind = 'cancelled')
                ORDER BY s.at, s.id LIMIT 1) p)
    SELECT c.id, c.fund::text, c.kind::text, c.agency_code::text, c.received_on, c.promised_on, d.activity, d.at, d.actor,
           CASE WHEN d.by_id IS NULL OR d.actor = 'system' THEN 0
                ELSE dense_rank() OVER (ORDER BY md5(d.by_id::text || of_fund || of_kind || since::text)) END::integer, d.facts, d.rank, d.source_id
      FROM done d JOIN cases c ON c.id = d.claim_id WHERE d.at < before;
END $$;

-- How many of those claims, steps and decisions are in the log of acts too, of how many.
CREATE OR REPLACE FUNCTION procedures_logged(of_fund text, since date, before timestamptz) RETURNS TABLE (done bigint, logged bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF procedures_funds() = '{}' THEN
        RAISE EXCEPTION 'this account studies no procedure' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    WITH cases AS MATERIALIZED (
        SELECT c.id, c.opened_at FROM benefits_claim c
         WHERE c.fund = ANY (procedures_funds()) AND (of_fund = '' OR c.fund = of_fund) AND c.received_on >= since AND c.opened_at < before
           AND c.channel <> 'existing'),
    done (subject_kind, subject_id, verb, at) AS (
        SELECT 'benefit_claim', c.id, 'open_claim', c.opened_at FROM cases c
        UNION ALL SELECT 'benefit_claim', s.claim_id, s.kind || '_claim', s.at FROM benefits_claim_step s JOIN cases c ON c.id = s.claim_id
        UNION ALL SELECT 'benefit_decision', d.id, d.outcome || '_benefit', d.decided_at FROM benefits_decision d JOIN cases c ON c.id = d.claim_id)
    SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM access_act a WHERE a.subject_kind = d.subject_kind AND a.subject_id = d.subject_id::text
                                                       AND a.verb = d.verb AND a.at = d.at))
      FROM done d WHERE d.at < before;
END $$;

-- The numbers of cases, for who may read them.
CREATE OR REPLACE FUNCTION procedures_numbers(wanted bigint[]) RETURNS TABLE (case_id bigint, number text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF procedures_numbered_funds() = '{}' THEN
        RAISE EXCEPTION 'this account reads no case number' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT c.id, c.number::text FROM benefits_claim c WHERE c.id = ANY (wanted) AND c.fund = ANY (procedures_numbered_funds());
END $$;

-- Claims decided for the first time between two days, by who asked: how many people, and, from ten people on, their delays, outcomes and errors.
-- Under ten nothing but the fact that there are fewer leaves the database. An error is an award that its last recomputation does not confirm, or a
-- first decision put right from its own first day on; `compared` are the claims whose award was recomputed or put right.
CREATE OR REPLACE FUNCTION procedures_equity(of_fund text, since date, until date) RETURNS TABLE (dimension text, value text, persons bigint, decided bigint,
    granted bigint, compared bigint, errors bigint, delays integer[]) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF procedures_funds() = '{}' THEN
        RAISE EXCEPTION 'this account studies no procedure' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    WITH firsts AS (
        SELECT d.* FROM benefits_decision d
         WHERE d.claim_id IS NOT NULL AND d.fund = ANY (procedures_funds()) AND (of_fund = '' OR d.fund = of_fund)
           AND d.decided_at >= since::timestamp AT TIME ZONE 'Africa/Algiers' AND d.decided_at < until::timestamp AT TIME ZONE 'Africa/Algiers'
           AND NOT EXISTS (SELECT 1 FROM benefits_decision e WHERE e.claim_id = d.claim_id AND e.id < d.id)),
    told AS (
        SELECT c.id, c.fund, c.claimant_id, f.outcome = 'granted' AS granted, (f.decided_at AT TIME ZONE 'Africa/Algiers')::date - c.received_on AS delay,
               COALESCE(NULLIF(c.agency_code, ''), s.agency_code, '') AS agency, p.sex::text AS sex,
               EXISTS (SELECT 1 FROM benefits_decision n WHERE n.claim_id = c.id AND n.id > f.id AND n.outcome IN ('changed', 'ended')
                          AND n.effective_on <= f.effective_on) AS put_right,
               (SELECT bool_or(l.verdict = 'differs') FROM benefits_award a CROSS JOIN LATERAL (
                       SELECT r.verdict FROM benefits_recomputed r WHERE r.award_id = a.id AND r.verdict <> 'uncomputed'
                        ORDER BY r.recomputation_id DESC LIMIT 1) l WHERE a.claim_id = c.id) AS differs
          FROM firsts f JOIN benefits_claim c ON c.id = f.claim_id AND c.channel <> 'existing' JOIN people_person p ON p.id = c.claimant_id
          LEFT JOIN LATERAL (SELECT x.agency_code FROM people_affiliation x WHERE x.person_id = c.claimant_id AND x.known_until IS NULL
                              ORDER BY x.starts_on DESC NULLS LAST, x.id DESC LIMIT 1) s ON true),
    placed AS (
        SELECT t.*, (SELECT g.wilaya_code::text FROM people_agency g WHERE g.code = t.agency ORDER BY g.valid_from DESC LIMIT 1) AS wilaya FROM told t),
    grouped AS (
        SELECT v.dimension, v.value, count(DISTINCT t.claimant_id) AS persons, count(*) AS decided, count(*) FILTER (WHERE t.granted) AS granted,
               count(*) FILTER (WHERE t.differs IS NOT NULL OR t.put_right) AS compared, count(*) FILTER (WHERE t.differs OR t.put_right) AS errors,
               array_agg(t.delay ORDER BY t.delay, t.id) AS delays
          FROM placed t CROSS JOIN LATERAL (VALUES ('all', ''), ('sex', COALESCE(t.sex, '')), ('wilaya', COALESCE(t.wilaya, '')),
                                                   ('scheme', CASE t.fund WHEN 'CASNOS' THEN 'self_employed' ELSE 'salaried' END)) v(dimension, value)
         GROUP BY 1, 2)
    SELECT g.dimension, g.value, CASE WHEN g.persons >= 10 THEN g.persons END, CASE WHEN g.persons >= 10 THEN g.decided END,
           CASE WHEN g.persons >= 10 THEN g.granted END, CASE WHEN g.persons >= 10 THEN g.compared END,
           CASE WHEN g.persons >= 10 THEN g.errors END, CASE WHEN g.persons >= 10 THEN g.delays END
      FROM grouped g ORDER BY g.dimension, g.value;
END $$;

-- A month of files in one reading, for indicators: what waits at a moment and what of it is past its promised day, then the delay (civil days) and
-- the acts of each claim answered in the month. The same as the cases of the log tell.
CREATE OR REPLACE FUNCTION procedures_measured(of_fund text, month_start date, month_end date, before timestamptz) RETURNS TABLE (waiting bigint, past_promise bigint,
    in_time bigint, delays integer[], steps integer[]) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF procedures_funds() = '{}' THEN
        RAISE EXCEPTION 'this account studies no procedure' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    WITH firsts AS (
        SELECT DISTINCT ON (d.claim_id) d.claim_id, d.decided_at AS at FROM benefits_decision d
         WHERE d.claim_id IS NOT NULL AND d.decided_at < before ORDER BY d.claim_id, d.id),
    left_off AS (SELECT s.claim_id, s.at, s.id FROM benefits_claim_step s WHERE s.kind = 'withdrawn' AND s.at < before),
    told AS (
        SELECT c.id, c.received_on, c.promised_on, c.opened_at, w.id AS withdrawn_id, COALESCE(w.at, f.at) AS at,
               (COALESCE(w.at, f.at) AT TIME ZONE 'Africa/Algiers')::date AS on_day
          FROM benefits_claim c LEFT JOIN firsts f ON f.claim_id = c.id LEFT JOIN left_off w ON w.claim_id = c.id
         WHERE c.fund = ANY (procedures_funds()) AND (of_fund = '' OR c.fund = of_fund) AND c.opened_at < before
           AND c.channel <> 'existing'),
    answered AS (
        SELECT t.id, t.promised_on, t.on_day, t.on_day - t.received_on AS delay,
               2 + (t.received_on < (t.opened_at AT TIME ZONE 'Africa/Algiers')::date)::integer
                 + (SELECT count(*) FROM benefits_claim_step s WHERE s.claim_id = t.id
                       AND (s.at < t.at OR (s.at = t.at AND s.kind NOT IN ('sampled', 'examined')))
                       AND (t.withdrawn_id IS NULL OR s.id < t.withdrawn_id))::integer AS acts
          FROM told t WHERE t.on_day >= month_start AND t.on_day < month_end)
    SELECT (SELECT count(*) FROM told t WHERE t.at IS NULL),
           (SELECT count(*) FROM told t WHERE t.at IS NULL AND t.promised_on < (before AT TIME ZONE 'Africa/Algiers')::date),
           (SELECT count(*) FROM answered a WHERE a.on_day <= a.promised_on),
           (SELECT COALESCE(array_agg(a.delay ORDER BY a.id), '{}') FROM answered a), (SELECT COALESCE(array_agg(a.acts ORDER BY a.id), '{}') FROM answered a);
END $$;
