-- One account on which two persons or more are paid now.
WITH known AS MATERIALIZED (
    SELECT c.id, c.person_id, c.known_from, controls_account(c.account, c.account_kind) AS account FROM benefits_payee_account c
     WHERE c.known_from <= %(cut_off)s AND (c.known_until IS NULL OR c.known_until > %(cut_off)s)),
shared AS (SELECT account, count(*) AS persons FROM known WHERE account <> '' GROUP BY account HAVING count(*) > 1),
holders AS (
    SELECT k.account, k.person_id, k.known_from, a.id AS award_id, a.fund, t.net_m, s.persons,
           row_number() OVER (PARTITION BY k.account ORDER BY k.known_from, k.id, a.id) AS place
      FROM shared s JOIN known k ON k.account = s.account
      JOIN benefits_award a ON a.person_id = k.person_id
      JOIN benefits_award_term t ON t.award_id = a.id AND t.known_until IS NULL AND t.starts_on <= %(cut_off)s
                                AND (t.ends_on IS NULL OR t.ends_on > %(cut_off)s)),
last AS (SELECT DISTINCT ON (account) * FROM holders ORDER BY account, place DESC)
SELECT l.fund, 'account' AS subject_kind, l.account AS subject, (l.known_from AT TIME ZONE 'Africa/Algiers')::date AS starts_on, NULL::date AS ends_on,
       l.award_id, l.person_id, '{}'::bigint[] AS accounts, l.net_m AS stake,
       jsonb_build_object('persons', l.persons, 'household', EXISTS (
            SELECT 1 FROM holders o JOIN people_tie x ON x.known_until IS NULL AND (x.person_id, x.member_id) IN ((o.person_id, l.person_id), (l.person_id, o.person_id))
             WHERE o.account = l.account AND o.person_id <> l.person_id)) AS reasons,
       (SELECT jsonb_agg(jsonb_build_object('kind', 'award', 'id', o.award_id::text) ORDER BY o.place) FROM holders o WHERE o.account = l.account) AS evidence
  FROM last l WHERE (SELECT count(DISTINCT o.person_id) FROM holders o WHERE o.account = l.account) > 1
