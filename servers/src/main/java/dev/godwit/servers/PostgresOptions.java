package dev.godwit.servers;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What kind of PostgreSQL server is wanted. Start from {@link #defaults()} and add what differs.
 *
 * @param major the major version, 14 to 18
 * @param parent the folder in which the server's own folder is made
 * @param settings server parameters by name, over those this module sets by itself
 * @param access who may connect
 * @param traits what is unusual about it
 */
public record PostgresOptions(int major, Path parent, Map<String, String> settings, Access access, Set<Trait> traits) {
    /** The major version used where none is asked for. */
    public static final int DEFAULT_MAJOR = 17;

    private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    /** What may be unusual about a server. */
    public enum Trait {
        /** Writes reach the disk before they are acknowledged; without it only a crash of the machine loses writes. */
        DURABLE,
        /** Outlives this process and is not removed by later starts; ends by {@link PostgresServer#stop()} only. */
        KEPT,
        /** As a replica it has a replication slot of its own on the primary, so that no lag can cut it off. */
        OWN_SLOT
    }

    /** Checks the names of settings and makes copies. */
    public PostgresOptions {
        settings.keySet().forEach(PostgresOptions::requireSettingName);
        settings = Map.copyOf(settings);
        traits = Set.copyOf(traits);
    }

    /** PostgreSQL 17 in the temporary folder, user {@code postgres} with a random password, not durable, not kept. */
    public static PostgresOptions defaults() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Access access = Access.withRandomPassword("postgres", "postgres");
        return new PostgresOptions(DEFAULT_MAJOR, temporary, Map.of(), access, Set.of());
    }

    /** Another major version, 14 to 18. */
    public PostgresOptions version(int wantedMajor) {
        return new PostgresOptions(wantedMajor, parent, settings, access, traits);
    }

    /** Another folder for the server's own folder; it must exist. */
    public PostgresOptions under(Path folder) {
        return new PostgresOptions(major, folder.toAbsolutePath(), settings, access, traits);
    }

    /** One more server parameter. */
    public PostgresOptions setting(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new PostgresOptions(major, parent, more, access, traits);
    }

    /** Another name for the superuser. */
    public PostgresOptions user(String name) {
        return with(access.ofUser(name));
    }

    /** A given password instead of a random one. */
    public PostgresOptions password(String password) {
        return with(access.withPassword(password));
    }

    /** A database of one's own instead of {@code postgres}. */
    public PostgresOptions database(String name) {
        return with(access.toDatabase(name));
    }

    /** See {@link Trait#DURABLE}. */
    public PostgresOptions durable() {
        return with(Trait.DURABLE);
    }

    /** See {@link Trait#KEPT}. */
    public PostgresOptions kept() {
        return with(Trait.KEPT);
    }

    /** See {@link Trait#OWN_SLOT}. */
    public PostgresOptions ownSlot() {
        return with(Trait.OWN_SLOT);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    PostgresOptions with(Access otherAccess) {
        return new PostgresOptions(major, parent, settings, otherAccess, traits);
    }

    private PostgresOptions with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new PostgresOptions(major, parent, settings, access, more);
    }

    private static void requireSettingName(String name) {
        if (!SETTING_NAME.matcher(name).matches()) {
            throw new ServerException("Not the name of a server parameter: " + name);
        }
    }
}
