-- Daily allowances of sickness and maternity paid for days that an employer has declared as worked: a month has room for thirty days of both.
WITH paid AS (
    SELECT a.id AS award_id, a.fund, a.person_id, p.nss, t.starts_on, t.ends_on, t.net_m
      FROM benefits_award a
      JOIN benefits_award_term t ON t.award_id = a.id AND t.known_from <= %(cut_off)s AND (t.known_until IS NULL OR t.known_until > %(cut_off)s)
      JOIN people_person p ON p.id = a.person_id
     WHERE a.kind IN ('sickness', 'maternity') AND t.ends_on IS NOT NULL),
told AS (
    SELECT d.award_id, d.starts_on, d.ends_on, d.net_m, l.employer_id, q.starts, (q.starts + interval '3 months')::date AS ends,
           controls_declared_days(q.duration, q.unit) AS days, jsonb_build_object('kind', 'wage_line', 'id', l.filing_id || '/' || l.line_no) AS row
      FROM paid d
      JOIN careers_wage_line l ON l.nss = d.nss AND l.year BETWEEN extract(year FROM d.starts_on) AND extract(year FROM d.ends_on)
      JOIN careers_declaration c ON c.filing_id = l.filing_id AND c.recorded_at <= %(cut_off)s
     CROSS JOIN LATERAL (VALUES (make_date(l.year, 1, 1), l.q1_duration, l.q1_unit), (make_date(l.year, 4, 1), l.q2_duration, l.q2_unit),
                                (make_date(l.year, 7, 1), l.q3_duration, l.q3_unit), (make_date(l.year, 10, 1), l.q4_duration, l.q4_unit)
                         ) q(starts, duration, unit)
     WHERE NOT EXISTS (SELECT 1 FROM careers_supersession s WHERE s.filing_id = l.filing_id AND s.line_no = l.line_no AND s.recorded_at <= %(cut_off)s)
    UNION ALL
    SELECT d.award_id, d.starts_on, d.ends_on, d.net_m, e.employer_id, e.period_start, e.period_end, e.days::integer,
           jsonb_build_object('kind', 'earning', 'id', e.id::text)
      FROM paid d
      JOIN careers_earning e ON e.person_id = d.person_id AND e.scheme = 'CNR' AND e.period_start < d.ends_on AND e.period_end > d.starts_on
                            AND e.known_from <= %(cut_off)s AND (e.known_until IS NULL OR e.known_until > %(cut_off)s)),
over AS (
    -- Of two employers in one period the one that leaves less room counts: two part-times are not added up.
    SELECT DISTINCT ON (o.award_id, o.starts) o.award_id, o.starts, o.days, o.row
      FROM (SELECT t.award_id, t.starts, t.row, controls_days_too_many(t.days, t.starts_on, t.ends_on, t.starts, t.ends) AS days FROM told t) o
     WHERE o.days > 0 ORDER BY o.award_id, o.starts, o.days DESC)
SELECT d.fund, 'award' AS subject_kind, d.award_id::text AS subject, d.starts_on, d.ends_on, d.award_id, d.person_id, '{}'::bigint[] AS accounts,
       -- Rounded down: never more than the days too many.
       div(d.net_m::numeric * least(o.days, d.ends_on - d.starts_on), (d.ends_on - d.starts_on)::numeric)::bigint AS stake,
       jsonb_build_object('days', least(o.days, d.ends_on - d.starts_on), 'from_on', d.starts_on, 'until_on', d.ends_on - 1) AS reasons,
       jsonb_build_array(jsonb_build_object('kind', 'award', 'id', d.award_id::text)) || o.told AS evidence
  FROM paid d
  JOIN (SELECT award_id, sum(days)::integer AS days, jsonb_agg(row ORDER BY starts) AS told FROM over GROUP BY award_id) o ON o.award_id = d.award_id
