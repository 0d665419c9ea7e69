-- Pay runs. Amounts are centimes. Words and sums first, then what no path may do, then the few ways in.
ALTER TABLE benefits_run
    ADD CONSTRAINT benefits_run_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_run_month CHECK (extract(day FROM month) = 1),
    ADD CONSTRAINT benefits_run_attempt CHECK (attempt >= 1),
    ADD CONSTRAINT benefits_run_share CHECK (recovery_ppm BETWEEN 0 AND 1000000);
ALTER TABLE benefits_run_step
    ADD CONSTRAINT benefits_run_step_kind CHECK (kind IN ('prepared', 'agreed', 'approved', 'filed', 'cancelled')),
    ADD CONSTRAINT benefits_run_step_detail CHECK (jsonb_typeof(detail) = 'object'),
    ADD CONSTRAINT benefits_run_step_posted CHECK ((entry_id IS NOT NULL) = (kind = 'approved')),
    ADD CONSTRAINT benefits_run_step_entry FOREIGN KEY (entry_id) REFERENCES ledger_entry (id);
ALTER TABLE benefits_instalment
    ADD CONSTRAINT benefits_instalment_parts CHECK (least(pension_m, fund_adds_m, state_adds_m, supplement_m, social_insurance_m, income_tax_m, net_m,
        arrears, released, reissued, recovered, paid) >= 0 AND gross_m <= 9000000000000000 AND arrears + released + reissued <= 9000000000000000),
    ADD CONSTRAINT benefits_instalment_gross CHECK (gross_m = pension_m + fund_adds_m + state_adds_m + supplement_m),
    ADD CONSTRAINT benefits_instalment_net CHECK (net_m = gross_m - social_insurance_m - income_tax_m),
    ADD CONSTRAINT benefits_instalment_paid CHECK (CASE WHEN waits = '' THEN paid = net_m + arrears + released + reissued - recovered
        ELSE paid = 0 AND arrears = 0 AND released = 0 AND reissued = 0 AND recovered = 0 END),
    ADD CONSTRAINT benefits_instalment_waits CHECK (waits IN ('', 'held', 'payee_dead', 'account_missing', 'account_key', 'account_shared', 'duplicate')
        AND (waits = 'held') = (hold_id IS NOT NULL)),
    ADD CONSTRAINT benefits_instalment_reason CHECK (reason IN ('regular', 'first', 'changed', 'arrears') AND (term_id IS NULL) = (reason = 'arrears')),
    ADD CONSTRAINT benefits_instalment_account CHECK (account ~ '^([0-9]{20})?$' AND (waits <> '' OR account <> ''));
CREATE INDEX benefits_instalment_run ON benefits_instalment USING brin (run_id) WITH (pages_per_range = 32);
CREATE INDEX benefits_instalment_waiting ON benefits_instalment (award_id) WHERE waits <> '';
ALTER TABLE benefits_instalment_adjustment ADD CONSTRAINT benefits_instalment_adjustment_amount CHECK (amount > 0);
ALTER TABLE benefits_instalment_settled ADD CONSTRAINT benefits_instalment_settled_amount CHECK (amount > 0 AND earlier_id <> instalment_id);
ALTER TABLE benefits_finding
    ADD CONSTRAINT benefits_finding_control CHECK (control IN ('dead_payee', 'duplicate', 'account', 'above_recomputation', 'double_affiliation')),
    ADD CONSTRAINT benefits_finding_detail CHECK (jsonb_typeof(detail) = 'object');
ALTER TABLE benefits_finding_step
    ADD CONSTRAINT benefits_finding_step_kind CHECK (kind IN ('cleared', 'upheld')),
    ADD CONSTRAINT benefits_finding_step_ground CHECK (btrim(ground) <> '');
ALTER TABLE benefits_payment_file
    ADD CONSTRAINT benefits_payment_file_hash CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT benefits_payment_file_totals CHECK (lines > 0 AND total > 0);
ALTER TABLE benefits_payment_return
    ADD CONSTRAINT benefits_payment_return_amount CHECK (amount > 0),
    ADD CONSTRAINT benefits_payment_return_code CHECK (code ~ '^[A-Z0-9]{2,4}$'),
    ADD CONSTRAINT benefits_payment_return_entry FOREIGN KEY (entry_id) REFERENCES ledger_entry (id);
ALTER TABLE benefits_reissue ADD CONSTRAINT benefits_reissue_ground CHECK (btrim(ground) <> '');
ALTER TABLE benefits_instalment_reversal ADD CONSTRAINT benefits_instalment_reversal_ground CHECK (btrim(ground) <> '');
ALTER TABLE benefits_reversal_approved
    ADD CONSTRAINT benefits_reversal_approved_amount CHECK (recoverable >= 0),
    ADD CONSTRAINT benefits_reversal_approved_entry FOREIGN KEY (entry_id) REFERENCES ledger_entry (id);
