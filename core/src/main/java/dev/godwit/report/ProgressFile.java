package dev.godwit.report;

import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.Journal;
import dev.godwit.host.Crash;
import dev.godwit.host.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a file with how far the run is. It is written beside and renamed, so that a reader sees the old one or the new one
 * and never half of either. A file that cannot be written is told once and does not hold up the run. Used by one thread at a
 * time.
 */
public final class ProgressFile implements Journal.Sink {
    /** Readers poll; more often than this nobody looks. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Path file;
    private final Crash crash;
    private final Consumer<String> complaints;
    private final Progress progress = new Progress();
    private @Nullable Instant written;
    private boolean complained;

    /** @param complaints takes one line where the file cannot be written */
    public ProgressFile(Path file, Crash crash, Consumer<String> complaints) {
        this.file = file.toAbsolutePath();
        this.crash = crash;
        this.complaints = complaints;
    }

    @Override
    public void accept(Entry entry) {
        progress.accept(entry);
        boolean turn = entry.event() instanceof Event.RunStarted
                || entry.event() instanceof Event.RunEnded
                || (written != null && Duration.between(written, entry.at()).compareTo(EVERY) >= 0);
        if (turn && !complained) {
            written = entry.at();
            write(ProgressJson.of(progress.snapshot(entry.at()), entry));
        }
    }

    private void write(String text) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            WholeFile.write(file, text, crash);
        } catch (IOException unwritable) {
            complained = true;
            complaints.accept("warning: " + file + " cannot be written: " + unwritable.getMessage());
        }
    }
}
