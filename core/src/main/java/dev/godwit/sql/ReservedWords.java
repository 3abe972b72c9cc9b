package dev.godwit.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Words that no server of ours takes as a bare table or column name: those that PostgreSQL 17 lists as reserved (manual,
 * appendix C, column "PostgreSQL", "reserved"). What a dialect reserves beyond them, {@link ScriptLanguage#reserves} knows.
 */
public final class ReservedWords {
    private static final Set<String> WORDS = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate"
                            + " collation column concurrently constraint create cross current_catalog current_date"
                            + " current_role current_schema current_time current_timestamp current_user default"
                            + " deferrable desc distinct do else end except false fetch for foreign freeze from full"
                            + " grant group having ilike in initially inner intersect into is isnull join lateral"
                            + " leading left like limit localtime localtimestamp natural not notnull null offset on"
                            + " only or order outer overlaps placing primary references returning right select"
                            + " session_user similar some symmetric system_user table tablesample then to trailing"
                            + " true union unique user using variadic verbose when where window with")
                    .split(" "));

    private ReservedWords() {}

    /** Whether {@code name}, in any case, is one of them. */
    public static boolean contains(String name) {
        return WORDS.contains(name.toLowerCase(Locale.ROOT));
    }
}
