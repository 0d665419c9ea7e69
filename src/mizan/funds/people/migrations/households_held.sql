-- Whoever changes a household holds its files against others who change it; those who write a career or a payment of the same people
-- need not wait for them, since nobody's file goes away.

CREATE OR REPLACE FUNCTION people_event_checked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    one people_person;
    former people_event;
BEGIN
    PERFORM people_let_in(NEW.person_id);
    -- Whoever changes a couple holds both of its files, always in the same order.
    PERFORM 1 FROM people_person WHERE id IN (NEW.person_id, NEW.spouse_id, NEW.mother_id, NEW.father_id) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM people_event WHERE person_id = NEW.person_id AND known_from > NEW.known_from) THEN
        PERFORM people_impossible('more was known of this person later than this', 'people_known_in_order');
    END IF;
    IF NEW.supersedes_id IS NOT NULL THEN
        SELECT * INTO former FROM people_event WHERE id = NEW.supersedes_id;
        IF former.known_until IS NOT NULL OR former.annuls OR former.person_id <> NEW.person_id OR former.kind <> NEW.kind
           OR former.spouse_id IS DISTINCT FROM NEW.spouse_id OR former.known_from > NEW.known_from THEN
            PERFORM people_impossible('only a live event of the same person and kind is superseded', 'people_event_superseded');
        END IF;
        UPDATE people_event SET known_until = NEW.known_from WHERE id = former.id;
    END IF;
    IF NEW.annuls THEN
        RETURN NEW;
    END IF;
    FOR one IN SELECT * FROM people_person WHERE id IN (NEW.person_id, NEW.spouse_id) ORDER BY id LOOP
        IF NEW.kind <> 'identity_corrected' AND NEW.kind <> 'birth' AND NEW.on_day < one.birth_date THEN
            PERFORM people_impossible('before the birth of person ' || one.id, 'people_after_birth');
        END IF;
        IF NEW.kind IN ('marriage', 'divorce') AND NEW.on_day > one.died_on THEN
            PERFORM people_impossible('after the death of person ' || one.id, 'people_before_death');
        END IF;
    END LOOP;
    IF NEW.kind = 'death' THEN
        IF EXISTS (SELECT 1 FROM people_event WHERE person_id = NEW.person_id AND kind = 'death' AND NOT annuls AND known_until IS NULL) THEN
            PERFORM people_impossible('this person has died already', 'people_one_death');
        ELSIF EXISTS (SELECT 1 FROM people_event WHERE person_id = NEW.person_id AND kind IN ('marriage', 'divorce')
                         AND NOT annuls AND known_until IS NULL AND on_day > NEW.on_day)
           OR EXISTS (SELECT 1 FROM people_event WHERE spouse_id = NEW.person_id AND kind IN ('marriage', 'divorce')
                         AND NOT annuls AND known_until IS NULL AND on_day > NEW.on_day) THEN
            PERFORM people_impossible('something is known of this person after that day', 'people_before_death');
        END IF;
    ELSIF NEW.kind = 'birth' THEN
        PERFORM people_birth_checked(NEW);
    ELSIF NEW.kind IN ('divorce', 'widowhood') AND NOT EXISTS (
            SELECT 1 FROM people_event m WHERE m.kind = 'marriage' AND NOT m.annuls AND m.known_until IS NULL
               AND people_couple(m, NEW.person_id, NEW.spouse_id) AND m.on_day < NEW.on_day) THEN
        PERFORM people_impossible('these two were not married on that day', 'people_married');
    END IF;
    RETURN NEW;
END $$;

-- An event does its work by itself: the card, the household of everybody concerned, and the news.
CREATE OR REPLACE FUNCTION people_event_applied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    former date;
    t people_tie;
    parent bigint;
    full_house boolean := false;
BEGIN
    SELECT on_day INTO former FROM people_event WHERE id = NEW.supersedes_id;
    IF NEW.kind = 'death' THEN
        UPDATE people_person SET died_on = CASE WHEN NEW.annuls THEN NULL ELSE NEW.on_day END WHERE id = NEW.person_id;
        PERFORM people_retie(NEW.person_id, NEW.by_id, NEW.known_from);
    ELSIF NEW.kind IN ('marriage', 'divorce', 'widowhood') THEN
        PERFORM people_remarry(NEW.person_id, NEW.spouse_id, NEW.by_id, NEW.known_from);
    ELSIF NEW.kind = 'birth' THEN
        IF NEW.supersedes_id IS NOT NULL THEN
            FOR t IN SELECT * FROM people_tie WHERE cause_id = NEW.supersedes_id AND known_until IS NULL LOOP
                PERFORM people_close_tie(t.id, NEW.known_from);
            END LOOP;
        END IF;
        FOREACH parent IN ARRAY ARRAY[NEW.mother_id, NEW.father_id] LOOP
            IF parent IS NOT NULL AND NOT NEW.annuls THEN
                IF people_free_rank(parent, 'child', NEW.on_day, NULL) IS NULL THEN
                    INSERT INTO people_change (person_id, kind, since, ref, known_from) VALUES (parent, 'household_full', NEW.on_day, NEW.id, NEW.known_from);
                ELSE
                    PERFORM people_tie_in(parent, NEW.person_id, 'child', NULL, NEW.on_day, NULL, '', NEW.id, NEW.by_id, NEW.known_from);
                END IF;
            END IF;
        END LOOP;
    END IF;
    INSERT INTO people_change (person_id, kind, since, ref, known_from)
    SELECT DISTINCT p, NEW.kind, LEAST(NEW.on_day, former), NEW.id, NEW.known_from
      FROM (SELECT unnest(ARRAY[NEW.person_id, NEW.spouse_id, NEW.mother_id, NEW.father_id]) AS p
            UNION SELECT person_id FROM people_tie WHERE member_id = NEW.person_id AND NEW.kind IN ('death', 'birth', 'identity_corrected')) concerned
     WHERE p IS NOT NULL;
    RETURN NULL;
