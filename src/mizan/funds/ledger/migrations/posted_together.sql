-- Many acts of one transaction, each its own entry, in three statements instead of three an act: [[entry, [[fund, nature, branch, party, amount], …]], …].
-- As in ledger_post: who may not post one of them posts none. Returns the entries' ids in order; an act already posted gives its first entry.
CREATE FUNCTION ledger_post_together(acts jsonb, actor bigint, moment timestamptz) RETURNS bigint[] LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made bigint[];
    refused text;
BEGIN
    SELECT a.act->0->>'journal' INTO refused FROM jsonb_array_elements(acts) a(act)
     WHERE COALESCE(ledger_may_post(a.act->0, a.act->1), false) IS NOT TRUE LIMIT 1;
    IF FOUND OR (NOT access_is_batch() AND actor IS DISTINCT FROM access_account_id()) THEN
        RAISE EXCEPTION 'this account may not post to the % journal', COALESCE(refused, acts->0->0->>'journal') USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(acts) a(act)
                CROSS JOIN LATERAL (SELECT id FROM ledger_entry WHERE act_key = a.act->0->>'act_key' OFFSET 0) e) THEN
        SELECT array_agg(ledger_write(a.act->0 - 'proposal' - 'reverses', a.act->1, actor, moment) ORDER BY a.place) INTO made
          FROM jsonb_array_elements(acts) WITH ORDINALITY a(act, place);
        RETURN made;
    END IF;
    PERFORM ledger_open_accounts((SELECT jsonb_agg(DISTINCT l - 4) FROM jsonb_array_elements(acts) a(act), jsonb_array_elements(a.act->1) l));
    WITH staged AS MATERIALIZED (
        SELECT nextval('ledger_entry_id_seq') AS id, o.act->0 AS entry, o.act->1 AS lines, o.place
          FROM (SELECT act, place FROM jsonb_array_elements(acts) WITH ORDINALITY a(act, place) ORDER BY place) o
    ), entries AS (
        INSERT INTO ledger_entry (id, journal, booked_on, verb, act_key, actor_id, recorded_at, document_kind, document_id, document_hash,
                                  law_version, party_kind, party_id, memo_key, memo, funds, posting_count, first_line)
        SELECT id, entry->>'journal', (entry->>'booked_on')::date, entry->>'verb', entry->>'act_key', actor, moment,
               COALESCE(entry->>'document_kind', ''), COALESCE(entry->>'document_id', ''), COALESCE(entry->>'document_hash', ''),
               COALESCE(entry->>'law_version', ''), COALESCE(entry->>'party_kind', ''), (entry->>'party_id')::bigint,
               COALESCE(entry->>'memo_key', ''), COALESCE(entry->'memo', '{}'),
               (SELECT array_agg(DISTINCT l->>0 ORDER BY l->>0) FROM jsonb_array_elements(lines) l), jsonb_array_length(lines), 1
          FROM staged ORDER BY place
    ), postings AS (
        INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount)
        SELECT s.id, l.line_no, a.fund, a.id, (s.entry->>'booked_on')::date, (l.line->>4)::bigint
          FROM staged s CROSS JOIN LATERAL jsonb_array_elements(s.lines) WITH ORDINALITY AS l(line, line_no)
          JOIN ledger_account a ON a.fund = l.line->>0 AND a.nature = l.line->>1 AND a.branch = l.line->>2 AND a.party = l.line->>3
    )
    SELECT array_agg(id ORDER BY place) INTO made FROM staged;
    RETURN made;
END $$;
