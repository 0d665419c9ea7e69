-- Controls of spending. Amounts are centimes. Words first, then what no path may do, then the few ways in.
ALTER TABLE controls_run
    ADD CONSTRAINT controls_run_control CHECK (control ~ '^[a-z_]{3,32}$'),
    ADD CONSTRAINT controls_run_found CHECK (found >= 0 AND cut_off <= at),
    ADD CONSTRAINT controls_run_query CHECK (query_hash ~ '^[0-9a-f]{64}$');
ALTER TABLE controls_finding
    ADD CONSTRAINT controls_finding_control CHECK (control ~ '^[a-z_]{3,32}$'),
    ADD CONSTRAINT controls_finding_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT controls_finding_subject CHECK (subject <> ''
        AND subject_kind IN ('award', 'account', 'prescriber', 'agency', 'pair', 'officer', 'proposer'));
ALTER TABLE controls_seen
    ADD CONSTRAINT controls_seen_stake CHECK (stake >= 0),
    ADD CONSTRAINT controls_seen_words CHECK (jsonb_typeof(reasons) = 'object' AND jsonb_typeof(evidence) = 'array');
ALTER TABLE controls_step
    ADD CONSTRAINT controls_step_kind CHECK (kind IN ('taken', 'hold_asked', 'fraud_proposed', 'fraud_declined', 'concluded')),
    ADD CONSTRAINT controls_step_conclusion CHECK (conclusion IN ('', 'error', 'evasion', 'fraud', 'unfounded')
        AND (conclusion <> '') = (kind = 'concluded')),
    -- Why it could happen is said of what is confirmed; an unfounded finding has no cause.
    ADD CONSTRAINT controls_step_cause CHECK (cause IN ('', 'complexity', 'unclear_rule', 'weak_control', 'lack_of_skill', 'communication')
        AND (cause <> '') = (kind = 'fraud_proposed' OR (kind = 'concluded' AND conclusion <> 'unfounded'))),
    ADD CONSTRAINT controls_step_reason CHECK (kind = 'taken' OR btrim(reason) <> ''),
    ADD CONSTRAINT controls_step_ground CHECK ((hold_ground <> '') = (kind = 'hold_asked'));
CREATE UNIQUE INDEX controls_step_concluded ON controls_step (finding_id) WHERE kind = 'concluded';
ALTER TABLE controls_followed
    ADD CONSTRAINT controls_followed_what CHECK (CASE what WHEN 'hold' THEN hold_id IS NOT NULL WHEN 'reversal' THEN reversal_id IS NOT NULL
        WHEN 'debt' THEN debt_id IS NOT NULL WHEN 'referral' THEN btrim(reference) <> '' ELSE false END
        AND num_nonnulls(hold_id, reversal_id, debt_id) = CASE what WHEN 'referral' THEN 0 ELSE 1 END);
CREATE UNIQUE INDEX controls_followed_referral ON controls_followed (finding_id) WHERE what = 'referral';
ALTER TABLE controls_certificate
    ADD CONSTRAINT controls_certificate_words CHECK (prescriber ~ '^[0-9A-Z-]{3,16}$' AND days BETWEEN 1 AND 366);

-- The funds whose findings an account works on: its own as a controller; every one, to read, for the auditor.
CREATE FUNCTION controls_funds() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT scope_id) FILTER (WHERE role = 'controller' AND scope_kind = 'fund'), '{}') FROM access_live_grants()
$$;
CREATE FUNCTION controls_reads() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN EXISTS (SELECT 1 FROM access_live_grants() WHERE role = 'auditor' AND scope_kind = 'nation')
           THEN ARRAY['CNAS', 'CNR', 'CASNOS'] ELSE controls_funds() END
$$;
-- The funds whose sums an account sees, with nobody named.
CREATE FUNCTION controls_counted() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(array_agg(f), '{}') FROM unnest(ARRAY['CNAS', 'CNR', 'CASNOS']) f
     WHERE access_is_batch() OR (access_is_staff() AND f = ANY (access_funds()))
