package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The server's parameters, in a file of ours that the server's own configuration includes. */
final class ServerConfiguration {
    private static final String FILE = "godwit.conf";

    private ServerConfiguration() {}

    /** What a server gets where the caller says nothing else. */
    static Map<String, String> defaults(PostgresOptions options) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", ""); // a path in a deep folder is longer than a socket's may be
        settings.put("wal_level", "logical");
        settings.put("max_wal_senders", "10");
        settings.put("max_replication_slots", "10");
        settings.put("wal_keep_size", "256MB"); // a replica without a slot may fall this far behind
        settings.put("dynamic_shared_memory_type", "mmap"); // dies with the folder; /dev/shm is tiny in containers
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // Full page writes stay on: a killed server can leave half a page even while the machine lives on.
        settings.put("fsync", options.has(PostgresOptions.Trait.DURABLE) ? "on" : "off");
        settings.putAll(options.settings());
        return settings;
    }

    /** Makes the server's own configuration read ours. */
    static void include(Path data) throws IOException {
        String line = "\ninclude '" + FILE + "'\n";
        Files.writeString(data.resolve("postgresql.conf"), line, StandardOpenOption.APPEND);
    }

    /** Writes our file anew; it is read at the next start. */
    static void write(Path data, Map<String, String> settings) throws IOException {
        String lines = new TreeMap<>(settings)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
                        .collect(Collectors.joining());
        Files.writeString(data.resolve(FILE), lines);
    }

    /** A value as the configuration file wants it. */
    static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
