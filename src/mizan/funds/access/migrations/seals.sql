ALTER TABLE access_seal
    ADD CONSTRAINT access_seal_log CHECK (log IN ('act', 'read')),
    ADD CONSTRAINT access_seal_widths CHECK (octet_length(digest) = 32 AND octet_length(previous) = 32 AND octet_length(link) = 32);

-- What a seal covers, for each of the two logs; mizan.funds.access.log_verification writes the same text on its own.
CREATE FUNCTION access_log_texts(wanted text) RETURNS TABLE (row_id bigint, content text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT id, jsonb_build_array(id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), account_id, verb, subject_kind, subject_id,
                                 detail::text, to_char(written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text FROM access_act WHERE wanted = 'act'
    UNION ALL
    SELECT id, jsonb_build_array(id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), account_id, purpose, subject_kind, subject_id,
                                 route, to_char(written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text FROM access_read WHERE wanted = 'read'
$$;

-- Chains the committed rows of a log that have no seal yet. One sealer at a time, outside the acts themselves.
CREATE FUNCTION access_seal_log(wanted text, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last_seq bigint;
    last_link bytea;
    row_ids bigint[];
    digests bytea[];
    befores bytea[] := '{}';
    links bytea[] := '{}';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('access_seal', 0));
    SELECT seq, link INTO last_seq, last_link FROM access_seal WHERE log = wanted ORDER BY seq DESC LIMIT 1;
    last_seq := COALESCE(last_seq, 0);
    last_link := COALESCE(last_link, sha256(convert_to('mizan.access.' || wanted, 'UTF8')));
    SELECT array_agg(t.row_id ORDER BY t.row_id), array_agg(sha256(convert_to(t.content, 'UTF8')) ORDER BY t.row_id) INTO row_ids, digests
      FROM access_log_texts(wanted) t WHERE NOT EXISTS (SELECT 1 FROM access_seal s WHERE s.log = wanted AND s.row_id = t.row_id);
    IF row_ids IS NULL THEN
        RETURN 0;
    END IF;
    FOR i IN 1 .. cardinality(row_ids) LOOP
        befores[i] := last_link;
        last_link := sha256(last_link || int8send(last_seq + i) || int8send(row_ids[i]) || digests[i]);
        links[i] := last_link;
    END LOOP;
    INSERT INTO access_seal (log, seq, row_id, digest, previous, link, sealed_at)
    SELECT wanted, last_seq + n, row_id, digest, previous, link, moment
      FROM unnest(row_ids, digests, befores, links) WITH ORDINALITY AS t(row_id, digest, previous, link, n);
    RETURN cardinality(row_ids);
END $$;
