-- A fund that is to pay an award may open the files it hangs on, and read the decision that gave it, whichever fund decided.
CREATE FUNCTION benefits_award_paid_by() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO people_paid_by (person_id, fund)
    SELECT DISTINCT who, m.fund FROM made m CROSS JOIN LATERAL (VALUES (m.person_id), (m.rights_of_id)) w(who) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_award_paid_by AFTER INSERT ON benefits_award REFERENCING NEW TABLE AS made FOR EACH STATEMENT
    EXECUTE FUNCTION benefits_award_paid_by();
INSERT INTO people_paid_by (person_id, fund)
SELECT person_id, fund FROM benefits_award UNION SELECT rights_of_id, fund FROM benefits_award ON CONFLICT DO NOTHING;

CREATE FUNCTION benefits_given_here(decision bigint) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY[a.rights_of_id, a.person_id] FROM benefits_award a
     WHERE a.fund = ANY (benefits_funds())
       AND (a.first_decision_id = decision OR a.claim_id = (SELECT d.claim_id FROM benefits_decision d WHERE d.id = decision))
     ORDER BY a.id LIMIT 1
$$;

CREATE OR REPLACE FUNCTION benefits_whose(thing text, wanted bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT access_is_officer() THEN
        RAISE EXCEPTION 'this account opens no files' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN (SELECT CASE thing
        WHEN 'claim' THEN (SELECT ARRAY[person_id, claimant_id] FROM benefits_claim WHERE id = wanted AND fund = ANY (benefits_funds()))
        WHEN 'decision' THEN COALESCE((SELECT ARRAY[person_id, claimant_id] FROM benefits_decision
                                        WHERE id = wanted AND person_id IS NOT NULL AND fund = ANY (benefits_funds())), benefits_given_here(wanted))
        WHEN 'award' THEN (SELECT ARRAY[rights_of_id, person_id] FROM benefits_award WHERE id = wanted AND fund = ANY (benefits_funds())) END);
END $$;
