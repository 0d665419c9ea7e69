-- Proof of life: words and days first, then what no path may do.
ALTER TABLE benefits_proof_evidence
    ADD CONSTRAINT benefits_proof_evidence_kind CHECK (kind IN ('seen', 'home_visit', 'town_hall', 'consulate', 'care')),
    -- Care comes from its feed, with the feed's own id, and says nothing but a day; whatever else an officer saw has its reason.
    ADD CONSTRAINT benefits_proof_evidence_care CHECK ((kind = 'care') = (source_ref <> '') AND (kind = 'care') = (content_hash ~ '^[0-9a-f]{64}$')
        AND (kind <> 'care' OR reason = '')),
    ADD CONSTRAINT benefits_proof_evidence_reason CHECK (kind = 'care' OR btrim(reason) <> ''),
    ADD CONSTRAINT benefits_proof_evidence_place CHECK (btrim(place) <> ''),
    ADD CONSTRAINT benefits_proof_evidence_counts CHECK (on_day < valid_until);
ALTER TABLE benefits_proof_annulled ADD CONSTRAINT benefits_proof_annulled_ground CHECK (btrim(ground) <> '');
CREATE UNIQUE INDEX benefits_proof_annulled_once ON benefits_proof_annulled (source_ref) WHERE source_ref <> '';
ALTER TABLE benefits_proof_ask
    ADD CONSTRAINT benefits_proof_ask_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT benefits_proof_ask_month CHECK (extract(day FROM due_month) = 1),
    ADD CONSTRAINT benefits_proof_ask_in_month CHECK (asked_on BETWEEN due_month AND (due_month + interval '1 month' - interval '1 day')::date),
    ADD CONSTRAINT benefits_proof_ask_counts CHECK (counts_since < asked_on),
    -- A month of grace at the very least, whatever the switch says.
    ADD CONSTRAINT benefits_proof_ask_grace CHECK (grace_days BETWEEN 30 AND 366),
    ADD CONSTRAINT benefits_proof_ask_template CHECK (template <> ''),
    -- Nobody is asked twice in a year, even where the birth month was corrected in between.
    ADD CONSTRAINT benefits_proof_ask_yearly EXCLUDE USING gist (person_id WITH =, daterange(due_month, (due_month + interval '12 months')::date) WITH &&);
ALTER TABLE benefits_proof_step
    ADD CONSTRAINT benefits_proof_step_kind CHECK (CASE kind
        WHEN 'sent' THEN language IN ('ar', 'fr') AND sha256 ~ '^[0-9a-f]{64}$' AND outcome = ''
        WHEN 'visit_asked' THEN outcome IN ('self', 'relative', 'officer') AND language = '' AND sha256 = ''
        WHEN 'called' THEN outcome IN ('reached', 'not_reached') AND language = '' AND sha256 = ''
        WHEN 'visited' THEN outcome IN ('reached', 'not_reached') AND language = '' AND sha256 = ''
        ELSE false END),
    ADD CONSTRAINT benefits_proof_step_note CHECK (kind = 'sent' OR btrim(note) <> '');

-- Evidence is of a day that has come, within the life the register knows, and brought by a stranger to the household.
CREATE FUNCTION benefits_proof_evidence_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p people_person;
BEGIN
    SELECT * INTO p FROM people_person WHERE id = NEW.person_id;
    PERFORM benefits_stranger(NEW.by_id, NEW.person_id);
    IF NEW.on_day > (NEW.recorded_at AT TIME ZONE 'Africa/Algiers')::date OR NEW.on_day < p.birth_date THEN
        RAISE EXCEPTION 'nobody was seen on a day to come, or before their birth' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_evidence_day';
    ELSIF NEW.on_day > p.died_on THEN
        RAISE EXCEPTION 'the civil register says this person died on %', p.died_on USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_evidence_alive';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_proof_evidence_guard AFTER INSERT ON benefits_proof_evidence FOR EACH ROW EXECUTE FUNCTION benefits_proof_evidence_guard();

CREATE FUNCTION benefits_proof_annulled_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM benefits_stranger(NEW.by_id, e.person_id) FROM benefits_proof_evidence e WHERE e.id = NEW.evidence_id;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_proof_annulled_guard AFTER INSERT ON benefits_proof_annulled FOR EACH ROW EXECUTE FUNCTION benefits_proof_annulled_guard();

