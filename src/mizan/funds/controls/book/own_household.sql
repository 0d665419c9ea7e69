-- Officers who opened the file of somebody of their household, or paid them: reads of the log, pay runs they agreed to.
WITH RECURSIVE own AS (SELECT o.account_id, o.person_id FROM benefits_own_person o WHERE o.known_from <= %(cut_off)s AND (o.known_until IS NULL OR o.known_until > %(cut_off)s)),
heads AS (SELECT account_id, person_id FROM own
          UNION SELECT o.account_id, t.person_id FROM own o JOIN people_tie t ON t.member_id = o.person_id),
kin AS (SELECT account_id, person_id FROM heads
        UNION SELECT h.account_id, t.member_id FROM heads h JOIN people_tie t ON t.person_id = h.person_id),
touched AS (
    SELECT k.account_id, k.person_id, 'read' AS kind, r.id::text AS id, r.at, 0::bigint AS amount, NULL::text AS fund
      FROM access_read r JOIN kin k ON k.account_id = r.account_id AND r.subject_id = k.person_id::text
     WHERE r.subject_kind = 'person' AND r.at <= %(cut_off)s
    UNION ALL
    SELECT k.account_id, k.person_id, 'instalment', i.id::text, s.at, i.paid, u.fund
      FROM kin k
      JOIN benefits_run_step s ON s.by_id = k.account_id AND s.kind IN ('prepared', 'agreed', 'approved') AND s.at <= %(cut_off)s
      JOIN benefits_run u ON u.id = s.run_id
      JOIN benefits_award a ON a.person_id = k.person_id
      JOIN benefits_instalment i ON i.award_id = a.id AND i.run_id = s.run_id AND i.paid > 0),
told AS (
    SELECT t.*, COALESCE(t.fund, (SELECT g.scope_id FROM access_grant g WHERE g.account_id = t.account_id AND g.scope_id IN ('CNAS', 'CNR', 'CASNOS')
                                   ORDER BY g.id LIMIT 1), 'CNAS') AS of_fund,
           date_trunc('year', t.at AT TIME ZONE 'Africa/Algiers')::date AS year FROM touched t)
SELECT of_fund AS fund, 'officer' AS subject_kind, account_id || '/' || person_id AS subject, year AS starts_on,
       (max(at) AT TIME ZONE 'Africa/Algiers')::date AS ends_on, NULL::bigint AS award_id, person_id, ARRAY[account_id] AS accounts,
       sum(amount)::bigint AS stake,
       jsonb_build_object('reads', count(*) FILTER (WHERE kind = 'read'), 'payments', count(*) FILTER (WHERE kind = 'instalment')) AS reasons,
       to_jsonb((array_agg(jsonb_build_object('kind', kind, 'id', id) ORDER BY at DESC))[1:50]) AS evidence
  FROM told GROUP BY of_fund, account_id, person_id, year
