-- Awards that pay more than the law gives on their career, as last computed again.
WITH open AS (
    SELECT f.fund, o.* FROM (VALUES ('CNAS'), ('CNR'), ('CASNOS')) f(fund) CROSS JOIN LATERAL benefits_recompute_list(f.fund, 0, 1000000) o
     WHERE o.verdict = 'differs' AND COALESCE(o.kept_m, 0) > COALESCE(o.given_m, 0) AND o.cut_off <= %(cut_off)s)
SELECT o.fund, 'award' AS subject_kind, o.award_id::text AS subject, o.on_day AS starts_on, NULL::date AS ends_on, o.award_id, a.person_id,
       '{}'::bigint[] AS accounts, (COALESCE(o.kept_m, 0) - COALESCE(o.given_m, 0)) * greatest(1, x.months) AS stake,
       jsonb_build_object('kept', COALESCE(o.kept_m, 0), 'given', COALESCE(o.given_m, 0), 'months', x.months) AS reasons,
       jsonb_build_array(jsonb_build_object('kind', 'award', 'id', o.award_id::text)) AS evidence
  FROM open o JOIN benefits_award a ON a.id = o.award_id
 CROSS JOIN LATERAL (SELECT count(*) AS months FROM benefits_instalment i JOIN benefits_run r ON r.id = i.run_id AND r.month >= o.on_day
                       JOIN benefits_run_step s ON s.run_id = r.id AND s.kind = 'approved' AND s.at <= %(cut_off)s
                      WHERE i.award_id = o.award_id AND i.paid > 0) x
