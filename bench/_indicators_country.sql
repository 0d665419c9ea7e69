-- A country at a scale, laid by sets: employers, 24 months of dues, receipts and postings, awards with their runs.
-- Each statement ends with its line; values are those of `Bench.seed`.
CREATE TEMP TABLE share (rank int, fund text, branch text, part bigint);
CREATE TEMP TABLE month AS SELECT k, ('2024-11-01'::date + k * interval '1 month')::date AS first,
       ('2024-11-01'::date + (k + 1) * interval '1 month')::date AS until,
       ('2024-11-01'::date + (k + 2) * interval '1 month' - interval '1 day')::date AS due_on FROM generate_series(0, %(months)s - 1) k;
CREATE TEMP TABLE firm AS SELECT g, 100000000 + (g %% 997) * 1000000 AS base, 1 + (g - 1) %% 58 AS wilaya,
       g * %(n)s / %(employers)s - (g - 1) * %(n)s / %(employers)s AS heads FROM generate_series(1::bigint, %(employers)s) g;
INSERT INTO people_agency (code, name_ar, name_fr, wilaya_code, valid_from)
SELECT lpad((w * 1000)::text, 5, '0'), 'و', 'W', w, '1962-01-01' FROM generate_series(1, 58) w;
INSERT INTO people_employer (id, number, name_ar, name_fr, activity, construction, wilaya_code, agency_code, nif, rib, opened_on, workers_declared)
OVERRIDING SYSTEM VALUE
SELECT g, lpad(g::text, 10, '0'), 'ش', 'E' || g, '', false, wilaya, lpad((wilaya * 1000)::text, 5, '0'), '', '', '2020-01-01', heads FROM firm;
INSERT INTO contributions_payer (id, kind) SELECT g, 'employer' FROM firm;
INSERT INTO contributions_filing (id, receipt_no, form, employer_id, period_key, period_start, period_end, kind, outcome, content_hash, source,
    filed_by_id, filed_at, filed_on, lines, taken, workers_total, hired, left_count, law_version) OVERRIDING SYSTEM VALUE
SELECT k * %(employers)s + g, 'R' || (k * %(employers)s + g), 'DAC', g, to_char(first, 'YYYY-MM'), first, until, 'normal', 'accepted',
       md5((k * %(employers)s + g)::text), 'file', %(by)s, until + 10, until + 10, 3, 3, heads, 0, 0, 'v1' FROM month, firm ORDER BY 1;
INSERT INTO contributions_due (id, employer_id, period_key, period_start, period_end, month, code, kind, sequence, debtor, funds, base, rate_ppm,
    amount, due_on, filing_id, entry_id, booked_on, recorded_at, law_version, trace) OVERRIDING SYSTEM VALUE
SELECT k * %(employers)s + g, g, to_char(first, 'YYYY-MM'), first, until, first, 'R22', 'declared', 1, 'EMPLOYER', '{CNAS,CNR,CNAC,FNPOS}', base,
       350000, base / 1000 * 350, due_on, k * %(employers)s + g, k * %(employers)s + g, until + 10, until + 10, 'v1', '{}'
  FROM month, firm ORDER BY 1;
INSERT INTO contributions_due_share (due_id, rank, employer_id, branch, payer, fund, rate_ppm, amount)
SELECT d.id, sh.rank, d.employer_id, sh.branch, 'employer', sh.fund, sh.part * 1000, d.base / 1000 * sh.part
  FROM contributions_due d, share sh ORDER BY 1, 2;
INSERT INTO contributions_match (id, settlement_id, due_id, employer_id, amount, booked_on) OVERRIDING SYSTEM VALUE
SELECT d.id, d.id, d.id, d.employer_id, d.amount, d.due_on - 5 FROM contributions_due d JOIN month m ON m.first = d.month
 WHERE d.due_on - 5 <= %(day)s AND NOT (d.employer_id %% 10 = 0 AND m.k >= 20) ORDER BY 1;
