-- Instalments of a run are laid side by side in one statement, and their index tells a block of pages from another once it has looked at them. The server
-- looks when it cleans up, long after: until then each question on a run reads every instalment laid since. So it looks when they are laid.
CREATE FUNCTION benefits_instalment_laid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '500ms' AS $$
BEGIN
    PERFORM brin_summarize_new_values('benefits_instalment_run'::regclass);
    RETURN NULL;
EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
    -- The table is being cleaned up or looked at by another: whoever that is does it, or the next run; nobody is paid later for it.
    RETURN NULL;
END $$;
CREATE TRIGGER benefits_instalment_laid AFTER INSERT ON benefits_instalment FOR EACH STATEMENT EXECUTE FUNCTION benefits_instalment_laid();
