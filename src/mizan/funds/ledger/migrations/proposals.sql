-- Other flows: one person proposes a balanced journal file (or the reversal of a general entry), another agrees, only then it is posted.

CREATE FUNCTION ledger_may_decide(wanted text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT access_account_id() IS NOT NULL AND cardinality(wanted) > 0
       AND NOT EXISTS (SELECT 1 FROM unnest(wanted) f WHERE NOT access_may(ARRAY['fund_accountant', 'director'], f))
$$;

-- head: {kind, flow, content, booked_on, reverses, memo_ar, memo_fr}; lines as for ledger_write. The same content is the same proposal.
CREATE FUNCTION ledger_propose(head jsonb, lines jsonb, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    concerned text[];
    hash text := encode(sha256(convert_to(head->>'content', 'UTF8')), 'hex');
    made bigint;
    off record;
BEGIN
    IF head->>'kind' = 'reversal' THEN
        IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE id = (head->>'reverses')::bigint AND journal = 'general' AND reverses_id IS NULL) THEN
            RAISE EXCEPTION 'only a general entry is reversed by proposal' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_proposal_reverses';
        END IF;
        lines := ledger_mirror((head->>'reverses')::bigint);
    END IF;
    SELECT array_agg(DISTINCT l->>0 ORDER BY l->>0) INTO concerned FROM jsonb_array_elements(lines) l;
    IF COALESCE(ledger_may_decide(concerned), false) IS NOT TRUE THEN
        RAISE EXCEPTION 'this account may not propose for %', concerned USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT l->>0 AS fund, sum((l->>4)::bigint) AS amount INTO off FROM jsonb_array_elements(lines) l GROUP BY 1 HAVING sum((l->>4)::bigint) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'lines of % do not sum to zero (%)', off.fund, off.amount USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
    END IF;
    INSERT INTO ledger_proposal (kind, flow, content, content_hash, booked_on, reverses_id, memo_ar, memo_fr, funds, proposed_by_id, proposed_at)
    VALUES (head->>'kind', head->>'flow', head->>'content', hash, (head->>'booked_on')::date, (head->>'reverses')::bigint,
            COALESCE(head->>'memo_ar', ''), COALESCE(head->>'memo_fr', ''), concerned, access_account_id(), moment)
    ON CONFLICT (content_hash) DO NOTHING RETURNING id INTO made;
    IF made IS NULL THEN
        RETURN (SELECT id FROM ledger_proposal WHERE content_hash = hash);
    END IF;
    INSERT INTO ledger_proposal_line (proposal_id, line_no, fund, nature, branch, party, amount)
    SELECT made, n, l->>0, l->>1, l->>2, l->>3, (l->>4)::bigint FROM jsonb_array_elements(lines) WITH ORDINALITY AS t(l, n);
    RETURN made;
END $$;

CREATE FUNCTION ledger_approve(wanted bigint, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p ledger_proposal;
    lines jsonb;
BEGIN
    -- Two decisions at once: the second waits for the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger_proposal', wanted));
    SELECT * INTO p FROM ledger_proposal WHERE id = wanted;
    IF NOT FOUND OR COALESCE(ledger_may_decide(p.funds), false) IS NOT TRUE THEN
        RAISE EXCEPTION 'this account may not decide on proposal %', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM ledger_approval WHERE proposal_id = wanted) OR EXISTS (SELECT 1 FROM ledger_decline WHERE proposal_id = wanted) THEN
        RAISE EXCEPTION 'proposal % is already decided', wanted USING ERRCODE = 'unique_violation', CONSTRAINT = 'ledger_proposal_decided';
    END IF;
    INSERT INTO ledger_approval (proposal_id, proposed_by_id, decided_by_id, decided_at) VALUES (wanted, p.proposed_by_id, access_account_id(), moment);
    SELECT jsonb_agg(jsonb_build_array(fund, nature, branch, party, amount) ORDER BY line_no) INTO lines
      FROM ledger_proposal_line WHERE proposal_id = wanted;
    RETURN ledger_write(jsonb_build_object('journal', 'general', 'booked_on', p.booked_on,
        'verb', CASE p.kind WHEN 'flow' THEN 'post_' || p.flow ELSE 'reverse_' || p.flow END, 'act_key', 'proposal:' || wanted,
        'document_kind', 'journal_file', 'document_id', wanted::text, 'document_hash', p.content_hash, 'reverses', p.reverses_id,
        'memo_key', 'ledger.flow.' || p.flow, 'memo', jsonb_build_object('ar', p.memo_ar, 'fr', p.memo_fr), 'proposal', wanted),
        lines, access_account_id(), moment);
END $$;

-- A second person refuses, or the proposer withdraws.
CREATE FUNCTION ledger_decline_proposal(wanted bigint, why text, moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p ledger_proposal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger_proposal', wanted));
    SELECT * INTO p FROM ledger_proposal WHERE id = wanted;
    IF NOT FOUND OR COALESCE(ledger_may_decide(p.funds), false) IS NOT TRUE THEN
        RAISE EXCEPTION 'this account may not decide on proposal %', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM ledger_approval WHERE proposal_id = wanted) OR EXISTS (SELECT 1 FROM ledger_decline WHERE proposal_id = wanted) THEN
        RAISE EXCEPTION 'proposal % is already decided', wanted USING ERRCODE = 'unique_violation', CONSTRAINT = 'ledger_proposal_decided';
    END IF;
    INSERT INTO ledger_decline (proposal_id, decided_by_id, decided_at, reason) VALUES (wanted, access_account_id(), moment, why);
END $$;
