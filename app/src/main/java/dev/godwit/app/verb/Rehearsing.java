package dev.godwit.app.verb;

import dev.godwit.app.verb.RehearsalRequest.Basis;
import dev.godwit.db.Session;
import dev.godwit.dialect.CatalogSnapshot.Difference;
import dev.godwit.engine.Engine;
import dev.godwit.engine.Outcome;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.gate.GateQuestion.Operator;
import dev.godwit.migration.Migration;
import dev.godwit.rehearse.Measures;
import dev.godwit.rehearse.Rehearsal;
import dev.godwit.rehearse.RehearsalReport;
import dev.godwit.rehearse.RehearsalReport.Ground;
import dev.godwit.report.Words;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prepares the ground for a rehearsal and rehearses there: a disposable server, or a staging database that is given. */
public final class Rehearsing {
    private static final Duration LEASE_PATIENCE = Duration.ofSeconds(10);

    /** More differences between the target and its copy are counted, not listed. */
    private static final int LISTED = 10;

    private static final String OTHER_SOURCES =
            "--staging URL, of a database with that schema (only read; it may be the target), or --dump FILE";

    private final PlanRun.Setup setup;
    private final Opener opener;
    private final Operator operator;
    private final Consumer<String> progress;

    public Rehearsing(PlanRun.Setup setup, Opener opener, Operator operator, Consumer<String> progress) {
        this.setup = setup;
        this.opener = opener;
        this.operator = operator;
        this.progress = progress;
    }

    /** Opens databases and folders as the settings say. */
    public interface Opener {
        /** A database by URL. */
        Target open(String url);

        /** The folder of migrations, held against that database. */
        Migrations migrations(Target target);
    }

    /**
     * Rehearses on a disposable server.
     *
     * @param target the database that the migrations are for; empty where none is named
     */
    public RehearsalReport onDisposable(Optional<Target> target, RehearsalRequest request) {
        DisposableServer.Likeness likeness = likeness(target, request);
        progress.accept("starting a disposable server, " + likeness.title());
        try (DisposableServer server = DisposableServer.start(likeness);
                Target stage = opener.open(server.url())) {
            Migrations migrations = opener.migrations(stage);
            target.ifPresent(real -> makeRoles(real, stage));
            List<String> notes = new ArrayList<>();
            String basis = fill(target, stage, migrations, new Filling(request, notes));
            target.ifPresent(real -> notes.addAll(held(real, stage, request)));
            Operator here =
                    new Operator(operator.name(), Optional.of(stage.identity().database()), Optional.of("rehearsal"));
            return play(stage, new Ground(stage.describe(), basis, notes), request, here);
        }
    }

    /** What the copy lacks was not made by migrations: then a person should know what else a copy can be made from. */
    private static List<String> held(Target real, Target stage, RehearsalRequest request) {
        List<String> notes = new ArrayList<>(drift("target", real, stage));
        boolean fromHistory = request.dump().isEmpty() && request.staging().isEmpty();
        if (notes.size() > 1 && fromHistory) {
            notes.add("a copy with all of it: " + OTHER_SOURCES);
        }
        return notes;
    }

    /** @param notes what a person should know, added to */
    private record Filling(RehearsalRequest request, List<String> notes) {}

    /** Returns in words what the stage was filled from. */
    private String fill(Optional<Target> target, Target stage, Migrations migrations, Filling filling) {
        Optional<DumpFile> dump = filling.request().dump();
        Optional<Target> staging = filling.request().staging();
        if (dump.isEmpty() && staging.isEmpty()) {
            return replay(target, stage, migrations);
        }
        String basis = dump.isPresent() ? load(dump.get(), stage) : copy(staging.orElseThrow(), stage, filling.notes());
        if (!stage.hasLedger()) {
            staging.filter(Target::hasLedger)
                    .or(() -> target.filter(Target::hasLedger))
                    .ifPresent(known -> {
                        stage.installLedger();
                        migrations.markApplied(opener.migrations(known).history());
                    });
        }
        return basis;
    }

    private String copy(Target staging, Target stage, List<String> notes) {
        progress.accept("reading the schema of " + staging.describe());
        makeRoles(staging, stage);
        StagingCopy copy = StagingCopy.make(staging, stage);
        notes.addAll(copy.notes());
        notes.addAll(drift("staging database", staging, stage));
        return "the schema of " + staging.describe() + ", " + Words.plural(copy.statements(), "statement");
    }

    /**
     * Rehearses on a database that is given; its rows are left alone, but for what the migrations do.
     *
     * @param otherDatabaseSuffices whether it may be on the target's own server
     * @throws dev.godwit.fault.GodwitException GW-1001 where it may be the target itself, or is protected
     */
    public RehearsalReport on(
            Target stage, Optional<Target> target, boolean otherDatabaseSuffices, RehearsalRequest request) {
        target.ifPresent(real -> refuseSame(stage, real, otherDatabaseSuffices));
        if (stage.policy().isProtected()) {
            throw refused(stage.describe() + " belongs to a protected environment")
                    .exception();
        }
        Ground ground = new Ground(
                stage.describe(),
                "the given database itself, which is left with the migrations applied",
                List.of("no rows were made up; empty tables prove nothing about rows"));
        Operator here = new Operator(operator.name(), operator.confirmed(), Optional.of("rehearsal"));
        RehearsalRequest withoutRows =
                new RehearsalRequest(request.named(), new Basis.History(), Optional.empty(), 0, request.history());
        return play(stage, ground, withoutRows, here);
    }