ALTER TABLE benefits_hold
    ADD CONSTRAINT benefits_hold_ground CHECK (btrim(ground) <> '' AND btrim(reason) <> ''),
    -- The person is told before the first payment that waits, and the hold ends by itself within a year.
    ADD CONSTRAINT benefits_hold_notice CHECK (notice_on <= starts_on AND btrim(notice_ref) <> ''),
    ADD CONSTRAINT benefits_hold_deadline CHECK (starts_on < deadline AND deadline <= starts_on + 366),
    ADD CONSTRAINT benefits_hold_appeal CHECK (appeal_body IN ('local_commission', 'national_commission', 'court') AND appeal_until > notice_on);
ALTER TABLE benefits_hold_step
    ADD CONSTRAINT benefits_hold_step_kind CHECK (kind IN ('agreed', 'released', 'lapsed')),
    ADD CONSTRAINT benefits_hold_step_ground CHECK (kind <> 'released' OR btrim(ground) <> '');

-- A month of a fund has one run that stands; another attempt comes after the former was cancelled, and months follow one another.
CREATE FUNCTION benefits_run_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_run:' || NEW.fund, 0));
    IF EXISTS (SELECT 1 FROM benefits_standing_runs(NEW.fund, NEW.id) r WHERE r.month >= NEW.month OR NOT r.approved) THEN
        RAISE EXCEPTION 'a run of % already stands, or one before it is not approved', NEW.month
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_one_stands';
    ELSIF EXISTS (SELECT 1 FROM benefits_standing_runs(NEW.fund, NEW.id) r HAVING max(r.month) <> (NEW.month - interval '1 month')::date) THEN
        -- A month no run paid would be made up for by nobody.
        RAISE EXCEPTION 'the month before % has no run', NEW.month USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_follows';
    ELSIF EXISTS (SELECT 1 FROM benefits_adjustment d JOIN benefits_award a ON a.id = d.award_id AND a.fund = NEW.fund WHERE d.to_month >= NEW.month) THEN
        RAISE EXCEPTION 'decisions have made up for % already', NEW.month USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_made_up';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER benefits_run_guard BEFORE INSERT ON benefits_run FOR EACH ROW EXECUTE FUNCTION benefits_run_guard();