END $$;

-- What a declaration of household writes: a member linked, and its end.
CREATE OR REPLACE FUNCTION people_link(head bigint, other bigint, kind text, wanted smallint, starts date, why text, actor bigint, moment timestamptz)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT COALESCE(access_is_batch() OR (access_is_officer() AND head = ANY (people_opened()) AND actor = access_account_id()), false) THEN
        RAISE EXCEPTION 'the file of person % is not open', head USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM people_person WHERE id IN (head, other) ORDER BY id FOR NO KEY UPDATE;
    IF kind = 'spouse' THEN
        PERFORM people_impossible('a spouse comes with a marriage', 'people_tie_marriage');
    ELSIF EXISTS (SELECT 1 FROM people_tie WHERE known_until IS NULL AND person_id = head AND member_id = other
                     AND daterange(starts_on, ends_on) && daterange(starts, NULL)) THEN
        PERFORM people_impossible('already a member of the household', 'people_tie_member');
    ELSIF EXISTS (SELECT 1 FROM people_person h, people_person o WHERE h.id = head AND o.id = other AND CASE kind
                     WHEN 'child' THEN o.birth_date <= h.birth_date WHEN 'ascendant' THEN o.birth_date >= h.birth_date END) THEN
        PERFORM people_impossible('the ages do not allow it', 'people_parents_older');
    ELSIF EXISTS (SELECT 1 FROM people_person WHERE id IN (head, other) AND birth_date > starts) THEN
        PERFORM people_impossible('before a birth', 'people_after_birth');
    END IF;
    made := people_tie_in(head, other, kind, wanted, starts, NULL, why, NULL, actor, moment);
    IF made IS NULL THEN
        PERFORM people_impossible('one of the two was dead by then', 'people_before_death');
    END IF;
    INSERT INTO people_change (person_id, kind, since, ref, known_from) VALUES (head, 'dependant_linked', starts, made, moment);
    RETURN made;
END $$;

CREATE OR REPLACE FUNCTION people_end_tie(wanted bigint, ends date, why text, actor bigint, moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    t people_tie;
    made bigint;
BEGIN
    SELECT * INTO t FROM people_tie WHERE id = wanted;
    IF NOT COALESCE(access_is_batch() OR (access_is_officer() AND t.person_id = ANY (people_opened()) AND actor = access_account_id()), false) THEN
        RAISE EXCEPTION 'the file that tie % belongs to is not open', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM people_person WHERE id IN (t.person_id, t.member_id) ORDER BY id FOR NO KEY UPDATE;
    SELECT * INTO t FROM people_tie WHERE id = wanted;
    IF t.id IS NULL OR t.known_until IS NOT NULL OR t.relation = 'spouse' OR ends <= t.starts_on THEN
        PERFORM people_impossible('no such member to end', 'people_tie_live');
    END IF;
    PERFORM people_close_tie(t.id, moment);
    made := people_tie_in(t.person_id, t.member_id, t.relation, t.rank, t.starts_on, ends, why, t.cause_id, actor, moment);
    INSERT INTO people_change (person_id, kind, since, ref, known_from) VALUES (t.person_id, 'dependant_ended', ends, made, moment);
    RETURN made;
END $$;

-- After a death, or the correction of one: every tie of the person ends on the right day.
CREATE OR REPLACE FUNCTION people_retie(wanted bigint, actor bigint, moment timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    t people_tie;
BEGIN
    -- Each household by its own index: asked as one or the other, every tie of the country would be read.
    FOR t IN SELECT x.* FROM (SELECT * FROM people_tie WHERE known_until IS NULL AND person_id = wanted
                              UNION ALL SELECT * FROM people_tie WHERE known_until IS NULL AND member_id = wanted) x ORDER BY x.id LOOP
        IF t.ends_on IS DISTINCT FROM LEAST(t.own_ends_on, people_gone(t.person_id), people_gone(t.member_id)) THEN
            PERFORM people_close_tie(t.id, moment);
            IF people_tie_in(t.person_id, t.member_id, t.relation, t.rank, t.starts_on, t.own_ends_on, t.ground, t.cause_id, actor, moment) IS NULL
               AND t.relation = 'spouse' THEN
                PERFORM people_impossible('the marriage began after that day', 'people_before_death');
            END IF;
        END IF;
    END LOOP;
END $$;
