package dev.godwit.app.verb;

import dev.godwit.engine.Watch;
import dev.godwit.guard.GuardVerdict;
import dev.godwit.host.Host;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.live.ValidationStore;
import dev.godwit.verify.mapping.Pairing;
import dev.godwit.verify.run.Validation;
import dev.godwit.verify.run.ValidationReport;

/** Compares two databases: pairs their tables, runs the checks, keeps the checkpoint. One thread, one use. */
public final class Validating {
    private final Host host;
    private final Target source;
    private final Target target;
    private final Progress progress;
    private final String version;

    /**
     * @param progress who is told how it goes on
     * @param version of the program
     */
    public Validating(Host host, Target source, Target target, Progress progress, String version) {
        this.host = host;
        this.source = source;
        this.target = target;
        this.progress = progress;
        this.version = version;
    }

    /** Validates. */
    public ValidationReport run(ValidateRequest request) {
        Sides sides = new Sides(
                new Side("source", source.dialect(), source.database()),
                new Side("target", target.dialect(), target.database()));
        Pairing.Paired paired = Pairing.pair(request.mapping(), sides.source(), sides.target(), request.tables());
        boolean one = Validation.oneDatabase(Validation.party(sides.source()), Validation.party(sides.target()));
        Watch watch = () -> new GuardVerdict.Proceed(0);
        LiveContext context = new LiveContext(
                host,
                new Snapshots(sides, one, host.time()),
                request.settings(),
                watch,
                ValidationStore.none(),
                progress);
        return new Validation(context, version).run(paired, request.checks());
    }
}
