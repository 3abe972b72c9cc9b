package dev.godwit.bench;

import java.nio.file.Path;

/** Where things lie in the checkout. */
final class Project {
    private Project() {}

    /** The script that starts Godwit. */
    static Path launcher() {
        return root().resolve("godwit");
    }

    /** The program itself. */
    static Path jar() {
        return root().resolve("app/target/godwit.jar");
    }

    private static Path root() {
        return Path.of(System.getProperty("godwit.root", "")).toAbsolutePath();
    }
}
