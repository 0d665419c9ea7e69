-- Words and sums. Amounts are centimes.
ALTER TABLE benefits_claim
    ADD CONSTRAINT benefits_claim_number CHECK (number ~ '^[A-Z]{3,6}-D-[0-9]{4}-[0-9]{7,9}$'),
    ADD CONSTRAINT benefits_claim_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_claim_kind CHECK (kind IN ('retirement', 'survivors', 'invalidity', 'death_grant', 'sickness', 'maternity', 'work_accident',
        'family_allowances')),
    ADD CONSTRAINT benefits_claim_promise CHECK (received_on <= promised_on),
    ADD CONSTRAINT benefits_claim_told CHECK (jsonb_typeof(told) = 'object'),
    ADD CONSTRAINT benefits_claim_channel CHECK (channel IN ('counter', 'post', 'portal', 'assisted', 'api', 'officer')),
    ADD CONSTRAINT benefits_claim_agency CHECK (agency_code = '' OR agency_code ~ '^[0-9]{5}$'),
    ADD CONSTRAINT benefits_claim_key_given CHECK (key <> '');
ALTER TABLE benefits_claim_step
    ADD CONSTRAINT benefits_claim_step_kind CHECK (kind IN ('taken', 'handed_over', 'asked', 'answered', 'proposed', 'withdrawn', 'sampled', 'examined')),
    ADD CONSTRAINT benefits_claim_step_to CHECK ((to_account_id IS NOT NULL) = (kind = 'handed_over')),
    ADD CONSTRAINT benefits_claim_step_detail CHECK (jsonb_typeof(detail) = 'object');
CREATE UNIQUE INDEX benefits_claim_withdrawn_once ON benefits_claim_step (claim_id) WHERE kind = 'withdrawn';
ALTER TABLE benefits_own_person ADD CONSTRAINT benefits_own_person_known CHECK (known_from <= known_until);

