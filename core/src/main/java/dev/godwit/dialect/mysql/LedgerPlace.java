package dev.godwit.dialect.mysql;

import dev.godwit.sql.SqlBook;
import java.util.Locale;

/** Where the control schema stands on a server. */
public enum LedgerPlace {
    /** In the database {@code godwit}, which serves all databases of the server. */
    DATABASE,
    /** In tables {@code godwit_...} of the database that is changed, for accounts that may not make another. */
    TABLES;

    private static final String MAKES_DATABASE =
            "create database if not exists godwit character set utf8mb4 collate utf8mb4_bin";

    /** The SQL of the control schema at that place. */
    SqlBook book(String resource) {
        SqlBook book = SqlBook.load(LedgerPlace.class, resource);
        return this == DATABASE ? book : book.replacing(MAKES_DATABASE, "do 0").replacing("godwit.", "godwit_");
    }

    /** By the word of a URL. */
    static LedgerPlace of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
