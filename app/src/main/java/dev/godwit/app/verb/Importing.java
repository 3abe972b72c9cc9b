package dev.godwit.app.verb;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.db.Session;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.fault.GodwitException;
import dev.godwit.interop.AlembicRevisions;
import dev.godwit.interop.ChangesetFile;
import dev.godwit.interop.ForeignEntry;
import dev.godwit.interop.HistoryMatch;
import dev.godwit.migration.Applied;
import dev.godwit.plan.Direction;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.state.EvidenceStore;
import dev.godwit.state.Execution;
import dev.godwit.state.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the history of another tool over into the ledger: what it applied is applied, and Godwit goes on from there. Runs no
 * migration and changes nothing of the other tool.
 */
public final class Importing {
    /** The kind of the evidence that keeps the other tool's lines as they were. */
    public static final String KIND = "import";

    /** What stands for a run where a migration was taken over. */
    static final String RUN = "import";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Target target;
    private final Migrations migrations;
    private final Wish wish;

    public Importing(Target target, Migrations migrations, Wish wish) {
        this.target = target;
        this.migrations = migrations;
        this.wish = wish;
    }

    /**
     * What a person asks for.
     *
     * @param lenient whether lines without a file, and files that were edited since, are taken as they are
     * @param changesets files made of a Liquibase changelog; empty without one
     * @param revisions the folder of an Alembic project's revisions; null without one
     */
    public record Wish(
            boolean lenient,
            List<ChangesetFile> changesets,
            @Nullable Path revisions) {
        public Wish {
            changesets = List.copyOf(changesets);
        }
    }

    /**
     * What would be taken over.
     *
     * @throws GodwitException every reason why it cannot be, at once
     */
    public HistoryMatch match(ForeignPlace place) {
        HistoryMatch match = HistoryMatch.of(place.tool(), entries(place), migrations.files(), wish.lenient());
        GodwitException.throwIfAny(match.problems());
        Set<String> applied = migrations.applied().stream().map(Applied::id).collect(Collectors.toSet());
        List<HistoryMatch.Matched> further = match.matched().stream()
                .filter(matched -> !applied.contains(matched.migration().id()))
                .toList();
        return new HistoryMatch(further, match.withoutFile(), List.of());
    }

    private List<ForeignEntry> entries(ForeignPlace place) {
        List<ForeignEntry> entries = place.entries(target);
        if (place.tool().name().equals("alembic") && wish.revisions() != null) {
            return AlembicRevisions.read(wish.revisions()).upTo(entries);
        }
        Map<String, String> versions = new HashMap<>();
        wish.changesets().forEach(file -> versions.put(file.key(), file.version()));
        return entries.stream()
                .map(entry -> entry.as(versions.getOrDefault(entry.version(), entry.version())))
                .toList();
    }

    /** Writes it into the ledger, in one transaction under the lease. */
    public void record(ForeignPlace place, HistoryMatch match, LeaseKeeper lease) {
        Session session = target.session();
        Ledger ledger = new Ledger(target.dialect().control());
        List<Long> numbers = match.matched().isEmpty()
                ? List.of()
                : ledger.reserve(session, match.matched().size());
        session.ownTransaction(() -> {
            for (int i = 0; i < numbers.size(); i++) {
                PlannedMigration migration =
                        migrations.prepare(match.matched().get(i).migration()).migration();
                Execution execution = new Execution(numbers.get(i), migration.id(), Direction.UP, migration.checksum());
                ledger.writes()
                        .begin(execution, RUN)
                        .migrationDone(execution, migration, new Ledger.MigrationRecord(RUN, Duration.ZERO))
                        .send(session);
            }
            keep(place, match);
            ledger.writes().fence(lease.lease()).send(session);
            return numbers;
        });
    }

    private void keep(ForeignPlace place, HistoryMatch match) {
        ObjectNode body = JSON.createObjectNode()
                .put("tool", place.tool().name())
                .put("table", place.table().toString());
        ArrayNode lines = body.putArray("lines");
        List<ForeignEntry> all = new ArrayList<>(match.withoutFile());
        match.matched().forEach(matched -> all.add(matched.entry()));
        for (ForeignEntry entry : all) {
            lines.addObject()
                    .put("version", entry.version())
                    .put("description", entry.description())
                    .put("checksum", entry.checksum())
                    .put(
                            "applied_at",
                            entry.appliedAt() == null ? null : entry.appliedAt().toString())
                    .put("applied_by", entry.appliedBy());
        }
        new EvidenceStore(target.dialect().control())
                .add(target.session(), KIND, place.tool().name(), body.toString());
    }
}
