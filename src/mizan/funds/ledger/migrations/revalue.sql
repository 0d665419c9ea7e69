-- As before, and the accountant's increases of all awards. What deciding, paying and raising benefits may touch, in the books of one of these funds and, beside, what CNAS claims of it.
CREATE OR REPLACE FUNCTION ledger_benefit_may(entry jsonb, lines jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM (VALUES
            -- An officer's decision on months gone by, in the fund whose persons it serves; a mixed career is decided for both funds at once.
            ('officer', '{decide_benefit,reassess_benefit}'::text[],
                '{benefit_expense,benefit_payable,benefit_recoverable,tax_payable,state_claim,owed_social_insurance}'::text[],
                CASE WHEN access_opens_agencies() <> '{}' OR access_opens_funds() <> '{}' THEN ARRAY['CNAS', 'CNR', 'CASNOS'] ELSE '{}' END),
            -- The accountant's runs, increases, payments and returns, in its own fund.
            ('accountant', '{pay_benefits,revalue_benefits,settle_benefits,return_benefits,recover_benefits,claim_state,remit_deductions,reverse}',
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
