package dev.godwit.app.verb;

import dev.godwit.db.Session;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.engine.Kinds;
import dev.godwit.engine.Surroundings;
import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Applied;
import dev.godwit.migration.Comparison;
import dev.godwit.migration.FileName;
import dev.godwit.migration.FolderOptions;
import dev.godwit.migration.History;
import dev.godwit.migration.HistoryOptions;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationFolder;
import dev.godwit.migration.MigrationReader;
import dev.godwit.migration.MigrationScript;
import dev.godwit.migration.MigrationSet;
import dev.godwit.migration.ScriptSyntax;
import dev.godwit.plan.Direction;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanReader;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedStep;
import dev.godwit.state.Execution;
import dev.godwit.state.Ledger;
import dev.godwit.steps.MigrationPlanner;
import dev.godwit.steps.SqlStep;
import dev.godwit.steps.VerifyStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The migrations of a folder held against the ledger of a target, and plans made of them. Reads only. */
public final class Migrations {
    private final Target target;
    private final Kinds kinds;
    private final Path folder;
    private final MigrationReader reader;
    private final MigrationPlanner planner;
    private final Ledger ledger;
    private @Nullable MigrationSet files;

    public Migrations(Target target, Kinds kinds, Path folder, SqlStep.LockSettings locks) {
        this.target = target;
        this.kinds = kinds;
        this.folder = folder;
        this.reader = new MigrationReader(ScriptSyntax.of(target.dialect().name()));
        this.planner = new MigrationPlanner(kinds, target.dialect().scripts(), locks);
        this.ledger = new Ledger(target.dialect().control());
    }

    /** The files of the folder, in order; read once, so that what was compared is what is carried out. */
    public MigrationSet files() {
        if (files == null) {
            files = MigrationFolder.read(
                    folder, new FolderOptions(target.dialect().name(), PlanReader::header));
        }
        return files;
    }

    /** Whether there are files at all. */
    public boolean hasFolder() {
        return Files.isDirectory(folder);
    }

    /** What is applied; empty where there is no ledger yet. */
    public List<Applied> applied() {
        return target.hasLedger() ? ledger.applied(target.session()) : List.of();
    }

    /** Files against ledger. */
    public Comparison compare(HistoryOptions options) {
        return History.compare(
                files(), applied(), options, migration -> reader.read(migration).tokenChecksum(language()));
    }

    /** Whether a run was killed half-way through a migration. */
    public boolean interrupted() {
        return target.hasLedger() && !ledger.open(target.session()).isEmpty();
    }

    /** The content of a migration's files. */
    public MigrationScript read(Migration migration) {
        return reader.read(migration);
    }

    /** Prepares one migration of files, upwards. */
    public MigrationPlanner.Prepared prepare(Migration migration) {
        return prepare(migration, Direction.UP);
    }

    /** Prepares one migration of files. */
    public MigrationPlanner.Prepared prepare(Migration migration, Direction direction) {
        return planner.prepare(migration, reader.read(migration), direction);
    }

    /**
     * The plan that applies {@code pending}, judged and priced.
     *
     * @param catalog whether to tie the plan to the catalog, for a plan that is applied later
     */
    public Plan up(List<Migration> pending, boolean catalog) {
        List<PlannedMigration> migrations = new ArrayList<>();
        List<PlannedStep> steps = new ArrayList<>();
        for (Migration migration : pending) {
            MigrationPlanner.Prepared prepared = prepare(migration);
            migrations.add(prepared.migration());
            steps.addAll(prepared.steps());
        }
        return plan(name(pending), Direction.UP, new Content(migrations, steps), catalog);
    }

    /** The plan that takes back {@code ids}, which are applied, last first; from the ledger's own copy of their text. */
    public Plan down(List<String> ids, boolean catalog) {
        Map<String, Applied> applied = new HashMap<>();
        applied().forEach(row -> applied.put(row.id(), row));
        List<PlannedMigration> migrations = new ArrayList<>();
        List<PlannedStep> steps = new ArrayList<>();
        for (String id : ids) {
            MigrationPlanner.Prepared prepared = prepare(kept(Objects.requireNonNull(applied.get(id))), Direction.DOWN);
            migrations.add(prepared.migration());
            steps.addAll(prepared.steps());
        }
        return plan("take back " + ids.size(), Direction.DOWN, new Content(migrations, steps), catalog);
    }

    private record Content(List<PlannedMigration> migrations, List<PlannedStep> steps) {}

    /**
     * An applied migration with the text that the ledger kept of it.
     *
     * @param source empty where it kept none
     */
    public record Kept(Applied applied, String source) {}

    /** All that is applied, in order, with its text. */
    public List<Kept> history() {
        return applied().stream().map(this::kept).toList();
    }

    /**
     * The plan that carries out on this target what the ledger of another has kept. Verifications are left out: they may ask
     * for rows that only the other has.
     */
    public Plan replay(List<Kept> history) {
        List<PlannedMigration> migrations = new ArrayList<>();
        List<PlannedStep> steps = new ArrayList<>();
        for (Kept kept : history) {
            MigrationPlanner.Prepared prepared = prepare(kept, Direction.UP);
            migrations.add(prepared.migration());
            prepared.steps().stream()
                    .filter(step -> !step.step().kind().equals(VerifyStep.KIND))
                    .map(this::unverified)
                    .forEach(steps::add);
        }
        return new Plan(
                "history of " + history.size(),
                Direction.UP,
                target.policy().environment(),
                target.identity().systemIdentifier() + "/" + target.identity().database(),
                Map.of(),
                migrations,
                steps);
    }

