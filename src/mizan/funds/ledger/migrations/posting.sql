-- The only ways into the books. Run-time roles have no INSERT on entries and postings: they call these.

CREATE FUNCTION ledger_open_accounts(lines jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO ledger_account (fund, nature, branch, party)
    SELECT DISTINCT l->>0, l->>1, l->>2, l->>3 FROM jsonb_array_elements(lines) l
     WHERE NOT EXISTS (SELECT 1 FROM ledger_account a
                        WHERE a.fund = l->>0 AND a.nature = l->>1 AND a.branch = l->>2 AND a.party = l->>3)
     ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING
$$;

-- Writes one entry. lines: [[fund, nature, branch, party, amount], …] in order. The same act_key again gives the first entry back,
-- if it says the same; otherwise it is refused.
CREATE FUNCTION ledger_write(entry jsonb, lines jsonb, actor bigint, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM ledger_open_accounts(lines);
    INSERT INTO ledger_entry (journal, booked_on, verb, act_key, actor_id, recorded_at, document_kind, document_id, document_hash, law_version,
                              reverses_id, party_kind, party_id, memo_key, memo, funds, posting_count, first_line, proposal_id)
    VALUES (entry->>'journal', (entry->>'booked_on')::date, entry->>'verb', entry->>'act_key', actor, moment,
            COALESCE(entry->>'document_kind', ''), COALESCE(entry->>'document_id', ''), COALESCE(entry->>'document_hash', ''),
            COALESCE(entry->>'law_version', ''), (entry->>'reverses')::bigint, COALESCE(entry->>'party_kind', ''), (entry->>'party_id')::bigint,
            COALESCE(entry->>'memo_key', ''), COALESCE(entry->'memo', '{}'),
            (SELECT array_agg(DISTINCT l->>0 ORDER BY l->>0) FROM jsonb_array_elements(lines) l), jsonb_array_length(lines), 1,
            (entry->>'proposal')::bigint)
    ON CONFLICT (act_key) DO NOTHING RETURNING id INTO made;
    IF made IS NULL THEN
        RETURN ledger_same_act(entry, lines);
    END IF;
    INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount)
    SELECT made, l.line_no, a.fund, a.id, (entry->>'booked_on')::date, (l.line->>4)::bigint
      FROM jsonb_array_elements(lines) WITH ORDINALITY AS l(line, line_no)
      JOIN ledger_account a ON a.fund = l.line->>0 AND a.nature = l.line->>1 AND a.branch = l.line->>2 AND a.party = l.line->>3;
    RETURN made;
END $$;

-- The entry already posted under this key, if it is the same act.
CREATE FUNCTION ledger_same_act(entry jsonb, lines jsonb) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    former ledger_entry;
BEGIN
    SELECT * INTO STRICT former FROM ledger_entry WHERE act_key = entry->>'act_key';
    IF former.journal <> entry->>'journal' OR former.booked_on <> (entry->>'booked_on')::date OR former.posting_count <> jsonb_array_length(lines)
       OR former.document_hash <> COALESCE(entry->>'document_hash', '') OR EXISTS (
           SELECT 1 FROM (SELECT a.fund, a.nature, a.branch, a.party, p.amount FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
                           WHERE p.entry_id = former.id
                          UNION ALL SELECT l->>0, l->>1, l->>2, l->>3, -(l->>4)::bigint FROM jsonb_array_elements(lines) l) s
            GROUP BY fund, nature, branch, party HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'act % was posted before with another content (entry %)', former.act_key, former.id
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'ledger_act_key_reused';
    END IF;
    RETURN former.id;
END $$;

-- What an employer's own acts may touch: declaring, agreeing to a difference, and what becomes of its credit meanwhile. A reversal bears the
-- words of the entry it reverses. That each entry says what its dues, matches and credits say is checked where those are kept.
CREATE FUNCTION ledger_employer_may(entry jsonb, lines jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT entry->>'party_kind' = 'employer' AND (entry->>'party_id')::bigint = ANY (access_employers()) AND EXISTS (
        SELECT 1 FROM (VALUES
            ('assessment', 'file_dac', '{receivable,revenue,owed_assessed,claim_assessed,relief_expense,relief_payable}'::text[], 1),
            ('assessment', 'reverse', '{receivable,revenue,owed_assessed,claim_assessed,relief_expense,relief_payable}', -1),
            ('provisional', 'reverse', '{receivable,revenue,owed_assessed,claim_assessed}', -1),
            ('reconciliation', 'assess_difference', '{receivable,revenue,owed_assessed,claim_assessed}', 0),
            ('reconciliation', 'reverse', '{receivable,revenue,owed_assessed,claim_assessed}', 0),
            ('reconciliation', 'credit_difference',
                '{employer_credit,receivable,owed_assessed,owed_received,claim_assessed,claim_received}', 0),
            ('reconciliation', 'use_credit',
                '{employer_credit,receivable,owed_assessed,owed_received,claim_assessed,claim_received,relief_payable,claim_credit}', -1),
            ('reconciliation', 'release',
                '{employer_credit,receivable,owed_assessed,owed_received,claim_assessed,claim_received,relief_payable,claim_credit}', 0)
            ) AS may(journal, verb, natures, way)
         WHERE entry->>'journal' = may.journal AND entry->>'verb' = may.verb AND (entry ? 'reverses') = (may.verb = 'reverse')
           AND NOT EXISTS (
                SELECT 1 FROM jsonb_array_elements(lines) l
                 WHERE l->>1 <> ALL (may.natures)
                    -- What is owed, received and credited is in CNAS's books; the others' hold their claims, revenue and reliefs.
                    OR (l->>1 IN ('receivable', 'owed_assessed', 'owed_received', 'employer_credit')) > (l->>0 = 'CNAS')
                    OR (l->>1 LIKE 'claim%' OR l->>1 LIKE 'relief%') > (l->>0 <> 'CNAS')
                    -- A declaration makes something due, its reversal takes it back.
                    OR l->>1 = 'receivable' AND sign((l->>4)::bigint) * may.way < 0))
$$;

-- Whether the person behind the transaction may post this: the collecting fund's people anything but the general journal, which takes two
-- people; an employer's accountant what its own acts make, and nothing else.
CREATE FUNCTION ledger_may_post(entry jsonb, lines jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT entry->>'journal' <> 'general' AND (
        access_is_batch() OR access_may(ARRAY['fund_accountant', 'controller', 'director'], 'CNAS') OR ledger_employer_may(entry, lines))
$$;

CREATE FUNCTION ledger_post(entry jsonb, lines jsonb, actor bigint, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF COALESCE(ledger_may_post(entry, lines), false) IS NOT TRUE OR (NOT access_is_batch() AND actor IS DISTINCT FROM access_account_id()) THEN
        RAISE EXCEPTION 'this account may not post to the % journal', entry->>'journal' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN ledger_write(entry - 'proposal' - 'reverses', lines, actor, moment);
END $$;

-- The mirror of an entry, booked on a later or the same day.
CREATE FUNCTION ledger_mirror(original bigint) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_agg(jsonb_build_array(a.fund, a.nature, a.branch, a.party, -p.amount) ORDER BY p.line_no)
      FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = original
$$;

CREATE FUNCTION ledger_reverse(original bigint, day date, key text, act text, reason text, actor bigint, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    o ledger_entry;
    entry jsonb;
    mirror jsonb := ledger_mirror(original);
BEGIN
    SELECT * INTO o FROM ledger_entry WHERE id = original;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no entry %', original USING ERRCODE = 'no_data_found';
    END IF;
    entry := jsonb_build_object('journal', o.journal, 'booked_on', day, 'verb', act, 'act_key', key, 'document_kind', o.document_kind,
        'document_id', o.document_id, 'document_hash', o.document_hash, 'law_version', o.law_version, 'reverses', o.id,
        'party_kind', o.party_kind, 'party_id', o.party_id, 'memo_key', 'ledger.reversal', 'memo', jsonb_build_object('entry', o.id, 'reason', reason));
    IF COALESCE(ledger_may_post(entry, mirror), false) IS NOT TRUE OR (NOT access_is_batch() AND actor IS DISTINCT FROM access_account_id()) THEN
        RAISE EXCEPTION 'this account may not reverse entry %', original USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN ledger_write(entry, mirror, actor, moment);
END $$;

-- Posts a staged set in three statements. Acts already posted are left as they are. Returns how many entries are new.
CREATE FUNCTION ledger_post_staged(wanted bigint, actor bigint, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    made bigint;
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_staged_entry WHERE set_id = wanted AND journal = 'general') THEN
        RAISE EXCEPTION 'the general journal takes two people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- The set has just arrived: without counting it the planner would take it for a handful of rows.
    ANALYZE ledger_staged_entry;
    ANALYZE ledger_staged_posting;
    INSERT INTO ledger_account (fund, nature, branch, party)
    SELECT DISTINCT p.fund, p.nature, p.branch, p.party FROM ledger_staged_posting p WHERE p.set_id = wanted
    EXCEPT SELECT fund, nature, branch, party FROM ledger_account ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING;
    DELETE FROM ledger_staged_entry s USING ledger_entry e WHERE s.set_id = wanted AND e.act_key = s.act_key;
    INSERT INTO ledger_entry (id, journal, booked_on, verb, act_key, actor_id, recorded_at, document_kind, document_id, document_hash, law_version,
                              party_kind, party_id, memo_key, memo, funds, posting_count, first_line)
    SELECT s.entry_id, s.journal, s.booked_on, s.verb, s.act_key, actor, moment, s.document_kind, s.document_id, s.document_hash, s.law_version,
           s.party_kind, s.party_id, s.memo_key, s.memo, COALESCE(p.funds, '{}'), COALESCE(p.lines, 0), 1
      FROM ledger_staged_entry s
      LEFT JOIN (SELECT entry_no, array_agg(fund ORDER BY fund) AS funds, sum(lines) AS lines
                   FROM (SELECT entry_no, fund, count(*) AS lines FROM ledger_staged_posting WHERE set_id = wanted GROUP BY entry_no, fund) f
                  GROUP BY entry_no) p ON p.entry_no = s.entry_no
     WHERE s.set_id = wanted ORDER BY s.entry_id;
    GET DIAGNOSTICS made = ROW_COUNT;
    -- An account's four words go together; the planner, taking them for a rare chance, would loop over the set row by row.
    PERFORM set_config('enable_nestloop', 'off', true);
    INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount)
    SELECT s.entry_id, p.line_no, p.fund, a.id, s.booked_on, p.amount
      FROM ledger_staged_entry s
      JOIN ledger_staged_posting p ON p.set_id = s.set_id AND p.entry_no = s.entry_no
      JOIN ledger_account a ON a.fund = p.fund AND a.nature = p.nature AND a.branch = p.branch AND a.party = p.party
     WHERE s.set_id = wanted;
    PERFORM set_config('enable_nestloop', 'on', true);
    DELETE FROM ledger_staged_posting WHERE set_id = wanted;
    DELETE FROM ledger_staged_entry WHERE set_id = wanted;
    RETURN made;
END $$;
