-- As in settlements.sql, but what is laid on a due is read once and summed by its shares, instead of once for each share.
CREATE OR REPLACE FUNCTION contributions_match_shares_add_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE broken bigint;
BEGIN
    SELECT m.id INTO broken
      FROM (SELECT DISTINCT match_id FROM fresh) f
     CROSS JOIN LATERAL (SELECT id, amount, due_id, employer_id FROM contributions_match WHERE id = f.match_id) m
     CROSS JOIN LATERAL (SELECT sum(amount) AS amount, min(due_id) AS low, max(due_id) AS high, min(employer_id) AS owner
                           FROM contributions_match_share WHERE match_id = f.match_id) s
     WHERE s.amount <> m.amount OR s.low <> m.due_id OR s.high <> m.due_id OR s.owner <> m.employer_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the shares of match % do not add up to it', broken USING ERRCODE = 'check_violation';
    END IF;
    SELECT f.due_id INTO broken
      FROM (SELECT DISTINCT due_id FROM fresh) f
     CROSS JOIN LATERAL (SELECT p.rank, sum(p.amount) AS laid FROM contributions_match_share p
                          WHERE p.due_id = f.due_id
                            AND NOT EXISTS (SELECT 1 FROM contributions_match_reversal r WHERE r.match_id = p.match_id OFFSET 0)
                          GROUP BY p.rank OFFSET 0) l
      LEFT JOIN LATERAL (SELECT amount FROM contributions_due_share WHERE due_id = f.due_id AND rank = l.rank OFFSET 0) s ON true
     WHERE l.laid NOT BETWEEN LEAST(0, s.amount) AND GREATEST(0, s.amount) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'more is laid on due % than it holds', broken USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
