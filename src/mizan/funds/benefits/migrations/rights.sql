-- Rights: a payment waits on a ground of the law only, within its limit, once the person is told. Days of a hold are calendar days.
ALTER TABLE benefits_hold DROP CONSTRAINT benefits_hold_deadline;
ALTER TABLE benefits_hold
    ADD CONSTRAINT benefits_hold_deadline CHECK (starts_on < deadline AND deadline <= starts_on + longest_days),
    ADD CONSTRAINT benefits_hold_appeal CHECK (appeal_body IN ('local_commission', 'national_commission', 'court') AND appeal_days > 0);
ALTER TABLE benefits_hold_ground
    ADD CONSTRAINT benefits_hold_ground_words CHECK (reference <> '' AND standing IN ('gazette', 'official', 'secondary', 'derived', 'recall', 'unverified')),
    ADD CONSTRAINT benefits_hold_ground_days CHECK (longest_days BETWEEN 1 AND 366),
    ADD CONSTRAINT benefits_hold_ground_for CHECK (funds <@ ARRAY['CNAS', 'CNR', 'CASNOS']::varchar[] AND cardinality(funds) > 0 AND cardinality(benefits) > 0);
ALTER TABLE benefits_hold_step ADD CONSTRAINT benefits_hold_step_decision CHECK (decision_id IS NULL OR kind = 'released');
ALTER TABLE benefits_notice
    ADD CONSTRAINT benefits_notice_about CHECK (num_nonnulls(hold_id, adjustment_id) = 1),
    ADD CONSTRAINT benefits_notice_language CHECK (language IN ('ar', 'fr')),
    ADD CONSTRAINT benefits_notice_words CHECK (template <> '' AND address <> '' AND jsonb_typeof(told) = 'object'),
    ADD CONSTRAINT benefits_notice_hash CHECK (sha256 ~ '^[0-9a-f]{64}$' AND code ~ '^[0-9a-f]{32}$');
ALTER TABLE benefits_notice_served
    ADD CONSTRAINT benefits_notice_served_channel CHECK (channel IN ('post', 'hand', 'portal'));

-- The ground says for which funds and benefits it is, and how long; the hold keeps its text, standing and limit of that day.
CREATE FUNCTION benefits_hold_on_ground() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    g benefits_hold_ground;
BEGIN
    SELECT s.* INTO g FROM benefits_hold_ground s JOIN benefits_award a ON a.id = NEW.award_id
     WHERE s.code = NEW.ground AND a.fund = ANY (s.funds) AND a.kind = ANY (s.benefits);
    -- Without a ground nothing is told yet: whose row it is, is asked first, then the constraint refuses it.
    NEW.reference := COALESCE(g.reference, '');
    NEW.standing := COALESCE(g.standing, '');
    NEW.longest_days := COALESCE(g.longest_days, 366);
    RETURN NEW;
END $$;
-- Holds of before this migration named their text another way.
ALTER TABLE benefits_hold ADD CONSTRAINT benefits_hold_on_ground CHECK (reference <> '') NOT VALID;
CREATE TRIGGER benefits_hold_on_ground BEFORE INSERT ON benefits_hold FOR EACH ROW EXECUTE FUNCTION benefits_hold_on_ground();

-- The days a ground has already taken from an award in the year before a day, by holds that bound.
CREATE FUNCTION benefits_days_held(award bigint, of_ground text, before date, besides bigint) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT COALESCE(sum(greatest(0, least(h.deadline, COALESCE(e.day, h.deadline)) - h.starts_on)), 0)::integer
      FROM benefits_hold h
      JOIN benefits_hold_step s ON s.hold_id = h.id AND s.kind = 'agreed'
      LEFT JOIN LATERAL (SELECT min((x.at AT TIME ZONE 'Africa/Algiers')::date) AS day FROM benefits_hold_step x
                          WHERE x.hold_id = h.id AND x.kind IN ('released', 'lapsed')) e ON true
     WHERE h.award_id = award AND h.ground = of_ground AND h.id <> besides AND h.starts_on > before - 365
$$;

