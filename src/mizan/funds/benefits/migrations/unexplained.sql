-- Who is due less than in the run before, or nothing any more, and no decision says why: nobody in a sound run. A decision says why when it supersedes
-- and was taken since, when it is the one whose term is paid now, or when the former term ended on the day it was given until.
CREATE OR REPLACE FUNCTION benefits_run_unexplained(wanted bigint) RETURNS TABLE (award_id bigint, net_before bigint, net_now bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    r benefits_run;
    former benefits_run;
BEGIN
    SELECT * INTO STRICT r FROM benefits_run WHERE id = wanted;
    SELECT b.* INTO former FROM benefits_standing_runs(r.fund, wanted) s JOIN benefits_run b ON b.id = s.id WHERE s.month < r.month ORDER BY s.month DESC LIMIT 1;
    RETURN QUERY
    WITH less AS MATERIALIZED (
        SELECT o.award_id AS award, o.term_id AS old_term, n.term_id AS new_term, o.net_m AS old_net, COALESCE(n.net_m, 0) AS new_net
          FROM (SELECT x.* FROM benefits_instalment x WHERE x.run_id = (SELECT former.id) AND x.term_id IS NOT NULL) o
          LEFT JOIN (SELECT x.* FROM benefits_instalment x WHERE x.run_id = (SELECT wanted) AND x.term_id IS NOT NULL) n ON n.award_id = o.award_id
         WHERE COALESCE(n.net_m, 0) < o.net_m)
    SELECT l.award, l.old_net, l.new_net
      FROM less l
      JOIN benefits_award a ON a.id = l.award AND a.pays = 'monthly'
      JOIN benefits_award_term o ON o.id = l.old_term
      LEFT JOIN benefits_award_term n ON n.id = l.new_term
      LEFT JOIN benefits_decision by_term ON by_term.id = n.decision_id
     WHERE NOT COALESCE(n.id IS NULL AND o.known_until IS NULL AND o.ends_on <= r.month, false)
       AND (by_term.id IS NULL OR NOT ((n.decision_id = o.decision_id AND n.id <> o.id) OR (by_term.supersedes_id IS NOT NULL AND by_term.kind <> 'revalorisation')
            -- A raised gross may pass a threshold of the law's deductions.
            OR (by_term.kind = 'revalorisation' AND n.gross_m >= o.gross_m AND n.id <> o.id)))
       AND NOT EXISTS (SELECT 1 FROM benefits_term_closed c JOIN benefits_decision d ON d.id = c.decision_id
                        WHERE c.term_id = o.id AND d.supersedes_id IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM benefits_decision d WHERE d.claim_id = a.claim_id AND d.supersedes_id IS NOT NULL AND d.kind <> 'revalorisation'
                          AND d.decided_at >= former.prepared_at);
END $$;
