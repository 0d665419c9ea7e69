-- What a run says, held against its rows and summed. The newest run is asked about most, and of that one the server's statistics know nothing: named
-- outright, it is taken for a handful of instalments, which are then looked up one by one; `(SELECT wanted)` is taken for a run like another.

-- What instalments say they add and recover is told by rows, to the centime: both sides together come to nothing, instalment by instalment.
CREATE OR REPLACE FUNCTION benefits_run_told(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' SET plan_cache_mode = force_custom_plan AS $$
    WITH i AS MATERIALIZED (
        SELECT id, award_id, arrears, recovered, released + reissued AS settled FROM benefits_instalment
         WHERE run_id = (SELECT wanted) AND (arrears > 0 OR recovered > 0 OR released > 0 OR reissued > 0))
    SELECT NOT EXISTS (
        SELECT 1 FROM (
            SELECT i.id, i.arrears, i.recovered, i.settled FROM i
            UNION ALL
            SELECT i.id, CASE WHEN d.kind = 'arrears' THEN -x.amount ELSE 0 END, CASE WHEN d.kind = 'debt' THEN -x.amount ELSE 0 END, 0
              FROM i JOIN benefits_instalment_adjustment x ON x.instalment_id = i.id
              JOIN benefits_adjustment d ON d.id = x.adjustment_id AND d.award_id = i.award_id
            UNION ALL
            SELECT i.id, 0, 0, -x.amount FROM i JOIN benefits_instalment_settled x ON x.instalment_id = i.id) t
         GROUP BY t.id HAVING sum(t.arrears) <> 0 OR sum(t.recovered) <> 0 OR sum(t.settled) <> 0)
       AND NOT EXISTS (
        SELECT 1 FROM benefits_instalment_adjustment x JOIN benefits_instalment j ON j.id = x.instalment_id AND j.run_id = (SELECT wanted)
         WHERE j.arrears = 0 AND j.recovered = 0)
$$;

-- The sums of a run by branch, as they are posted.
CREATE OR REPLACE FUNCTION benefits_run_totals(wanted bigint)
RETURNS TABLE (branch text, lines bigint, payments bigint, earned numeric, state_adds numeric, social_insurance numeric, income_tax numeric, net numeric,
    arrears numeric, released numeric, reissued numeric, recovered numeric, paid numeric, waiting numeric) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
BEGIN
    IF NOT (access_is_batch() OR pg_trigger_depth() > 0 OR EXISTS (SELECT 1 FROM benefits_run r WHERE r.id = wanted AND r.fund = ANY (benefits_accounts()))) THEN
        RAISE EXCEPTION 'this account pays nobody of this fund' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT benefits_branch(k.kind), sum(k.lines)::bigint, sum(k.payments)::bigint, sum(k.earned), sum(k.state_adds), sum(k.social_insurance),
           sum(k.income_tax), sum(k.net), sum(k.arrears), sum(k.released), sum(k.reissued), sum(k.recovered), sum(k.paid), sum(k.waiting)
      FROM (SELECT a.kind, count(*) AS lines, count(*) FILTER (WHERE i.paid > 0) AS payments, sum(i.gross_m - i.state_adds_m) AS earned,
                   sum(i.state_adds_m) AS state_adds, sum(i.social_insurance_m) AS social_insurance, sum(i.income_tax_m) AS income_tax,
                   sum(i.net_m) AS net, sum(i.arrears) AS arrears, sum(i.released) AS released, sum(i.reissued) AS reissued,
                   sum(i.recovered) AS recovered, sum(i.paid) AS paid, COALESCE(sum(i.net_m) FILTER (WHERE i.waits <> ''), 0) AS waiting
              FROM benefits_instalment i JOIN benefits_award a ON a.id = i.award_id WHERE i.run_id = (SELECT wanted) GROUP BY a.kind) k
     GROUP BY 1 ORDER BY 1;
END $$;