ALTER TABLE benefits_decision ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE benefits_decision
    ADD CONSTRAINT benefits_decision_number CHECK (number ~ '^[A-Z]{3,6}-N-[0-9]{4}-[0-9]{7,9}$'),
    ADD CONSTRAINT benefits_decision_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_decision_kind CHECK (kind IN ('retirement', 'retirement_allowance', 'survivors', 'invalidity', 'death_grant', 'sickness', 'maternity',
        'work_accident', 'family_allowances', 'revalorisation')),
    ADD CONSTRAINT benefits_decision_outcome CHECK (outcome IN ('granted', 'refused', 'changed', 'ended')),
    ADD CONSTRAINT benefits_decision_refused_with_ground CHECK (outcome NOT IN ('refused', 'ended') OR ground <> ''),
    -- What is decided on everybody at once names nobody; whatever else does.
    ADD CONSTRAINT benefits_decision_about CHECK (CASE WHEN kind = 'revalorisation' THEN num_nulls(person_id, claimant_id, claim_id, award_id) = 4
        ELSE num_nulls(person_id, claimant_id) = 0 AND (claim_id IS NOT NULL OR award_id IS NOT NULL) END),
    -- Two people where it is sensitive; a refusal is, unless it follows from the law alone.
    ADD CONSTRAINT benefits_decision_two_people CHECK (NOT sensitive OR (NOT automatic AND proposed_by_id IS NOT NULL AND proposed_by_id <> decided_by_id)),
    ADD CONSTRAINT benefits_decision_alone CHECK (NOT automatic OR proposed_by_id IS NULL),
    ADD CONSTRAINT benefits_decision_refusal_two_people CHECK (outcome <> 'refused' OR automatic OR sensitive),
    ADD CONSTRAINT benefits_decision_supersedes CHECK ((outcome IN ('changed', 'ended')) = (supersedes_id IS NOT NULL) OR kind = 'revalorisation'),
    ADD CONSTRAINT benefits_decision_difference CHECK (jsonb_typeof(difference) = 'object'),
    ADD CONSTRAINT benefits_decision_record CHECK (jsonb_typeof(record) = 'object' AND record->>'format' = 'mizan-decision/1'),
    ADD CONSTRAINT benefits_decision_hash CHECK (record_hash ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT benefits_decision_code CHECK (code ~ '^[0-9a-f]{32}$'),
    ADD CONSTRAINT benefits_decision_law CHECK (law_version <> '' AND letter_template <> '');
CREATE UNIQUE INDEX benefits_decision_first ON benefits_decision (claim_id) WHERE supersedes_id IS NULL AND claim_id IS NOT NULL;

ALTER TABLE benefits_award
    ADD CONSTRAINT benefits_award_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_award_kind CHECK (kind IN ('retirement', 'retirement_allowance', 'survivors', 'invalidity', 'death_grant', 'sickness', 'maternity',
        'work_accident', 'family_allowances')),
    ADD CONSTRAINT benefits_award_pays CHECK (pays IN ('monthly', 'once'));
CREATE INDEX benefits_award_payee ON benefits_award (fund, person_id);

ALTER TABLE benefits_award_term
    ADD CONSTRAINT benefits_award_term_span CHECK (starts_on < ends_on),
    ADD CONSTRAINT benefits_award_term_known CHECK (known_from <= known_until),
    ADD CONSTRAINT benefits_award_term_law CHECK (law_version <> ''),
    ADD CONSTRAINT benefits_award_term_parts CHECK (least(pension_m, fund_adds_m, state_adds_m, supplement_m, social_insurance_m, income_tax_m, net_m) >= 0
        AND gross_m <= 9000000000000000),
    ADD CONSTRAINT benefits_award_term_gross CHECK (gross_m = pension_m + fund_adds_m + state_adds_m + supplement_m),
    ADD CONSTRAINT benefits_award_term_net CHECK (net_m = gross_m - social_insurance_m - income_tax_m),
    ADD CONSTRAINT benefits_award_term_one EXCLUDE USING gist (award_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (known_until IS NULL);

ALTER TABLE benefits_adjustment
    ADD CONSTRAINT benefits_adjustment_kind CHECK (kind IN ('arrears', 'debt')),
    ADD CONSTRAINT benefits_adjustment_amount CHECK (amount > 0),
    ADD CONSTRAINT benefits_adjustment_months CHECK (extract(day FROM from_month) = 1 AND extract(day FROM to_month) = 1 AND from_month <= to_month),
    ADD CONSTRAINT benefits_adjustment_entry FOREIGN KEY (entry_id) REFERENCES ledger_entry (id);
CREATE UNIQUE INDEX benefits_adjustment_once ON benefits_adjustment (decision_id, award_id, kind);

ALTER TABLE benefits_payee_account
    ADD CONSTRAINT benefits_payee_account_shape CHECK (account_kind IN ('ccp', 'rib') AND account ~ '^[0-9]{6,20}$' AND holder_name <> ''),
    ADD CONSTRAINT benefits_payee_account_known CHECK (known_from <= known_until);
CREATE UNIQUE INDEX benefits_payee_account_one ON benefits_payee_account (person_id) WHERE known_until IS NULL;
CREATE INDEX benefits_payee_account_shared ON benefits_payee_account (account) WHERE known_until IS NULL;

CREATE SEQUENCE benefits_number;

-- The funds whose benefits an officer's work may touch; an agency's officers serve all three.
CREATE FUNCTION benefits_funds() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN access_opens_agencies() <> '{}' THEN ARRAY['CNAS', 'CNR', 'CASNOS'] ELSE access_opens_funds() END
$$;

-- The funds whose benefits the account keeps the books of.
CREATE FUNCTION benefits_accounts() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT scope_id), '{}') FROM access_live_grants() WHERE role = 'fund_accountant' AND scope_kind = 'fund'
$$;

CREATE FUNCTION benefits_system() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT id FROM access_account WHERE username = 'system'
$$;

