-- What is owed besides the month itself, as everything stands: asked with each run, so it reads what is open and not every payment ever made.

-- What is left of adjustments: arrears to pay or debts to recover. All that instalments took counts, but for those of the run that is looked at and of
-- runs that were cancelled: they are few, and what stands is never read.
CREATE OR REPLACE FUNCTION benefits_adjustments_left(of_fund text, besides bigint)
RETURNS TABLE (id bigint, award_id bigint, kind text, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT d.id, d.award_id, d.kind::text, (d.amount - COALESCE(u.used, 0))::bigint
      FROM benefits_adjustment d
      JOIN benefits_award a ON a.id = d.award_id AND a.fund = of_fund
      LEFT JOIN (SELECT x.adjustment_id, sum(x.amount) AS used FROM benefits_instalment_adjustment x
                  WHERE NOT EXISTS (
                        SELECT 1 FROM (SELECT besides AS id UNION SELECT s.run_id FROM benefits_run_step s WHERE s.kind = 'cancelled') r
                         CROSS JOIN LATERAL (SELECT i.id FROM benefits_instalment i WHERE i.run_id = r.id OFFSET 0) i WHERE i.id = x.instalment_id)
                  GROUP BY 1) u ON u.adjustment_id = d.id
     WHERE d.amount > COALESCE(u.used, 0)
$$;

-- Instalments that are owed and not paid: those that waited in an approved run, and payments that came back and are to be paid again. A reversal that
-- one person proposed takes nothing away; one that two agreed to does. Few wait and few come back: each is looked up by its id.
CREATE OR REPLACE FUNCTION benefits_unpaid(of_fund text, besides bigint)
RETURNS TABLE (instalment_id bigint, award_id bigint, return_id bigint, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT w.* FROM (
        SELECT i.id, i.award_id, NULL::bigint, i.net_m FROM benefits_instalment i
         WHERE i.waits <> '' AND i.net_m > 0 AND i.run_id IN (SELECT r.id FROM benefits_standing_runs(of_fund, besides) r WHERE r.approved)
           AND NOT EXISTS (SELECT 1 FROM benefits_instalment_reversal v JOIN benefits_reversal_approved q ON q.reversal_id = v.id WHERE v.instalment_id = i.id)
        UNION ALL
        SELECT i.id, i.award_id, b.id, b.amount - COALESCE((SELECT least(b.amount, i.net_m) FROM benefits_instalment_reversal v
                                                           JOIN benefits_reversal_approved q ON q.reversal_id = v.id WHERE v.instalment_id = i.id), 0)
          FROM benefits_payment_return b
          JOIN benefits_reissue x ON x.payment_return_id = b.id
         CROSS JOIN LATERAL (SELECT n.id, n.award_id, n.run_id, n.net_m FROM benefits_instalment n WHERE n.id = b.instalment_id OFFSET 0) i
          JOIN benefits_run r ON r.id = i.run_id AND r.fund = of_fund) AS w(id, award_id, return_id, amount)
     WHERE w.amount > 0 AND NOT EXISTS (
        SELECT 1 FROM benefits_instalment_settled s
         WHERE s.earlier_id = w.id AND s.payment_return_id IS NOT DISTINCT FROM w.return_id
           AND (SELECT n.run_id FROM benefits_instalment n WHERE n.id = s.instalment_id) IN (SELECT r.id FROM benefits_standing_runs(of_fund, besides) r))
$$;
