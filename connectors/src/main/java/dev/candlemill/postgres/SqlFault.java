package dev.candlemill.postgres;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * What an error of Postgres means for a writer.
 *
 * @param hint what to do about it; empty where there is nothing to say
 */
record SqlFault(Kind kind, String sqlState, String hint) {

    enum Kind {
        /** The same again may succeed: a lost connection, a deadlock, a server that restarts. */
        TRANSIENT,
        /** A row with that key is there already. */
        CONFLICT,
        /** Postgres refuses the values of a row. */
        POISON,
        /** No row can be written until somebody repairs something. */
        SYSTEMIC
    }

    private static final Set<String> TRANSIENT_STATES =
            Set.of("40001", "40P01", "53000", "53200", "53300", "53400", "55P03", "57014");

    /** In classes that are otherwise about values: our encoding and the columns disagree. */
    private static final Set<String> SYSTEMIC_STATES = Set.of("08P01", "22P03", "22P04");

    private static final Map<String, String> HINTS =
            Map.ofEntries(
                    Map.entry(
                            "22P",
                            "the table's columns differ from this version's: ./candlemill migrate"),
                    Map.entry("25006", "the server is read-only: is it a standby?"),
                    Map.entry("28", "check the user, its password and the server's pg_hba.conf"),
                    Map.entry(
                            "3D000",
                            "the database does not exist: create it, then ./candlemill migrate"),
                    Map.entry(
                            "42501",
                            "the role lacks a right: use candlemill_job, or a member of it"),
                    Map.entry("42703", "a column is missing: ./candlemill migrate"),
                    Map.entry("42P01", "a table is missing: ./candlemill migrate"),
                    Map.entry("42883", "a function is missing: ./candlemill migrate"),
                    Map.entry(
                            "53100", "the server's disk is full: free space, then resume the run"),
                    Map.entry("55P03", "another run's transaction hangs: stop that run"),
                    Map.entry("58", "the server has trouble with its files: see its log"));

    static SqlFault of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return new SqlFault(kindOf(state), state, hintOf(state));
    }

    private static Kind kindOf(String state) {
        if (SYSTEMIC_STATES.contains(state)) {
            return Kind.SYSTEMIC;
        }
        if (TRANSIENT_STATES.contains(state)
                || state.startsWith("08")
                || state.startsWith("57P0")) {
            return Kind.TRANSIENT;
        }
        if (state.equals("23505")) {
            return Kind.CONFLICT;
        }
        return state.startsWith("22") || state.startsWith("23") ? Kind.POISON : Kind.SYSTEMIC;
    }

    private static String hintOf(String state) {
        for (int length = state.length(); length >= 2; length--) {
            String hint = HINTS.get(state.substring(0, length));
            if (hint != null) {
                return hint;
            }
        }
        return "";
    }
}