-- Two people hold; nobody holds what concerns their own household; one ground does not hold again and again; a hold lapses when its deadline
-- has passed, not before.
CREATE OR REPLACE FUNCTION benefits_hold_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    h benefits_hold;
BEGIN
    IF TG_TABLE_NAME = 'benefits_hold' THEN
        h := NEW;
        PERFORM benefits_stranger(NEW.by_id, a.person_id), benefits_stranger(NEW.by_id, a.rights_of_id) FROM benefits_award a WHERE a.id = NEW.award_id;
        IF NEW.starts_on < (NEW.at AT TIME ZONE 'Africa/Algiers')::date THEN
            RAISE EXCEPTION 'a hold does not begin before it is asked for' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_notice';
        END IF;
    ELSE
        SELECT * INTO h FROM benefits_hold WHERE id = NEW.hold_id FOR UPDATE;
        PERFORM benefits_stranger(NEW.by_id, a.person_id), benefits_stranger(NEW.by_id, a.rights_of_id) FROM benefits_award a WHERE a.id = h.award_id;
        IF NEW.kind = 'agreed' AND NEW.by_id = h.by_id THEN
            RAISE EXCEPTION 'a hold takes two people' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_two_people';
        ELSIF EXISTS (SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = h.id AND s.id <> NEW.id AND s.kind IN ('released', 'lapsed'))
           OR (NEW.kind = 'lapsed' AND (NEW.at AT TIME ZONE 'Africa/Algiers')::date <= h.deadline) THEN
            RAISE EXCEPTION 'this hold can not be % now', NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_order';
        ELSIF NEW.kind = 'agreed' AND (NEW.at AT TIME ZONE 'Africa/Algiers')::date > h.starts_on THEN
            RAISE EXCEPTION 'the person would be told after the hold begins' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_notice';
        ELSIF NEW.decision_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM benefits_decision d JOIN benefits_award a ON a.id = h.award_id
                WHERE d.id = NEW.decision_id AND (d.award_id = a.id OR d.claim_id = a.claim_id)) THEN
            RAISE EXCEPTION 'the decision is not about this award' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_decision';
        END IF;
    END IF;
    IF (TG_TABLE_NAME = 'benefits_hold' OR to_jsonb(NEW)->>'kind' = 'agreed')
       AND benefits_days_held(h.award_id, h.ground, h.starts_on, h.id) + (h.deadline - h.starts_on) > h.longest_days THEN
        RAISE EXCEPTION 'this ground has held this payment long enough' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_again';
    END IF;
    RETURN NULL;
END $$;

-- A notice is of a hold two people agreed to, made before it begins, or of a debt; it is served between its making and today.
CREATE FUNCTION benefits_notice_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    about bigint;
    n benefits_notice;
BEGIN
    IF TG_TABLE_NAME = 'benefits_notice_served' THEN
        SELECT * INTO n FROM benefits_notice WHERE id = NEW.notice_id;
        IF NEW.served_on NOT BETWEEN n.made_on AND (NEW.at AT TIME ZONE 'Africa/Algiers')::date THEN
            RAISE EXCEPTION 'a notice is served between its making and today' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_notice_day';
        END IF;
    ELSE
        n := NEW;
        IF NEW.made_on <> (NEW.at AT TIME ZONE 'Africa/Algiers')::date
           OR (NEW.hold_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM benefits_hold h JOIN benefits_hold_step s ON s.hold_id = h.id AND s.kind = 'agreed'
                WHERE h.id = NEW.hold_id AND NEW.made_on <= h.starts_on))
           OR (NEW.adjustment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM benefits_adjustment d WHERE d.id = NEW.adjustment_id AND d.kind = 'debt')) THEN
            RAISE EXCEPTION 'this notice is of nothing that binds' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_notice_day';
        END IF;
    END IF;
    SELECT COALESCE(h.award_id, d.award_id) INTO about FROM (SELECT 1) one
      LEFT JOIN benefits_hold h ON h.id = n.hold_id LEFT JOIN benefits_adjustment d ON d.id = n.adjustment_id;
    PERFORM benefits_stranger(NEW.by_id, a.person_id), benefits_stranger(NEW.by_id, a.rights_of_id) FROM benefits_award a WHERE a.id = about;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_notice_guard AFTER INSERT ON benefits_notice FOR EACH ROW EXECUTE FUNCTION benefits_notice_guard();