INSERT INTO contributions_match_share (match_id, rank, due_id, employer_id, branch, fund, amount, month, booked_on)
SELECT t.id, s.rank, s.due_id, s.employer_id, s.branch, s.fund, s.amount, d.month, t.booked_on
  FROM contributions_match t JOIN contributions_due d ON d.id = t.due_id JOIN contributions_due_share s ON s.due_id = t.due_id ORDER BY 1, 2;
INSERT INTO contributions_statement (account, fund, statement_id, opening, closing, opened_on, closed_on, content_hash, imported_by_id, imported_at)
SELECT f, f, to_char(first, 'YYYYMM'), 0, 0, first, until - 1, '', %(by)s, until FROM month, unnest('{CNAS,CASNOS}'::text[]) f;
CREATE TEMP TABLE account AS SELECT row_number() OVER () + 100000 AS id, * FROM (
    SELECT 'CNAS' AS fund, 'receivable' AS nature, branch, 'employers' AS party FROM share
    UNION ALL SELECT fund, 'revenue', branch, '' FROM share
    UNION ALL SELECT 'CNAS', n, branch, fund FROM share sh, unnest('{owed_assessed,owed_received}'::text[]) n WHERE fund <> 'CNAS'
    UNION ALL SELECT fund, n, branch, 'CNAS' FROM share sh, unnest('{claim_assessed,claim_received}'::text[]) n WHERE fund <> 'CNAS'
    UNION ALL SELECT 'CNAS', 'suspense', '', '' UNION ALL SELECT f, 'bank', '', '' FROM unnest('{CNAS,CNR,CASNOS}'::text[]) f
    UNION ALL SELECT 'CNR', 'benefit_expense', 'retirement', '') a;
DELETE FROM ledger_account;
INSERT INTO ledger_account (id, fund, nature, branch, party) OVERRIDING SYSTEM VALUE SELECT id, fund, nature, branch, party FROM account;
INSERT INTO ledger_entry (id, journal, booked_on, verb, act_key, recorded_at, document_kind, document_id, document_hash, law_version, party_kind,
    party_id, memo_key, memo, funds, posting_count, first_line, actor_id) OVERRIDING SYSTEM VALUE
SELECT d.id, 'assessment', d.booked_on, 'file_dac', 'f' || d.id, d.booked_on, '', '', '', '', 'employer', d.employer_id, '', '{}'::jsonb, d.funds, 20, 1, %(by)s
  FROM contributions_due d
UNION ALL
SELECT 100000000 + t.id, 'receipt', t.booked_on, 'settle_receipt', 's' || t.id, t.booked_on, '', '', '', '', 'employer', t.employer_id, '', '{}'::jsonb,
       '{CNAS,CNR,CNAC,FNPOS}'::text[], 23, 1, %(by)s FROM contributions_match t;
INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount)
SELECT d.id, (row_number() OVER (PARTITION BY d.id))::smallint, a.fund, a.id, d.booked_on, l.sign * s.amount
  FROM contributions_due d JOIN contributions_due_share s ON s.due_id = d.id
  CROSS JOIN LATERAL (VALUES ('CNAS', 'receivable', 'employers', 1), (s.fund, 'revenue', '', -1), ('CNAS', 'owed_assessed', s.fund, -1),
                      (s.fund, 'claim_assessed', 'CNAS', 1)) l(fund, nature, party, sign)
  JOIN account a ON a.fund = l.fund AND a.nature = l.nature AND a.party = l.party AND a.branch = s.branch;
INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount)
SELECT 100000000 + s.match_id, (row_number() OVER (PARTITION BY s.match_id))::smallint, a.fund, a.id, s.booked_on, l.sign * s.amount
  FROM contributions_match_share s
  CROSS JOIN LATERAL (VALUES ('CNAS', 'receivable', s.branch, 'employers', -1), ('CNAS', 'owed_assessed', s.branch, s.fund, 1),
                      ('CNAS', 'owed_received', s.branch, s.fund, -1), (s.fund, 'claim_received', s.branch, 'CNAS', 1),
                      (s.fund, 'claim_assessed', s.branch, 'CNAS', -1), ('CNAS', 'suspense', '', '', 1)) l(fund, nature, branch, party, sign)
  JOIN account a ON a.fund = l.fund AND a.nature = l.nature AND a.party = l.party AND a.branch = l.branch;
