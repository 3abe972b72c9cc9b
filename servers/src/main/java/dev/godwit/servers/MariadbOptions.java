package dev.godwit.servers;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What kind of MariaDB server is wanted. Start from {@link #defaults()} and add what differs.
 *
 * @param version how the version begins, such as {@code 11.4}
 * @param parent the folder in which the server's own folder is made
 * @param settings server variables by name, with underscores, over those this module sets by itself
 * @param access who may connect
 * @param traits what is unusual about it
 */
public record MariadbOptions(
        String version, Path parent, Map<String, String> settings, Access access, Set<Trait> traits) {
    /** The version used where none is asked for. */
    public static final String DEFAULT_VERSION = "11.4";

    private static final Pattern SETTING_NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** What may be unusual about a server. */
    public enum Trait {
        /** Writes reach the disk before they are acknowledged; without it only a crash of the machine loses writes. */
        DURABLE,
        /** Outlives this process and is not removed by later starts; ends by {@link MariadbServer#stop()} only. */
        KEPT,
        /** Writes no binary log, so that it can have no replica. */
        NO_BINARY_LOG
    }

    /** Checks the names of settings and makes copies. */
    public MariadbOptions {
        settings.keySet().forEach(MariadbOptions::requireSettingName);
        settings = Map.copyOf(settings);
        traits = Set.copyOf(traits);
    }

    /** MariaDB 11.4 in the temporary folder, user and database {@code godwit} with a random password, not durable. */
    public static MariadbOptions defaults() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Access access = Access.withRandomPassword("godwit", "godwit");
        return new MariadbOptions(DEFAULT_VERSION, temporary, Map.of(), access, Set.of());
    }

    /** Another version. */
    public MariadbOptions version(String wanted) {
        return new MariadbOptions(wanted, parent, settings, access, traits);
    }

    /** Another folder for the server's own folder; it must exist. */
    public MariadbOptions under(Path folder) {
        return new MariadbOptions(version, folder.toAbsolutePath(), settings, access, traits);
    }

    /** One more server variable. */
    public MariadbOptions setting(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new MariadbOptions(version, parent, more, access, traits);
    }

    /** Its number among servers that replicate; 1 where nothing is said. */
    public MariadbOptions serverId(int number) {
        return setting("server_id", Integer.toString(number));
    }

    /** Runs the events of its databases. */
    public MariadbOptions eventScheduler() {
        return setting("event_scheduler", "ON");
    }

    /** Another name for the user. */
    public MariadbOptions user(String name) {
        return with(access.ofUser(name));
    }

    /** A given password instead of a random one. */
    public MariadbOptions password(String password) {
        return with(access.withPassword(password));
    }

    /** Another database in the URL. */
    public MariadbOptions database(String name) {
        return with(access.toDatabase(name));
    }

    /** See {@link Trait#DURABLE}. */
    public MariadbOptions durable() {
        return with(Trait.DURABLE);
    }

    /** See {@link Trait#KEPT}. */
    public MariadbOptions kept() {
        return with(Trait.KEPT);
    }

    /** See {@link Trait#NO_BINARY_LOG}. */
    public MariadbOptions withoutBinaryLog() {
        return with(Trait.NO_BINARY_LOG);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    MariadbOptions with(Access otherAccess) {
        return new MariadbOptions(version, parent, settings, otherAccess, traits);
    }

    private MariadbOptions with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new MariadbOptions(version, parent, settings, access, more);
    }

    private static void requireSettingName(String name) {
        if (!SETTING_NAME.matcher(name).matches()) {
            throw new ServerException("Not the name of a server variable: " + name);
        }
    }
}
