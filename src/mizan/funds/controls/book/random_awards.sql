-- The awards that chance drew for the quarter among those the fund has paid in three months: the same for the recorded seed.
SELECT d.fund, 'award' AS subject_kind, a.id::text AS subject, d.quarter AS starts_on, NULL::date AS ends_on, a.id AS award_id, a.person_id,
       '{}'::bigint[] AS accounts, x.paid AS stake,
       jsonb_build_object('place', o.place, 'among', d.population, 'seed', d.seed) AS reasons,
       jsonb_build_array(jsonb_build_object('kind', 'award', 'id', a.id::text)) AS evidence
  FROM controls_draw d
 CROSS JOIN LATERAL unnest(d.awards) WITH ORDINALITY o(award_id, place)
  JOIN benefits_award a ON a.id = o.award_id
 CROSS JOIN LATERAL (SELECT COALESCE(sum(i.paid), 0)::bigint AS paid FROM benefits_instalment i JOIN benefits_run r ON r.id = i.run_id
                       JOIN benefits_run_step s ON s.run_id = r.id AND s.kind = 'approved' AND s.at <= d.cut_off
                      WHERE i.award_id = a.id AND r.month > ((d.cut_off AT TIME ZONE 'Africa/Algiers')::date - interval '3 months')::date) x
 WHERE d.at <= %(cut_off)s AND d.quarter = date_trunc('quarter', %(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date