$$;
-- What an accountant is asked to act on: a hold was asked for, or something was concluded that is not unfounded.
CREATE FUNCTION controls_to_act(wanted bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM controls_step s WHERE s.finding_id = wanted
                      AND (s.kind = 'hold_asked' OR (s.kind = 'concluded' AND s.conclusion <> 'unfounded')))
$$;

-- Whoever acts on findings: controllers and accountants of a fund; the auditor only reads.
CREATE FUNCTION controls_acts() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT controls_funds() <> '{}' OR benefits_accounts() <> '{}'
$$;

-- Strangers only: nobody acts on what concerns their own household, or themselves as an officer. One conclusion, then nothing more; fraud takes
-- two people.
CREATE FUNCTION controls_stranger(finding bigint, actor bigint) RETURNS controls_finding LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f controls_finding;
BEGIN
    SELECT * INTO STRICT f FROM controls_finding WHERE id = finding;
    PERFORM benefits_stranger(actor, f.person_id);
    PERFORM benefits_stranger(actor, a.rights_of_id) FROM benefits_award a WHERE a.id = f.award_id;
    PERFORM benefits_stranger(actor, c.person_id) FROM benefits_payee_account c
      WHERE f.subject_kind = 'account' AND benefits_account20(c.account, c.account_kind) = f.subject AND c.known_until IS NULL;
    IF actor = ANY (f.accounts) THEN
        RAISE EXCEPTION 'account % is what this finding is about', actor USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_own_finding';
    END IF;
    RETURN f;
END $$;

CREATE FUNCTION controls_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    proposed controls_step;
BEGIN
    -- Two acts on one finding: the second waits for the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('controls_finding', NEW.finding_id));
    PERFORM controls_stranger(NEW.finding_id, NEW.by_id);
    IF EXISTS (SELECT 1 FROM controls_step s WHERE s.finding_id = NEW.finding_id AND s.kind = 'concluded' AND s.id <> NEW.id) THEN
        RAISE EXCEPTION 'finding % was concluded', NEW.finding_id USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_step_order';
    ELSIF NEW.kind <> 'taken' AND NOT EXISTS (SELECT 1 FROM controls_step s WHERE s.finding_id = NEW.finding_id AND s.kind = 'taken') THEN
        RAISE EXCEPTION 'nobody has taken finding %', NEW.finding_id USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_step_untaken';
    END IF;
    SELECT * INTO proposed FROM controls_step s WHERE s.finding_id = NEW.finding_id AND s.id <> NEW.id AND s.kind IN ('fraud_proposed', 'fraud_declined')
     ORDER BY s.id DESC LIMIT 1;
    IF (proposed.kind = 'fraud_proposed') IS TRUE THEN
        IF NEW.kind = 'fraud_proposed' OR (NEW.kind = 'concluded' AND NEW.conclusion <> 'fraud') THEN
            RAISE EXCEPTION 'a proposal of fraud waits for an answer' USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_step_waits';
        ELSIF NEW.kind IN ('concluded', 'fraud_declined') AND NEW.by_id = proposed.by_id THEN
            RAISE EXCEPTION 'fraud takes two people' USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_fraud_two_people';
        ELSIF NEW.kind = 'concluded' AND NEW.cause <> proposed.cause THEN
            RAISE EXCEPTION 'the cause is the one proposed' USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_step_cause';
        END IF;
    ELSIF NEW.kind = 'fraud_declined' OR NEW.conclusion = 'fraud' THEN
        RAISE EXCEPTION 'nobody has proposed fraud' USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_fraud_two_people';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER controls_step_guard AFTER INSERT ON controls_step FOR EACH ROW EXECUTE FUNCTION controls_step_guard();

