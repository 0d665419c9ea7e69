ALTER TABLE people_person ALTER COLUMN birth_presumed SET DEFAULT '', ALTER COLUMN birth_place SET DEFAULT '';
ALTER TABLE people_person
    ADD CONSTRAINT people_person_presumed CHECK (birth_presumed IN ('', 'month', 'year')),
    ADD CONSTRAINT people_person_life CHECK (died_on IS NULL OR birth_date IS NULL OR birth_date <= died_on),
    ADD CONSTRAINT people_person_merged CHECK (merged_into_id IS NULL OR merged_into_id <> id);
CREATE UNIQUE INDEX people_person_nin_live ON people_person (nin) WHERE nin <> '' AND merged_into_id IS NULL;

ALTER TABLE people_identity
    ADD CONSTRAINT people_identity_nss CHECK (nss ~ '^[0-9]{12}$'),
    ADD CONSTRAINT people_identity_nin CHECK (nin = '' OR nin ~ '^[0-9]{18}$'),
    ADD CONSTRAINT people_identity_sex CHECK (sex IN ('', 'F', 'M')),
    ADD CONSTRAINT people_identity_presumed CHECK (birth_presumed IN ('', 'month', 'year')),
    ADD CONSTRAINT people_identity_names CHECK (surname_fr <> '' AND given_name_fr <> ''),
    ADD CONSTRAINT people_identity_known CHECK (known_from <= known_until);
ALTER TABLE people_affiliation
    ADD CONSTRAINT people_affiliation_fund CHECK (fund IN ('CNAS', 'CNR', 'CASNOS')),
    ADD CONSTRAINT people_affiliation_agency CHECK (agency_code ~ '^[0-9]{5}$'),
    ADD CONSTRAINT people_affiliation_known CHECK (known_from <= known_until);
ALTER TABLE people_merge
    ADD CONSTRAINT people_merge_two CHECK (kept_id <> merged_id),
    ADD CONSTRAINT people_merge_ground CHECK (ground <> ''),
    ADD CONSTRAINT people_merge_known CHECK (known_from <= known_until);

-- A new identity ends the former one and is written on the card. What was known is never known earlier afterwards.
CREATE FUNCTION people_identity_known() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    card people_person;
    former people_identity;
BEGIN
    PERFORM people_let_in(NEW.person_id);
    SELECT * INTO card FROM people_person WHERE id = NEW.person_id FOR UPDATE;
    SELECT * INTO former FROM people_identity WHERE person_id = NEW.person_id AND known_until IS NULL;
    IF FOUND THEN
        IF former.known_from > NEW.known_from THEN
            RAISE EXCEPTION 'person % was known otherwise later than this', NEW.person_id USING ERRCODE = 'check_violation', CONSTRAINT = 'people_known_in_order';
        END IF;
        UPDATE people_identity SET known_until = NEW.known_from WHERE id = former.id;
    END IF;
    IF card.nss IS NOT NULL AND card.nss IS DISTINCT FROM NEW.nss THEN
        RAISE EXCEPTION 'a social-security number is not exchanged for another' USING ERRCODE = 'check_violation', CONSTRAINT = 'people_nss_kept';
    END IF;
    UPDATE people_person SET (nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, birth_presumed, birth_place, sex) =
        (NEW.nss, NEW.nin, NEW.surname_ar, NEW.given_name_ar, NEW.surname_fr, NEW.given_name_fr, NEW.birth_date, NEW.birth_presumed, NEW.birth_place, NEW.sex)
     WHERE id = NEW.person_id
       AND (nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, birth_presumed, birth_place, sex) IS DISTINCT FROM
        (NEW.nss, NEW.nin, NEW.surname_ar, NEW.given_name_ar, NEW.surname_fr, NEW.given_name_fr, NEW.birth_date, NEW.birth_presumed, NEW.birth_place, NEW.sex);
    RETURN NEW;
