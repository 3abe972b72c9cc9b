package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.ForeignPlace;
import dev.godwit.app.verb.Importing;
import dev.godwit.app.verb.NewFiles;
import dev.godwit.app.verb.Target;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.interop.ChangesetFile;
import dev.godwit.interop.ForeignEntry;
import dev.godwit.interop.HistoryMatch;
import dev.godwit.interop.LiquibaseChangelog;
import dev.godwit.report.Words;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit import}. */
@Command(
        name = "import",
        description =
                "takes over the history of another migration tool, so that Godwit goes on from there; runs nothing")
final class ImportCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOOL",
            description = "flyway, liquibase, alembic, rails, golang-migrate, goose, diesel or dbmate"
                    + " (default: the one whose table is there)")
    @Nullable
    String tool;

    @Option(names = "--table", paramLabel = "NAME", description = "its table, where it is not the default one")
    @Nullable
    String table;

    @Option(
            names = "--changelog",
            paramLabel = "FILE",
            description = "Liquibase: a changelog of formatted SQL, whose changesets become files in --migrations")
    @Nullable
    Path changelog;

    @Option(names = "--versions", paramLabel = "DIR", description = "Alembic: the folder of its revisions")
    @Nullable
    Path versions;

    @Option(
            names = "--lenient",
            description = "also take over what has no file, and files that are not the ones that were applied")
    boolean lenient;

    @Option(names = "--dry-run", description = "show what would be taken over")
    boolean dryRun;

    ImportCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        List<ChangesetFile> changesets = changesets();
        try (Target target = settings.target()) {
            ForeignPlace place = ForeignPlace.find(target, tool, table);
            if (!dryRun) {
                new NewFiles(settings.folder()).write(changesets);
            }
            Importing importing = new Importing(
                    target,
                    settings.migrations(target),
                    new Importing.Wish(
                            lenient,
                            changesets,
                            versions == null ? null : root.wiring().path(versions)));
            return dryRun ? show(place, importing.match(place)) : carryOut(settings, target, place, importing);
        }
    }

    private int show(ForeignPlace place, HistoryMatch match) {
        print(place, match);
        return 0;
    }

    private int carryOut(Settings settings, Target target, ForeignPlace place, Importing importing) {
        return place.locked(target, () -> {
            HistoryMatch match = importing.match(place);
            print(place, match);
            String question = "Take over " + Words.plural(match.matched().size(), "migration") + "?";
            if (!Questions.agreed(root, "", question)) {
                throw Questions.refused();
            }
            try (LeaseKeeper lease = settings.lease(target, Duration.ZERO)) {
                importing.record(place, match, lease);
            }
            return 0;
        });
    }

    private List<ChangesetFile> changesets() {
        if (changelog == null) {
            return List.of();
        }
        try {
            String text = Files.readString(root.wiring().path(changelog));
            return ChangesetFile.of(LiquibaseChangelog.read(changelog.toString(), text));
        } catch (IOException unreadable) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, changelog + " cannot be read: " + unreadable.getMessage())
                    .exception();
        }
    }

    private void print(ForeignPlace place, HistoryMatch match) {
        PrintStream out = root.terminal().out();
        if (root.json()) {
            Documents.print(root, json(place, match));
            return;
        }
        out.println("history of " + place.tool().name() + " in " + place.table());
        for (HistoryMatch.Matched matched : match.matched()) {
            out.println("  applied  " + matched.migration().id() + when(matched.entry()));
        }
        for (ForeignEntry entry : match.withoutFile()) {
            out.println("  kept     " + entry + when(entry) + "  (no file; kept as history)");
        }
        out.println(Words.count(match.matched().size()) + " to take over, "
                + Words.count(match.withoutFile().size()) + " kept as history alone");
    }

    private static String when(ForeignEntry entry) {
        String at = entry.appliedAt() == null ? "" : "  " + entry.appliedAt();
        return entry.appliedBy() == null ? at : at + "  by " + entry.appliedBy();
    }

    private static ObjectNode json(ForeignPlace place, HistoryMatch match) {
        ObjectNode document = JSON.createObjectNode()
                .put("schema", "godwit.import/1")
                .put("tool", place.tool().name())
                .put("table", place.table().toString());
        ArrayNode applied = document.putArray("applied");
        match.matched()
                .forEach(matched -> applied.addObject()
                        .put("id", matched.migration().id())
                        .put("version", matched.entry().version()));
        ArrayNode kept = document.putArray("kept");
        match.withoutFile()
                .forEach(entry ->
                        kept.addObject().put("version", entry.version()).put("description", entry.description()));
        return document;
    }
}
