-- Each base retained for a year of the self-employed is told once: what a row bears in `ref` names the due for ever.
CREATE UNIQUE INDEX careers_earning_yearly_once ON careers_earning (ref) WHERE source = 'casnos' AND ref LIKE 'due/%';

-- Waits for the round that is telling bases, if there is one; held until the transaction ends, so that what is read next stands still.
CREATE FUNCTION careers_yearly_turn() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT access_is_batch() THEN
        RAISE EXCEPTION 'the round that tells careers the yearly bases is of the batch role' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('careers_yearly', 0));
END $$;

-- Keeps yearly bases, whole columns at once; a year told again stands for what was known of it from now on. The activity opens as a spell,
-- unless careers know already that the person was on their own account then (an imported history).
CREATE FUNCTION careers_record_yearly(persons bigint[], starts date[], day_counts smallint[], amounts bigint[], refs text[], hashes text[],
    since date[], until date[], actor bigint, moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    kept integer;
    former bigint[];
BEGIN
    PERFORM careers_let_in('casnos', '', '', actor);
    SELECT array_agg(found.id) INTO former FROM unnest(persons, starts) AS n(person, first)
     CROSS JOIN LATERAL (
        SELECT e.id FROM careers_earning e WHERE e.person_id = n.person AND e.scheme = 'CASNOS' AND COALESCE(e.employer_id, 0) = 0
           AND e.employer_name = '' AND e.source = 'casnos' AND e.period_start = n.first AND e.known_until IS NULL OFFSET 0) found;
    UPDATE careers_earning SET known_until = moment WHERE id = ANY (former);
    INSERT INTO careers_earning (person_id, scheme, employer_id, employer_name, period_start, period_end, days, amount, source, ref, document_hash, by_id, known_from)
    SELECT n.person, 'CASNOS', NULL, '', n.first, (n.first + interval '1 year')::date, n.days, n.amount, 'casnos', n.ref, n.hash, actor, moment
      FROM unnest(persons, starts, day_counts, amounts, refs, hashes) AS n(person, first, days, amount, ref, hash);
    GET DIAGNOSTICS kept = ROW_COUNT;
    INSERT INTO careers_spell (person_id, scheme, employer_id, employer_name, starts_on, ends_on, source, ref, document_hash, by_id, known_from)
    SELECT DISTINCT ON (n.person) n.person, 'CASNOS', NULL::bigint, '', n.since, n.until, 'casnos', n.ref, '', actor, moment
      FROM unnest(persons, refs, since, until) AS n(person, ref, since, until)
     WHERE NOT EXISTS (
        SELECT 1 FROM careers_spell s WHERE s.person_id = n.person AND s.scheme = 'CASNOS' AND s.employer_id IS NULL AND s.employer_name = ''
           AND s.known_until IS NULL AND daterange(s.starts_on, s.ends_on) && daterange(n.since, n.until))
     ORDER BY n.person, n.since;
    INSERT INTO people_change (person_id, kind, since, ref, known_from)
    SELECT n.person, 'career', min(n.first), 0, moment FROM unnest(persons, starts) AS n(person, first) GROUP BY 1 ORDER BY 1;
    RETURN kept;
END $$;
