-- A yearly declaration tells of the careers it changes: of those somebody is paid for, alone (six million lines a year are no news to anybody).
-- Its moment is the declaration's, which is kept before its lines; a regularisation brings the persons it replaces among its own lines.
CREATE FUNCTION benefits_wages_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    INSERT INTO people_change (person_id, kind, since, ref, known_from)
    SELECT DISTINCT p.id, 'career', make_date(f.year, 1, 1), f.filing_id, d.recorded_at
      FROM (SELECT DISTINCT nss, year::integer AS year, filing_id FROM fresh) f
     CROSS JOIN LATERAL (SELECT COALESCE(x.merged_into_id, x.id) AS id FROM people_person x WHERE x.nss = f.nss OFFSET 0) p
     CROSS JOIN LATERAL (SELECT count(*) AS awards FROM benefits_award a WHERE a.rights_of_id = p.id) w
     CROSS JOIN LATERAL (SELECT recorded_at FROM careers_declaration c WHERE c.filing_id = f.filing_id OFFSET 0) d
     WHERE w.awards > 0 ORDER BY 1;
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_wages_told AFTER INSERT ON careers_wage_line
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION benefits_wages_told();