-- Whether a decision is being made in this very transaction, by the account or, where the law decides alone, in the system's name: what it gives
-- is written with it, or never.
CREATE FUNCTION benefits_deciding(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM benefits_decision d WHERE d.id = wanted AND d.written_at >= transaction_timestamp()
                      AND (access_is_batch() OR d.decided_by_id = access_account_id() OR (d.automatic AND d.decided_by_id = benefits_system())))
$$;

-- The end of the time the terms of an award were held true: by the decision that tells otherwise, in its transaction.
CREATE FUNCTION benefits_close_terms(award bigint, decision bigint, since date, moment timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    closed integer;
BEGIN
    IF benefits_deciding(decision) IS NOT TRUE THEN
        RAISE EXCEPTION 'no decision is being made that closes these terms' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM benefits_award a JOIN benefits_decision f ON f.id = a.first_decision_id JOIN benefits_decision d ON d.id = decision
                    WHERE a.id = award AND (d.award_id = a.id OR d.claim_id = a.claim_id OR d.kind = 'revalorisation')) THEN
        RAISE EXCEPTION 'the decision is not about this award' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_terms_of_decision';
    END IF;
    UPDATE benefits_award_term SET known_until = moment WHERE award_id = award AND known_until IS NULL AND (ends_on IS NULL OR ends_on > since);
    GET DIAGNOSTICS closed = ROW_COUNT;
    RETURN closed;
END $$;

-- The first month no instalment has been paid for, of an award; none where no run has paid it. The pay run's own migration tells it from its
-- instalments; until there are some, nothing has been paid.
CREATE FUNCTION benefits_paid_until(award bigint) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NULL::date
$$;

