-- Up to which piece of news a consumer has taken every one, so that who asks what waits reads what came since, not the whole history.
--
-- A piece of news gets its number before it is committed: one with a lower number may still come while a higher one is there already. The
-- lock says that none is on its way: it is refused at once where anybody is writing news, and the mark stays where it was until another time.
-- An older mark costs time, never news.
CREATE OR REPLACE FUNCTION people_pass_changes(by_whom text, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    marked bigint;
    reached bigint;
BEGIN
    -- What is read after the lock has to be what stands then: not in a view fixed before.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RETURN 0;
    END IF;
    BEGIN
        LOCK TABLE people_change IN SHARE MODE NOWAIT;
    EXCEPTION WHEN lock_not_available THEN
        RETURN 0;
    END;
    marked := people_changes_passed(by_whom);
    SELECT c.id - 1 INTO reached FROM people_change c
     WHERE c.id > marked AND NOT EXISTS (SELECT 1 FROM people_change_taken t WHERE t.change_id = c.id AND t.consumer = by_whom OFFSET 0)
     ORDER BY c.id LIMIT 1;
    reached := COALESCE(reached, (SELECT max(id) FROM people_change), marked);
    IF reached <= marked THEN
        RETURN 0;
    END IF;
    INSERT INTO people_change_passed (consumer, until, passed_at) VALUES (by_whom, reached, moment) ON CONFLICT DO NOTHING;
    RETURN reached - marked;
END $$;

-- The last piece of news up to which a consumer has taken every one; 0: none.
CREATE OR REPLACE FUNCTION people_changes_passed(by_whom text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(max(until), 0) FROM people_change_passed WHERE consumer = by_whom
$$;
