-- Agencies whose claims of sickness since the year began, for a million persons they hold, are far above the others': so many times the spread above the median.
WITH claimed AS (
    SELECT c.agency_code, count(*) AS number, array_agg(c.id ORDER BY c.id) AS claims FROM benefits_claim c
     WHERE c.kind = 'sickness' AND c.agency_code <> '' AND c.opened_at <= %(cut_off)s
       AND c.received_on BETWEEN date_trunc('year', %(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date AND (%(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date GROUP BY 1),
held AS (SELECT f.agency_code, count(*) AS persons FROM people_affiliation f WHERE f.known_until IS NULL AND f.fund = 'CNAS'
            AND f.agency_code IN (SELECT agency_code FROM claimed) GROUP BY 1),
ranked AS (SELECT c.*, h.persons, c.number * 1000000 / h.persons AS per_million, row_number() OVER (ORDER BY c.agency_code) AS place
             FROM claimed c JOIN held h ON h.agency_code = c.agency_code),
unusual AS (SELECT u.* FROM controls_unusual((SELECT array_agg(r.per_million ORDER BY r.place) FROM ranked r), %(series_times)s, 1, %(series_peers)s) u)
SELECT 'CNAS' AS fund, 'agency' AS subject_kind, r.agency_code AS subject,
       date_trunc('year', %(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date AS starts_on, NULL::date AS ends_on, NULL::bigint AS award_id,
       NULL::bigint AS person_id, '{}'::bigint[] AS accounts,
       COALESCE((SELECT sum(t.net_m) FROM benefits_award a JOIN benefits_award_term t ON t.award_id = a.id AND t.known_until IS NULL
                  WHERE a.claim_id = ANY (r.claims)), 0)::bigint AS stake,
       jsonb_build_object('number', r.number, 'per_million', r.per_million, 'median', u.median, 'spread', u.spread) AS reasons,
       (SELECT jsonb_agg(jsonb_build_object('kind', 'claim', 'id', c::text)) FROM unnest(r.claims) c) AS evidence
  FROM unusual u JOIN ranked r ON r.place = u.place WHERE r.number >= %(series_least)s
