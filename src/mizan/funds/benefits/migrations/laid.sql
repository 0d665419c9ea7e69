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

-- Planning these takes longer than running them for a fund of some thousands of awards. They are planned once, and again when tables have grown: planned
-- for whichever run, since of the newest one the server knows nothing and would take it for a handful of rows.
DO $do$ DECLARE f regprocedure; BEGIN
    FOREACH f IN ARRAY ARRAY['benefits_run_differences(bigint, integer)', 'benefits_run_totals(bigint)', 'benefits_run_posted(bigint, bigint)',
            'benefits_run_unexplained(bigint)', 'benefits_prepare_instalments(bigint, bigint)', 'benefits_prepare_adjustments(bigint, bigint)',
            'benefits_prepare_findings(bigint, bigint)', 'benefits_life_signs(bigint, date, date)']::regprocedure[] LOOP
        EXECUTE format('ALTER FUNCTION %s SET plan_cache_mode = force_generic_plan', f);
    END LOOP;
END $do$;