-- What follows fits what was concluded: an error is mended, never sanctioned; what is owed back follows a conclusion; all of it is about the award.
CREATE FUNCTION controls_followed_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    f controls_finding;
    verdict text;
    about bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('controls_finding', NEW.finding_id));
    f := controls_stranger(NEW.finding_id, NEW.by_id);
    SELECT s.conclusion INTO verdict FROM controls_step s WHERE s.finding_id = f.id AND s.kind = 'concluded';
    IF NEW.what = 'referral' AND COALESCE(verdict, '') NOT IN ('evasion', 'fraud') THEN
        RAISE EXCEPTION 'finding % can not be sanctioned', f.id USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_error_unsanctioned';
    ELSIF NEW.what IN ('reversal', 'debt') AND COALESCE(verdict, 'unfounded') = 'unfounded' THEN
        RAISE EXCEPTION 'finding % is not confirmed', f.id USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_followed_unconfirmed';
    ELSIF NEW.what = 'hold' AND (verdict = 'unfounded' OR NOT EXISTS (
            SELECT 1 FROM controls_step s JOIN benefits_hold h ON h.id = NEW.hold_id AND h.ground = s.hold_ground
             WHERE s.finding_id = f.id AND s.kind = 'hold_asked')) THEN
        RAISE EXCEPTION 'no such hold was asked for' USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_hold_asked';
    END IF;
    SELECT COALESCE(h.award_id, i.award_id, d.award_id) INTO about FROM (SELECT 1) one
      LEFT JOIN benefits_hold h ON h.id = NEW.hold_id
      LEFT JOIN benefits_instalment_reversal v ON v.id = NEW.reversal_id LEFT JOIN benefits_instalment i ON i.id = v.instalment_id
      LEFT JOIN benefits_adjustment d ON d.id = NEW.debt_id AND d.kind = 'debt';
    IF NEW.what <> 'referral' AND (about IS NULL OR about IS DISTINCT FROM f.award_id) THEN
        RAISE EXCEPTION 'this is not about the award of finding %', f.id USING ERRCODE = 'check_violation', CONSTRAINT = 'controls_followed_award';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER controls_followed_guard AFTER INSERT ON controls_followed FOR EACH ROW EXECUTE FUNCTION controls_followed_guard();

