package dev.godwit.app.verb;

import dev.godwit.engine.Kinds;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans as files. */
public final class PlanFiles {
    private final PlanJson form;

    public PlanFiles(Kinds kinds) {
        this.form = new PlanJson(kinds.all());
    }

    /**
     * Reads a plan and checks its hash.
     *
     * @throws dev.godwit.fault.GodwitException GW-2001 where it cannot be read, GW-2015 where it was tampered with
     */
    public Plan read(Path file) {
        try {
            return form.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, "the plan cannot be read: " + e.getMessage())
                    .at(Place.of(file.toString()))
                    .exception();
        }
    }
}