END $$;
CREATE TRIGGER people_identity_known BEFORE INSERT ON people_identity FOR EACH ROW EXECUTE FUNCTION people_identity_known();

CREATE FUNCTION people_affiliation_known() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    PERFORM people_let_in(NEW.person_id);
    PERFORM 1 FROM people_person WHERE id = NEW.person_id FOR UPDATE;
    UPDATE people_affiliation SET known_until = NEW.known_from WHERE person_id = NEW.person_id AND fund = NEW.fund AND known_until IS NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER people_affiliation_known BEFORE INSERT ON people_affiliation FOR EACH ROW EXECUTE FUNCTION people_affiliation_known();

-- Merging hides one file behind the other: its rows stay its own, and undoing it gives it back whole.
CREATE FUNCTION people_merge_known() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM 1 FROM people_person WHERE id IN (NEW.kept_id, NEW.merged_id) ORDER BY id FOR UPDATE;
        UPDATE people_person SET merged_into_id = NULL WHERE id = NEW.merged_id;
        INSERT INTO people_change (person_id, kind, since, ref, known_from)
        SELECT p, 'unmerged', DATE '0001-01-01', NEW.id, NEW.known_until FROM unnest(ARRAY[NEW.kept_id, NEW.merged_id]) p;
        RETURN NEW;
    END IF;
    PERFORM people_let_in(NEW.kept_id);
    PERFORM 1 FROM people_person WHERE id IN (NEW.kept_id, NEW.merged_id) ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM people_person WHERE merged_into_id IS NOT NULL AND id IN (NEW.kept_id, NEW.merged_id) OR merged_into_id = NEW.merged_id) THEN
        RAISE EXCEPTION 'one of the two files is already merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'people_merge_once';
    END IF;
    UPDATE people_person SET merged_into_id = NEW.kept_id WHERE id = NEW.merged_id;
    INSERT INTO people_change (person_id, kind, since, ref, known_from) VALUES (NEW.kept_id, 'merged', DATE '0001-01-01', NEW.id, NEW.known_from);
    RETURN NEW;
END $$;
CREATE TRIGGER people_merge_known BEFORE INSERT ON people_merge FOR EACH ROW EXECUTE FUNCTION people_merge_known();
CREATE TRIGGER people_merge_undone AFTER UPDATE ON people_merge FOR EACH ROW EXECUTE FUNCTION people_merge_known();

-- A correction of identity: what it does not name stays as it was. Says whether the person is known; the civil register, which reads no
-- file, corrects through it too.
CREATE FUNCTION people_correct(wanted bigint, fix jsonb, event bigint, actor bigint, moment timestamptz) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    former people_identity;
BEGIN
    PERFORM people_let_in(wanted);
    IF session_user = 'mizan_web' AND actor IS DISTINCT FROM access_account_id() THEN
        RAISE EXCEPTION 'nobody signs for another' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO former FROM people_identity WHERE person_id = wanted AND known_until IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO people_identity (person_id, nss, nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, birth_presumed, birth_place,
                                 sex, event_id, by_id, known_from)
    SELECT wanted, i.nss, i.nin, i.surname_ar, i.given_name_ar, i.surname_fr, i.given_name_fr, i.birth_date, i.birth_presumed, i.birth_place,
           i.sex, event, actor, moment FROM jsonb_populate_record(former, fix) i;
    RETURN true;
END $$;

-- The birth that a corrected birth date moves: its event, place and parents; none where it stands on that day.
CREATE FUNCTION people_birth_to_move(wanted bigint, born date) RETURNS TABLE (event bigint, place text, mother bigint, father bigint) LANGUAGE plpgsql
STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    PERFORM people_let_in(wanted);
    RETURN QUERY SELECT e.id, e.place, e.mother_id, e.father_id FROM people_event e
     WHERE e.person_id = wanted AND e.kind = 'birth' AND NOT e.annuls AND e.known_until IS NULL AND e.on_day <> born;
END $$;
