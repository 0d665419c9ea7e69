-- What a seal covers: every word of the entry and of its postings, as one JSON text. mizan.funds.ledger.seals writes the same text on its own.
-- Of many entries at once: the postings, of which there are most, are written as text, as jsonb would write them, each word of an account
-- quoted as JSON; a journal is sealed without entering a function for each of its entries.
CREATE OR REPLACE FUNCTION ledger_canonicals(wanted bigint[]) RETURNS TABLE (entry_id bigint, canonical text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT e.id, rtrim(jsonb_build_array(e.id, e.journal, to_char(e.booked_on, 'YYYY-MM-DD'), e.verb, e.act_key, e.actor_id,
        to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(e.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.document_kind, e.document_id, e.document_hash,
        e.law_version, e.reverses_id, e.party_kind, e.party_id, e.memo_key, e.memo::text, e.proposal_id, to_jsonb(e.funds), e.posting_count)::text, ']')
        || ', ' || COALESCE('[' || (
            SELECT string_agg('[' || p.line_no || ', ' || to_json(p.fund) || ', ' || a.words || ', "' || to_char(p.booked_on, 'YYYY-MM-DD')
                              || '", ' || p.amount || ']', ', ' ORDER BY p.line_no)
              FROM ledger_posting p
             CROSS JOIN LATERAL (SELECT to_json(o.nature) || ', ' || to_json(o.branch) || ', ' || to_json(o.party) AS words
                                   FROM ledger_account o WHERE o.id = p.account_id) a
             WHERE p.entry_id = e.id) || ']', 'null') || ']'
      FROM unnest(wanted) w(id) JOIN ledger_entry e ON e.id = w.id
$$;

CREATE OR REPLACE FUNCTION ledger_canonical(e ledger_entry) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT canonical FROM ledger_canonicals(ARRAY[e.id])
$$;

-- Chains the committed entries of a journal that have no seal yet. One sealer at a time.
CREATE OR REPLACE FUNCTION ledger_seal_journal(wanted text, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last_seq bigint;
    last_link bytea;
    entry_ids bigint[];
    digests bytea[];
    befores bytea[] := '{}';
    links bytea[] := '{}';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger_seal', 0));
    SELECT seq, link INTO last_seq, last_link FROM ledger_seal WHERE journal = wanted ORDER BY seq DESC LIMIT 1;
    last_seq := COALESCE(last_seq, 0);
    last_link := COALESCE(last_link, sha256(convert_to('mizan.ledger.' || wanted, 'UTF8')));
    SELECT array_agg(id ORDER BY id) INTO entry_ids
      FROM ledger_entry e WHERE journal = wanted AND NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.entry_id = e.id);
    IF entry_ids IS NULL THEN
        RETURN 0;
    END IF;
    SELECT array_agg(sha256(convert_to(c.canonical, 'UTF8')) ORDER BY c.entry_id) INTO digests FROM ledger_canonicals(entry_ids) c;
    FOR i IN 1 .. cardinality(entry_ids) LOOP
        befores[i] := last_link;
        last_link := sha256(last_link || int8send(last_seq + i) || int8send(entry_ids[i]) || digests[i]);
        links[i] := last_link;
    END LOOP;
    INSERT INTO ledger_seal (journal, seq, entry_id, digest, previous, link, sealed_at)
    SELECT wanted, last_seq + n, entry_id, digest, previous, link, moment
      FROM unnest(entry_ids, digests, befores, links) WITH ORDINALITY AS t(entry_id, digest, previous, link, n);
    RETURN cardinality(entry_ids);
END $$;