-- Nobody handles their own file or a relative's: relatives are those who share a household with the person behind the account, now or before.
CREATE FUNCTION benefits_is_kin(actor bigint, wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
    WITH own AS (SELECT o.person_id AS id FROM benefits_own_person o WHERE o.account_id = actor AND o.known_until IS NULL),
         heads AS (SELECT id FROM own UNION SELECT t.person_id FROM people_tie t JOIN own ON t.member_id = own.id)
    SELECT EXISTS (SELECT 1 FROM heads WHERE id = wanted)
        OR EXISTS (SELECT 1 FROM heads JOIN people_tie t ON t.person_id = heads.id WHERE t.member_id = wanted)
$$;
CREATE FUNCTION benefits_stranger(actor bigint, wanted bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF actor IS NOT NULL AND wanted IS NOT NULL AND benefits_is_kin(actor, wanted) THEN
        RAISE EXCEPTION 'account % handles no file of its own household', actor USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_own_file';
    END IF;
END $$;

CREATE FUNCTION benefits_claim_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM benefits_stranger(NEW.opened_by_id, NEW.person_id), benefits_stranger(NEW.opened_by_id, NEW.claimant_id);
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_claim_guard AFTER INSERT ON benefits_claim FOR EACH ROW EXECUTE FUNCTION benefits_claim_guard();

-- Steps come before the decision, save those of its re-examination, which come after.
CREATE FUNCTION benefits_claim_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c benefits_claim;
    decided boolean;
BEGIN
    SELECT * INTO c FROM benefits_claim WHERE id = NEW.claim_id FOR UPDATE;
    PERFORM benefits_stranger(who, c.person_id), benefits_stranger(who, c.claimant_id) FROM unnest(ARRAY[NEW.by_id, NEW.to_account_id]) who;
    decided := EXISTS (SELECT 1 FROM benefits_decision WHERE claim_id = NEW.claim_id);
    IF decided <> (NEW.kind IN ('sampled', 'examined')) THEN
        RAISE EXCEPTION 'a % step does not fit a claim that is % decided', NEW.kind, CASE WHEN decided THEN '' ELSE 'not ' END || 'yet'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_step_order';
    ELSIF EXISTS (SELECT 1 FROM benefits_claim_step WHERE claim_id = NEW.claim_id AND kind = 'withdrawn' AND id <> NEW.id) THEN
        RAISE EXCEPTION 'the claim was withdrawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_gone';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_claim_step_guard AFTER INSERT ON benefits_claim_step FOR EACH ROW EXECUTE FUNCTION benefits_claim_step_guard();

-- A decision is on a claim that stands, by strangers, and what it supersedes is the last word on the same claim.
CREATE FUNCTION benefits_decision_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    c benefits_claim;
    former benefits_decision;
BEGIN
    IF NEW.kind = 'revalorisation' THEN
        RETURN NULL;
    END IF;
    PERFORM benefits_stranger(who, NEW.person_id), benefits_stranger(who, NEW.claimant_id) FROM unnest(ARRAY[NEW.decided_by_id, NEW.proposed_by_id]) who;
    IF NEW.automatic AND NEW.decided_by_id <> benefits_system() THEN
        RAISE EXCEPTION 'what the law decides alone is signed by the system' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_signed';
    END IF;
    SELECT * INTO c FROM benefits_claim WHERE id = NEW.claim_id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM benefits_claim_step WHERE claim_id = NEW.claim_id AND kind = 'withdrawn') THEN
        RAISE EXCEPTION 'the claim was withdrawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_claim_gone';
    ELSIF c.id IS NOT NULL AND (c.person_id, c.claimant_id, c.fund) <> (NEW.person_id, NEW.claimant_id, NEW.fund) THEN
        RAISE EXCEPTION 'the decision is not on what was claimed' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_of_claim';
    ELSIF NEW.sensitive AND NEW.supersedes_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM benefits_claim_step WHERE claim_id = NEW.claim_id AND kind = 'proposed' AND by_id = NEW.proposed_by_id) THEN
        RAISE EXCEPTION 'nobody has proposed this' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_two_people';
    END IF;
    IF NEW.supersedes_id IS NOT NULL THEN
        SELECT * INTO former FROM benefits_decision WHERE id = NEW.supersedes_id;
        IF former.person_id <> NEW.person_id OR former.claim_id IS DISTINCT FROM NEW.claim_id OR former.fund <> NEW.fund THEN
            RAISE EXCEPTION 'a decision supersedes one on the same claim' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_decision_supersedes';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_decision_guard AFTER INSERT ON benefits_decision FOR EACH ROW EXECUTE FUNCTION benefits_decision_guard();

-- What an adjustment says, the books say: its entry is that of its decision, and all the adjustments of an entry come together.
CREATE FUNCTION benefits_adjustment_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM fresh f LEFT JOIN ledger_entry e ON e.id = f.entry_id AND e.journal = 'benefit'
                  AND e.document_kind = 'benefit_decision' AND e.document_id = f.decision_id::text WHERE e.id IS NULL)
       OR EXISTS (SELECT 1 FROM (SELECT entry_id, COALESCE(sum(amount) FILTER (WHERE kind = 'arrears'), 0) AS arrears,
                                        COALESCE(sum(amount) FILTER (WHERE kind = 'debt'), 0) AS debts FROM fresh GROUP BY entry_id) a
                    CROSS JOIN LATERAL (SELECT COALESCE(-sum(p.amount) FILTER (WHERE l.nature = 'benefit_payable'), 0) AS payable,
                                               COALESCE(sum(p.amount) FILTER (WHERE l.nature = 'benefit_recoverable'), 0) AS recoverable
                                          FROM ledger_posting p JOIN ledger_account l ON l.id = p.account_id WHERE p.entry_id = a.entry_id) b
                   WHERE (a.arrears, a.debts) <> (b.payable, b.recoverable)) THEN
        RAISE EXCEPTION 'the entry does not say what is adjusted' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_adjustment_posted';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_adjustment_guard AFTER INSERT ON benefits_adjustment REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION benefits_adjustment_guard();

