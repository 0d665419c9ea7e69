ALTER TABLE careers_spell
    ADD CONSTRAINT careers_spell_scheme CHECK (scheme IN ('CNR', 'CASNOS')),
    ADD CONSTRAINT careers_spell_source CHECK (source IN ('affiliation', 'movement', 'history', 'casnos')),
    ADD CONSTRAINT careers_spell_span CHECK (starts_on < ends_on),
    ADD CONSTRAINT careers_spell_known CHECK (known_from <= known_until),
    ADD CONSTRAINT careers_spell_one EXCLUDE USING gist (person_id WITH =, scheme WITH =, COALESCE(employer_id, 0) WITH =, employer_name WITH =,
        daterange(starts_on, ends_on) WITH &&) WHERE (known_until IS NULL);
ALTER TABLE careers_earning
    ADD CONSTRAINT careers_earning_scheme CHECK (scheme IN ('CNR', 'CASNOS')),
    ADD CONSTRAINT careers_earning_source CHECK (source IN ('history', 'casnos', 'correction')),
    ADD CONSTRAINT careers_earning_amount CHECK (amount BETWEEN 0 AND 9000000000000000),
    ADD CONSTRAINT careers_earning_known CHECK (known_from <= known_until),
    ADD CONSTRAINT careers_earning_period CHECK (extract(day FROM period_start) = 1 AND CASE period_end
        WHEN (period_start + interval '1 month')::date THEN days BETWEEN 0 AND 30
        WHEN (period_start + interval '3 months')::date THEN source <> 'correction' AND extract(month FROM period_start) IN (1, 4, 7, 10) AND days BETWEEN 0 AND 90
        WHEN (period_start + interval '1 year')::date THEN source <> 'correction' AND extract(month FROM period_start) = 1 AND days BETWEEN 0 AND 360
        ELSE false END);
CREATE UNIQUE INDEX careers_earning_one ON careers_earning (person_id, scheme, COALESCE(employer_id, 0), employer_name, source, period_start)
    WHERE known_until IS NULL;
