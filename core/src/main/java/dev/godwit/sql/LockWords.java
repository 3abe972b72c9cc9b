package dev.godwit.sql;

import java.util.Locale;

/** What a kind of server calls the locks that statements take on tables, for people. */
@FunctionalInterface
public interface LockWords {
    /** The names of the levels as they stand: {@code access exclusive}. */
    LockWords AS_NAMED = level -> level.name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** The lock in the server's own words. */
    String of(LockLevel level);
}