-- The days of thirty a month that a declared duration is (hours at 173.33 for thirty days, half up), as careers count them.
CREATE FUNCTION controls_declared_days(duration integer, unit text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT least(CASE unit WHEN 'H' THEN ((duration::bigint * 3000 * 2 + 17333) / (2 * 17333))::integer WHEN 'J' THEN duration WHEN 'M' THEN duration * 30
                           ELSE 0 END, 90)
$$;
-- The days of an allowance that the days declared in some whole months leave no room for. A month has room for thirty, of work and allowance together;
-- the allowance's days are those of the calendar, at most thirty a month.
CREATE FUNCTION controls_days_too_many(declared integer, paid_from date, paid_until date, starts date, ends date) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(0, least(p.days, declared + p.days - p.room))
      FROM (SELECT 30 * count(*)::integer AS room,
                   COALESCE(sum(least(30, greatest(0, least(paid_until, (m + interval '1 month')::date) - greatest(paid_from, m::date)))), 0)::integer AS days
              FROM generate_series(starts, ends - 1, interval '1 month') m) p
$$;

-- The sums of controls by fund and month of conclusion: for the staff of the fund and of the nation, and for sets; nobody named.
CREATE FUNCTION controls_recovered(wanted bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(sum(x.amount), 0)::bigint
      FROM controls_followed w
      LEFT JOIN benefits_adjustment r ON r.reversal_id = w.reversal_id AND r.kind = 'debt'
      JOIN benefits_instalment_adjustment x ON x.adjustment_id = COALESCE(w.debt_id, r.id)
      JOIN benefits_instalment i ON i.id = x.instalment_id
      JOIN benefits_run_step s ON s.run_id = i.run_id AND s.kind = 'approved'
     WHERE w.finding_id = wanted AND NOT EXISTS (SELECT 1 FROM benefits_run_step c WHERE c.run_id = i.run_id AND c.kind = 'cancelled')
$$;
-- The same, of a finding the account reads.
CREATE FUNCTION controls_recovered_of(wanted bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT controls_recovered(f.id) FROM controls_finding f
     WHERE f.id = wanted AND (access_is_batch() OR f.fund = ANY (controls_reads()) OR f.fund = ANY (benefits_accounts()))
$$;
CREATE FUNCTION controls_measured() RETURNS TABLE (fund text, control text, month date, conclusion text, findings bigint, stake numeric, recovered numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT f.fund::text, f.control::text, date_trunc('month', s.at AT TIME ZONE 'Africa/Algiers')::date, s.conclusion::text, count(*), sum(l.stake),
           sum(controls_recovered(f.id))
      FROM controls_finding f
      JOIN controls_step s ON s.finding_id = f.id AND s.kind = 'concluded'
      CROSS JOIN LATERAL (SELECT x.stake FROM controls_seen x WHERE x.finding_id = f.id AND x.present ORDER BY x.run_id DESC LIMIT 1) l
     WHERE f.fund = ANY (controls_counted()) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
$$;
CREATE FUNCTION controls_open() RETURNS TABLE (fund text, control text, findings bigint, gone bigint, stake numeric, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT f.fund::text, f.control::text, count(*) FILTER (WHERE l.present), count(*) FILTER (WHERE NOT l.present),
           COALESCE(sum(l.stake) FILTER (WHERE l.present), 0), min(f.found_at) FILTER (WHERE l.present)
      FROM controls_finding f
      CROSS JOIN LATERAL (SELECT x.stake, x.present FROM controls_seen x WHERE x.finding_id = f.id ORDER BY x.run_id DESC LIMIT 1) l
     WHERE f.fund = ANY (controls_counted()) AND NOT EXISTS (SELECT 1 FROM controls_step s WHERE s.finding_id = f.id AND s.kind = 'concluded')
     GROUP BY 1, 2 ORDER BY 1, 2
$$;
-- Whom a finding is about, for who may read it and has written down why in this transaction: no log, no look.
CREATE FUNCTION controls_about(wanted bigint) RETURNS TABLE (person_id bigint, surname_ar text, given_name_ar text, surname_fr text, given_name_fr text,
    nss text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.id, p.surname_ar::text, p.given_name_ar::text, p.surname_fr::text, p.given_name_fr::text, p.nss::text
      FROM controls_finding f JOIN people_person p ON p.id = f.person_id
     WHERE f.id = wanted AND f.fund = ANY (controls_reads()) AND access_account_id() <> ALL (f.accounts)
       AND NOT benefits_is_kin(access_account_id(), f.person_id) AND f.person_id = ANY (access_opened_persons())
$$;

-- Which of some counts are far above the others: more than `times` the spread above the median, at least `least`, among at least `peers`. The median is the
-- lower of the two middle ones, the spread the median of the distances to it, at least one: whole numbers all along, the same for the same counts.
CREATE FUNCTION controls_unusual(counts bigint[], times integer, least_count bigint, peers integer)
RETURNS TABLE (place bigint, number bigint, median bigint, spread bigint) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH told AS (SELECT n, p FROM unnest(counts) WITH ORDINALITY AS u(n, p)),
         middle AS (SELECT n AS median FROM (SELECT n, row_number() OVER (ORDER BY n) AS r, count(*) OVER () AS c FROM told) m WHERE r = (c + 1) / 2),
         around AS (SELECT greatest(d, 1) AS spread FROM (
                        SELECT d, row_number() OVER (ORDER BY d) AS r, count(*) OVER () AS c FROM (SELECT abs(t.n - m.median) AS d FROM told t, middle m) x) y
                     WHERE r = (c + 1) / 2)
    SELECT t.p, t.n, m.median, a.spread FROM told t, middle m, around a
     WHERE cardinality(counts) >= peers AND t.n >= least_count AND t.n - m.median > times * a.spread ORDER BY t.p
$$;
-- The twenty digits of a payee's account, for the set that runs controls.
CREATE FUNCTION controls_account(account text, kind text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT benefits_account20(account, kind)
$$;
-- The benefit an award of a finding pays, for who reads the finding.
CREATE FUNCTION controls_award_kind(wanted bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.kind::text FROM controls_finding f JOIN benefits_award a ON a.id = f.award_id
     WHERE f.id = wanted AND (access_is_batch() OR f.fund = ANY (controls_reads()) OR (f.fund = ANY (benefits_accounts()) AND controls_to_act(f.id)))
$$;
