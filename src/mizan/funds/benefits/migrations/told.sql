-- What instalments say they add and recover is told by rows, to the centime. The run is read twice: those that add or recover, and those that do not.
CREATE OR REPLACE FUNCTION benefits_run_told(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' SET plan_cache_mode = force_generic_plan AS $$
    WITH i AS MATERIALIZED (
        SELECT id, award_id, arrears, recovered, released + reissued AS settled FROM benefits_instalment
         WHERE run_id = wanted AND (arrears > 0 OR recovered > 0 OR released > 0 OR reissued > 0))
    SELECT NOT EXISTS (
        SELECT 1 FROM i
          LEFT JOIN (SELECT x.instalment_id, sum(x.amount) FILTER (WHERE d.kind = 'arrears') AS arrears, sum(x.amount) FILTER (WHERE d.kind = 'debt') AS debts
                       FROM i j JOIN benefits_instalment_adjustment x ON x.instalment_id = j.id
                       JOIN benefits_adjustment d ON d.id = x.adjustment_id AND d.award_id = j.award_id GROUP BY 1) a
            ON a.instalment_id = i.id
          LEFT JOIN (SELECT x.instalment_id, sum(x.amount) AS settled FROM i j JOIN benefits_instalment_settled x ON x.instalment_id = j.id GROUP BY 1) s
            ON s.instalment_id = i.id
         WHERE (i.arrears, i.recovered, i.settled) <> (COALESCE(a.arrears, 0), COALESCE(a.debts, 0), COALESCE(s.settled, 0)))
       AND NOT EXISTS (
        SELECT 1 FROM benefits_instalment_adjustment x JOIN benefits_instalment j ON j.id = x.instalment_id AND j.run_id = wanted
         WHERE j.arrears = 0 AND j.recovered = 0)
$$;
