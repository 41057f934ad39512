"""How does the database itself keep attempts from being changed?  By triggers, in each dialect."""

_FINAL = "attempts are never overwritten"
_KEPT = "attempts are never deleted"
_ERASED = "OLD.student IN (SELECT student FROM erasure)"

TRIGGERS = {
    "sqlite": (
        f"""
        CREATE TRIGGER attempt_is_final BEFORE UPDATE ON attempt
        BEGIN SELECT RAISE(ABORT, '{_FINAL}'); END
        """,
        f"""
        CREATE TRIGGER attempt_is_kept BEFORE DELETE ON attempt WHEN NOT ({_ERASED})
        BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END
        """,
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION attempt_is_final() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_FINAL}'; END $$
        """,
        f"""
        CREATE FUNCTION attempt_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF {_ERASED} THEN RETURN OLD; END IF;
            RAISE EXCEPTION '{_KEPT}';
        END $$
        """,
        """
        CREATE TRIGGER attempt_is_final BEFORE UPDATE ON attempt
        FOR EACH ROW EXECUTE FUNCTION attempt_is_final()
        """,
        """
        CREATE TRIGGER attempt_is_kept BEFORE DELETE ON attempt
        FOR EACH ROW EXECUTE FUNCTION attempt_is_kept()
        """,
    ),
}
