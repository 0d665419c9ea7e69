-- As in declared.sql. A line's number is kept in bytewise order, the register's is not: without its collation named, the register's index would
-- not serve, and each line would read the whole register.
CREATE OR REPLACE FUNCTION benefits_wages_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
    INSERT INTO people_change (person_id, kind, since, ref, known_from)
    SELECT DISTINCT p.id, 'career', make_date(f.year, 1, 1), f.filing_id, d.recorded_at
      FROM (SELECT DISTINCT nss COLLATE "default" AS nss, year::integer AS year, filing_id FROM fresh) f
     CROSS JOIN LATERAL (SELECT COALESCE(x.merged_into_id, x.id) AS id FROM people_person x WHERE x.nss = f.nss OFFSET 0) p
     CROSS JOIN LATERAL (SELECT count(*) AS awards FROM benefits_award a WHERE a.rights_of_id = p.id) w
     CROSS JOIN LATERAL (SELECT recorded_at FROM careers_declaration c WHERE c.filing_id = f.filing_id OFFSET 0) d
     WHERE w.awards > 0 ORDER BY 1;
    RETURN NULL;
END $$;
