-- Whole-award recomputation. Amounts are net centimes of a month.
ALTER TABLE benefits_recomputation
    ADD CONSTRAINT benefits_recomputation_fund_known CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_recomputation_scope CHECK (scope IN ('full', 'share', 'again') AND (scope = 'share' OR (parts, part) = (1, 0))),
    ADD CONSTRAINT benefits_recomputation_part CHECK (parts BETWEEN 1 AND 1000 AND part BETWEEN 0 AND parts - 1),
    ADD CONSTRAINT benefits_recomputation_cut_off CHECK (cut_off <= begun_at);
ALTER TABLE benefits_recomputed_block
    ADD CONSTRAINT benefits_recomputed_block_counts CHECK (number >= 1 AND least(agreeing, differing, uncomputed) >= 0 AND up_to >= 0);
CREATE UNIQUE INDEX benefits_recomputed_block_last ON benefits_recomputed_block (recomputation_id) WHERE is_last;
ALTER TABLE benefits_recomputed
    ADD CONSTRAINT benefits_recomputed_verdict CHECK (CASE verdict
        WHEN 'agrees' THEN why = '' AND detail IS NULL
        WHEN 'differs' THEN why IN ('facts', 'law', 'kept', 'ended', 'unpaid', 'nothing_due', 'award_missing') AND on_day IS NOT NULL
        WHEN 'uncomputed' THEN why IN ('fact_missing', 'refused', 'news', 'fault') ELSE false END),
    ADD CONSTRAINT benefits_recomputed_detail CHECK (detail IS NULL OR jsonb_typeof(detail) = 'object');
CREATE INDEX benefits_recomputed_open ON benefits_recomputed (recomputation_id, award_id) WHERE verdict <> 'agrees';

