package dev.godwit.servers;

import java.nio.file.Path;

/** The archives that this build brought along. */
final class TestArchives {
    private TestArchives() {}

    static Path folder() {
        return BinaryArchive.find(17, Platform.current(), BinaryFolders.candidates())
                .jar()
                .resolveSibling("");
    }
}