ALTER TABLE careers_credit
    ADD CONSTRAINT careers_credit_scheme CHECK (scheme IN ('CNR', 'CASNOS')),
    ADD CONSTRAINT careers_credit_kind CHECK (kind IN ('sickness', 'maternity', 'work_accident', 'statutory_leave', 'national_service',
        'mobilisation', 'unemployment_insurance', 'early_retirement', 'liberation_war')),
    ADD CONSTRAINT careers_credit_source CHECK (source = 'decision'),
    ADD CONSTRAINT careers_credit_span CHECK (starts_on < ends_on),
    ADD CONSTRAINT careers_credit_evidence CHECK (evidence <> ''),
    ADD CONSTRAINT careers_credit_known CHECK (known_from <= known_until),
    ADD CONSTRAINT careers_credit_one EXCLUDE USING gist (person_id WITH =, scheme WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (known_until IS NULL);
ALTER TABLE careers_dispute
    ADD CONSTRAINT careers_dispute_month CHECK (extract(day FROM month) = 1),
    ADD CONSTRAINT careers_dispute_scheme CHECK (scheme IN ('CNR', 'CASNOS')),
    ADD CONSTRAINT careers_dispute_claim CHECK (claimed_days BETWEEN 0 AND 30 AND claimed_amount >= 0),
    ADD CONSTRAINT careers_dispute_evidence CHECK (evidence <> ''),
    ADD CONSTRAINT careers_dispute_clock CHECK (opened_on <= answer_by);
ALTER TABLE careers_dispute_answer
    ADD CONSTRAINT careers_dispute_answer_verdict CHECK (verdict IN ('upheld', 'rejected')),
    ADD CONSTRAINT careers_dispute_answer_ground CHECK (ground <> '');
ALTER TABLE careers_proposal
    ADD CONSTRAINT careers_proposal_kind CHECK (kind IN ('credit', 'withdrawal', 'correction', 'history')),
    ADD CONSTRAINT careers_proposal_about CHECK ((person_id IS NULL) = (kind = 'history') AND (dispute_id IS NULL OR kind = 'correction')),
    ADD CONSTRAINT careers_proposal_hash CHECK (document_hash ~ '^[0-9a-f]{64}$' OR (document_hash = '' AND kind <> 'history'));
ALTER TABLE careers_decision
    ADD CONSTRAINT careers_decision_two_people CHECK (decided_by_id <> proposed_by_id),
    ADD CONSTRAINT careers_decision_ground CHECK (granted OR ground <> ''),
    ADD CONSTRAINT careers_decision_proposer FOREIGN KEY (proposal_id, proposed_by_id) REFERENCES careers_proposal (id, proposed_by_id);

CREATE FUNCTION careers_impossible(told text, constraint_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', told USING ERRCODE = 'check_violation', CONSTRAINT = constraint_name;
END $$;

-- Two rows of one source may not speak of the same days: a year and one of its months, told apart, would count twice.
CREATE FUNCTION careers_earning_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    -- Row by row through the index (OFFSET 0 keeps it so): joined as sets, an early plan reads every fresh row for each one kept.
    IF EXISTS (SELECT 1 FROM fresh n CROSS JOIN LATERAL (
            SELECT 1 FROM careers_earning e WHERE e.person_id = n.person_id AND e.scheme = n.scheme AND e.known_until IS NULL
               AND COALESCE(e.employer_id, 0) = COALESCE(n.employer_id, 0) AND e.employer_name = n.employer_name AND e.source = n.source
               AND e.period_start < n.period_end AND n.period_start < e.period_end AND e.id <> n.id OFFSET 0) found) THEN
        PERFORM careers_impossible('these days are told already by another period of the same source', 'careers_earning_overlap');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER careers_earning_guard AFTER INSERT ON careers_earning REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION careers_earning_guard();

-- Who writes careers: the batch role; an officer who has just granted the history that these rows come from.
CREATE FUNCTION careers_let_in(of_source text, of_ref text, of_hash text, actor bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF access_is_batch() AND of_source <> 'history' THEN
        RETURN;
    END IF;
    IF of_source <> 'history' OR NOT EXISTS (
            SELECT 1 FROM careers_decision d JOIN careers_proposal p ON p.id = d.proposal_id
             WHERE p.kind = 'history' AND p.id::text = of_ref AND p.document_hash = of_hash AND d.granted AND d.decided_by_id = actor
               AND (access_is_batch() OR actor = access_account_id())) THEN
        RAISE EXCEPTION 'nobody has granted this' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- Keeps earnings, whole columns at once; a row that tells again what one of the same key told stands for it from now on.
CREATE FUNCTION careers_keep_earnings(persons bigint[], schemes text[], employers bigint[], names text[], starts date[], ends date[], day_counts smallint[],
    amounts bigint[], of_source text, of_ref text, of_hash text, actor bigint, moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    kept integer;
    former bigint[];
BEGIN
    PERFORM careers_let_in(of_source, of_ref, of_hash, actor);
    IF of_source = 'history' AND EXISTS (SELECT 1 FROM (SELECT DISTINCT unnest(persons) AS id) p CROSS JOIN LATERAL (
            SELECT 1 FROM careers_earning e WHERE e.person_id = p.id AND e.source = 'history' AND e.ref = of_ref OFFSET 0) found) THEN
        PERFORM careers_impossible('this history is kept already', 'careers_history_once');
    END IF;
    SELECT array_agg(found.id) INTO former FROM unnest(persons, schemes, employers, names, starts) AS n(person, scheme, employer, name, first)
     CROSS JOIN LATERAL (
        SELECT e.id FROM careers_earning e WHERE e.person_id = n.person AND e.scheme = n.scheme AND COALESCE(e.employer_id, 0) = COALESCE(n.employer, 0)
           AND e.employer_name = n.name AND e.source = of_source AND e.period_start = n.first AND e.known_until IS NULL OFFSET 0) found;
    UPDATE careers_earning SET known_until = moment WHERE id = ANY (former);
    INSERT INTO careers_earning (person_id, scheme, employer_id, employer_name, period_start, period_end, days, amount, source, ref, document_hash, by_id, known_from)
    SELECT n.*, of_source, of_ref, of_hash, actor, moment FROM unnest(persons, schemes, employers, names, starts, ends, day_counts, amounts) n;
    GET DIAGNOSTICS kept = ROW_COUNT;
    INSERT INTO people_change (person_id, kind, since, ref, known_from)
    SELECT n.person, 'career', min(n.first), 0, moment FROM unnest(persons, starts) AS n(person, first) GROUP BY 1 ORDER BY 1;
    RETURN kept;
END $$;

CREATE FUNCTION careers_keep_spells(persons bigint[], schemes text[], employers bigint[], names text[], starts date[], ends date[],
    of_source text, of_ref text, of_hash text, actor bigint, moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    kept integer;
BEGIN
    PERFORM careers_let_in(of_source, of_ref, of_hash, actor);
    INSERT INTO careers_spell (person_id, scheme, employer_id, employer_name, starts_on, ends_on, source, ref, document_hash, by_id, known_from)
    SELECT n.*, of_source, of_ref, of_hash, actor, moment FROM unnest(persons, schemes, employers, names, starts, ends) n;
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept;
END $$;

-- The end of a spell: another row stands for it.
CREATE FUNCTION careers_end_spell(wanted bigint, ends date, of_source text, of_ref text, actor bigint, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    s careers_spell;
    made bigint;
BEGIN
    PERFORM careers_let_in(of_source, of_ref, '', actor);
    SELECT * INTO s FROM careers_spell WHERE id = wanted FOR UPDATE;
    IF s.id IS NULL OR s.known_until IS NOT NULL OR ends <= s.starts_on THEN
        PERFORM careers_impossible('no such spell to end', 'careers_spell_live');
    END IF;
    UPDATE careers_spell SET known_until = moment WHERE id = wanted;
    INSERT INTO careers_spell (person_id, scheme, employer_id, employer_name, starts_on, ends_on, source, ref, document_hash, by_id, known_from)
    VALUES (s.person_id, s.scheme, s.employer_id, s.employer_name, s.starts_on, ends, of_source, of_ref, s.document_hash, actor, moment) RETURNING id INTO made;
    RETURN made;
END $$;

-- What a granted proposal does, in the transaction of its decision. Histories come with their rows, through careers_keep_earnings.
CREATE FUNCTION careers_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    p careers_proposal;
    c careers_credit;
    since date;
BEGIN
    SELECT * INTO p FROM careers_proposal WHERE id = NEW.proposal_id;
    IF p.kind = 'history' OR NOT NEW.granted THEN
        RETURN NULL;
    END IF;
    IF p.kind = 'credit' THEN
        since := (p.content->>'starts_on')::date;
        INSERT INTO careers_credit (person_id, scheme, kind, starts_on, ends_on, evidence, source, ref, document_hash, by_id, known_from)
        VALUES (p.person_id, p.content->>'scheme', p.content->>'kind', since, (p.content->>'ends_on')::date, p.content->>'evidence', 'decision',
                p.id::text, p.document_hash, NEW.decided_by_id, NEW.decided_at);
    ELSIF p.kind = 'withdrawal' THEN
        UPDATE careers_credit SET known_until = NEW.decided_at WHERE id = (p.content->>'credit')::bigint AND person_id = p.person_id AND known_until IS NULL
        RETURNING * INTO c;
        IF c.id IS NULL THEN
            PERFORM careers_impossible('no such credited period', 'careers_credit_live');
        END IF;
        since := c.starts_on;
    ELSE
        since := (p.content->>'month')::date;
        UPDATE careers_earning SET known_until = NEW.decided_at
         WHERE person_id = p.person_id AND scheme = p.content->>'scheme' AND source = 'correction' AND period_start = since AND known_until IS NULL
           AND COALESCE(employer_id, 0) = COALESCE((p.content->>'employer')::bigint, 0);
        INSERT INTO careers_earning (person_id, scheme, employer_id, employer_name, period_start, period_end, days, amount, source, ref, document_hash, by_id, known_from)
        VALUES (p.person_id, p.content->>'scheme', (p.content->>'employer')::bigint, '', since, (since + interval '1 month')::date,
                (p.content->>'days')::smallint, (p.content->>'amount')::bigint, 'correction', p.id::text, p.document_hash, NEW.decided_by_id, NEW.decided_at);
        IF p.dispute_id IS NOT NULL THEN
            INSERT INTO careers_dispute_answer (dispute_id, verdict, ground, by_id, answered_at)
            VALUES (p.dispute_id, 'upheld', p.content->>'ground', NEW.decided_by_id, NEW.decided_at);
        END IF;
    END IF;
    INSERT INTO people_change (person_id, kind, since, ref, known_from) VALUES (p.person_id, 'career', since, p.id, NEW.decided_at);
    RETURN NULL;
END $$;
CREATE TRIGGER careers_decided AFTER INSERT ON careers_decision FOR EACH ROW EXECUTE FUNCTION careers_decided();

-- A decision is on a proposal the decider can see, and a correction goes to a dispute that nobody has answered.
CREATE FUNCTION careers_proposal_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF session_user = 'mizan_web' AND NOT access_is_officer() THEN
        RAISE EXCEPTION 'officers decide on careers (row-level security)' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM careers_proposal p JOIN careers_dispute_answer a ON a.dispute_id = p.dispute_id WHERE p.id = NEW.proposal_id) THEN
        PERFORM careers_impossible('the dispute is answered', 'careers_dispute_answer_pkey');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER careers_proposal_open BEFORE INSERT ON careers_decision FOR EACH ROW EXECUTE FUNCTION careers_proposal_open();

-- How many months and credited days careers hold by year: for auditors and the funds' people, nobody named.
CREATE FUNCTION careers_totals(moment timestamptz) RETURNS TABLE (scheme text, source text, year integer, earnings bigint, amount numeric) LANGUAGE plpgsql
STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF NOT (access_is_batch() OR access_is_staff()) THEN
        RAISE EXCEPTION 'this account sees no totals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT e.scheme::text, e.source::text, extract(year FROM e.period_start)::integer, count(*), sum(e.amount) FROM careers_earning e
     WHERE e.known_from <= moment AND (e.known_until IS NULL OR e.known_until > moment) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
END $$;

-- Names of employers, for who works on careers: a fund that does not collect sees no employer otherwise.
CREATE FUNCTION careers_employer_names(wanted bigint[]) RETURNS TABLE (id bigint, number text, name_ar text, name_fr text) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
    SELECT e.id, e.number::text, e.name_ar, e.name_fr FROM people_employer e
     WHERE e.id = ANY (wanted) AND (access_is_batch() OR access_is_officer() OR access_collects())
$$;

-- The employers that bear these numbers, for who imports careers.
CREATE FUNCTION careers_employers(numbers text[]) RETURNS TABLE (number text, id bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
    SELECT e.number::text, e.id FROM people_employer e WHERE e.number = ANY (numbers) AND (access_is_batch() OR access_is_officer())
$$;
