-- CASNOS collects for itself: what the self-employed owe it and the credit it holds for them are accounts of its own books.
ALTER TABLE ledger_account
    DROP CONSTRAINT ledger_account_known_nature,
    DROP CONSTRAINT ledger_account_known_party;
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_known_nature CHECK (nature IN (
        'receivable', 'revenue', 'owed_assessed', 'owed_received', 'claim_assessed', 'claim_received', 'claim_credit', 'bank', 'suspense',
        'employer_credit', 'self_employed_credit', 'relief_expense', 'relief_payable', 'increase_revenue', 'transfer_ordered',
        'opening_balance', 'state_grant', 'import_levy', 'care_in_kind', 'administration', 'reserve_fund', 'equity')),
    ADD CONSTRAINT ledger_account_known_party CHECK (
        party IN ('', 'employers', 'self_employed', 'CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR') AND party <> fund),
    -- Each fund's debtors are its own: the self-employed are CASNOS's and nobody else's, and CASNOS has no others.
    ADD CONSTRAINT ledger_account_debtors CHECK (
        (nature = 'self_employed_credit' OR party = 'self_employed') <= (fund = 'CASNOS')
        AND (party = 'self_employed') = (nature = 'self_employed_credit' OR nature = 'receivable' AND fund = 'CASNOS'));

-- What a self-employed person's own acts may touch: declaring, and what becomes of their credit meanwhile. See ledger_employer_may.
CREATE FUNCTION ledger_self_employed_may(entry jsonb, lines jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT entry->>'party_kind' = 'self_employed' AND (entry->>'party_id')::bigint = ANY (self_employed_own()) AND EXISTS (
        SELECT 1 FROM (VALUES
            ('assessment', 'declare_base', '{receivable,revenue}'::text[], 1),
            ('assessment', 'reverse', '{receivable,revenue}', -1),
            ('provisional', 'reverse', '{receivable,revenue}', -1),
            ('reconciliation', 'use_credit', '{self_employed_credit,receivable}', -1),
            ('reconciliation', 'release', '{self_employed_credit,receivable}', 1)) AS may(journal, verb, natures, way)
         WHERE entry->>'journal' = may.journal AND entry->>'verb' = may.verb AND (entry ? 'reverses') = (may.verb = 'reverse')
           AND NOT EXISTS (
                SELECT 1 FROM jsonb_array_elements(lines) l
                 WHERE l->>0 <> 'CASNOS' OR l->>1 <> ALL (may.natures)
                    OR l->>1 = 'receivable' AND sign((l->>4)::bigint) * may.way < 0))
$$;

-- Whether the person behind the transaction may post this: people of a fund that collects in the books it keeps (CNAS's acts reach the
-- funds it collects for, never CASNOS), employers and the self-employed what their own acts make. The general journal takes two people.
CREATE OR REPLACE FUNCTION ledger_may_post(entry jsonb, lines jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT entry->>'journal' <> 'general' AND (
        access_is_batch()
        OR access_may(ARRAY['fund_accountant', 'controller', 'director'], 'CNAS')
           AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(lines) l WHERE l->>0 = 'CASNOS')
        OR access_may(ARRAY['fund_accountant', 'controller', 'director'], 'CASNOS')
           AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(lines) l WHERE l->>0 <> 'CASNOS')
        OR CASE entry->>'party_kind' WHEN 'self_employed' THEN ledger_self_employed_may(entry, lines) ELSE ledger_employer_may(entry, lines) END)
$$;

INSERT INTO ledger_account (fund, nature, branch, party) VALUES
    ('CASNOS', 'bank', '', ''), ('CASNOS', 'suspense', '', ''), ('CASNOS', 'self_employed_credit', '', 'self_employed'),
    ('CASNOS', 'receivable', 'social_insurance', 'self_employed'), ('CASNOS', 'receivable', 'retirement', 'self_employed'),
    ('CASNOS', 'revenue', 'social_insurance', ''), ('CASNOS', 'revenue', 'retirement', '') ON CONFLICT DO NOTHING;
