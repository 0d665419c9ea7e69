-- Increases of all the awards of a fund on a day. The amounts come from the law, computed outside and handed in by blocks; what is here holds
-- them against the awards: nothing missing, nothing twice, nobody's gross lowered. Amounts are centimes.
ALTER TABLE benefits_award_term ADD CONSTRAINT benefits_award_term_least CHECK (least_kind IN ('', 'pension', 'allocation', 'moudjahid_pension',
    'invalidity_pension') AND (least_kind = '') = (least_of_m = 0) AND least_m >= 0 AND least_of_m >= 0);
ALTER TABLE benefits_increase
    ADD CONSTRAINT benefits_increase_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_increase_attempt CHECK (attempt >= 1),
    ADD CONSTRAINT benefits_increase_law CHECK (source <> '' AND law_version <> '' AND jsonb_typeof(switches) = 'object');
ALTER TABLE benefits_increase_step
    ADD CONSTRAINT benefits_increase_step_kind CHECK (kind IN ('prepared', 'approved', 'cancelled')),
    ADD CONSTRAINT benefits_increase_step_detail CHECK (jsonb_typeof(detail) = 'object'),
    ADD CONSTRAINT benefits_increase_step_decided CHECK ((decision_id IS NOT NULL) = (kind = 'approved'));
ALTER TABLE benefits_increase_line
    ADD CONSTRAINT benefits_increase_line_parts CHECK (least(pension_m, fund_adds_m, state_adds_m, supplement_m, social_insurance_m, income_tax_m, net_m) >= 0
        AND gross_m <= 9000000000000000),
    ADD CONSTRAINT benefits_increase_line_gross CHECK (gross_m = pension_m + fund_adds_m + state_adds_m + supplement_m),
    ADD CONSTRAINT benefits_increase_line_net CHECK (net_m = gross_m - social_insurance_m - income_tax_m),
    -- No increase lowers anybody's gross.
    ADD CONSTRAINT benefits_increase_raises CHECK (gross_m >= former_gross_m),
    ADD CONSTRAINT benefits_increase_line_same CHECK (raised OR (gross_m, net_m) = (former_gross_m, former_net_m));

-- Increases of a fund that stand, without the one that is being looked at.
CREATE FUNCTION benefits_standing_increases(of_fund text, besides bigint) RETURNS TABLE (id bigint, effective_on date, approved boolean) LANGUAGE sql STABLE AS $$
    SELECT i.id, i.effective_on, EXISTS (SELECT 1 FROM benefits_increase_step s WHERE s.increase_id = i.id AND s.kind = 'approved')
      FROM benefits_increase i
     WHERE i.fund = of_fund AND i.id IS DISTINCT FROM besides
       AND NOT EXISTS (SELECT 1 FROM benefits_increase_step s WHERE s.increase_id = i.id AND s.kind = 'cancelled')
$$;

-- One increase of a fund stands at a time, and days follow one another: an earlier one would have to raise again what a later one raised.
CREATE FUNCTION benefits_increase_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_increase:' || NEW.fund, 0));
    IF EXISTS (SELECT 1 FROM benefits_standing_increases(NEW.fund, NEW.id) i WHERE i.effective_on >= NEW.effective_on OR NOT i.approved) THEN
        RAISE EXCEPTION 'an increase of % stands already, or one before it is not approved', NEW.effective_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER benefits_increase_guard BEFORE INSERT ON benefits_increase FOR EACH ROW EXECUTE FUNCTION benefits_increase_guard();

CREATE FUNCTION benefits_may_increase(wanted bigint, actor bigint) RETURNS benefits_increase LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r benefits_increase;
BEGIN
    SELECT * INTO STRICT r FROM benefits_increase WHERE id = wanted;
    PERFORM benefits_may_pay(r.fund, actor);
    RETURN r;
END $$;

