package dev.godwit.servers;

import java.nio.file.Path;

/**
 * An unpacked server, ready to run.
 *
 * @param home the folder with bin/, lib/ and share/
 */
record Installation(Path home) {
    /** The path of one of its programs: {@code initdb}, {@code pg_ctl} or {@code postgres}. */
    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }
}