-- Where a run is not what is due, award by award: nothing missing, nothing lowered, nothing stopped, nothing added. None in a sound run.
CREATE FUNCTION benefits_run_differences(wanted bigint, most integer)
RETURNS TABLE (award_id bigint, what text, in_run bigint, now_due bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    r benefits_run;
BEGIN
    SELECT * INTO STRICT r FROM benefits_run WHERE id = wanted;
    IF NOT (access_is_batch() OR r.fund = ANY (benefits_accounts()) OR pg_trigger_depth() > 0) THEN
        RAISE EXCEPTION 'this account pays nobody of %', r.fund USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT COALESCE(i.award_id, d.award_id),
           CASE WHEN i.award_id IS NULL THEN 'missing' WHEN d.award_id IS NULL THEN 'not_due' WHEN i.waits <> d.waits THEN 'waits'
                WHEN i.net_m IS DISTINCT FROM d.net_m THEN 'amount' WHEN i.account <> d.account THEN 'account'
                WHEN (i.arrears, i.released, i.reissued) IS DISTINCT FROM (d.arrears, d.released, d.reissued) THEN 'arrears'
                WHEN i.recovered <> d.recovered THEN 'recovered' ELSE 'term' END,
           i.paid, CASE WHEN d.waits = '' THEN d.net_m + d.arrears + d.released + d.reissued - d.recovered ELSE 0 END
      FROM (SELECT x.* FROM benefits_instalment x WHERE x.run_id = wanted) i
      FULL JOIN benefits_due(r.fund, r.month, (r.prepared_at AT TIME ZONE 'Africa/Algiers')::date, r.recovery_ppm, r.id) d ON d.award_id = i.award_id
     WHERE i.award_id IS NULL OR d.award_id IS NULL
        OR (i.term_id, i.pension_m, i.fund_adds_m, i.state_adds_m, i.supplement_m, i.social_insurance_m, i.income_tax_m, i.arrears, i.released,
            i.reissued, i.recovered, i.account, i.waits, i.hold_id)
           IS DISTINCT FROM
           (d.term_id, d.pension_m, d.fund_adds_m, d.state_adds_m, d.supplement_m, d.social_insurance_m, d.income_tax_m, d.arrears, d.released,
            d.reissued, d.recovered, d.account::varchar, d.waits::varchar, d.hold_id)
     LIMIT most;
END $$;

-- Whether an entry says what a run says: what is owed to persons, what leaves the bank, what others are owed.
CREATE FUNCTION benefits_run_posted(wanted bigint, entry bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH r AS (SELECT * FROM benefits_run WHERE id = wanted),
         t AS (SELECT COALESCE(sum(net), 0) AS net, COALESCE(sum(paid), 0) AS paid, COALESCE(sum(income_tax), 0) AS tax, COALESCE(sum(state_adds), 0) AS state,
                      COALESCE(sum(earned), 0) AS earned, COALESCE(sum(social_insurance), 0) AS si, COALESCE(sum(recovered), 0) AS recovered,
                      COALESCE(sum(reissued), 0) AS reissued, COALESCE(sum(arrears + released - waiting), 0) AS moved FROM benefits_run_totals(wanted)),
         b AS (SELECT COALESCE(sum(p.amount) FILTER (WHERE a.nature = 'bank'), 0) AS bank,
                      COALESCE(sum(p.amount) FILTER (WHERE a.nature = 'benefit_payable'), 0) AS payable,
                      COALESCE(sum(p.amount) FILTER (WHERE a.nature = 'benefit_unpaid'), 0) AS unpaid,
                      COALESCE(sum(p.amount) FILTER (WHERE a.nature = 'benefit_recoverable'), 0) AS recoverable,
                      COALESCE(sum(p.amount) FILTER (WHERE a.nature = 'benefit_expense'), 0) AS expense,
                      COALESCE(sum(p.amount) FILTER (WHERE a.nature = 'state_claim'), 0) AS state,
                      COALESCE(sum(p.amount) FILTER (WHERE a.nature = 'tax_payable'), 0) AS tax
                 FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id JOIN r ON r.fund = p.fund WHERE p.entry_id = entry)
    SELECT (b.bank, b.payable, b.unpaid, b.recoverable, b.expense, b.state, b.tax)
         = (-t.paid, t.moved, t.reissued, -t.recovered, t.earned, t.state, -t.tax)
       AND EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = entry AND e.journal = 'benefit' AND e.verb = 'pay_benefits' AND e.document_id = wanted::text)
      FROM t, b
$$;

-- Steps in their order, by the people they take, and each only on a run that is what is due.
CREATE FUNCTION benefits_run_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r benefits_run;
    done text[];
    people bigint[];
BEGIN
    SELECT * INTO r FROM benefits_run WHERE id = NEW.run_id FOR UPDATE;
    SELECT COALESCE(array_agg(kind ORDER BY id), '{}'), array_agg(by_id ORDER BY id) INTO done, people
      FROM benefits_run_step WHERE run_id = NEW.run_id AND id <> NEW.id;
    IF NEW.kind <> 'cancelled' AND done <> (CASE NEW.kind WHEN 'prepared' THEN '{}' WHEN 'agreed' THEN '{prepared}' WHEN 'approved' THEN '{prepared,agreed}'
            ELSE '{prepared,agreed,approved}' END)::text[] OR NEW.kind = 'cancelled' AND done && '{approved,cancelled}'::text[] THEN
        RAISE EXCEPTION 'a run that is % can not be %', done, NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_step_order';
    ELSIF NEW.kind IN ('agreed', 'approved') AND (NEW.by_id = ANY (people) OR NEW.by_id = r.prepared_by_id) THEN
        RAISE EXCEPTION 'a run takes three people' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_people';
    ELSIF NEW.kind = 'prepared' AND NEW.by_id <> r.prepared_by_id THEN
        RAISE EXCEPTION 'the run was prepared by another' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_people';
    END IF;
    IF NEW.kind IN ('prepared', 'approved') THEN
        IF EXISTS (SELECT 1 FROM benefits_run_differences(NEW.run_id, 1)) OR NOT benefits_run_told(NEW.run_id) THEN
            RAISE EXCEPTION 'run % is not what is due', NEW.run_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_changed';
        END IF;
    END IF;
    IF NEW.kind = 'approved' AND benefits_run_posted(NEW.run_id, NEW.entry_id) IS NOT TRUE THEN
        RAISE EXCEPTION 'entry % does not say what run % says', NEW.entry_id, NEW.run_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_posted';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_run_step_guard AFTER INSERT ON benefits_run_step FOR EACH ROW EXECUTE FUNCTION benefits_run_step_guard();

-- Rows of a run come before it is prepared, and never after. An instalment no run has prepared is paid by nobody: files read approved runs.
CREATE FUNCTION benefits_run_open_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    closed boolean;
BEGIN
    IF TG_TABLE_NAME IN ('benefits_instalment', 'benefits_finding') THEN
        SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT run_id FROM fresh) f JOIN benefits_run_step s ON s.run_id = f.run_id) INTO closed;
    ELSE
        SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT i.run_id FROM fresh f JOIN benefits_instalment i ON i.id = f.instalment_id) x
                         JOIN benefits_run_step s ON s.run_id = x.run_id) INTO closed;
    END IF;
    IF closed THEN
        RAISE EXCEPTION 'the run is prepared: nothing is added to it' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_run_closed';
    END IF;
    RETURN NULL;
