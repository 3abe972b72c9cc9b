package dev.godwit.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * What a run folder says about itself, readable by its user only.
 *
 * @param owner the process that started the server
 * @param isKept whether the server outlives that process
 * @param release which server it is
 * @param port where it listens
 * @param access who may connect
 */
record OwnerFile(Owner owner, boolean isKept, Release release, int port, Access access) {
    private static final String NAME = "owner";

    /**
     * A process, told from a later one of the same number.
     *
     * @param pid its number
     * @param started when it started, opaque
     */
    record Owner(long pid, String started) {
        /** This process. */
        static Owner current() {
            ProcessHandle process = ProcessHandle.current();
            return new Owner(
                    process.pid(),
                    process.info().startInstant().map(Object::toString).orElse("unknown"));
        }
    }

    /** Writes the file at once or not at all. */
    void write(Path folder) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(owner.pid()));
        properties.setProperty("started", owner.started());
        properties.setProperty("kept", Boolean.toString(isKept));
        properties.setProperty("product", release.product().name());
        properties.setProperty("major", release.version());
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("user", access.user());
        properties.setProperty("password", access.password());
        properties.setProperty("database", access.database());
        StringWriter text = new StringWriter();
        properties.store(text, "Owner of this disposable server. Contains its password.");
        Path unfinished = folder.resolve(NAME + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text.toString());
        Files.move(
                unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The facts about a kept server of another process.
     *
     * @throws ServerException when there is none of this product
     */
    static OwnerFile ofKept(Path folder, Product product) {
        try {
            return read(folder)
                    .filter(OwnerFile::isKept)
                    .filter(facts -> facts.release().product() == product)
                    .orElseThrow(() -> new ServerException("No kept server in " + folder + "."));
        } catch (IOException e) {
            throw new ServerException("Cannot read the server's folder " + folder + ": " + e, e);
        }
    }

    /** Reads the file; empty when there is none. */
    static Optional<OwnerFile> read(Path folder) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(NAME))) {
            properties.load(reader);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        return Optional.of(parse(properties, folder));
    }

    private static OwnerFile parse(Properties properties, Path folder) throws IOException {
        try {
            return new OwnerFile(
                    new Owner(Long.parseLong(properties.getProperty("pid")), properties.getProperty("started")),
                    Boolean.parseBoolean(properties.getProperty("kept")),
                    new Release(
                            Product.valueOf(properties.getProperty("product", Product.POSTGRESQL.name())),
                            properties.getProperty("major")),
                    Integer.parseInt(properties.getProperty("port")),
                    new Access(
                            properties.getProperty("user"),
                            properties.getProperty("password"),
                            properties.getProperty("database")));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException("not an owner file: " + folder.resolve(NAME), e);
        }
    }
}
