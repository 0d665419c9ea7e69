ALTER TABLE people_tie
    ADD CONSTRAINT people_tie_rank CHECK (CASE relation
        WHEN 'child' THEN rank BETWEEN 1 AND 15 WHEN 'spouse' THEN rank BETWEEN 80 AND 83 WHEN 'ascendant' THEN rank BETWEEN 90 AND 93 ELSE false END),
    ADD CONSTRAINT people_tie_two CHECK (person_id <> member_id),
    ADD CONSTRAINT people_tie_span CHECK (starts_on < ends_on),
    ADD CONSTRAINT people_tie_end CHECK (own_ends_on IS NULL OR ends_on <= own_ends_on),
    ADD CONSTRAINT people_tie_known CHECK (known_from <= known_until),
    -- Four ranks of spouses, four of ascendants, fifteen of children: one member each on any day.
    ADD CONSTRAINT people_tie_one_a_rank EXCLUDE USING gist (person_id WITH =, rank WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (known_until IS NULL);
CREATE INDEX people_tie_live ON people_tie (person_id) WHERE known_until IS NULL;
CREATE UNIQUE INDEX people_tie_member ON people_tie (person_id, member_id) WHERE known_until IS NULL AND ends_on IS NULL;

-- The first day on which a person is no more in any household: the day after the death.
CREATE FUNCTION people_gone(wanted bigint) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
    SELECT died_on + 1 FROM people_person WHERE id = wanted
$$;

-- The lowest rank free for the whole span; null when there is none. A woman has one husband.
CREATE FUNCTION people_free_rank(head bigint, kind text, starts date, ends date) RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
    SELECT min(r)::smallint FROM generate_series(
        CASE kind WHEN 'child' THEN 1 WHEN 'spouse' THEN 80 ELSE 90 END,
        CASE kind WHEN 'child' THEN 15 WHEN 'spouse' THEN CASE WHEN (SELECT sex FROM people_person WHERE id = head) = 'F' THEN 80 ELSE 83 END ELSE 93 END) r
     WHERE r <> ALL (ARRAY(SELECT t.rank::integer FROM people_tie t WHERE t.person_id = head AND t.known_until IS NULL
                              AND t.starts_on < COALESCE(ends, 'infinity') AND starts < COALESCE(t.ends_on, 'infinity')))
$$;

-- Writes a tie; its id, or null where one of the two was gone before it could begin.
CREATE FUNCTION people_tie_in(head bigint, other bigint, kind text, wanted smallint, starts date, own_end date, why text, event bigint, actor bigint,
                              moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    ends date := LEAST(own_end, people_gone(head), people_gone(other));
    place smallint;
    made bigint;
BEGIN
    IF ends <= starts THEN
        RETURN NULL;
    END IF;
    place := COALESCE(wanted, people_free_rank(head, kind, starts, ends));
    IF place IS NULL THEN
        PERFORM people_impossible('every rank is taken', CASE kind WHEN 'spouse' THEN 'people_spouses_most' ELSE 'people_ranks_taken' END);
    END IF;
    INSERT INTO people_tie (person_id, member_id, relation, rank, starts_on, own_ends_on, ends_on, cause_id, ground, by_id, known_from)
    VALUES (head, other, kind, place, starts, own_end, ends, event, why, actor, moment) RETURNING id INTO made;
    RETURN made;
END $$;

CREATE FUNCTION people_close_tie(wanted bigint, moment timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
    UPDATE people_tie SET known_until = moment WHERE id = wanted
$$;

-- The marriages of a couple as their live events say them, in the household of each.
CREATE FUNCTION people_marriages(a bigint, b bigint) RETURNS TABLE (head bigint, other bigint, starts date, own_end date, event bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
    SELECT c.head, c.other, e.on_day,
           (SELECT min(x.on_day + CASE x.kind WHEN 'widowhood' THEN 1 ELSE 0 END) FROM people_event x
             WHERE x.person_id IN (a, b) AND x.kind IN ('divorce', 'widowhood') AND NOT x.annuls AND x.known_until IS NULL AND x.on_day > e.on_day
               AND people_couple(x, a, b)),
           e.id
      FROM people_event e, (VALUES (a, b), (b, a)) AS c(head, other)
     WHERE e.person_id IN (a, b) AND e.kind = 'marriage' AND NOT e.annuls AND e.known_until IS NULL AND people_couple(e, a, b)
$$;

CREATE FUNCTION people_remarry(a bigint, b bigint, actor bigint, moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    t people_tie;
    missing record;
BEGIN
    FOR t IN SELECT x.* FROM unnest(ARRAY[a, b]) h(id) CROSS JOIN LATERAL (
                    SELECT * FROM people_tie y WHERE y.person_id = h.id AND y.known_until IS NULL OFFSET 0) x
              WHERE x.relation = 'spouse' AND x.member_id IN (a, b) AND NOT EXISTS (SELECT 1 FROM people_marriages(a, b) w
                                 WHERE w.head = x.person_id AND w.starts = x.starts_on AND w.own_end IS NOT DISTINCT FROM x.own_ends_on) LOOP
        PERFORM people_close_tie(t.id, moment);
    END LOOP;
    FOR missing IN SELECT w.* FROM people_marriages(a, b) w WHERE NOT EXISTS (
            SELECT 1 FROM people_tie x WHERE x.relation = 'spouse' AND x.known_until IS NULL AND x.person_id = w.head AND x.member_id = w.other
               AND x.starts_on = w.starts) ORDER BY w.starts, w.head LOOP
        IF people_tie_in(missing.head, missing.other, 'spouse', NULL, missing.starts, missing.own_end, '', missing.event, actor, moment) IS NULL THEN
            PERFORM people_impossible('one of the two was dead by then', 'people_before_death');
        END IF;
    END LOOP;
END $$;

CREATE TRIGGER people_event_applied AFTER INSERT ON people_event FOR EACH ROW EXECUTE FUNCTION people_event_applied();

CREATE FUNCTION people_unmerge(wanted bigint, moment timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF NOT COALESCE(access_is_batch() OR (access_is_officer() AND EXISTS (
            SELECT 1 FROM people_merge WHERE id = wanted AND kept_id = ANY (people_opened()))), false) THEN
        RAISE EXCEPTION 'the file of merge % is not open', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE people_merge SET known_until = moment WHERE id = wanted AND known_until IS NULL AND known_from <= moment;
    RETURN FOUND;
END $$;
