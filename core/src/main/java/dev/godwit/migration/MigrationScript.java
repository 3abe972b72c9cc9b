package dev.godwit.migration;

import dev.godwit.migration.Part.Role;
import dev.godwit.model.Fingerprint;
import dev.godwit.model.RunningFingerprint;
import dev.godwit.sql.ScriptLanguage;
import java.util.List;

/**
 * The content of one migration.
 *
 * @param id of the migration
 * @param header with what the settings of the tool that it comes from add to it
 * @param parts in the order in which they are run: up, verify, down; empty for a plan
 * @param source everything, in a form that {@link MigrationReader#readSource} reads back: what the ledger keeps, so that a
 *     migration can be taken back when its files are gone
 */
public record MigrationScript(String id, Header header, Migration.Kind kind, List<Part> parts, String source) {
    public MigrationScript {
        parts = List.copyOf(parts);
    }

    /** The parts of that role; several only where a folder of a version holds several up files. */
    public List<Part> parts(Role role) {
        return parts.stream().filter(part -> part.role() == role).toList();
    }

    /** What brings the change. A transaction that it opens may end in the verify part, as in {@code up BEGIN verify COMMIT}. */
    public List<Part> up() {
        return parts(Role.UP);
    }

    /** What proves the change. */
    public List<Part> verify() {
        return parts(Role.VERIFY);
    }

    /** What takes the change back. */
    public List<Part> down() {
        return parts(Role.DOWN);
    }

    /**
     * Whether it cannot be taken back: an up part that does something, and a down part that is not there or does nothing. A
     * plan is judged by its steps.
     */
    public boolean irreversible() {
        boolean does = up().stream().anyMatch(part -> !part.empty());
        return does && down().stream().allMatch(Part::empty);
    }

    /** The sum over the tokens: equal where only comments and blanks changed. */
    public Fingerprint tokenChecksum(ScriptLanguage language) {
        if (kind == Migration.Kind.PLAN) {
            return Fingerprint.of(source);
        }
        RunningFingerprint tokens = new RunningFingerprint();
        for (Part part : parts) {
            tokens.add(part.role() + "\n");
            language.normalize(part.text(), tokens::add);
            tokens.add("\n");
        }
        return tokens.finish();
    }
}
