-- Instalments that left for months after the month of death, that came back neither by a return, a reversal nor a debt.
WITH late AS (
    SELECT a.id AS award_id, a.fund, a.person_id, p.died_on, r.month, i.id, i.net_m
      FROM people_person p
      JOIN benefits_award a ON a.person_id = p.id
      JOIN benefits_instalment i ON i.award_id = a.id AND i.paid > 0 AND i.net_m > 0
      JOIN benefits_run r ON r.id = i.run_id AND r.month > p.died_on
      JOIN benefits_run_step s ON s.run_id = r.id AND s.kind = 'approved' AND s.at <= %(cut_off)s
     WHERE p.died_on IS NOT NULL AND a.pays = 'monthly'
       AND NOT EXISTS (SELECT 1 FROM benefits_run_step c WHERE c.run_id = r.id AND c.kind = 'cancelled')
       AND NOT EXISTS (SELECT 1 FROM benefits_payment_return b WHERE b.instalment_id = i.id AND b.at <= %(cut_off)s)
       AND NOT EXISTS (SELECT 1 FROM benefits_instalment_reversal v JOIN benefits_reversal_approved q ON q.reversal_id = v.id AND q.at <= %(cut_off)s
                        WHERE v.instalment_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM benefits_adjustment d WHERE d.award_id = a.id AND d.kind = 'debt' AND d.made_at <= %(cut_off)s
                                AND r.month BETWEEN d.from_month AND d.to_month))
SELECT fund, 'award' AS subject_kind, award_id::text AS subject, died_on AS starts_on, (max(month) + interval '1 month')::date AS ends_on, award_id, person_id,
       '{}'::bigint[] AS accounts, sum(net_m)::bigint AS stake, jsonb_build_object('months', count(*), 'died_on', died_on) AS reasons,
       jsonb_agg(jsonb_build_object('kind', 'instalment', 'id', id::text) ORDER BY id) AS evidence
  FROM late GROUP BY fund, award_id, person_id, died_on
