-- Two pensions of one's own right over the same months, that were not given by one claim: the parts of a mixed career are one pension.
WITH held AS (
    SELECT a.id, a.claim_id, a.fund, a.person_id, t.starts_on, t.ends_on, t.net_m
      FROM benefits_award a
      JOIN benefits_award_term t ON t.award_id = a.id AND t.known_from <= %(cut_off)s AND (t.known_until IS NULL OR t.known_until > %(cut_off)s)
     WHERE a.person_id = a.rights_of_id AND a.pays = 'monthly' AND a.kind IN ('retirement', 'retirement_allowance')),
both_of AS (
    SELECT b.fund, b.id AS award_id, b.person_id, min(a.id) AS first_id, min(greatest(a.starts_on, b.starts_on)) AS starts_on,
           max(least(COALESCE(a.ends_on, 'infinity'), COALESCE(b.ends_on, 'infinity'))) AS ends_on, max(b.net_m) AS net_m
      FROM held a JOIN held b ON b.person_id = a.person_id AND b.claim_id <> a.claim_id AND b.id > a.id
                             AND daterange(a.starts_on, a.ends_on) && daterange(b.starts_on, b.ends_on)
     GROUP BY 1, 2, 3)
SELECT t.fund, 'award' AS subject_kind, t.award_id::text AS subject, t.starts_on, NULLIF(t.ends_on, 'infinity') AS ends_on, t.award_id, t.person_id,
       '{}'::bigint[] AS accounts, greatest(x.paid, t.net_m) AS stake,
       jsonb_build_object('first', t.first_id, 'from_on', t.starts_on, 'months', x.months) AS reasons,
       jsonb_build_array(jsonb_build_object('kind', 'award', 'id', t.first_id::text), jsonb_build_object('kind', 'award', 'id', t.award_id::text)) AS evidence
  FROM both_of t
 CROSS JOIN LATERAL (SELECT COALESCE(sum(i.net_m), 0)::bigint AS paid, count(*) AS months FROM benefits_instalment i
                       JOIN benefits_run r ON r.id = i.run_id AND r.month >= t.starts_on AND r.month < t.ends_on
                       JOIN benefits_run_step s ON s.run_id = r.id AND s.kind = 'approved' AND s.at <= %(cut_off)s
                      WHERE i.award_id = t.award_id AND i.paid > 0) x