    private RehearsalReport play(Target stage, Ground ground, RehearsalRequest request, Operator here) {
        Migrations migrations = opener.migrations(stage);
        List<Migration> pending = migrations.compare(request.history()).pendingOrThrow();
        Set<String> named = named(pending, request.named());
        try (Session observer = stage.database().open("godwit rehearsal")) {
            Measures measures =
                    new Measures(stage.dialect(), observer, setup.host().time());
            RehearsalStage scene = stage(stage, migrations, here, setup.measured(measures, measures));
            return new Rehearsal(scene, measures, request.rows(), progress)
                    .run(
                            ground,
                            new RehearsalCues(migrations, stage.dialect(), setup.kinds())
                                    .of(upTo(pending, named), named));
        }
    }

    private static RehearsalStage stage(Target stage, Migrations migrations, Operator here, PlanRun.Setup setup) {
        return new RehearsalStage(
                setup, stage, migrations, new RunRequest("rehearse", here, LEASE_PATIENCE, Engine.Patience.DEFAULT));
    }

    private static DisposableServer.Likeness likeness(Optional<Target> target, RehearsalRequest request) {
        Optional<DisposableServer.Likeness> like = target.or(request::staging).map(DisposableServer.Likeness::of);
        DisposableServer.Likeness plain = like.orElse(DisposableServer.Likeness.NONE);
        if (request.majorVersion().isPresent()) {
            return plain.major(request.majorVersion().get());
        }
        return like.isPresent()
                ? plain
                : request.dump()
                        .flatMap(DumpFile::majorVersion)
                        .map(plain::major)
                        .orElse(plain);
    }

    /** Rights and owners name roles, so a copy needs them; without login and without password. */
    private static void makeRoles(Target real, Target stage) {
        Set<String> there = new HashSet<>(stage.dialect().catalog().roles(stage.session()));
        real.dialect().catalog().roles(real.session()).stream()
                .filter(role -> !there.contains(role))
                .forEach(role -> stage.session().execute(Sql.of("create role {}", Ident.fromCatalog(role))));
    }

    private String load(DumpFile dump, Target stage) {
        progress.accept("loading the dump");
        dump.majorVersion(); // refuses an archive before anything is run
        long statements = dump.load(stage.dialect(), stage.database());
        return "dump " + dump.name() + ", " + Words.plural(statements, "statement");
    }

    private String replay(Optional<Target> target, Target stage, Migrations migrations) {
        if (target.isEmpty()) {
            return "an empty database, for no target is named";
        }
        if (!target.get().hasLedger()) {
            return "an empty database, for the target has no ledger";
        }
        List<Migrations.Kept> history = opener.migrations(target.get()).history();
        progress.accept("replaying " + Words.plural(history.size(), "applied migration"));
        RehearsalStage scene = stage(
                stage,
                migrations,
                new Operator(operator.name(), Optional.of(stage.identity().database()), Optional.of("replay")),
                setup.quiet());
        Outcome outcome = scene.run(() -> migrations.replay(history));
        outcome.problem().ifPresent(problem -> {
            throw Problem.of(ErrorCode.STATEMENT_FAILED, "the history cannot be replayed: " + problem.what())
                    .changed("nothing but the disposable server, which is gone")
                    .next("godwit rehearse " + OTHER_SOURCES)
                    .exception();
        });
        return "the ledger's history replayed, " + Words.plural(history.size(), "migration");
    }

    /** What the copy lacks or has more than the other: changes made by hand show here. */
    private static List<String> drift(String other, Target real, Target stage) {
        List<Difference> differences = real.dialect()
                .catalog()
                .snapshot(real.session())
                .differences(stage.dialect().catalog().snapshot(stage.session()));
        if (differences.isEmpty()) {
            return List.of("the copy's catalog equals the " + other + "'s");
        }
        List<String> notes = new ArrayList<>(List.of("the copy differs from the " + other + " in "
                + Words.plural(differences.size(), "place") + " (- " + other + ", + copy)"));
        differences.stream().limit(LISTED).forEach(difference -> notes.add("  " + difference));
        if (differences.stream().anyMatch(difference -> difference.toString().startsWith("-"))) {
            notes.add("to begin with what the " + other + " has: --dump FILE, or --staging URL");
        }
        return notes;
    }

    private static void refuseSame(Target stage, Target real, boolean otherDatabaseSuffices) {
        String here = stage.identity().systemIdentifier();
        boolean sameServer = here.isEmpty() || here.equals(real.identity().systemIdentifier());
        boolean sameDatabase =
                stage.identity().database().equals(real.identity().database());
        if (sameServer && (sameDatabase || !otherDatabaseSuffices || here.isEmpty())) {
            throw refused(
                            here.isEmpty()
                                    ? "the server of --on does not say who it is, so it may be the target itself"
                                    : sameDatabase
                                            ? "--on is the target itself: " + stage.describe()
                                            : "--on is on the target's own server: " + stage.describe())
                    .next(sameDatabase ? "name a staging database" : "--same-server, where that is meant")
                    .exception();
        }
    }

    private static Problem refused(String what) {
        return Problem.of(ErrorCode.USAGE_WRONG, what).next("name a staging database");
    }

    private static Set<String> named(List<Migration> pending, List<String> typed) {
        List<String> ids = pending.stream().map(Migration::id).toList();
        return typed.stream()
                .map(one -> ids.stream()
                        .filter(id -> id.equals(one) || id.startsWith(one + "_"))
                        .findFirst()
                        .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, one + " is not pending")
                                .next("godwit status")
                                .exception()))
                .collect(Collectors.toSet());
    }

    /** What comes before a named one is applied to prepare the ground; what comes after the last is left out. */
    private static List<Migration> upTo(List<Migration> pending, Set<String> named) {
        int last = pending.size() - 1;
        while (!named.isEmpty() && !named.contains(pending.get(last).id())) {
            last--;
        }
        return pending.subList(0, last + 1);
    }
}