INSERT INTO people_affiliation (person_id, fund, agency_code, starts_on, by_id, known_from)
SELECT g, 'CNR', lpad(((1 + g %% 58) * 1000)::text, 5, '0'), '2020-01-01', %(by)s, '2024-01-01' FROM generate_series(1, %(awards)s) g;
INSERT INTO benefits_claim (id, number, fund, kind, person_id, claimant_id, received_on, promised_on, told, channel, agency_code, opened_by_id,
    opened_at, key) OVERRIDING SYSTEM VALUE
SELECT g, 'C' || g, 'CNR', 'retirement', g, g, '2024-11-01'::date + (g %% 700)::int, '2024-12-31'::date + (g %% 700)::int, '{}', 'counter', '',
       %(by)s, '2024-11-01', 'k' || g FROM generate_series(1, %(awards)s) g;
INSERT INTO benefits_decision (id, number, claim_id, person_id, claimant_id, fund, kind, outcome, ground, law_on, effective_on, decided_at,
    decided_by_id, automatic, sensitive, law_version, record, record_hash, difference, code, letter_template) OVERRIDING SYSTEM VALUE
SELECT g, 'D' || g, g, g, g, 'CNR', 'retirement', 'granted', '', c.received_on, c.received_on, c.received_on + 12, %(by)s, g %% 3 = 0, false, 'v1',
       '{}', '', '{}', 'd' || g, 't' FROM generate_series(1, %(awards)s) g JOIN benefits_claim c ON c.id = g;
INSERT INTO benefits_award (id, fund, kind, pays, person_id, rights_of_id, claim_id, first_decision_id, starts_on) OVERRIDING SYSTEM VALUE
SELECT g, 'CNR', 'retirement', 'monthly', g, g, g, g, '2024-11-01' FROM generate_series(1, %(awards)s) g;
INSERT INTO benefits_award_term (award_id, decision_id, starts_on, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m, social_insurance_m,
    income_tax_m, net_m, law_version, known_from)
SELECT g, g, '2024-11-01', 4000000, 0, 0, 0, 4000000, 80000, 100000, 3820000, 'v1', '2024-11-01' FROM generate_series(1, %(awards)s) g;
INSERT INTO benefits_run (id, fund, month, attempt, pay_on, recovery_ppm, prepared_by_id, prepared_at) OVERRIDING SYSTEM VALUE
SELECT k + 1, 'CNR', first, 1, first + 19, 0, %(by)s, first + 9 FROM month;
INSERT INTO benefits_run_step (run_id, kind, by_id, at, detail) SELECT k + 1, s, %(by)s, first + 10, '{}'
  FROM month, unnest('{prepared,agreed,approved,filed}'::text[]) s;
INSERT INTO benefits_instalment (run_id, award_id, term_id, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m, social_insurance_m,
    income_tax_m, net_m, arrears, released, reissued, recovered, paid, account, reason, waits)
SELECT k + 1, g, g, 4000000, 0, 0, 0, 4000000, 80000, 100000, 3820000, 0, 0, 0, 0, 3820000, '', 'due', ''
  FROM month, generate_series(1, %(awards)s) g;
INSERT INTO ledger_entry (id, journal, booked_on, verb, act_key, recorded_at, document_kind, document_id, document_hash, law_version, party_kind,
    memo_key, memo, funds, posting_count, first_line, actor_id) OVERRIDING SYSTEM VALUE
SELECT 200000000 + k, 'benefit', first + 10, 'pay_benefits', 'p' || k, first + 10, '', '', '', '', '', '', '{}', '{CNR}', 2, 1, %(by)s FROM month;
INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount)
SELECT 200000000 + k, l.line, 'CNR', a.id, first + 10, l.sign * 4000000::bigint * %(awards)s
  FROM month, (VALUES (1, 'benefit_expense', 1), (2, 'bank', -1)) l(line, nature, sign) JOIN account a ON a.fund = 'CNR' AND a.nature = l.nature;
