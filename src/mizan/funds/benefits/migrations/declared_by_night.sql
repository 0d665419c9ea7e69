-- The news of yearly declarations are told before they are acted on, by night, instead of line by line as they are filed: a million lines looked
-- up one after the other took longer than everything else of filing them, for the few of them somebody is paid for.
DROP TRIGGER benefits_wages_told ON careers_wage_line;
DROP FUNCTION benefits_wages_told();

-- Tells of the careers that these declarations change: of those somebody is paid for, alone. Their moment is the declaration's; a regularisation
-- brings the persons it replaces among its own lines. A line's number is kept in bytewise order, the register's is not. Returns how many.
CREATE FUNCTION benefits_tell_declared(filings bigint[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE made integer;
BEGIN
    INSERT INTO people_change (person_id, kind, since, ref, known_from)
    SELECT DISTINCT p.id, 'career', make_date(f.year, 1, 1), f.filing_id, d.recorded_at
      FROM (SELECT DISTINCT l.nss COLLATE "default" AS nss, l.year::integer AS year, l.filing_id
              FROM careers_wage_line l WHERE l.filing_id = ANY (filings) OFFSET 0) f
     CROSS JOIN LATERAL (SELECT COALESCE(x.merged_into_id, x.id) AS id FROM people_person x WHERE x.nss = f.nss OFFSET 0) p
     CROSS JOIN LATERAL (SELECT count(*) AS awards FROM benefits_award a WHERE a.rights_of_id = p.id) w
     CROSS JOIN LATERAL (SELECT recorded_at FROM careers_declaration c WHERE c.filing_id = f.filing_id OFFSET 0) d
     WHERE w.awards > 0 ORDER BY 4, 1;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;