    /** Writes into this target's ledger, which must be there, that another's history is applied; runs nothing. */
    public void markApplied(List<Kept> history) {
        Session session = target.session();
        for (Kept kept : history) {
            PlannedMigration migration = prepare(kept, Direction.UP).migration();
            long number = ledger.reserve(session, 1).get(0);
            session.ownTransaction(() -> {
                Execution execution = new Execution(number, migration.id(), Direction.UP, migration.checksum());
                ledger.writes()
                        .begin(execution, "rehearsal")
                        .migrationDone(execution, migration, new Ledger.MigrationRecord("rehearsal", Duration.ZERO))
                        .send(session);
                return number;
            });
        }
    }

    private PlannedStep unverified(PlannedStep planned) {
        return planned.step() instanceof SqlStep sql
                ? new PlannedStep(planned.migration(), planned.phase(), sql.unverified(language()), List.of())
                : planned;
    }

    private Kept kept(Applied applied) {
        return new Kept(applied, ledger.source(target.session(), applied.id()).orElse(""));
    }

    private MigrationPlanner.Prepared prepare(Kept kept, Direction direction) {
        Applied applied = kept.applied();
        String source = kept.source();
        MigrationScript script = reader.readSource(applied.id(), kind(source), source);
        Migration migration = new Migration(
                dev.godwit.migration.Version.parse(applied.id()).orElseThrow(),
                applied.id(),
                applied.id(),
                script.header(),
                script.kind(),
                applied.checksum(),
                List.of());
        return planner.prepare(migration, script, direction);
    }

    /** A plan file begins with its version key; no SQL does. */
    static boolean isPlan(String source) {
        return source.lines().anyMatch(line -> line.matches("godwit:\\s*\\d+\\s*(#.*)?"));
    }

    private static Migration.Kind kind(String source) {
        return isPlan(source) ? Migration.Kind.PLAN : Migration.Kind.SQL;
    }

    private Plan plan(String name, Direction direction, Content content, boolean catalog) {
        List<PlannedStep> priced = planner.price(content.steps(), new Surroundings(target.dialect(), target.session()));
        Map<String, String> entries = catalog ? abbreviated(snapshot()) : Map.of();
        return new Plan(
                name,
                direction,
                target.policy().environment(),
                target.identity().systemIdentifier() + "/" + target.identity().database(),
                entries,
                content.migrations(),
                priced);
    }

    /** The catalog as it is now. */
    public CatalogSnapshot snapshot() {
        return target.dialect().catalog().snapshot(target.session());
    }

    /** Entries as a plan carries them. */
    public static Map<String, String> abbreviated(CatalogSnapshot snapshot) {
        Map<String, String> entries = new HashMap<>();
        snapshot.entries()
                .forEach((key, value) ->
                        entries.put(key, dev.godwit.model.Fingerprint.of(value).abbreviated()));
        return entries;
    }

    /** The ids to take back, last applied first. */
    public List<String> lastApplied(int steps) {
        List<String> ids = wayBack(applied());
        return ids.subList(0, Math.min(steps, ids.size()));
    }

    /**
     * Everything applied after {@code id}, last first.
     *
     * @throws dev.godwit.fault.GodwitException GW-2018 where it is not applied
     */
    public List<String> appliedAfter(String id) {
        List<Applied> applied = applied();
        List<String> ids = applied.stream().map(Applied::id).toList();
        int at = ids.indexOf(find(id, ids));
        return wayBack(applied.subList(at + 1, applied.size()));
    }

    /** Last first; a repeatable one without a down part is no step of the way: it stays, as with the tools it comes from. */
    private List<String> wayBack(List<Applied> applied) {
        List<String> ids = new ArrayList<>(applied.stream()
                .filter(row -> !row.repeatable()
                        || !prepare(kept(row), Direction.DOWN).migration().irreversible())
                .map(Applied::id)
                .toList());
        Collections.reverse(ids);
        return ids;
    }

    /** The applied id that a person means: the whole, its version alone, or a file's name, with the separators of either. */
    public static String find(String typed, List<String> ids) {
        String meant = FileName.idOf(typed);
        return ids.stream()
                .filter(id -> id.equals(typed) || id.equals(meant) || id.startsWith(meant + "_"))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.NOT_FOUND,
                                "no migration " + typed + " is known here"
                                        + DidYouMean.nearest(meant, ids)
                                                .map(id -> "; did you mean " + id + "?")
                                                .orElse(""))
                        .exception());
    }

    private dev.godwit.sql.ScriptLanguage language() {
        return target.dialect().scripts();
    }

    /** The kinds that plans may use. */
    public Kinds kinds() {
        return kinds;
    }

    private static String name(List<Migration> pending) {
        return pending.isEmpty()
                ? "nothing"
                : pending.size() == 1
                        ? pending.get(0).id()
                        : pending.get(0).id() + " to "
                                + pending.get(pending.size() - 1).id();
    }
}