-- The work on some awards of a fund as everything was known at a moment. What was begun within a day and not ended goes on (its cut-off stays,
-- and with it every answer); else another begins. Of shares, the one after the last that was done.
CREATE FUNCTION benefits_begin_recomputation(of_fund text, of_scope text, of_parts integer, moment timestamptz, actor bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made bigint;
    following integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_recomputation:' || of_fund || of_scope, 0));
    SELECT r.id INTO made FROM benefits_recomputation r
     WHERE r.fund = of_fund AND r.scope = of_scope AND r.parts = of_parts AND r.begun_at > moment - interval '1 day' AND r.begun_at <= moment
       AND NOT EXISTS (SELECT 1 FROM benefits_recomputed_block b WHERE b.recomputation_id = r.id AND b.is_last)
       -- An increase approved meanwhile is expected of every award, and was kept of none at that cut-off.
       AND NOT EXISTS (SELECT 1 FROM benefits_decision d WHERE d.fund = r.fund AND d.kind = 'revalorisation' AND d.decided_at > r.cut_off)
     ORDER BY r.id DESC LIMIT 1;
    IF made IS NOT NULL THEN
        RETURN made;
    END IF;
    IF of_scope = 'share' THEN
        SELECT (r.part + 1) % of_parts INTO following FROM benefits_recomputation r
          JOIN benefits_recomputed_block b ON b.recomputation_id = r.id AND b.is_last
         WHERE r.fund = of_fund AND r.scope = 'share' AND r.parts = of_parts ORDER BY r.id DESC LIMIT 1;
    END IF;
    INSERT INTO benefits_recomputation (fund, scope, parts, part, cut_off, last_award, begun_at, by_id)
    VALUES (of_fund, of_scope, of_parts, COALESCE(following, 0), moment, COALESCE((SELECT max(id) FROM benefits_award), 0), moment, actor)
    RETURNING id INTO made;
    RETURN made;
END $$;

-- How far a recomputation has come: the number of its next block, the award after which it begins; none where it is ended. Holds the work for
-- the transaction: of two processes on the same, the second waits and then goes on where the first has ended.
CREATE FUNCTION benefits_recomputation_next(wanted bigint) RETURNS TABLE (number integer, beyond bigint) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    b benefits_recomputed_block;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_recomputed:' || wanted, 0));
    SELECT * INTO b FROM benefits_recomputed_block x WHERE x.recomputation_id = wanted ORDER BY x.number DESC LIMIT 1;
    IF b.is_last IS NOT TRUE THEN
        RETURN QUERY SELECT COALESCE(b.number, 0) + 1, COALESCE(b.up_to, 0::bigint);
    END IF;
END $$;

-- The next awards of a recomputation, in the order of their ids: those decided by its cut-off. Read through the keys, a page at a time.
CREATE FUNCTION benefits_recompute_awards(wanted bigint, beyond bigint, most integer)
RETURNS TABLE (award_id bigint, claim_id bigint, kind text, pays text, person_id bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    r benefits_recomputation;
BEGIN
    SELECT * INTO STRICT r FROM benefits_recomputation WHERE id = wanted;
    IF r.scope = 'again' THEN
        RETURN QUERY
        SELECT a.id, a.claim_id, a.kind::text, a.pays::text, a.person_id FROM benefits_recompute_open(r.fund, wanted) o
          JOIN benefits_award a ON a.id = o.award_id WHERE a.id > beyond AND a.id <= r.last_award AND o.verdict = 'differs' ORDER BY a.id LIMIT most;
    ELSE
        RETURN QUERY
        SELECT a.id, a.claim_id, a.kind::text, a.pays::text, a.person_id FROM benefits_award a
         WHERE a.id > beyond AND a.id <= r.last_award AND a.fund = r.fund AND (r.parts = 1 OR a.id % r.parts = r.part)
           AND (SELECT d.decided_at FROM benefits_decision d WHERE d.id = a.first_decision_id) <= r.cut_off
         ORDER BY a.id LIMIT most;
    END IF;
END $$;

-- What does not agree as last computed, award by award: the latest result of each award, before a recomputation where one is named. A result
-- whose award has other terms since is no more known to differ: the next one tells.
CREATE FUNCTION benefits_recompute_open(of_fund text, before bigint) RETURNS TABLE (award_id bigint, recomputation_id bigint, verdict text, on_day date,
    kept_m bigint, given_m bigint, why text, detail jsonb, cut_off timestamptz) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
    SELECT o.award_id, o.recomputation_id, o.verdict::text, o.on_day, o.kept_m, o.given_m, o.why::text, o.detail, r.cut_off
      FROM benefits_recomputation r
      JOIN benefits_recomputed o ON o.recomputation_id = r.id AND o.verdict <> 'agrees'
      CROSS JOIN LATERAL (SELECT count(*) AS later FROM benefits_recomputed n WHERE n.award_id = o.award_id AND n.recomputation_id > o.recomputation_id
                             AND (before IS NULL OR n.recomputation_id < before)) l
     WHERE r.fund = of_fund AND (before IS NULL OR r.id < before) AND l.later = 0
$$;

-- One block kept: its results and how far it goes, at once. Each award once, of the fund, after what is done and in order.
CREATE FUNCTION benefits_keep_block(wanted bigint, numbered integer, up_to bigint, is_last boolean, awards bigint[], verdicts text[], days date[],
    kept bigint[], given bigint[], whys text[], details jsonb[], moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    goes_on record;
BEGIN
    SELECT * INTO goes_on FROM benefits_recomputation_next(wanted);
    IF goes_on.number IS DISTINCT FROM numbered OR up_to < goes_on.beyond
       OR EXISTS (SELECT 1 FROM unnest(awards) a(id) WHERE a.id <= goes_on.beyond OR a.id > up_to) THEN
        RAISE EXCEPTION 'block % of recomputation % does not come next', numbered, wanted
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_recomputed_order';
    ELSIF EXISTS (SELECT 1 FROM unnest(awards) x(id) LEFT JOIN benefits_award a ON a.id = x.id JOIN benefits_recomputation r ON r.id = wanted
                   WHERE a.fund IS DISTINCT FROM r.fund) THEN
        RAISE EXCEPTION 'an award of another fund' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_recomputed_of_fund';
    END IF;
    INSERT INTO benefits_recomputed (award_id, recomputation_id, verdict, on_day, kept_m, given_m, why, detail)
    SELECT f.award, wanted, f.verdict, f.on_day, f.kept, f.given, f.why, f.detail
      FROM unnest(awards, verdicts, days, kept, given, whys, details) f(award, verdict, on_day, kept, given, why, detail);
    INSERT INTO benefits_recomputed_block (recomputation_id, number, up_to, agreeing, differing, uncomputed, is_last, at)
    SELECT wanted, numbered, up_to, count(*) FILTER (WHERE v = 'agrees'), count(*) FILTER (WHERE v = 'differs'),
           count(*) FILTER (WHERE v = 'uncomputed'), is_last, moment
      FROM unnest(verdicts) v;
END $$;

-- The funds whose counts an account sees: those whose balance it sees whole (its own; every one for the collecting fund and the nation).
CREATE FUNCTION benefits_recomputed_funds() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(f), '{}') FROM unnest(ARRAY['CNAS', 'CNR', 'CASNOS']) f
     WHERE access_is_batch() OR (access_is_staff() AND (f = ANY (access_funds()) OR access_collects()))
$$;

-- The recomputations that were ended, with their sums: for the people of the fund and of the nation. Nobody named.
CREATE FUNCTION benefits_recomputations(of_fund text, until timestamptz) RETURNS TABLE (id bigint, fund text, scope text, parts smallint, part smallint,
    cut_off timestamptz, ended_at timestamptz, agreeing bigint, differing bigint, uncomputed bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF of_fund <> ALL (benefits_recomputed_funds()) THEN
        RAISE EXCEPTION 'this account sees nothing of %', of_fund USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT r.id, r.fund::text, r.scope::text, r.parts, r.part, r.cut_off, s.ended_at, s.agreeing, s.differing, s.uncomputed
      FROM benefits_recomputation r
      CROSS JOIN LATERAL (SELECT max(b.at) FILTER (WHERE b.is_last) AS ended_at, sum(b.agreeing) AS agreeing, sum(b.differing) AS differing,
                                 sum(b.uncomputed) AS uncomputed FROM benefits_recomputed_block b WHERE b.recomputation_id = r.id) s
     WHERE r.fund = of_fund AND r.cut_off < until AND s.ended_at IS NOT NULL ORDER BY r.id DESC LIMIT 400;
END $$;

-- How many awards of a fund do not agree as last computed, by why: for the same people.
CREATE FUNCTION benefits_recompute_whys(of_fund text) RETURNS TABLE (verdict text, why text, awards bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF of_fund <> ALL (benefits_recomputed_funds()) THEN
        RAISE EXCEPTION 'this account sees nothing of %', of_fund USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT o.verdict, o.why, count(*) FROM benefits_recompute_open(of_fund, NULL) o GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2;
END $$;

-- Those awards one by one, without a name: for who keeps the books of the fund.
CREATE FUNCTION benefits_recompute_list(of_fund text, skipped integer, most integer) RETURNS TABLE (award_id bigint, kind text, verdict text, on_day date,
    kept_m bigint, given_m bigint, why text, detail jsonb, cut_off timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR of_fund = ANY (benefits_accounts())) THEN
        RAISE EXCEPTION 'this account keeps no books of %', of_fund USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT o.award_id, a.kind::text, o.verdict, o.on_day, o.kept_m, o.given_m, o.why, o.detail, o.cut_off
      FROM benefits_recompute_open(of_fund, NULL) o JOIN benefits_award a ON a.id = o.award_id
     ORDER BY o.verdict, abs(COALESCE(o.kept_m, 0) - COALESCE(o.given_m, 0)) DESC, o.award_id OFFSET skipped LIMIT most;
END $$;

-- The last recomputation of everyone in a run's fund, and whether a career, a person or a decision was known later than its cut-off.
CREATE FUNCTION benefits_run_recomputed(wanted bigint) RETURNS TABLE (id bigint, cut_off timestamptz, ended_at timestamptz, agreeing bigint,
    differing bigint, uncomputed bigint, moved boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r benefits_run;
    last record;
BEGIN
    SELECT * INTO r FROM benefits_run x WHERE x.id = wanted;
    IF NOT (access_is_batch() OR r.fund = ANY (benefits_accounts())) THEN
        RAISE EXCEPTION 'this account pays nobody of %', r.fund USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT x.* INTO last FROM benefits_recomputation f
      CROSS JOIN LATERAL (SELECT f.id, f.cut_off, max(b.at) FILTER (WHERE b.is_last) AS ended_at, sum(b.agreeing) AS agreeing,
                                 sum(b.differing) AS differing, sum(b.uncomputed) AS uncomputed
                            FROM benefits_recomputed_block b WHERE b.recomputation_id = f.id) x
     WHERE f.fund = r.fund AND f.scope = 'full' AND x.ended_at IS NOT NULL ORDER BY f.cut_off DESC, f.id DESC LIMIT 1;
    IF last.id IS NOT NULL THEN
        RETURN QUERY SELECT last.id, last.cut_off, last.ended_at, last.agreeing::bigint, last.differing::bigint, last.uncomputed::bigint,
            -- News are written in the order of their ids, save for those told on the same day: the last thousand say whether any is later.
            (SELECT count(*) > 0 FROM (SELECT c.known_from FROM people_change c ORDER BY c.id DESC LIMIT 1000) n WHERE n.known_from > last.cut_off)
            OR (SELECT max(d.decided_at) FROM benefits_decision d WHERE d.fund = r.fund) > last.cut_off;
    END IF;
END $$;

-- What makes a difference the same as one answered before.
CREATE FUNCTION benefits_difference_key(why text, kept bigint, given bigint) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT concat_ws('/', why, COALESCE(kept, 0), COALESCE(given, 0))
$$;

-- The awards of a run that are known to differ: the latest result of each says so, the term that was compared is still the one held true, and
-- nobody has answered the same difference ("cleared", in this run or before; or "upheld" in this run).
CREATE FUNCTION benefits_run_known_to_differ(wanted bigint) RETURNS TABLE (award_id bigint, kept_m bigint, given_m bigint, why text, found boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT o.award_id, o.kept_m, o.given_m, o.why, f.id IS NOT NULL
      FROM benefits_run r
      CROSS JOIN LATERAL benefits_recompute_open(r.fund, NULL) o
      JOIN benefits_instalment i ON i.run_id = r.id AND i.award_id = o.award_id
      LEFT JOIN benefits_finding f ON f.run_id = r.id AND f.award_id = o.award_id AND f.control = 'above_recomputation'
      LEFT JOIN benefits_finding_step s ON s.finding_id = f.id
      CROSS JOIN LATERAL (SELECT count(*) AS since FROM benefits_award_term t
                           WHERE t.award_id = o.award_id AND (t.known_from > o.cut_off OR t.known_until > o.cut_off)) t
      CROSS JOIN LATERAL (SELECT count(*) AS times FROM benefits_finding p JOIN benefits_finding_step q ON q.finding_id = p.id AND q.kind = 'cleared'
                           WHERE p.award_id = o.award_id AND p.control = 'above_recomputation'
                             AND p.detail->>'key' = benefits_difference_key(o.why, o.kept_m, o.given_m)) c
     WHERE r.id = wanted AND o.verdict = 'differs' AND t.since = 0 AND c.times = 0 AND s.id IS NULL
$$;

-- What the law's own recomputations do not give, kept as findings: deductions of the run handed in, and awards known to differ from their careers.
CREATE OR REPLACE FUNCTION benefits_find_above(wanted bigint, awards bigint[], given bigint[], expected bigint[], actor bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM benefits_may_pay(r.fund, actor) FROM benefits_run r WHERE r.id = wanted;
    INSERT INTO benefits_finding (run_id, award_id, control, stops, detail, content_hash)
    SELECT wanted, COALESCE(f.award, o.award_id), 'above_recomputation', false, d.detail,
           encode(sha256(convert_to('above_recomputation' || d.detail::text, 'UTF8')), 'hex')
      FROM unnest(awards, given, expected) AS f(award, given, expected)
      FULL JOIN benefits_run_known_to_differ(wanted) o ON o.award_id = f.award
     CROSS JOIN LATERAL (SELECT CASE WHEN o.award_id IS NULL
            THEN jsonb_build_object('why', 'net', 'key', f.given::text, 'given', f.given, 'expected', f.expected)
            ELSE jsonb_build_object('why', 'career', 'key', benefits_difference_key(o.why, o.kept_m, o.given_m), 'given', COALESCE(o.kept_m, 0),
                                    'expected', COALESCE(o.given_m, 0), 'about', o.why, 'deducted', f.expected) END AS detail) d;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

-- A run is not approved while somebody is known to be paid more than the law gives and nobody has said a word on it. Nobody's payment is stopped
-- by it: whoever answers, either way, lets the run go on. Whoever is paid less is told of like the others and never holds the run: the day the law
-- takes less of every pension, all would wait for the mending of each.
CREATE FUNCTION benefits_run_answered_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.kind <> 'approved' THEN
        RETURN NULL;
    ELSIF EXISTS (SELECT 1 FROM benefits_finding f LEFT JOIN benefits_finding_step s ON s.finding_id = f.id
                   WHERE f.run_id = NEW.run_id AND f.control = 'above_recomputation' AND s.id IS NULL
                     AND (f.detail->>'given')::bigint > (f.detail->>'expected')::bigint) THEN
        RAISE EXCEPTION 'a finding of run % has no answer', NEW.run_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_unanswered';
    ELSIF EXISTS (SELECT 1 FROM benefits_run_known_to_differ(NEW.run_id) d WHERE COALESCE(d.kept_m, 0) > COALESCE(d.given_m, 0)) THEN
        RAISE EXCEPTION 'an award of run % is known to differ since it was prepared', NEW.run_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_differs';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_run_answered_guard AFTER INSERT ON benefits_run_step FOR EACH ROW EXECUTE FUNCTION benefits_run_answered_guard();
