-- Words of an account. CNAS's liabilities to the funds and the funds' claims on CNAS live in accounts of their own.
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_known_fund CHECK (fund IN ('CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR')),
    ADD CONSTRAINT ledger_account_known_nature CHECK (nature IN (
        'receivable', 'revenue', 'owed_assessed', 'owed_received', 'claim_assessed', 'claim_received', 'bank', 'suspense',
        'employer_credit', 'relief_expense', 'relief_payable', 'increase_revenue', 'transfer_ordered', 'opening_balance',
        'state_grant', 'import_levy', 'care_in_kind', 'administration', 'reserve_fund', 'equity')),
    ADD CONSTRAINT ledger_account_known_branch CHECK (branch IN ('', 'social_insurance', 'work_accident', 'retirement', 'early_retirement',
        'unemployment', 'works_equalisation', 'construction_prevention', 'increase')),
    ADD CONSTRAINT ledger_account_known_party CHECK (
        party IN ('', 'employers', 'CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR') AND party <> fund),
    ADD CONSTRAINT ledger_account_mirror CHECK (
        CASE WHEN nature IN ('owed_assessed', 'owed_received') THEN fund = 'CNAS' AND branch <> '' AND party NOT IN ('', 'employers')
             WHEN nature IN ('claim_assessed', 'claim_received') THEN fund <> 'CNAS' AND branch <> '' AND party = 'CNAS'
             ELSE true END);

-- Acts say when they were done (a demonstration plays other days); the server says when they were written, and that is sealed too.
ALTER TABLE ledger_entry ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE ledger_entry
    ADD CONSTRAINT ledger_entry_journal CHECK (journal IN ('assessment', 'receipt', 'transfer', 'provisional', 'reconciliation', 'general')),
    ADD CONSTRAINT ledger_entry_verb CHECK (verb ~ '^[a-z][a-z0-9_]*$'),
    -- No act is booked on a day to come.
    ADD CONSTRAINT ledger_entry_day_reached CHECK (booked_on <= (recorded_at AT TIME ZONE 'Africa/Algiers')::date),
    ADD CONSTRAINT ledger_entry_act CHECK (act_key <> ''),
    ADD CONSTRAINT ledger_entry_document CHECK (document_hash = '' OR document_hash ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT ledger_entry_funds CHECK (cardinality(funds) > 0),
    ADD CONSTRAINT ledger_entry_lines CHECK (posting_count >= 2 AND first_line = 1),
    ADD CONSTRAINT ledger_entry_memo CHECK (jsonb_typeof(memo) = 'object'),
    ADD CONSTRAINT ledger_entry_party CHECK ((party_kind = '') = (party_id IS NULL)),
    -- A general entry rests on the agreement of two people, and nothing else does.
    ADD CONSTRAINT ledger_entry_agreed CHECK ((journal = 'general') = (proposal_id IS NOT NULL)),
    ADD CONSTRAINT ledger_entry_proposal FOREIGN KEY (proposal_id) REFERENCES ledger_approval (proposal_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ledger_posting
    ADD CONSTRAINT ledger_posting_amount CHECK (amount <> 0 AND amount BETWEEN -9000000000000000 AND 9000000000000000),
    ADD CONSTRAINT ledger_posting_line CHECK (line_no >= 1),
    ADD CONSTRAINT ledger_posting_account FOREIGN KEY (account_id, fund) REFERENCES ledger_account (id, fund);

-- A posting's entry and day are checked by ledger_posting_guard, set by set: a foreign key would ask the same of every row. Entries are never
-- removed, so what held at insertion holds for ever. An entry without postings can not be committed:
ALTER TABLE ledger_entry
    ADD CONSTRAINT ledger_entry_has_postings FOREIGN KEY (id, first_line) REFERENCES ledger_posting (entry_id, line_no)
        DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ledger_seal
    ADD CONSTRAINT ledger_seal_widths CHECK (octet_length(digest) = 32 AND octet_length(previous) = 32 AND octet_length(link) = 32),
    ADD CONSTRAINT ledger_seal_seq CHECK (seq >= 1);

ALTER TABLE ledger_proposal
    ADD CONSTRAINT ledger_proposal_kind CHECK ((kind = 'flow' AND reverses_id IS NULL) OR (kind = 'reversal' AND reverses_id IS NOT NULL)),
    ADD CONSTRAINT ledger_proposal_flow CHECK (
        flow IN ('opening_balance', 'state_grant', 'import_levy', 'care_in_kind', 'administration', 'reserve_fund')),
    ADD CONSTRAINT ledger_proposal_hash CHECK (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
ALTER TABLE ledger_proposal_line
    ADD CONSTRAINT ledger_proposal_line_amount CHECK (amount <> 0),
    ADD CONSTRAINT ledger_proposal_line_nature CHECK (nature IN (
        'bank', 'equity', 'opening_balance', 'state_grant', 'import_levy', 'care_in_kind', 'administration', 'reserve_fund'));
ALTER TABLE ledger_approval
    ADD CONSTRAINT ledger_approval_two_people CHECK (decided_by_id <> proposed_by_id),
    ADD CONSTRAINT ledger_approval_proposer FOREIGN KEY (proposal_id, proposed_by_id) REFERENCES ledger_proposal (id, proposed_by_id);

-- Where sets wait to be posted: filled by COPY, emptied in the same transaction, read by nobody but batch. The entry's id is known at once,
-- so that whoever stages can write it on its own rows.
CREATE UNLOGGED TABLE ledger_staged_entry (
    set_id bigint NOT NULL, entry_no integer NOT NULL, entry_id bigint NOT NULL DEFAULT nextval('ledger_entry_id_seq'), journal text NOT NULL, booked_on date NOT NULL, verb text NOT NULL,
    act_key text NOT NULL, document_kind text NOT NULL DEFAULT '', document_id text NOT NULL DEFAULT '',
    document_hash text NOT NULL DEFAULT '', law_version text NOT NULL DEFAULT '', party_kind text NOT NULL DEFAULT '', party_id bigint,
    memo_key text NOT NULL DEFAULT '', memo jsonb NOT NULL DEFAULT '{}');
CREATE UNLOGGED TABLE ledger_staged_posting (
    set_id bigint NOT NULL, entry_no integer NOT NULL, line_no smallint NOT NULL, fund text NOT NULL, nature text NOT NULL,
    branch text NOT NULL DEFAULT '', party text NOT NULL DEFAULT '', amount bigint NOT NULL);
CREATE SEQUENCE ledger_set;
