package dev.godwit.app.verb;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.interop.ChangesetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Files of migrations made from something else; none that is there is written over. */
public final class NewFiles {
    private final Path folder;

    public NewFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes those that are not there yet.
     *
     * @throws GodwitException where one is there with another text; nothing is written then
     */
    public void write(List<ChangesetFile> files) {
        List<ChangesetFile> missing = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (ChangesetFile file : files) {
            Path path = folder.resolve(file.fileName());
            if (!Files.exists(path)) {
                missing.add(file);
            } else if (!text(path).equals(file.text())) {
                problems.add(Problem.of(ErrorCode.DUPLICATE_ID, path + " is there with another text")
                        .at(Place.of(path.toString()))
                        .next("move it away, or import without --changelog"));
            }
        }
        GodwitException.throwIfAny(problems);
        missing.forEach(this::write);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw unwritten(path, unreadable);
        }
    }

    private void write(ChangesetFile file) {
        Path path = folder.resolve(file.fileName());
        try {
            Files.createDirectories(folder);
            Files.writeString(path, file.text(), StandardOpenOption.CREATE_NEW);
        } catch (IOException unwritable) {
            throw unwritten(path, unwritable);
        }
    }

    private static GodwitException unwritten(Path path, IOException why) {
        return Problem.of(ErrorCode.FILE_UNREADABLE, path + ": " + why.getMessage())
                .exception();
    }
}
