-- What a fund owes its payees in a month, as everything stands: one row for each award that is live, has arrears, or waits to be paid.

-- The terms that make an instalment of the month: a monthly award's the one that covers its first day, another's the first not yet given.
CREATE FUNCTION benefits_terms_due(of_fund text, of_month date, besides bigint)
RETURNS TABLE (award_id bigint, person_id bigint, rights_of_id bigint, kind text, term_id bigint) LANGUAGE sql STABLE AS $$
    SELECT a.id, a.person_id, a.rights_of_id, a.kind::text, t.id FROM benefits_award a
      JOIN benefits_award_term t ON t.award_id = a.id AND t.known_until IS NULL AND t.starts_on <= of_month AND (t.ends_on IS NULL OR t.ends_on > of_month)
     WHERE a.fund = of_fund AND a.pays = 'monthly'
    UNION ALL
    SELECT o.* FROM (
        SELECT DISTINCT ON (a.id) a.id, a.person_id, a.rights_of_id, a.kind::text, t.id FROM benefits_award a
          JOIN benefits_award_term t ON t.award_id = a.id AND t.known_until IS NULL AND t.starts_on < of_month + interval '1 month'
         WHERE a.fund = of_fund AND a.pays = 'once'
           AND NOT EXISTS (SELECT 1 FROM benefits_instalment i WHERE i.award_id = a.id AND i.term_id = t.id
                              AND i.run_id IN (SELECT r.id FROM benefits_standing_runs(of_fund, besides) r))
         ORDER BY a.id, t.starts_on, t.id) o
$$;

-- Holds that bind on a day: agreed by a second person, not released, deadline not passed.
CREATE FUNCTION benefits_holds_on(day date) RETURNS TABLE (award_id bigint, hold_id bigint) LANGUAGE sql STABLE AS $$
    SELECT h.award_id, min(h.id) FROM benefits_hold h
     WHERE h.starts_on <= day AND day <= h.deadline
       AND EXISTS (SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = h.id AND s.kind = 'agreed')
       AND NOT EXISTS (SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = h.id AND s.kind IN ('released', 'lapsed'))
     GROUP BY h.award_id
$$;

