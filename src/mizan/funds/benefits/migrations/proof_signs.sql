-- What shows that a person was alive, wherever it is kept: one row for each sign with a day between two others, both included. A period worked
-- says the least it can: its first day. Of the care system, only the day. Nothing is copied: what is held untrue later stops counting here.
CREATE FUNCTION benefits_life_signs(who bigint, since date, until date)
RETURNS TABLE (kind text, on_day date, place text, ref text, evidence_id bigint, by_id bigint, known_from timestamptz, valid_until date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    files bigint[] := ARRAY(SELECT p.id FROM people_person p WHERE p.id = who UNION ALL SELECT p.id FROM people_person p WHERE p.merged_into_id = who);
BEGIN
    RETURN QUERY
    SELECT e.kind::text, e.on_day, e.place::text, e.source_ref::text, e.id, e.by_id, e.recorded_at, e.valid_until FROM benefits_proof_evidence e
     WHERE e.person_id = ANY (files) AND e.on_day <= until AND (e.on_day >= since OR e.valid_until > until)
       AND (SELECT count(*) FROM benefits_proof_annulled x WHERE x.evidence_id = e.id) = 0
    UNION ALL
    -- Marriage and divorce show both of a couple, widowhood the one it is told of. A birth shows nobody who is paid here: mothers are not searched.
    SELECT 'civil', e.on_day, e.place, e.kind || '/' || e.id, NULL, e.by_id, e.known_from, NULL FROM people_event e
     WHERE e.person_id = ANY (files) AND e.kind IN ('marriage', 'divorce', 'widowhood') AND NOT e.annuls AND e.known_until IS NULL
       AND e.on_day BETWEEN since AND until
    UNION ALL
    SELECT 'civil', e.on_day, e.place, e.kind || '/' || e.id, NULL, e.by_id, e.known_from, NULL FROM people_event e
     WHERE e.spouse_id = ANY (files) AND e.kind IN ('marriage', 'divorce') AND NOT e.annuls AND e.known_until IS NULL AND e.on_day BETWEEN since AND until
    UNION ALL
    -- A year of the self-employed counts when its base was declared; what a fund assessed by itself shows nothing.
    SELECT 'activity', c.period_start, CASE c.source WHEN 'casnos' THEN 'CASNOS' ELSE COALESCE(NULLIF(c.employer_name, ''), '') END, c.source || '/' || c.id, NULL, c.by_id,
           c.known_from, NULL FROM careers_earning c
     WHERE c.person_id = ANY (files) AND c.known_until IS NULL AND c.days > 0 AND c.period_start BETWEEN since AND until
       AND (c.source <> 'casnos' OR c.document_hash <> '')
    UNION ALL
    SELECT 'activity', q.first, m.number, 'das/' || w.filing_id, NULL, NULL, d.recorded_at, NULL
      FROM people_person p
      JOIN careers_wage_line w ON w.nss = p.nss AND w.year BETWEEN extract(year FROM since)::int AND extract(year FROM until)::int
     CROSS JOIN LATERAL (VALUES (1, w.q1_duration), (4, w.q2_duration), (7, w.q3_duration), (10, w.q4_duration)) s(month, duration)
     CROSS JOIN LATERAL (SELECT make_date(w.year, s.month, 1) AS first) q
      JOIN careers_declaration d ON d.filing_id = w.filing_id
      JOIN people_employer m ON m.id = w.employer_id
     WHERE p.id = ANY (files) AND s.duration > 0 AND q.first BETWEEN since AND until
       AND (SELECT count(*) FROM careers_supersession x WHERE x.filing_id = w.filing_id AND x.line_no = w.line_no) = 0
    UNION ALL
    -- Who came to a counter to ask for something was there.
    SELECT 'claim', c.received_on, c.agency_code, c.number, NULL, c.opened_by_id, c.opened_at, NULL FROM benefits_claim c
     WHERE c.claimant_id = ANY (files) AND c.channel = 'counter' AND c.received_on BETWEEN since AND until;
END $$;

-- The same, for those who may ask: the night, and an officer who has the file open.
CREATE FUNCTION benefits_signs_of(who bigint, since date, until date)
RETURNS TABLE (kind text, on_day date, place text, ref text, evidence_id bigint, by_id bigint, known_from timestamptz, valid_until date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR (access_is_officer() AND who = ANY (people_opened()))) THEN
        RAISE EXCEPTION 'the file of person % is not open to this account', who USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM benefits_life_signs(who, since, until) s ORDER BY s.on_day, s.known_from, s.ref;
END $$;

-- The last day of grace of an ask whose letter was sent on a day: the month, then the days; never fewer days than from the letter itself.
CREATE FUNCTION benefits_proof_grace(due_month date, days smallint, sent date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT greatest((due_month + interval '1 month' - interval '1 day')::date, sent) + days
$$;

-- Whether anything that would have prevented an ask is known now: a sign of before that was told late counts as well as a new one.
CREATE FUNCTION benefits_proof_answered(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM benefits_proof_ask k WHERE k.id = wanted
                      AND (SELECT count(*) FROM benefits_life_signs(k.person_id, k.counts_since, '9999-12-31'::date)) > 0)
$$;

-- Whether a hold is one for want of proof and the proof has come: it binds no longer, whoever has not yet written so.
CREATE FUNCTION benefits_proof_lifts(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE((SELECT benefits_proof_answered(l.ask_id) FROM benefits_proof_hold l WHERE l.hold_id = wanted), false)
$$;

-- Holds that bind on a day: one condition more, added to whatever makes a hold bind so far. One for want of proof binds no longer from the moment
-- the proof is known.
DO $do$ DECLARE
    former text := pg_get_functiondef('benefits_holds_on(date)'::regprocedure);
    ending CONSTANT text := 'GROUP BY h.award_id';
BEGIN
    IF strpos(former, ending) = 0 THEN
        RAISE EXCEPTION 'benefits_holds_on is not written as it was: add "NOT benefits_proof_lifts(h.id)" to it';
    END IF;
    EXECUTE replace(former, ending, 'AND NOT benefits_proof_lifts(h.id) ' || ending);
END $do$;

-- The next persons, by their ids, to be asked on a day: alive, paid on it by a benefit of these kinds, in their birth month, not asked these twelve
-- months, and whom nothing since a day shows alive. Where the birth month is not known, the month of the first award, or January.
CREATE FUNCTION benefits_proof_due(day date, kinds text[], since date, unknown text, beyond bigint, most integer)
RETURNS TABLE (person_id bigint, fund text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    this integer := extract(month FROM day);
BEGIN
    IF NOT access_is_batch() THEN
        RAISE EXCEPTION 'the night asks, nobody else' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Person by person, in the order of the ids: what costs most is asked last, of the few that are left (OFFSET 0 keeps it so).
    RETURN QUERY
    SELECT d.id, d.fund FROM (
        SELECT p.id, f.fund FROM people_person p
         CROSS JOIN LATERAL (
            SELECT (array_agg(a.fund::text ORDER BY a.id))[1] AS fund, min(a.starts_on) AS first FROM benefits_award a
             WHERE a.person_id = p.id AND a.kind = ANY (kinds) AND a.pays = 'monthly'
               AND (SELECT count(*) FROM benefits_award_term t WHERE t.award_id = a.id AND t.known_until IS NULL AND t.starts_on <= day
                       AND (t.ends_on IS NULL OR t.ends_on > day)) > 0) f
         WHERE p.id > beyond AND p.died_on IS NULL AND p.merged_into_id IS NULL AND f.fund IS NOT NULL
           AND CASE WHEN p.birth_date IS NULL OR p.birth_presumed = 'year'
                    THEN this = CASE unknown WHEN 'january' THEN 1 ELSE extract(month FROM f.first) END
                    ELSE this = extract(month FROM p.birth_date) END
         ORDER BY p.id OFFSET 0) d
     WHERE (SELECT count(*) FROM benefits_proof_ask k WHERE k.person_id = d.id AND k.due_month > (date_trunc('month', day) - interval '12 months')::date
               AND k.due_month < (date_trunc('month', day) + interval '12 months')::date) = 0
       AND (SELECT count(*) FROM benefits_life_signs(d.id, since, day)) = 0
     ORDER BY d.id LIMIT most;
END $$;

-- Those asked and not heard of, without a name, by the end of their grace; an officer sees those of its funds or agency. `wilaya` 0: all.
CREATE FUNCTION benefits_proof_queue(day date, wilaya integer, most integer)
RETURNS TABLE (ask_id bigint, person_id bigint, fund text, agency_code text, wilaya_code integer, due_month date, asked_on date, sent_on date, grace_until date,
    visit_asked_on date, tried_on date, tries bigint, held boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    funds text[] := access_opens_funds();
    agencies text[] := access_opens_agencies();
BEGIN
    IF NOT (access_is_batch() OR access_is_officer()) THEN
        RAISE EXCEPTION 'this account has no queue' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT q.id, q.person_id, q.fund, q.agency_code, q.wilaya_code, q.due_month, q.asked_on, q.sent_on,
           benefits_proof_grace(q.due_month, q.grace_days, q.sent_on), q.visit_asked_on, q.tried_on, q.tries,
           (SELECT count(*) FROM benefits_proof_hold l JOIN benefits_holds_on(day) b ON b.hold_id = l.hold_id WHERE l.ask_id = q.id) > 0
      FROM (
        SELECT k.id, k.person_id, k.fund::text, COALESCE(f.agency_code::text, '') AS agency_code, COALESCE(g.wilaya_code::integer, 0) AS wilaya_code, k.due_month,
               k.asked_on, k.grace_days, s.sent_on, s.visit_asked_on, s.tried_on, s.tries
          FROM benefits_proof_ask k
          JOIN people_person p ON p.id = k.person_id AND p.died_on IS NULL
          LEFT JOIN LATERAL (
            SELECT a.agency_code FROM people_affiliation a WHERE a.person_id = k.person_id AND a.known_until IS NULL
             ORDER BY a.fund = k.fund DESC, a.id LIMIT 1) f ON true
          LEFT JOIN LATERAL (
            SELECT y.wilaya_code FROM people_agency y WHERE y.code = f.agency_code AND y.valid_from <= day AND (y.valid_until IS NULL OR y.valid_until > day)
             LIMIT 1) g ON true
         CROSS JOIN LATERAL (
            SELECT min(x.on_day) FILTER (WHERE x.kind = 'sent') AS sent_on, min(x.on_day) FILTER (WHERE x.kind = 'visit_asked') AS visit_asked_on,
                   max(x.on_day) FILTER (WHERE x.kind IN ('called', 'visited')) AS tried_on,
                   count(*) FILTER (WHERE x.kind IN ('called', 'visited')) AS tries
              FROM benefits_proof_step x WHERE x.ask_id = k.id AND x.on_day <= day) s
         WHERE k.asked_on <= day AND k.due_month > (day - interval '12 months')::date
           AND (access_is_batch() OR k.fund = ANY (funds) OR f.agency_code = ANY (agencies))
         OFFSET 0) q
     WHERE (wilaya = 0 OR q.wilaya_code = wilaya)
       AND (SELECT count(*) FROM benefits_life_signs(q.person_id, (SELECT k.counts_since FROM benefits_proof_ask k WHERE k.id = q.id), day)) = 0
     ORDER BY 9, q.id LIMIT most;
END $$;

-- The holds to be released because the proof has come: for the night, and for who has just brought it.
CREATE FUNCTION benefits_proof_lifted(who bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR (access_is_officer() AND who = ANY (people_opened()))) THEN
        RAISE EXCEPTION 'the file of person % is not open to this account', who USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN (SELECT COALESCE(array_agg(l.hold_id ORDER BY l.hold_id), '{}') FROM benefits_proof_hold l JOIN benefits_proof_ask k ON k.id = l.ask_id
             WHERE (who IS NULL OR k.person_id = who)
               AND (SELECT count(*) FROM benefits_hold_step s WHERE s.hold_id = l.hold_id AND s.kind IN ('released', 'lapsed')) = 0
               AND benefits_proof_answered(l.ask_id));
END $$;

-- Whose file an ask is about: the id alone, for the officer of its fund or agency who is to open it.
CREATE FUNCTION benefits_proof_about(wanted bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT k.person_id FROM benefits_proof_ask k
     WHERE k.id = wanted AND (access_is_batch() OR (access_is_officer() AND (k.fund = ANY (access_opens_funds()) OR EXISTS (
           SELECT 1 FROM people_affiliation a WHERE a.person_id = k.person_id AND a.known_until IS NULL AND a.agency_code = ANY (access_opens_agencies())))))
$$;
