-- The decision that made a debt, as far as whoever tells the person of it needs to name it: its number, its kind, its day and why; never its record.
CREATE FUNCTION benefits_debt_decision(adjustment bigint) RETURNS TABLE (id bigint, number text, kind text, effective_on date, why text) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT n.id, n.number::text, n.kind::text, n.effective_on,
           COALESCE(n.difference->'reason'->>'kind', CASE WHEN n.kind = 'revalorisation' THEN 'law' WHEN n.ground = 'death' THEN 'death' ELSE '' END)
      FROM benefits_adjustment d JOIN benefits_award a ON a.id = d.award_id JOIN benefits_decision n ON n.id = d.decision_id
     WHERE d.id = adjustment AND d.kind = 'debt'
       AND (access_is_batch() OR a.fund = ANY (benefits_accounts())
            OR (access_is_officer() AND a.fund = ANY (benefits_funds()) AND (a.person_id = ANY (people_opened()) OR a.rights_of_id = ANY (people_opened()))))
$$;
-- What is still owed on awards is asked by person and by fund.
CREATE INDEX benefits_adjustment_debt ON benefits_adjustment (id DESC) WHERE kind = 'debt';