-- Evidence prevents an ask, whatever the night believed.
CREATE FUNCTION benefits_proof_ask_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM benefits_life_signs(NEW.person_id, NEW.counts_since, NEW.asked_on)) > 0 THEN
        RAISE EXCEPTION 'something shows person % alive', NEW.person_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_ask_proved';
    ELSIF (SELECT p.died_on IS NOT NULL FROM people_person p WHERE p.id = NEW.person_id) THEN
        RAISE EXCEPTION 'person % has died', NEW.person_id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_ask_alive';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_proof_ask_guard AFTER INSERT ON benefits_proof_ask FOR EACH ROW EXECUTE FUNCTION benefits_proof_ask_guard();

CREATE FUNCTION benefits_proof_step_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    k benefits_proof_ask;
BEGIN
    SELECT * INTO k FROM benefits_proof_ask WHERE id = NEW.ask_id;
    PERFORM benefits_stranger(NEW.by_id, k.person_id);
    IF NEW.on_day NOT BETWEEN k.asked_on AND (NEW.at AT TIME ZONE 'Africa/Algiers')::date THEN
        RAISE EXCEPTION 'what follows an ask is done between it and today' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_step_day';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_proof_step_guard AFTER INSERT ON benefits_proof_step FOR EACH ROW EXECUTE FUNCTION benefits_proof_step_guard();

-- A hold for want of proof follows an ask whose letter went out, its grace, and a call or a visit that was tried; and nothing has shown the person alive.
CREATE FUNCTION benefits_proof_hold_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    h benefits_hold;
    k benefits_proof_ask;
    sent date;
BEGIN
    SELECT * INTO h FROM benefits_hold WHERE id = NEW.hold_id;
    SELECT * INTO k FROM benefits_proof_ask WHERE id = NEW.ask_id;
    SELECT min(on_day) INTO sent FROM benefits_proof_step WHERE ask_id = k.id AND kind = 'sent';
    IF (SELECT a.person_id FROM benefits_award a WHERE a.id = h.award_id) <> k.person_id THEN
        RAISE EXCEPTION 'the award is not of the person asked' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_hold_person';
    ELSIF EXISTS (SELECT 1 FROM benefits_proof_ask n WHERE n.person_id = k.person_id AND n.due_month > k.due_month) THEN
        RAISE EXCEPTION 'the person was asked again: that grace runs' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_hold_grace';
    ELSIF sent IS NULL OR (h.at AT TIME ZONE 'Africa/Algiers')::date <= benefits_proof_grace(k.due_month, k.grace_days, sent) THEN
        RAISE EXCEPTION 'the grace of ask % still runs', k.id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_hold_grace';
    ELSIF NOT EXISTS (SELECT 1 FROM benefits_proof_step s WHERE s.ask_id = k.id AND s.kind IN ('called', 'visited') AND s.on_day >= sent) THEN
        RAISE EXCEPTION 'nobody has called or visited' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_hold_tried';
    ELSIF benefits_proof_answered(k.id) THEN
        RAISE EXCEPTION 'something shows the person alive' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_hold_proved';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_proof_hold_guard AFTER INSERT ON benefits_proof_hold FOR EACH ROW EXECUTE FUNCTION benefits_proof_hold_guard();

-- Nobody agrees to such a hold once the person has shown to be alive.
CREATE FUNCTION benefits_proof_agree_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.kind = 'agreed' AND benefits_proof_lifts(NEW.hold_id) THEN
        RAISE EXCEPTION 'something shows the person alive' USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_proof_hold_proved';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_proof_agree_guard AFTER INSERT ON benefits_hold_step FOR EACH ROW EXECUTE FUNCTION benefits_proof_agree_guard();

-- The ground of the yearly renewal follows an ask: no hold on it is committed without its bond to one, whoever writes it.
CREATE FUNCTION benefits_hold_after_ask() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM benefits_proof_hold l WHERE l.hold_id = NEW.id) THEN
        RAISE EXCEPTION 'hold % names no proof of life asked for', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'benefits_hold_after_ask';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER benefits_hold_after_ask AFTER INSERT ON benefits_hold DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.ground = 'yearly_renewal') EXECUTE FUNCTION benefits_hold_after_ask();
