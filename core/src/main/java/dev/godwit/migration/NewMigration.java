package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A migration that is to be written: name and text of its file. Pure.
 *
 * @param fileName such as {@code 20240115001_add_user_preferences.sql}
 * @param text a header and three empty parts
 */
public record NewMigration(String fileName, String text) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int MOST_A_DAY = 999;
    /** File systems allow 255 bytes for a name; people want to read it. */
    private static final int LONGEST_SLUG = 80;

    /**
     * The next free id of a day.
     *
     * @param title what it does, in words; becomes the slug
     * @param existing versions that are taken
     * @throws dev.godwit.fault.GodwitException GW-1004 where nothing of the title can stand in a file's name
     */
    public static NewMigration of(String title, LocalDate day, Collection<Version> existing) {
        String slug = slug(title);
        String id = free(DAY.format(day), new HashSet<>(existing));
        return new NewMigration(id + "_" + slug + ".sql", template(title.strip(), id));
    }

    private static String slug(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        if (plain.isEmpty()) {
            throw Problem.of(ErrorCode.IDENTIFIER_WRONG, "no name for a file can be made of \"" + title + "\"")
                    .next("say in a few words what it does: godwit new \"add user preferences\"")
                    .exception();
        }
        return plain.substring(0, Math.min(LONGEST_SLUG, plain.length())).replaceAll("_+$", "");
    }

    private static String free(String day, Set<Version> existing) {
        for (int number = 1; number <= MOST_A_DAY; number++) {
            String id = day + String.format(Locale.ROOT, "%03d", number);
            if (!existing.contains(Version.of(List.of(id)))) {
                return id;
            }
        }
        throw Problem.of(ErrorCode.DUPLICATE_ID, "there are " + MOST_A_DAY + " migrations of " + day + " already")
                .exception();
    }

    private static String template(String title, String id) {
        return """
                -- Migration: %s
                -- Version: %s
                -- Reason:

                -- Up Migration


                -- Verify
                -- Queries that must not fail and must not answer false.


                -- Down Migration

                """.formatted(title.replaceAll("\\s+", " "), id);
    }
}
