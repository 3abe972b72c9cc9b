package dev.godwit.servers;

import dev.godwit.servers.MariadbOptions.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The server's variables, in the only file that it reads them from. */
final class MysqldConfiguration {
    private static final String FILE = "server.cnf";

    private MysqldConfiguration() {}

    /** What a server gets where the caller says nothing else. */
    static Map<String, String> defaults(MysqldBrand brand, MariadbOptions options) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("bind_address", "127.0.0.1");
        settings.put("skip_name_resolve", "ON"); // and so nobody at 127.0.0.1 passes for localhost's root
        settings.put("socket", "server.sock"); // relative to the data folder: a longer path may be too long
        settings.put("ssl", "OFF"); // making a key takes longer than the rest of the start
        settings.put("tmpdir", "."); // a server that starts removes what looks like its own leavings, another's as well
        settings.put("character_set_server", "utf8mb4");
        settings.put("default_time_zone", "+00:00");
        settings.putAll(brand.settings());
        settings.putAll(options.has(Trait.NO_BINARY_LOG) ? Map.of("skip_log_bin", "ON") : binaryLog(brand));
        if (!options.has(Trait.DURABLE)) {
            settings.put("innodb_flush_method", "nosync");
            settings.put("innodb_flush_log_at_trx_commit", "2"); // a killed server loses nothing, a dead machine might
            settings.putAll(brand.withoutSync());
        }
        settings.putAll(options.settings());
        return settings;
    }

    private static Map<String, String> binaryLog(MysqldBrand brand) {
        Map<String, String> settings = new TreeMap<>(brand.binaryLog());
        settings.put("log_bin", "binlog");
        settings.put("binlog_format", "ROW");
        settings.put("binlog_row_image", "FULL");
        settings.put("binlog_row_metadata", "FULL");
        return settings;
    }

    /** Where it lies. */
    static Path file(RunFolder folder) {
        return folder.path().resolve(FILE);
    }

    /** Writes the file anew; it is read at the next start. */
    static void write(RunFolder folder, Map<String, String> settings) throws IOException {
        String lines = new TreeMap<>(settings)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + quoted(setting.getValue()) + "\n")
                        .collect(Collectors.joining("", "[server]\n", ""));
        Files.writeString(file(folder), lines);
    }

    /** A value as the file wants it. */
    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }
}