CREATE FUNCTION benefits_due(of_fund text, of_month date, day date, ppm integer, besides bigint)
RETURNS TABLE (award_id bigint, person_id bigint, term_id bigint, pension_m bigint, fund_adds_m bigint, state_adds_m bigint, supplement_m bigint,
    gross_m bigint, social_insurance_m bigint, income_tax_m bigint, net_m bigint, arrears bigint, released bigint, reissued bigint, recovered bigint,
    account text, payee_account_id bigint, reason text, waits text, hold_id bigint, first_award_id bigint, died_on date) LANGUAGE sql STABLE AS $$
    WITH due AS (SELECT * FROM benefits_terms_due(of_fund, of_month, besides)),
         owed AS (
            SELECT award_id, COALESCE(sum(amount) FILTER (WHERE what = 'arrears'), 0)::bigint AS arrears,
                   COALESCE(sum(amount) FILTER (WHERE what = 'debt'), 0)::bigint AS debt,
                   COALESCE(sum(amount) FILTER (WHERE what = 'waited'), 0)::bigint AS released,
                   COALESCE(sum(amount) FILTER (WHERE what = 'returned'), 0)::bigint AS reissued
              FROM (SELECT award_id, kind AS what, amount FROM benefits_adjustments_left(of_fund, besides)
                    UNION ALL SELECT award_id, CASE WHEN return_id IS NULL THEN 'waited' ELSE 'returned' END, amount FROM benefits_unpaid(of_fund, besides)) o
             GROUP BY award_id),
         everybody AS (
            SELECT award_id, person_id, rights_of_id, kind, term_id FROM due
            UNION ALL
            SELECT a.id, a.person_id, a.rights_of_id, a.kind::text, NULL FROM owed o JOIN benefits_award a ON a.id = o.award_id
             WHERE o.arrears + o.released + o.reissued > 0 AND NOT EXISTS (SELECT 1 FROM due d WHERE d.award_id = o.award_id)),
         twice AS (SELECT person_id, rights_of_id, kind, min(award_id) AS first_award_id FROM due GROUP BY 1, 2, 3 HAVING count(*) > 1),
         accounts AS MATERIALIZED (
            SELECT c.id, c.person_id, benefits_account20(c.account, c.account_kind) AS account FROM benefits_payee_account c WHERE c.known_until IS NULL),
         shared AS (SELECT c.account FROM accounts c WHERE c.account <> '' GROUP BY c.account HAVING count(*) > 1),
         cleared AS (SELECT DISTINCT f.award_id, f.control::text AS control, f.detail->>'key' AS key
                       FROM benefits_finding f JOIN benefits_finding_step s ON s.finding_id = f.id AND s.kind = 'cleared'),
         before AS (SELECT r.id FROM benefits_standing_runs(of_fund, besides) r WHERE r.month < of_month ORDER BY r.month DESC LIMIT 1),
         found AS (
            SELECT e.*, h.hold_id, p.died_on, c.id AS payee_account_id, c.account, w.first_award_id, o.arrears, o.debt, o.released, o.reissued,
                   CASE WHEN h.hold_id IS NOT NULL THEN 'held'
                        WHEN p.died_on < of_month AND NOT EXISTS (
                            SELECT 1 FROM cleared k WHERE (k.award_id, k.control, k.key) = (e.award_id, 'dead_payee', p.died_on::text)) THEN 'payee_dead'
                        WHEN c.id IS NULL THEN 'account_missing'
                        WHEN c.account = '' THEN 'account_key'
                        WHEN s.account IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM cleared k WHERE (k.award_id, k.control, k.key) = (e.award_id, 'account', c.account)) THEN 'account_shared'
                        WHEN w.first_award_id < e.award_id AND NOT EXISTS (
                            SELECT 1 FROM cleared k WHERE (k.award_id, k.control, k.key) = (e.award_id, 'duplicate', w.first_award_id::text)) THEN 'duplicate'
                        ELSE '' END AS waits
              FROM everybody e
              JOIN people_person p ON p.id = e.person_id
              LEFT JOIN accounts c ON c.person_id = e.person_id
              LEFT JOIN shared s ON s.account = c.account
              LEFT JOIN twice w ON (w.person_id, w.rights_of_id, w.kind) = (e.person_id, e.rights_of_id, e.kind)
              LEFT JOIN benefits_holds_on(day) h ON h.award_id = e.award_id
              LEFT JOIN owed o ON o.award_id = e.award_id)
    SELECT f.award_id, f.person_id, f.term_id, COALESCE(t.pension_m, 0), COALESCE(t.fund_adds_m, 0), COALESCE(t.state_adds_m, 0),
           COALESCE(t.supplement_m, 0), COALESCE(t.gross_m, 0), COALESCE(t.social_insurance_m, 0), COALESCE(t.income_tax_m, 0), COALESCE(t.net_m, 0),
           CASE WHEN f.waits = '' THEN COALESCE(f.arrears, 0) ELSE 0 END, CASE WHEN f.waits = '' THEN COALESCE(f.released, 0) ELSE 0 END,
           CASE WHEN f.waits = '' THEN COALESCE(f.reissued, 0) ELSE 0 END,
           CASE WHEN f.waits = '' AND f.debt > 0 THEN least(f.debt, t.net_m * ppm / 1000000, t.net_m) ELSE 0 END,
           COALESCE(f.account, ''), f.payee_account_id,
           CASE WHEN f.term_id IS NULL THEN 'arrears' WHEN q.id IS NULL THEN 'first' WHEN q.net_m <> t.net_m THEN 'changed' ELSE 'regular' END,
           f.waits, f.hold_id, f.first_award_id, f.died_on
      FROM found f
      LEFT JOIN benefits_award_term t ON t.id = f.term_id
      LEFT JOIN benefits_instalment q ON q.award_id = f.award_id AND q.run_id = (SELECT b.id FROM before b)
     -- An award ended that still waits makes no empty instalment: what it waits for stays where it is.
     WHERE f.term_id IS NOT NULL OR f.waits = ''
$$;
