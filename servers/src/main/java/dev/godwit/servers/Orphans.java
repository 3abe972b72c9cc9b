package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Removes servers whose owner was killed before it could: stops the server if it still runs and deletes its folder. */
final class Orphans {
    /** A folder without an owner file is being made, or its maker died within the first second. */
    private static final Duration MAKING = Duration.ofMinutes(10);

    private Orphans() {}

    /** Sweeps the run folders of this user in a parent folder. Those of living owners and kept ones stay. */
    static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, RunFolder.NAMES)) {
            for (Path folder : folders) {
                sweepUnlessGone(folder);
            }
        }
    }

    private static void sweepUnlessGone(Path folder) throws IOException {
        try {
            if (CurrentUser.ownsAlone(folder) && isSweepable(folder)) {
                RunFolder.ifOrphaned(folder, () -> RunFolder.attach(folder).destroy());
            }
        } catch (NoSuchFileException gone) {
            return; // another process swept it, or its owner ended it
        }
    }

    /** Our own folders are never asked for their lock: asking and closing the file would let go of it. */
    private static boolean isSweepable(Path folder) throws IOException {
        Optional<OwnerFile> owner = OwnerFile.read(folder);
        if (owner.isPresent()) {
            return !owner.get().isKept() && !owner.get().owner().equals(OwnerFile.Owner.current());
        }
        return Files.getLastModifiedTime(folder)
                .toInstant()
                .isBefore(Instant.now().minus(MAKING));
    }
}