CREATE TRIGGER benefits_notice_served_guard AFTER INSERT ON benefits_notice_served FOR EACH ROW EXECUTE FUNCTION benefits_notice_guard();

-- Holds that bind on a day: agreed by a second person, told in both languages, not released, deadline not passed.
CREATE OR REPLACE FUNCTION benefits_holds_on(day date) RETURNS TABLE (award_id bigint, hold_id bigint) LANGUAGE sql STABLE AS $$
    SELECT h.award_id, min(h.id) FROM benefits_hold h
     WHERE h.starts_on <= day AND day <= h.deadline
       AND EXISTS (SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = h.id AND s.kind = 'agreed')
       AND (SELECT count(*) FROM benefits_notice n WHERE n.hold_id = h.id AND n.made_on <= day) = 2
       AND NOT EXISTS (SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = h.id AND s.kind IN ('released', 'lapsed'))
     GROUP BY h.award_id
$$;

-- What anybody may know of a letter whose code they hold: of a decision, or of a notice that still holds. Nothing of whom it is about.
CREATE OR REPLACE FUNCTION benefits_by_code(wanted text) RETURNS TABLE (valid boolean, fund text, decided_on date) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT 1 FROM benefits_decision n WHERE n.supersedes_id = d.id), d.fund::text, (d.decided_at AT TIME ZONE 'Africa/Algiers')::date
      FROM benefits_decision d WHERE d.code = wanted
    UNION ALL
    SELECT NOT EXISTS (SELECT 1 FROM benefits_hold_step s WHERE s.hold_id = n.hold_id AND s.kind IN ('released', 'lapsed')), a.fund::text, n.made_on
      FROM benefits_notice n
      LEFT JOIN benefits_hold h ON h.id = n.hold_id
      LEFT JOIN benefits_adjustment d ON d.id = n.adjustment_id
      JOIN benefits_award a ON a.id = COALESCE(h.award_id, d.award_id)
     WHERE n.code = wanted
$$;

-- Whom a hold, a debt or a reversal is about, for who keeps the books of its fund and writes to the person: each look is logged by the act.
CREATE FUNCTION benefits_written_to(award bigint) RETURNS TABLE (person_id bigint, surname_ar text, given_name_ar text, surname_fr text, given_name_fr text,
    nss text, birth_date date, rights_of_id bigint, agency_code text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT p.id, p.surname_ar::text, p.given_name_ar::text, p.surname_fr::text, p.given_name_fr::text, p.nss::text, p.birth_date, a.rights_of_id,
           c.agency_code::text
      FROM benefits_award a JOIN people_person p ON p.id = a.person_id JOIN benefits_claim c ON c.id = a.claim_id
     WHERE a.id = award
       AND (access_is_batch() OR (access_is_officer() AND a.person_id = ANY (people_opened()))
            OR (a.fund = ANY (benefits_accounts()) AND NOT benefits_is_kin(access_account_id(), a.person_id)
                AND ((SELECT count(*) FROM benefits_hold h WHERE h.award_id = a.id)
                     + (SELECT count(*) FROM benefits_adjustment d WHERE d.award_id = a.id AND d.kind = 'debt')
                     + (SELECT count(*) FROM benefits_instalment_reversal v JOIN benefits_instalment i ON i.id = v.instalment_id
                         WHERE i.award_id = a.id)) > 0));
END $$;

-- The decision of this number, if it is about the award a hold waits on: who lifts the hold by it need not open the file.
CREATE FUNCTION benefits_decision_for_hold(hold bigint, wanted text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.id FROM benefits_hold h JOIN benefits_award a ON a.id = h.award_id
      JOIN benefits_decision d ON d.award_id = a.id OR d.claim_id = a.claim_id
     WHERE h.id = hold AND d.number = wanted AND (access_is_batch() OR a.fund = ANY (benefits_accounts()) OR a.fund = ANY (benefits_funds()))
$$;
