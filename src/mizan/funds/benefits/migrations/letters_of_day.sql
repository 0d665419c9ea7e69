-- The asks of a day whose letters are printed together, by agency; ids alone, for whoever is to open the files. A fund's officers see those of the
-- fund, an agency's those of the agency. What came since changes nothing of it: the same day gives the same letters.
CREATE FUNCTION benefits_proof_letters(of_day date, of_fund text, of_agency text, most integer)
RETURNS TABLE (ask_id bigint, person_id bigint, fund text, agency_code text, sent boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    funds text[] := access_opens_funds();
    agencies text[] := access_opens_agencies();
BEGIN
    IF NOT (access_is_batch() OR access_is_officer()) THEN
        RAISE EXCEPTION 'this account has no queue' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
    SELECT k.id, k.person_id, k.fund::text, COALESCE(f.agency_code::text, ''),
           EXISTS (SELECT 1 FROM benefits_proof_step s WHERE s.ask_id = k.id AND s.kind = 'sent')
      FROM benefits_proof_ask k
      LEFT JOIN LATERAL (
        SELECT a.agency_code FROM people_affiliation a WHERE a.person_id = k.person_id AND a.known_from <= k.at AND (a.known_until IS NULL OR a.known_until > k.at)
         ORDER BY a.fund = k.fund DESC, a.id LIMIT 1) f ON true
     WHERE k.asked_on = of_day AND (of_fund = '' OR k.fund = of_fund) AND (of_agency = '' OR COALESCE(f.agency_code, '') = of_agency)
       AND (access_is_batch() OR k.fund = ANY (funds) OR f.agency_code = ANY (agencies))
     ORDER BY 4, k.id LIMIT most;
END $$;
