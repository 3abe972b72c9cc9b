package dev.godwit.app.verb;

import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.ComparedTable;
import dev.godwit.dialect.Comparing;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.host.CrashPoint;
import dev.godwit.host.Host;
import dev.godwit.model.Fingerprint;
import dev.godwit.state.Validations;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.certificate.Certificate;
import dev.godwit.verify.certificate.CertificateCheck;
import dev.godwit.verify.live.ControlStore;
import dev.godwit.verify.live.FileStore;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.live.ValidationStore;
import dev.godwit.verify.mapping.Pairing;
import dev.godwit.verify.repair.RepairScript;
import dev.godwit.verify.run.Validation;
import dev.godwit.verify.run.ValidationReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares two databases: pairs their tables, runs the checks, keeps the checkpoint, writes the certificate. One thread. */
public final class Validating {
    /** Smaller tables are read in less than half a minute; a baseline alone takes six seconds, which is for longer ones. */
    private static final long LARGE = 10_000_000;

    private final Surroundings surroundings;
    private final Target source;
    private final Target target;
    private final Sides sides;

    /**
     * What a validation works in.
     *
     * @param progress who is told how it goes on
     * @param tell a line for a person, beside the data
     * @param version of the program
     */
    public record Surroundings(Host host, Progress progress, Consumer<String> tell, String version) {}

    public Validating(Surroundings surroundings, Target source, Target target) {
        this.surroundings = surroundings;
        this.source = source;
        this.target = target;
        this.sides = new Sides(
                new Side("source", source.dialect(), source.database()),
                new Side("target", target.dialect(), target.database()));
    }

    /** A report, and the certificate that goes with it. */
    public record Result(ValidationReport report, String certificate) {}

    /** Validates. */
    public Result run(ValidateRequest request) {
        Pairing.Paired paired = paired(request);
        try (ValidationStore store = store(request, subject(paired, request));
                ValidateWatch watch = watch(request, paired)) {
            LiveContext context = new LiveContext(
                    surroundings.host(), snapshots(), request.settings(), watch, store, surroundings.progress());
            ValidationReport report = new Validation(context, request.checkSettings(), surroundings.version())
                    .run(paired, request.checks());
            String certificate = certificate(request, report);
            surroundings.host().crash().hit(CrashPoint.VERDICT_REACHED);
            if (report.tables().stream().allMatch(TableOutcome::finished)) {
                store.ended(report.verdict().name(), certificate);
            }
            return new Result(report, certificate);
        }
    }

    private String certificate(ValidateRequest request, ValidationReport report) {
        Instant now = surroundings.host().time().now().truncatedTo(ChronoUnit.SECONDS);
        return request.signer()
                .map(key -> Certificate.signed(report, key, now))
                .orElseGet(() -> Certificate.of(report));
    }

    private Pairing.Paired paired(ValidateRequest request) {
        return Pairing.pair(request.mapping(), sides.source(), sides.target(), request.tables())
                .sample(request.sample());
    }

    private Snapshots snapshots() {
        boolean one = Validation.oneDatabase(Validation.party(sides.source()), Validation.party(sides.target()));
        return new Snapshots(sides, one, surroundings.host().time());
    }

    private ValidateWatch watch(ValidateRequest request, Pairing.Paired paired) {
        long rows = 0;
        for (Mapping mapping : paired.tables()) {
            rows += source.dialect()
                    .comparing()
                    .table(source.session(), mapping.source().table())
                    .map(ComparedTable::estimatedRows)
                    .orElse(0L);
        }
        return ValidateWatch.over(
                surroundings.host(),
                request.guards(),
                List.of(
                        new ValidateWatch.Watched(source, paired.tables(), true),
                        new ValidateWatch.Watched(target, paired.tables(), false)),
                rows >= LARGE);
    }

    /** The same for attempts that can go on where another one ended. */
    private String subject(Pairing.Paired paired, ValidateRequest request) {
        List<String> parts = new ArrayList<>();
        for (Side side : List.of(sides.source(), sides.target())) {
            ValidationReport.Party party = Validation.party(side);
            parts.add(party.dialect() + " " + party.identity() + " " + party.database());
        }
        paired.tables()
                .forEach(mapping -> parts.add(Certificate.mappingSum(mapping).hex()));
        parts.add(new TreeSet<>(request.checks()).toString());
        return Fingerprint.of(String.join("\n", parts)).hex();
    }

    private ValidationStore store(ValidateRequest request, String subject) {
        ValidateRequest.Remembering remembering = request.remembering();
        return switch (remembering.place()) {
            case NONE -> ValidationStore.none();
            case FILE -> file(remembering, subject);
            case CONTROL -> {
                try {
                    yield control(remembering, subject);
                } catch (GodwitException refused) {
                    yield instead(refused, remembering, subject);
                }
            }
        };
    }

    private ValidationStore instead(GodwitException refused, ValidateRequest.Remembering remembering, String subject) {
        if (refused.problems().get(0).code() != ErrorCode.RIGHTS_MISSING) {
            throw refused;
        }
        surroundings.tell().accept("note: the target may not be written to; the checkpoint is a file");
        return file(remembering, subject);
    }

    private ValidationStore control(ValidateRequest.Remembering remembering, String subject) {
        Validations.Beginning beginning = new Validations.Beginning(
                surroundings.host().ids().newRunId().value(),
                subject,
                source.database().displayName(),
                target.database().displayName(),
                surroundings.version());
        dev.godwit.db.Session session = target.database().open("godwit validate");
        try {
            return ControlStore.open(
                    session, new Validations(target.dialect().control()), beginning, remembering.going());
        } catch (SqlFailure readOnly) {
            session.close();
            // 25006: read_only_sql_transaction, of a replica or a role that only reads
            if (!readOnly.sqlState().equals("25006")) {
                throw readOnly;
            }
            surroundings.tell().accept("note: the target only reads; the checkpoint is a file");
            return file(remembering, subject);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private ValidationStore file(ValidateRequest.Remembering remembering, String subject) {
        String name = "validate-" + subject.substring(0, 12) + ".jsonl";
        String pass = surroundings.host().ids().newRunId().value();
        return FileStore.open(remembering.folder().resolve(name), pass, remembering.going());
    }

    /** Reads again what a certificate speaks of. */
    public List<CheckReport.Finding> again(CertificateCheck certificate, ValidateRequest request) {
        Pairing.Paired paired = paired(request);
        return certificate.again(snapshots(), paired.tables());
    }

    /** The migration that takes the differences away. */
    public RepairScript repair(ValidationReport report) {
        Comparing comparing = target.dialect().comparing();
        RepairScript script = new RepairScript(target.dialect().quoting(), comparing);
        for (TableOutcome outcome : report.tables()) {
            comparing
                    .table(target.session(), outcome.mapping().target().table())
                    .ifPresent(table -> script.add(outcome.mapping(), table, outcome.differences()));
        }
        return script;
    }
}
