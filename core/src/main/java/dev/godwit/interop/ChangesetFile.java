package dev.godwit.interop;

import dev.godwit.interop.LiquibaseChangelog.Changeset;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationSet;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A changeset as a migration file of ours.
 *
 * @param key of the changeset, as the history names it
 * @param version by which the file is found again, such as {@code 0003}; of a repeatable one its name
 */
public record ChangesetFile(String key, String version, String fileName, String text) {
    private static final int LONGEST_SLUG = 60;

    /** The reason that its header gives begins so, and ends with the key. */
    private static final String REASON = "changeset ";

    /** All changesets of a changelog, numbered from 1 in its order. */
    public static List<ChangesetFile> of(LiquibaseChangelog changelog) {
        List<ChangesetFile> files = new ArrayList<>();
        for (Changeset changeset : changelog.changesets()) {
            String slug = slug(changeset.author() + "_" + changeset.id());
            String number = String.format(Locale.ROOT, "%04d", files.size() + 1);
            String version = changeset.repeatable() ? "R__" + slug : number;
            String name = (changeset.repeatable() ? version : number + "_" + slug) + ".sql";
            files.add(new ChangesetFile(changeset.key(), version, name, text(changeset)));
        }
        return files;
    }

    /** The versions of the files that were made of changesets, by the changeset's key, as their headers tell. */
    public static Map<String, String> versions(MigrationSet files) {
        Map<String, String> versions = new HashMap<>();
        for (Migration migration : files.ordered()) {
            String reason = migration.header().reason();
            if (reason != null && reason.startsWith(REASON)) {
                versions.put(
                        reason.substring(REASON.length()).strip(),
                        migration.version().toString());
            }
        }
        return versions;
    }

    private static String slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        return plain.substring(0, Math.min(LONGEST_SLUG, plain.length()));
    }

    private static String text(Changeset changeset) {
        StringBuilder text = new StringBuilder();
        if (!changeset.comment().isEmpty()) {
            text.append("-- Migration: ").append(changeset.comment()).append('\n');
        }
        text.append("-- Reason: ").append(REASON).append(changeset.key()).append('\n');
        text.append("-- Author: ").append(changeset.author()).append('\n');
        if (!changeset.transaction()) {
            text.append("-- Transaction: off\n");
        }
        text.append("\n-- Up Migration\n").append(changeset.sql()).append('\n');
        if (!changeset.rollback().isEmpty()) {
            text.append("\n-- Down Migration\n").append(changeset.rollback()).append('\n');
        }
        return text.toString();
    }
}
