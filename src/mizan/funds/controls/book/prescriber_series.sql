-- Prescribers who have signed far more certificates of stops of work since the year began than their peers: so many times the spread above the median.
WITH signed AS (
    SELECT c.prescriber, count(*) AS number, sum(c.days) AS days, 
           COALESCE(array_agg(c.claim_id ORDER BY c.claim_id) FILTER (WHERE c.claim_id IS NOT NULL), '{}') AS claims
      FROM controls_certificates(%(cut_off)s) c
     WHERE c.signed_on BETWEEN date_trunc('year', %(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date AND (%(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date GROUP BY c.prescriber),
ranked AS (SELECT s.*, row_number() OVER (ORDER BY s.prescriber) AS place FROM signed s),
unusual AS (SELECT u.* FROM controls_unusual((SELECT array_agg(r.number ORDER BY r.place) FROM ranked r), %(series_times)s, %(series_least)s, %(series_peers)s) u)
SELECT 'CNAS' AS fund, 'prescriber' AS subject_kind, r.prescriber AS subject,
       date_trunc('year', %(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date AS starts_on, NULL::date AS ends_on, NULL::bigint AS award_id,
       NULL::bigint AS person_id, '{}'::bigint[] AS accounts,
       COALESCE((SELECT sum(t.net_m) FROM benefits_award a JOIN benefits_award_term t ON t.award_id = a.id AND t.known_until IS NULL
                  WHERE a.claim_id = ANY (r.claims)), 0)::bigint AS stake,
       jsonb_build_object('number', r.number, 'days', r.days, 'median', u.median, 'spread', u.spread) AS reasons,
       (SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', 'claim', 'id', c::text)), '[]') FROM unnest(r.claims) c) AS evidence
  FROM unusual u JOIN ranked r ON r.place = u.place