-- The awards an increase looks at: those paid by the month, of the kinds that rise. Which of them the law raises, the law says.
CREATE FUNCTION benefits_rises(kind text, pays text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pays = 'monthly' AND kind IN ('retirement', 'retirement_allowance', 'survivors', 'invalidity', 'work_accident')
$$;

-- A block of live terms that last beyond the day, in the order of their ids, as whole numbers in the order the law takes them: id, earned,
-- fund adds, State adds, place of the kind of benefit, part of the minimum, whole minimum, whether it is a reversion's, day of the award
-- (a reversion goes on from the death), supplement, first day, whether a pension's deductions are taken, both deductions. Days are ordinals.
CREATE FUNCTION benefits_increase_block(wanted bigint, beyond bigint, most integer, actor bigint)
RETURNS TABLE (term_id bigint, earned bigint, fund_adds bigint, state_adds bigint, place bigint, award_least bigint, award_least_of bigint, by_fund bigint,
    awarded_on bigint, supplement bigint, since bigint, deducted bigint, social_insurance bigint, income_tax bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_sort = off AS $$
DECLARE
    r benefits_increase := benefits_may_increase(wanted, actor);
BEGIN
    RETURN QUERY
    SELECT t.id, t.pension_m, t.fund_adds_m, t.state_adds_m,
           CASE t.least_kind WHEN 'pension' THEN 0 WHEN 'allocation' THEN 1 WHEN 'moudjahid_pension' THEN 2 WHEN 'invalidity_pension' THEN 3
                ELSE CASE a.kind WHEN 'retirement_allowance' THEN 1 WHEN 'invalidity' THEN 3 WHEN 'work_accident' THEN 3 ELSE 0 END END::bigint,
           t.least_m, t.least_of_m, (a.kind = 'survivors')::int::bigint,
           (CASE WHEN a.kind = 'survivors' THEN COALESCE(p.died_on, a.starts_on) ELSE a.starts_on END - DATE '0001-01-01' + 1)::bigint,
           t.supplement_m, (greatest(t.starts_on, r.effective_on) - DATE '0001-01-01' + 1)::bigint,
           (a.kind IN ('retirement', 'retirement_allowance', 'survivors'))::int::bigint, t.social_insurance_m, t.income_tax_m
      FROM benefits_award_term t
      JOIN benefits_award a ON a.id = t.award_id
      LEFT JOIN people_person p ON a.kind = 'survivors' AND p.id = a.rights_of_id
     WHERE t.id > beyond AND t.known_until IS NULL AND (t.ends_on IS NULL OR t.ends_on > r.effective_on)
       AND a.fund = r.fund AND benefits_rises(a.kind, a.pays)
     ORDER BY t.id LIMIT most;
END $$;

-- Keep what the law makes of a block; before the increase is prepared only.
CREATE FUNCTION benefits_increase_keep(wanted bigint, terms bigint[], earned bigint[], fund_adds bigint[], state_adds bigint[], social_insurance bigint[],
    income_tax bigint[], actor bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    r benefits_increase := benefits_may_increase(wanted, actor);
    made bigint;
BEGIN
    PERFORM 1 FROM benefits_increase WHERE id = wanted FOR UPDATE;
    IF EXISTS (SELECT 1 FROM benefits_increase_step s WHERE s.increase_id = wanted) THEN
        RAISE EXCEPTION 'the increase is prepared: nothing is added to it' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_step_order';
    END IF;
    INSERT INTO benefits_increase_line (increase_id, term_id, award_id, since, ends_on, raised, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
        social_insurance_m, income_tax_m, net_m, former_pension_m, former_fund_adds_m, former_state_adds_m, former_social_insurance_m,
        former_income_tax_m, former_gross_m, former_net_m)
    SELECT wanted, t.id, t.award_id, greatest(t.starts_on, r.effective_on), t.ends_on,
           (f.earned, f.fund_adds, f.state_adds) <> (t.pension_m, t.fund_adds_m, t.state_adds_m), f.earned, f.fund_adds, f.state_adds, t.supplement_m,
           f.earned + f.fund_adds + f.state_adds + t.supplement_m, f.social_insurance, f.income_tax,
           f.earned + f.fund_adds + f.state_adds + t.supplement_m - f.social_insurance - f.income_tax,
           t.pension_m, t.fund_adds_m, t.state_adds_m, t.social_insurance_m, t.income_tax_m, t.gross_m, t.net_m
      FROM unnest(terms, earned, fund_adds, state_adds, social_insurance, income_tax)
           AS f(term, earned, fund_adds, state_adds, social_insurance, income_tax)
      JOIN benefits_award_term t ON t.id = f.term;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

-- Where an increase is not what the awards are now: a term that is missing from it, or one of its terms that is no longer held true.
CREATE FUNCTION benefits_increase_differences(wanted bigint, most integer) RETURNS TABLE (award_id bigint, what text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    r benefits_increase;
BEGIN
    SELECT * INTO STRICT r FROM benefits_increase WHERE id = wanted;
    IF NOT (access_is_batch() OR r.fund = ANY (benefits_accounts()) OR pg_trigger_depth() > 0) THEN
        RAISE EXCEPTION 'this account pays nobody of %', r.fund USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT COALESCE(l.award_id, t.award_id), CASE WHEN l.term_id IS NULL THEN 'missing' ELSE 'changed' END
      FROM (SELECT x.term_id, x.award_id FROM benefits_increase_line x WHERE x.increase_id = wanted) l
      FULL JOIN (SELECT y.id, y.award_id FROM benefits_award_term y JOIN benefits_award a ON a.id = y.award_id
                  WHERE y.known_until IS NULL AND (y.ends_on IS NULL OR y.ends_on > r.effective_on) AND a.fund = r.fund AND benefits_rises(a.kind, a.pays)) t
        ON t.id = l.term_id
     WHERE l.term_id IS NULL OR t.id IS NULL LIMIT most;
END $$;

-- What an increase changes a month, by kind of award: how many terms it looks at and raises, and the money before and after.
CREATE FUNCTION benefits_increase_totals(wanted bigint) RETURNS TABLE (kind text, terms bigint, raised bigint, gross_before numeric, gross_after numeric,
    net_before numeric, net_after numeric, fund_adds_before numeric, fund_adds_after numeric, state_adds_before numeric, state_adds_after numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
BEGIN
    IF NOT (access_is_batch() OR pg_trigger_depth() > 0 OR EXISTS (
            SELECT 1 FROM benefits_increase i WHERE i.id = wanted AND i.fund = ANY (benefits_accounts()))) THEN
        RAISE EXCEPTION 'this account pays nobody of this fund' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT a.kind::text, count(*), count(*) FILTER (WHERE l.raised), sum(l.former_gross_m), sum(l.gross_m), sum(l.former_net_m), sum(l.net_m),
           sum(l.former_fund_adds_m), sum(l.fund_adds_m), sum(l.former_state_adds_m), sum(l.state_adds_m)
      FROM benefits_increase_line l JOIN benefits_award a ON a.id = l.award_id WHERE l.increase_id = wanted GROUP BY 1 ORDER BY 1;
END $$;

-- The decision of an increase, on everybody at once and nobody by name: two people, the law's own record.
CREATE FUNCTION benefits_increase_decide(wanted bigint, decision bigint, number text, record text, hash text, code text, template text, actor bigint,
    moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r benefits_increase := benefits_may_increase(wanted, actor);
BEGIN
    -- Whoever decides on an award of the fund meanwhile waits, and then sees this increase; no run of the fund is begun or approved meanwhile.
    PERFORM pg_advisory_xact_lock(hashtextextended('benefits_increase:' || r.fund, 0)), pg_advisory_xact_lock(hashtextextended('benefits_run:' || r.fund, 0));
    PERFORM 1 FROM benefits_increase WHERE id = wanted FOR UPDATE;
    PERFORM 1 FROM benefits_run x WHERE x.fund = r.fund AND x.id IN (SELECT s.id FROM benefits_standing_runs(r.fund, NULL) s WHERE NOT s.approved) FOR UPDATE;
    IF (SELECT COALESCE(array_agg(s.kind::text ORDER BY s.id), '{}') FROM benefits_increase_step s WHERE s.increase_id = wanted) <> '{prepared}' THEN
        RAISE EXCEPTION 'an increase is approved once it is prepared, and once' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_step_order';
    ELSIF actor = r.prepared_by_id THEN
        RAISE EXCEPTION 'an increase takes two people' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_people';
    ELSIF EXISTS (SELECT 1 FROM benefits_increase_differences(wanted, 1)) THEN
        RAISE EXCEPTION 'increase % is not what the awards are', wanted USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_changed';
    END IF;
    INSERT INTO benefits_decision (id, number, fund, kind, outcome, ground, law_on, effective_on, decided_at, decided_by_id, proposed_by_id, automatic,
        sensitive, law_version, record, record_hash, difference, code, letter_template)
    VALUES (decision, benefits_increase_decide.number, r.fund, 'revalorisation', 'changed', '', r.effective_on, r.effective_on, moment, actor,
        r.prepared_by_id, false, true, r.law_version, benefits_increase_decide.record::jsonb, hash,
        jsonb_build_object('increase', wanted), benefits_increase_decide.code, template);
END $$;

-- Write a block of an increase, in the transaction of its decision: the terms it raises stop being held true; what was due before the day stays
-- due, and from the day on the raised amounts are. Returns the last term looked at (none: there is no more) and how many awards' terms rose.
CREATE FUNCTION benefits_increase_write(wanted bigint, decision bigint, beyond bigint, most integer, moment timestamptz, OUT upto bigint, OUT risen bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    r benefits_increase;
    closed bigint;
BEGIN
    SELECT * INTO STRICT r FROM benefits_increase WHERE id = wanted;
    IF benefits_deciding(decision) IS NOT TRUE OR NOT EXISTS (
            SELECT 1 FROM benefits_decision d WHERE d.id = decision AND d.kind = 'revalorisation' AND d.difference->>'increase' = wanted::text) THEN
        RAISE EXCEPTION 'no decision is being made on this increase' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT max(b.term_id), count(*) FILTER (WHERE b.raised) INTO upto, risen
      FROM (SELECT l.term_id, l.raised FROM benefits_increase_line l WHERE l.increase_id = wanted AND l.term_id > beyond ORDER BY l.term_id LIMIT most) b;
    UPDATE benefits_award_term t SET known_until = moment FROM benefits_increase_line l
     WHERE l.increase_id = wanted AND l.term_id > beyond AND l.term_id <= upto AND l.raised AND t.id = l.term_id AND t.known_until IS NULL;
    GET DIAGNOSTICS closed = ROW_COUNT;
    IF closed <> risen THEN
        RAISE EXCEPTION 'increase % is not what the awards are', wanted USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_changed';
    END IF;
    INSERT INTO benefits_award_term (award_id, decision_id, starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
        social_insurance_m, income_tax_m, net_m, least_kind, least_m, least_of_m, law_version, known_from)
    SELECT l.award_id, decision, n.starts_on, n.ends_on, n.pension_m, n.fund_adds_m, n.state_adds_m, l.supplement_m, n.gross_m, n.social_insurance_m,
           n.income_tax_m, n.net_m, t.least_kind, t.least_m, t.least_of_m, n.law_version, moment
      FROM benefits_increase_line l
      JOIN benefits_award_term t ON t.id = l.term_id
     CROSS JOIN LATERAL (VALUES
           (t.starts_on, l.since, l.former_pension_m, l.former_fund_adds_m, l.former_state_adds_m, l.former_gross_m, l.former_social_insurance_m,
            l.former_income_tax_m, l.former_net_m, t.law_version),
           (l.since, l.ends_on, l.pension_m, l.fund_adds_m, l.state_adds_m, l.gross_m, l.social_insurance_m, l.income_tax_m, l.net_m, r.law_version))
           AS n(starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, gross_m, social_insurance_m, income_tax_m, net_m, law_version)
     WHERE l.increase_id = wanted AND l.term_id > beyond AND l.term_id <= upto AND l.raised AND n.starts_on IS DISTINCT FROM n.ends_on;
END $$;

-- The first month instalments come for, of a fund, on a day: the one after its last approved run, or before its first the month of the day.
CREATE FUNCTION benefits_unpaid_from(of_fund text, day date) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE((max(s.month) + interval '1 month')::date, date_trunc('month', day)::date) FROM benefits_standing_runs(of_fund, NULL) s WHERE s.approved
$$;

-- The months of a span by their first days: a month is due whole to whoever is due something on its first day.
CREATE FUNCTION benefits_firsts(since date, until date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(0, (extract(year FROM until)::int - extract(year FROM since)::int) * 12 + extract(month FROM until)::int - extract(month FROM since)::int
        + (extract(day FROM until) > 1)::int - (extract(day FROM since) > 1)::int)
$$;

-- What an increase makes due for months gone by, award by award: the difference of each part, times the months; nothing where no net is due.
CREATE FUNCTION benefits_increase_owed(wanted bigint, until date) RETURNS TABLE (award_id bigint, kind text, pension numeric, fund_adds numeric, state_adds numeric,
    social_insurance numeric, income_tax numeric, net numeric, from_month date, to_month date) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
    SELECT m.award_id, a.kind::text, m.pension, m.fund_adds, m.state_adds, m.social_insurance, m.income_tax, m.net, m.from_month, m.to_month
      FROM (SELECT l.award_id, sum((l.pension_m - l.former_pension_m) * f.months) AS pension, sum((l.fund_adds_m - l.former_fund_adds_m) * f.months) AS fund_adds,
                   sum((l.state_adds_m - l.former_state_adds_m) * f.months) AS state_adds,
                   sum((l.social_insurance_m - l.former_social_insurance_m) * f.months) AS social_insurance,
                   sum((l.income_tax_m - l.former_income_tax_m) * f.months) AS income_tax, sum((l.net_m - l.former_net_m) * f.months) AS net,
                   min(date_trunc('month', l.since - 1) + interval '1 month')::date AS from_month,
                   max(date_trunc('month', least(l.ends_on, until) - 1))::date AS to_month
              FROM benefits_increase_line l CROSS JOIN LATERAL (SELECT benefits_firsts(l.since, least(l.ends_on, until)) AS months) f
             WHERE l.increase_id = wanted AND l.raised AND f.months > 0 GROUP BY l.award_id) m
      JOIN benefits_award a ON a.id = m.award_id WHERE m.net <> 0
$$;

-- The same by kind and by who owes whom, as it is posted.
CREATE FUNCTION benefits_increase_arrears(wanted bigint, until date, actor bigint) RETURNS TABLE (kind text, owed_to_person boolean, awards bigint, pension numeric,
    fund_adds numeric, state_adds numeric, social_insurance numeric, income_tax numeric) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
BEGIN
    PERFORM benefits_may_increase(wanted, actor);
    RETURN QUERY
    SELECT o.kind, o.net > 0, count(*), sum(o.pension), sum(o.fund_adds), sum(o.state_adds), sum(o.social_insurance), sum(o.income_tax)
      FROM benefits_increase_owed(wanted, until) o GROUP BY 1, 2 ORDER BY 1, 2;
END $$;

-- The arrears of an increase, all of them in one statement with the one entry that posts them.
CREATE FUNCTION benefits_increase_adjust(wanted bigint, decision bigint, entry bigint, until date, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' AS $$
DECLARE
    made bigint;
BEGIN
    IF benefits_deciding(decision) IS NOT TRUE OR NOT EXISTS (
            SELECT 1 FROM benefits_decision d WHERE d.id = decision AND d.kind = 'revalorisation' AND d.difference->>'increase' = wanted::text) THEN
        RAISE EXCEPTION 'no decision is being made on this increase' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO benefits_adjustment (award_id, decision_id, kind, amount, from_month, to_month, entry_id, made_at)
    SELECT o.award_id, decision, CASE WHEN o.net > 0 THEN 'arrears' ELSE 'debt' END, abs(o.net), o.from_month, o.to_month, entry, moment
      FROM benefits_increase_owed(wanted, until) o;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;

-- Steps in their order, by the people they take; prepared is what the awards are, approved has raised every one of them.
CREATE FUNCTION benefits_increase_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r benefits_increase;
    done text[];
BEGIN
    SELECT * INTO r FROM benefits_increase WHERE id = NEW.increase_id FOR UPDATE;
    SELECT COALESCE(array_agg(kind::text ORDER BY id), '{}') INTO done FROM benefits_increase_step WHERE increase_id = NEW.increase_id AND id <> NEW.id;
    IF NEW.kind = 'prepared' AND done <> '{}' OR NEW.kind = 'approved' AND done <> '{prepared}' OR NEW.kind = 'cancelled' AND done && '{approved,cancelled}' THEN
        RAISE EXCEPTION 'an increase that is % can not be %', done, NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_step_order';
    ELSIF NEW.kind = 'prepared' AND NEW.by_id <> r.prepared_by_id OR NEW.kind = 'approved' AND NEW.by_id = r.prepared_by_id THEN
        RAISE EXCEPTION 'an increase takes two people' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_people';
    ELSIF NEW.kind = 'prepared' AND EXISTS (SELECT 1 FROM benefits_increase_differences(NEW.increase_id, 1)) THEN
        RAISE EXCEPTION 'increase % is not what the awards are', NEW.increase_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_changed';
    ELSIF NEW.kind = 'approved' THEN
        -- An award may have two terms that last beyond the day, but each raised line has given one term from its day on.
        IF NOT EXISTS (SELECT 1 FROM benefits_decision d WHERE d.id = NEW.decision_id AND d.kind = 'revalorisation' AND d.decided_by_id = NEW.by_id
                          AND d.proposed_by_id = r.prepared_by_id AND d.difference->>'increase' = r.id::text AND d.written_at >= transaction_timestamp())
           OR (SELECT count(*) FROM benefits_award_term t WHERE t.decision_id = NEW.decision_id AND t.starts_on >= r.effective_on)
              <> (SELECT count(*) FROM benefits_increase_line l WHERE l.increase_id = r.id AND l.raised) THEN
            RAISE EXCEPTION 'increase % has not raised what it says', r.id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_increase_written';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_increase_step_guard AFTER INSERT ON benefits_increase_step FOR EACH ROW EXECUTE FUNCTION benefits_increase_step_guard();

-- The increases of a fund that were approved, in the order of their days: what a decision on an award combines with. Nothing personal.
CREATE FUNCTION benefits_increases_approved(of_fund text) RETURNS TABLE (id bigint, effective_on date, known_on date, source text, law_version text, switches jsonb,
    decision_id bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT i.id, i.effective_on, i.known_on, i.source::text, i.law_version, i.switches, s.decision_id
      FROM benefits_increase i JOIN benefits_increase_step s ON s.increase_id = i.id AND s.kind = 'approved'
     WHERE i.fund = of_fund ORDER BY i.effective_on
$$;

-- Whoever decides on an award takes this first: an increase that is being written is waited for, and one begun later waits.
CREATE FUNCTION benefits_hold_increases() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_advisory_xact_lock_shared(hashtextextended('benefits_increase:' || f, 0)) FROM (VALUES ('CNAS'), ('CNR'), ('CASNOS')) v(f)
$$;
