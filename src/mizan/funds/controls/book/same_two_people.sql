-- Two people who always decide together, or too fast to have read: who proposed and who agreed, since the year began, whatever the act.
WITH agreed AS (
    SELECT d.fund, d.proposed_by_id AS proposer, d.decided_by_id AS decider, d.decided_at AS at, 'decision' AS kind, d.id::text AS id,
           (SELECT max(s.at) FROM benefits_claim_step s WHERE s.claim_id = d.claim_id AND s.kind = 'proposed' AND s.by_id = d.proposed_by_id AND s.at <= d.decided_at)
           AS proposed_at
      FROM benefits_decision d WHERE d.proposed_by_id IS NOT NULL AND d.kind <> 'revalorisation' AND d.record->>'format' = 'mizan-decision/1'
    UNION ALL
    SELECT t.fund, t.proposed_by_id, s.by_id, s.at, 'takeover', t.id::text, t.proposed_at
      FROM benefits_takeover t JOIN benefits_takeover_step s ON s.takeover_id = t.id AND s.kind = 'approved'
    UNION ALL
    SELECT a.fund, h.by_id, s.by_id, s.at, 'hold', h.id::text, h.at FROM benefits_hold h JOIN benefits_hold_step s ON s.hold_id = h.id AND s.kind = 'agreed'
      JOIN benefits_award a ON a.id = h.award_id
    UNION ALL
    SELECT a.fund, v.proposed_by_id, q.by_id, q.at, 'reversal', v.id::text, v.proposed_at FROM benefits_instalment_reversal v
      JOIN benefits_reversal_approved q ON q.reversal_id = v.id
      JOIN benefits_instalment i ON i.id = v.instalment_id JOIN benefits_award a ON a.id = i.award_id
    UNION ALL
    SELECT COALESCE((SELECT g.scope_id FROM access_grant g WHERE g.account_id = d.decided_by_id AND g.scope_id IN ('CNAS', 'CNR', 'CASNOS')
                      ORDER BY g.id LIMIT 1), 'CNAS'), p.proposed_by_id, d.decided_by_id, d.decided_at, 'career_proposal', p.id::text, p.proposed_at
      FROM careers_proposal p JOIN careers_decision d ON d.proposal_id = p.id AND d.granted
    UNION ALL
    SELECT f.fund, p.proposed_by_id, q.decided_by_id, q.decided_at, 'proposal', p.id::text, p.proposed_at
      FROM ledger_proposal p JOIN ledger_approval q ON q.proposal_id = p.id
     CROSS JOIN LATERAL (SELECT x AS fund FROM unnest(p.funds) x WHERE x IN ('CNAS', 'CNR', 'CASNOS') ORDER BY x LIMIT 1) f),
of_year AS (SELECT * FROM agreed WHERE at <= %(cut_off)s AND (at AT TIME ZONE 'Africa/Algiers')::date >= date_trunc('year', %(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date AND proposer <> decider),
deciders AS (SELECT fund, count(DISTINCT decider) AS deciders FROM of_year GROUP BY fund),
proposers AS (SELECT fund, proposer, count(*) AS proposed FROM of_year GROUP BY fund, proposer),
pairs AS (
    SELECT fund, proposer, decider, count(*) AS together, count(*) FILTER (WHERE at - proposed_at < make_interval(secs => %(pair_seconds)s)) AS fast,
           (array_agg(jsonb_build_object('kind', kind, 'id', id) ORDER BY at DESC))[1:50] AS rows
      FROM of_year GROUP BY fund, proposer, decider)
SELECT p.fund, 'pair' AS subject_kind, p.proposer || '/' || p.decider AS subject,
       date_trunc('year', %(cut_off)s::timestamptz AT TIME ZONE 'Africa/Algiers')::date AS starts_on, NULL::date AS ends_on, NULL::bigint AS award_id,
       NULL::bigint AS person_id, ARRAY[p.proposer, p.decider] AS accounts, 0::bigint AS stake,
       jsonb_build_object('together', p.together, 'proposed', q.proposed, 'fast', p.fast, 'deciders', d.deciders, 'seconds', %(pair_seconds)s::integer) AS reasons,
       to_jsonb(p.rows) AS evidence
  FROM pairs p JOIN proposers q ON (q.fund, q.proposer) = (p.fund, p.proposer) JOIN deciders d ON d.fund = p.fund
 WHERE p.together >= %(pair_least)s
   AND (p.fast * 1000000 >= p.together * %(pair_share_ppm)s::bigint
        -- Where only two may decide, that they decide together shows nothing.
        OR (d.deciders >= 3 AND p.together * 1000000 >= q.proposed * %(pair_share_ppm)s::bigint))
