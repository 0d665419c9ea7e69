-- What a seal covers: every word of the entry and of its postings, as one JSON text. mizan.funds.ledger.seals writes the same text on its own.
CREATE FUNCTION ledger_canonical(e ledger_entry) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_array(e.id, e.journal, to_char(e.booked_on, 'YYYY-MM-DD'), e.verb, e.act_key, e.actor_id,
        to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        to_char(e.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.document_kind, e.document_id, e.document_hash,
        e.law_version, e.reverses_id, e.party_kind, e.party_id, e.memo_key, e.memo::text, e.proposal_id, to_jsonb(e.funds), e.posting_count,
        (SELECT jsonb_agg(jsonb_build_array(p.line_no, p.fund, a.nature, a.branch, a.party, to_char(p.booked_on, 'YYYY-MM-DD'), p.amount)
                          ORDER BY p.line_no)
           FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = e.id))::text
$$;

-- Chains the committed entries of a journal that have no seal yet. One sealer at a time.
CREATE FUNCTION ledger_seal_journal(wanted text, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
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
    SELECT array_agg(id ORDER BY id), array_agg(sha256(convert_to(ledger_canonical(e), 'UTF8')) ORDER BY id) INTO entry_ids, digests
      FROM ledger_entry e WHERE journal = wanted AND NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.entry_id = e.id);
    IF entry_ids IS NULL THEN
        RETURN 0;
    END IF;
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
