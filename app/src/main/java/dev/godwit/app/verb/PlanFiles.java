package dev.godwit.app.verb;

import dev.godwit.engine.Kinds;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Fingerprint;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlanJson;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        try (Reader text = Files.newBufferedReader(file)) {
            return form.read(text, file.toString());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What names a plan. */
    public Fingerprint hash(Plan plan) {
        return form.hash(plan);
    }

    /** Writes a plan, for anybody to read. */
    public void write(Plan plan, Path file) {
        ApprovalFiles.write(file, out -> form.write(plan, out));
    }

    private static GodwitException unreadable(Path file, IOException e) {
        return Problem.of(
                        ErrorCode.FILE_UNREADABLE,
                        "the plan cannot be read: "
                                + (e instanceof NoSuchFileException ? "there is no such file" : e.getMessage()))
                .at(Place.of(file.toString()))
                .exception();
    }
}