END $$;
DO $do$ DECLARE t text; BEGIN
    FOREACH t IN ARRAY ARRAY['benefits_instalment', 'benefits_finding', 'benefits_instalment_adjustment', 'benefits_instalment_settled'] LOOP
        EXECUTE format('CREATE TRIGGER %s_open AFTER INSERT ON %s REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION benefits_run_open_guard()', t, t);
    END LOOP;
END $do$;

-- Two people hold; nobody holds what concerns their own household; a hold lapses when its deadline has passed, not before.
CREATE FUNCTION benefits_hold_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    h benefits_hold;
BEGIN
    IF TG_TABLE_NAME = 'benefits_hold' THEN
        PERFORM benefits_stranger(NEW.by_id, a.person_id) FROM benefits_award a WHERE a.id = NEW.award_id;
        RETURN NULL;
    END IF;
    SELECT * INTO h FROM benefits_hold WHERE id = NEW.hold_id FOR UPDATE;
    PERFORM benefits_stranger(NEW.by_id, a.person_id) FROM benefits_award a WHERE a.id = h.award_id;
    IF NEW.kind = 'agreed' AND NEW.by_id = h.by_id THEN
        RAISE EXCEPTION 'a hold takes two people' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_two_people';
    ELSIF EXISTS (SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = h.id AND s.id <> NEW.id AND s.kind IN ('released', 'lapsed'))
       OR (NEW.kind = 'lapsed' AND (NEW.at AT TIME ZONE 'Africa/Algiers')::date <= h.deadline) THEN
        RAISE EXCEPTION 'this hold can not be % now', NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_order';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_hold_guard AFTER INSERT ON benefits_hold FOR EACH ROW EXECUTE FUNCTION benefits_hold_guard();
CREATE TRIGGER benefits_hold_step_guard AFTER INSERT ON benefits_hold_step FOR EACH ROW EXECUTE FUNCTION benefits_hold_guard();

-- What comes back was paid, whole, by an approved run whose file went out; what is reversed was in one.
CREATE FUNCTION benefits_return_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM benefits_instalment i JOIN benefits_payment_file f ON f.run_id = i.run_id
                    WHERE i.id = NEW.instalment_id AND i.paid = NEW.amount AND i.paid > 0) THEN
        RAISE EXCEPTION 'instalment % was not paid so', NEW.instalment_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_return_paid';
    ELSIF NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = NEW.entry_id AND e.journal = 'benefit' AND e.verb = 'return_benefits') THEN
        RAISE EXCEPTION 'entry % returns nothing', NEW.entry_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_return_posted';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_return_guard AFTER INSERT ON benefits_payment_return FOR EACH ROW EXECUTE FUNCTION benefits_return_guard();

CREATE FUNCTION benefits_reversal_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v benefits_instalment_reversal;
BEGIN
    SELECT * INTO v FROM benefits_instalment_reversal WHERE id = NEW.reversal_id;
    IF v.proposed_by_id = NEW.by_id THEN
        RAISE EXCEPTION 'a reversal takes two people' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_two_people';
    ELSIF NOT EXISTS (SELECT 1 FROM benefits_instalment i JOIN ledger_entry e ON e.id = NEW.entry_id AND e.journal = 'benefit' AND e.verb = 'recover_benefits'
                       AND e.document_id = i.id::text WHERE i.id = v.instalment_id) THEN
        RAISE EXCEPTION 'entry % reverses nothing', NEW.entry_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_posted';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_reversal_guard AFTER INSERT ON benefits_reversal_approved FOR EACH ROW EXECUTE FUNCTION benefits_reversal_guard();

CREATE FUNCTION benefits_reversal_proposed_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM benefits_instalment i JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
                    WHERE i.id = NEW.instalment_id AND i.net_m > 0)
       OR EXISTS (SELECT 1 FROM benefits_instalment_settled s WHERE s.earlier_id = NEW.instalment_id) THEN
        RAISE EXCEPTION 'instalment % can not be reversed', NEW.instalment_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_reversal_of_paid';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_reversal_proposed_guard AFTER INSERT ON benefits_instalment_reversal
    FOR EACH ROW EXECUTE FUNCTION benefits_reversal_proposed_guard();
