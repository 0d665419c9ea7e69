ALTER TABLE people_event ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE people_change ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE people_event
    ADD CONSTRAINT people_event_kind CHECK (kind IN ('birth', 'marriage', 'divorce', 'widowhood', 'death', 'identity_corrected')),
    ADD CONSTRAINT people_event_source CHECK (source IN ('civil_register', 'officer', 'history')),
    ADD CONSTRAINT people_event_spouse CHECK ((spouse_id IS NOT NULL) = (kind IN ('marriage', 'divorce', 'widowhood'))),
    ADD CONSTRAINT people_event_parents CHECK (kind = 'birth' OR (mother_id IS NULL AND father_id IS NULL)),
    ADD CONSTRAINT people_event_others CHECK (person_id NOT IN (spouse_id, mother_id, father_id) AND mother_id <> father_id),
    ADD CONSTRAINT people_event_annuls CHECK (NOT annuls OR supersedes_id IS NOT NULL),
    ADD CONSTRAINT people_event_known CHECK (known_from <= known_until);
CREATE INDEX people_change_since ON people_change (id, person_id);

-- Plans inside these functions are made once a session, often while a table is still small: they are told to use the indexes whatever its size.
-- Whether two people are the couple of an event, whoever is named first.
CREATE FUNCTION people_couple(e people_event, a bigint, b bigint) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (e.person_id, e.spouse_id) IN ((a, b), (b, a))
$$;

CREATE FUNCTION people_impossible(told text, constraint_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', told USING ERRCODE = 'check_violation', CONSTRAINT = constraint_name;
END $$;

CREATE FUNCTION people_birth_checked(born people_event) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM people_event WHERE person_id = born.person_id AND kind = 'birth' AND NOT annuls AND known_until IS NULL) THEN
        PERFORM people_impossible('this birth is known already', 'people_one_birth');
    ELSIF EXISTS (SELECT 1 FROM people_person WHERE id = born.person_id AND birth_date IS DISTINCT FROM born.on_day) THEN
        PERFORM people_impossible('the identity gives another birth date', 'people_birth_agrees');
    ELSIF EXISTS (SELECT 1 FROM people_person WHERE id IN (born.mother_id, born.father_id) AND birth_date >= born.on_day) THEN
        PERFORM people_impossible('a parent is older than the child', 'people_parents_older');
    ELSIF EXISTS (SELECT 1 FROM people_person WHERE id = born.mother_id AND (died_on < born.on_day OR sex = 'M')) THEN
        PERFORM people_impossible('the mother was not alive on that day, or is a man', 'people_mother');
    END IF;
END $$;
CREATE TRIGGER people_event_checked BEFORE INSERT ON people_event FOR EACH ROW EXECUTE FUNCTION people_event_checked();
