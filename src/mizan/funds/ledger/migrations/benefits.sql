-- Benefits in the books. A fund's expense is owed to persons (benefit_payable); what is taken from it is owed to CNAS (the 2 % of social
-- insurance, CNAS's claim on the fund) and to the Treasury (income tax); what the State adds is a claim on the State; what persons were
-- paid too much is to be recovered from them.
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_known_nature;
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_known_nature CHECK (nature IN (
        'receivable', 'revenue', 'owed_assessed', 'owed_received', 'claim_assessed', 'claim_received', 'claim_credit', 'bank', 'suspense',
        'employer_credit', 'self_employed_credit', 'relief_expense', 'relief_payable', 'increase_revenue', 'transfer_ordered', 'opening_balance',
        'state_grant', 'import_levy', 'care_in_kind', 'administration', 'reserve_fund', 'equity', 'benefit_expense', 'benefit_payable', 'benefit_unpaid',
        'benefit_recoverable', 'tax_payable', 'state_claim', 'owed_social_insurance', 'claim_social_insurance')),
    ADD CONSTRAINT ledger_account_benefits CHECK (
        CASE WHEN nature IN ('tax_payable', 'state_claim') THEN fund IN ('CNAS', 'CNR', 'CASNOS') AND branch = '' AND party = 'TRESOR'
             WHEN nature = 'owed_social_insurance' THEN fund IN ('CNR', 'CASNOS') AND branch = '' AND party = 'CNAS'
             WHEN nature = 'claim_social_insurance' THEN fund = 'CNAS' AND branch = '' AND party IN ('CNR', 'CASNOS')
             WHEN nature LIKE 'benefit%' THEN fund IN ('CNAS', 'CNR', 'CASNOS') AND party = '' AND (branch <> '') = (nature = 'benefit_expense')
             ELSE true END);
ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_journal;
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_journal CHECK (
    journal IN ('assessment', 'receipt', 'transfer', 'provisional', 'reconciliation', 'general', 'benefit'));

-- What deciding and paying benefits may touch, in the books of one of these funds and, beside, what CNAS claims of it.
CREATE FUNCTION ledger_benefit_may(entry jsonb, lines jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM (VALUES
            -- An officer's decision on months gone by, in the fund whose persons it serves; a mixed career is decided for both funds at once.
            ('officer', '{decide_benefit,reassess_benefit}'::text[],
                '{benefit_expense,benefit_payable,benefit_recoverable,tax_payable,state_claim,owed_social_insurance}'::text[],
                CASE WHEN access_opens_agencies() <> '{}' OR access_opens_funds() <> '{}' THEN ARRAY['CNAS', 'CNR', 'CASNOS'] ELSE '{}' END),
            -- The accountant's runs, payments and returns, in its own fund.
            ('accountant', '{pay_benefits,settle_benefits,return_benefits,recover_benefits,claim_state,remit_deductions,reverse}',
                '{benefit_expense,benefit_payable,benefit_unpaid,benefit_recoverable,tax_payable,state_claim,owed_social_insurance,bank}',
                (SELECT COALESCE(array_agg(DISTINCT scope_id), '{}') FROM access_live_grants()
                  WHERE role = 'fund_accountant' AND scope_kind = 'fund' AND scope_id IN ('CNAS', 'CNR', 'CASNOS')))
            ) AS may(who, verbs, natures, funds)
         WHERE (may.who = 'accountant' OR access_is_officer()) AND entry->>'verb' = ANY (may.verbs) AND may.funds <> '{}'
           AND NOT EXISTS (
                SELECT 1 FROM jsonb_array_elements(lines) l
                 WHERE NOT COALESCE((l->>1 = ANY (may.natures) AND l->>0 = ANY (may.funds))
                    OR (l->>0 = 'CNAS' AND (l->>1, l->>2, l->>3) = ('revenue', 'social_insurance', ''))
                    OR (l->>0 = 'CNAS' AND l->>1 = 'claim_social_insurance' AND (may.who = 'officer' OR l->>3 = ANY (may.funds) OR 'CNAS' = ANY (may.funds))), false)))
$$;

-- As before, and benefits by their own people alone.
ALTER FUNCTION ledger_may_post(jsonb, jsonb) RENAME TO ledger_may_post_otherwise;
CREATE FUNCTION ledger_may_post(entry jsonb, lines jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN entry->>'journal' = 'benefit' THEN access_is_batch() OR ledger_benefit_may(entry, lines)
           ELSE ledger_may_post_otherwise(entry, lines) END
$$;
