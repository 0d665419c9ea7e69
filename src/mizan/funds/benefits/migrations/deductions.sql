-- What a day of the law changes for awards in payment, besides their amounts: what is taken of each. `reach` says what an increase looks at again:
-- only the deductions of what rises (as increases before this one did), those of everybody, or those alone on a day that raises nothing.
ALTER TABLE benefits_increase ADD CONSTRAINT benefits_increase_reach CHECK (reach IN ('raised', 'everybody', 'deductions'));
-- On a day that raises nothing, nothing rises: each part of the gross stays as it was.
CREATE FUNCTION benefits_increase_line_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM made l JOIN benefits_increase i ON i.id = l.increase_id AND i.reach = 'deductions'
                WHERE (l.pension_m, l.fund_adds_m, l.state_adds_m) <> (l.former_pension_m, l.former_fund_adds_m, l.former_state_adds_m)) THEN
        RAISE EXCEPTION 'a change of deductions changes no gross' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_raises';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_increase_line_guard AFTER INSERT ON benefits_increase_line REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION benefits_increase_line_guard();

CREATE OR REPLACE FUNCTION benefits_increase_keep(wanted bigint, terms bigint[], earned bigint[], fund_adds bigint[], state_adds bigint[],
    social_insurance bigint[], income_tax bigint[], actor bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    r benefits_increase := benefits_may_increase(wanted, actor);
    made bigint;
BEGIN
    PERFORM 1 FROM benefits_increase WHERE id = wanted FOR UPDATE;
    IF EXISTS (SELECT 1 FROM benefits_increase_step s WHERE s.increase_id = wanted) THEN
        RAISE EXCEPTION 'the increase is prepared: nothing is added to it' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_step_order';
    END IF;
    INSERT INTO benefits_increase_line (increase_id, term_id, award_id, since, ends_on, raised, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
        social_insurance_m, income_tax_m, net_m, former_pension_m, former_fund_adds_m, former_state_adds_m, former_social_insurance_m,
        former_income_tax_m, former_gross_m, former_net_m)
    SELECT wanted, t.id, t.award_id, greatest(t.starts_on, r.effective_on), t.ends_on,
           (f.earned, f.fund_adds, f.state_adds) <> (t.pension_m, t.fund_adds_m, t.state_adds_m)
             OR r.reach <> 'raised' AND (f.social_insurance, f.income_tax) <> (t.social_insurance_m, t.income_tax_m),
           f.earned, f.fund_adds, f.state_adds, t.supplement_m,
           f.earned + f.fund_adds + f.state_adds + t.supplement_m, f.social_insurance, f.income_tax,
           f.earned + f.fund_adds + f.state_adds + t.supplement_m - f.social_insurance - f.income_tax,
           t.pension_m, t.fund_adds_m, t.state_adds_m, t.social_insurance_m, t.income_tax_m, t.gross_m, t.net_m
      FROM unnest(terms, earned, fund_adds, state_adds, social_insurance, income_tax)
           AS f(term, earned, fund_adds, state_adds, social_insurance, income_tax)
      JOIN benefits_award_term t ON t.id = f.term;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

DROP FUNCTION benefits_increases_approved(text);
CREATE FUNCTION benefits_increases_approved(of_fund text) RETURNS TABLE (id bigint, effective_on date, known_on date, source text, law_version text, switches jsonb,
    decision_id bigint, reach text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT i.id, i.effective_on, i.known_on, i.source::text, i.law_version, i.switches, s.decision_id, i.reach::text
      FROM benefits_increase i JOIN benefits_increase_step s ON s.increase_id = i.id AND s.kind = 'approved'
     WHERE i.fund = of_fund ORDER BY i.effective_on
$$;
