-- As in ties.sql, but a tie that stands is looked up by its head, one marriage at a time (OFFSET 0): asked as one join, the planner that had
-- seen the table empty read all its ties for every marriage.
CREATE OR REPLACE FUNCTION people_remarry(a bigint, b bigint, actor bigint, moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
    FOR missing IN SELECT w.* FROM people_marriages(a, b) w
        LEFT JOIN LATERAL (SELECT y.relation, y.member_id, y.starts_on FROM people_tie y WHERE y.person_id = w.head AND y.known_until IS NULL OFFSET 0) x
               ON x.relation = 'spouse' AND x.member_id = w.other AND x.starts_on = w.starts
             WHERE x.relation IS NULL ORDER BY w.starts, w.head LOOP
        IF people_tie_in(missing.head, missing.other, 'spouse', NULL, missing.starts, missing.own_end, '', missing.event, actor, moment) IS NULL THEN
            PERFORM people_impossible('one of the two was dead by then', 'people_before_death');
        END IF;
    END LOOP;
END $$;
-- Asked for every tie: planned once a session, not at every call.
ALTER FUNCTION people_free_rank(bigint, text, date, date) SET plan_cache_mode = force_generic_plan;
