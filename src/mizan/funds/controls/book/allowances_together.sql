-- Two daily allowances of one person over the same days.
WITH held AS (
    SELECT a.id, a.fund, a.person_id, t.starts_on, t.ends_on, t.net_m
      FROM benefits_award a
      JOIN benefits_award_term t ON t.award_id = a.id AND t.known_from <= %(cut_off)s AND (t.known_until IS NULL OR t.known_until > %(cut_off)s)
     WHERE a.kind IN ('sickness', 'maternity') AND t.ends_on IS NOT NULL)
SELECT b.fund, 'award' AS subject_kind, b.id::text AS subject, greatest(a.starts_on, b.starts_on) AS starts_on, least(a.ends_on, b.ends_on) AS ends_on,
       b.id AS award_id, b.person_id, '{}'::bigint[] AS accounts,
       -- Rounded down: the part of the later allowance that falls on these days.
       div(b.net_m::numeric * (least(a.ends_on, b.ends_on) - greatest(a.starts_on, b.starts_on)), (b.ends_on - b.starts_on)::numeric)::bigint AS stake,
       jsonb_build_object('first', a.id, 'days', least(a.ends_on, b.ends_on) - greatest(a.starts_on, b.starts_on)) AS reasons,
       jsonb_build_array(jsonb_build_object('kind', 'award', 'id', a.id::text), jsonb_build_object('kind', 'award', 'id', b.id::text)) AS evidence
  FROM held a JOIN held b ON b.person_id = a.person_id AND b.id > a.id AND daterange(a.starts_on, a.ends_on) && daterange(b.starts_on, b.ends_on)
