-- What one person made due in several pieces within some days, each under an amount and together above it: arrears of an award, journal files.
WITH pieces AS (
    SELECT a.fund, 'award' AS subject_kind, a.id::text AS subject, a.id AS award_id, a.person_id, d.decided_by_id AS account_id, m.made_at AS at, m.amount,
           jsonb_build_object('kind', 'adjustment', 'id', m.id::text) AS row
      FROM benefits_adjustment m JOIN benefits_decision d ON d.id = m.decision_id AND NOT d.automatic AND d.kind <> 'revalorisation'
      JOIN benefits_award a ON a.id = m.award_id
     WHERE m.kind = 'arrears' AND m.made_at <= %(cut_off)s
    UNION ALL
    SELECT f.fund, 'proposer', p.proposed_by_id || '/' || p.flow, NULL, NULL, p.proposed_by_id, q.decided_at, l.amount,
           jsonb_build_object('kind', 'proposal', 'id', p.id::text)
      FROM ledger_proposal p JOIN ledger_approval q ON q.proposal_id = p.id AND q.decided_at <= %(cut_off)s
     CROSS JOIN LATERAL (SELECT x AS fund FROM unnest(p.funds) x WHERE x IN ('CNAS', 'CNR', 'CASNOS') ORDER BY x LIMIT 1) f
     CROSS JOIN LATERAL (SELECT sum(n.amount) AS amount FROM ledger_proposal_line n WHERE n.proposal_id = p.id AND n.amount > 0) l
     WHERE p.kind = 'flow'),
small AS (SELECT * FROM pieces WHERE amount < %(split_threshold)s),
begun AS (
    -- A series begins where nothing of it came in the days before.
    SELECT s.*, lag(s.at) OVER (PARTITION BY s.fund, s.subject_kind, s.subject, s.account_id ORDER BY s.at) AS before FROM small s),
series AS (
    SELECT b.*, count(*) FILTER (WHERE b.before IS NULL OR b.at - b.before > make_interval(days => %(split_days)s))
                    OVER (PARTITION BY b.fund, b.subject_kind, b.subject, b.account_id ORDER BY b.at) AS number FROM begun b)
SELECT fund, subject_kind, subject, (min(at) AT TIME ZONE 'Africa/Algiers')::date AS starts_on, (max(at) AT TIME ZONE 'Africa/Algiers')::date AS ends_on,
       award_id, person_id, ARRAY[account_id] AS accounts, sum(amount)::bigint AS stake,
       jsonb_build_object('pieces', count(*), 'total', sum(amount)::bigint, 'threshold', %(split_threshold)s::bigint) AS reasons,
       jsonb_agg(row ORDER BY at) AS evidence
  FROM series GROUP BY fund, subject_kind, subject, award_id, person_id, account_id, number
HAVING count(*) > 1 AND sum(amount) >= %(split_threshold)s