-- Where a person is paid from now on: said by an officer who has the file open, or by a set. The same account again changes nothing.
CREATE FUNCTION benefits_set_payee_account(wanted bigint, number text, kind text, holder text, actor bigint, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    former benefits_payee_account;
BEGIN
    IF NOT (access_is_batch() OR (access_is_officer() AND wanted = ANY (people_opened()) AND actor = access_account_id())) THEN
        RAISE EXCEPTION 'the file of person % is not open to this account', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM benefits_stranger(actor, wanted);
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_payee_account:' || wanted, 0));
    SELECT * INTO former FROM benefits_payee_account WHERE person_id = wanted AND known_until IS NULL;
    IF (former.account, former.account_kind, former.holder_name) = (number, kind, holder) THEN
        RETURN false;
    END IF;
    UPDATE benefits_payee_account SET known_until = moment WHERE id = former.id;
    INSERT INTO benefits_payee_account (person_id, account, account_kind, holder_name, known_from, by_id) VALUES (wanted, number, kind, holder, moment, actor);
    RETURN true;
END $$;

-- The person behind an account of the service: said by the account itself the first time, replaced by the service only.
CREATE FUNCTION benefits_set_own_person(holder bigint, wanted bigint, actor bigint, moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR (holder = access_account_id() AND actor = holder
            AND NOT EXISTS (SELECT 1 FROM benefits_own_person WHERE account_id = holder))) THEN
        RAISE EXCEPTION 'account % is not told of by this account', holder USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE benefits_own_person SET known_until = moment WHERE account_id = holder AND known_until IS NULL;
    INSERT INTO benefits_own_person (account_id, person_id, by_id, known_from) VALUES (holder, wanted, actor, moment);
END $$;

-- The work queue: what waits, by promised day, without a name. An officer sees that of its funds, or of its agency.
CREATE FUNCTION benefits_queue(of_fund text, of_agency text, most integer) RETURNS TABLE (claim_id bigint, number text, fund text, kind text, received_on date,
    promised_on date, agency_code text, state text, holder_id bigint, since timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (access_is_batch() OR access_is_officer()) THEN
        RAISE EXCEPTION 'this account has no queue' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT c.id, c.number::text, c.fund::text, c.kind::text, c.received_on, c.promised_on, c.agency_code::text,
           CASE COALESCE(s.kind, '') WHEN '' THEN 'received' ELSE s.kind::text END, COALESCE(s.to_account_id, s.by_id), COALESCE(s.at, c.opened_at)
      FROM benefits_claim c
      LEFT JOIN LATERAL (SELECT k.kind, k.to_account_id, k.by_id, k.at FROM benefits_claim_step k WHERE k.claim_id = c.id ORDER BY k.id DESC LIMIT 1) s ON true
     WHERE (of_fund = '' OR c.fund = of_fund) AND (of_agency = '' OR c.agency_code = of_agency)
       AND (access_is_batch() OR c.fund = ANY (access_opens_funds()) OR c.agency_code = ANY (access_opens_agencies()))
       AND NOT EXISTS (SELECT 1 FROM benefits_decision d WHERE d.claim_id = c.id) AND COALESCE(s.kind, '') <> 'withdrawn'
     ORDER BY c.promised_on, c.id LIMIT most;
END $$;

-- What anybody may know of a decision whose code they hold: whether it stands, its fund, its day. Nothing of whom it is about.
CREATE FUNCTION benefits_by_code(wanted text) RETURNS TABLE (valid boolean, fund text, decided_on date) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id), d.fund::text, (d.decided_at AT TIME ZONE 'Africa/Algiers')::date
      FROM benefits_decision d WHERE d.code = wanted
$$;

-- Whose file a claim is about: the ids alone, for the officer who is to open it and has not yet.
CREATE FUNCTION benefits_about(wanted bigint) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY[c.person_id, c.claimant_id] FROM benefits_claim c
     WHERE c.id = wanted AND (access_is_batch() OR (access_is_officer()
           AND (c.fund = ANY (access_opens_funds()) OR c.agency_code = ANY (access_opens_agencies()))))
$$;
