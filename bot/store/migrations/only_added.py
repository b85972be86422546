"""Triggers that make the log append-only: no row can be changed or deleted, except logs named in ``log_purges``."""

PURGED = "EXISTS (SELECT 1 FROM log_purges WHERE ticket = OLD.ticket)"
SENTENCE = "the log is only added to"
SQLITE = (
    f"CREATE TRIGGER ticket_log_update BEFORE UPDATE ON ticket_log BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    f"""CREATE TRIGGER ticket_log_delete BEFORE DELETE ON ticket_log WHEN NOT {PURGED}
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END""",
    # INSERT OR REPLACE deletes a row without firing the trigger above.
    """CREATE TRIGGER ticket_log_replace BEFORE INSERT ON ticket_log
    WHEN EXISTS (SELECT 1 FROM ticket_log WHERE ticket = NEW.ticket AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    f"CREATE TRIGGER log_purges_update BEFORE UPDATE ON log_purges BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    f"CREATE TRIGGER log_purges_delete BEFORE DELETE ON log_purges BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    """CREATE TRIGGER log_purges_replace BEFORE INSERT ON log_purges
    WHEN EXISTS (SELECT 1 FROM log_purges WHERE ticket = NEW.ticket)
    BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION insyn_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER ticket_log_update BEFORE UPDATE ON ticket_log
    FOR EACH ROW EXECUTE FUNCTION insyn_only_added()""",
    f"""CREATE FUNCTION insyn_log_delete() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF {PURGED} THEN RETURN OLD; END IF;
      RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation';
    END $$""",
    """CREATE TRIGGER ticket_log_delete BEFORE DELETE ON ticket_log
    FOR EACH ROW EXECUTE FUNCTION insyn_log_delete()""",
    """CREATE TRIGGER ticket_log_truncate BEFORE TRUNCATE ON ticket_log
    FOR EACH STATEMENT EXECUTE FUNCTION insyn_only_added()""",
    """CREATE TRIGGER log_purges_change BEFORE UPDATE OR DELETE ON log_purges
    FOR EACH ROW EXECUTE FUNCTION insyn_only_added()""",
    """CREATE TRIGGER log_purges_truncate BEFORE TRUNCATE ON log_purges
    FOR EACH STATEMENT EXECUTE FUNCTION insyn_only_added()""",
)
