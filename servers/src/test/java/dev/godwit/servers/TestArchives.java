package dev.godwit.servers;

import java.nio.file.Path;

/** The archives that this build brought along. */
final class TestArchives {
    private TestArchives() {}

    static Path folder() {
        return BinaryArchive.find(BinaryArchive.Wish.of(Release.postgresql(17)), BinaryFolders.candidates())
                .file()
                .resolveSibling("");
    }
}
