package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server that the build brought along, never on the class path.
 *
 * @param file where it is
 * @param product what it holds
 * @param version such as {@code 17.11.0}
 * @param platform what it runs on
 */
record BinaryArchive(Path file, Product product, String version, Platform platform) {
    /** The name of its unpacked form. */
    String name() {
        return product.word() + "-" + version + "-" + platform.name();
    }

    /**
     * What is wanted.
     *
     * @param release server and version
     * @param platform what it must run on
     */
    record Wish(Release release, Platform platform) {
        /** For this machine. */
        static Wish of(Release release) {
            return new Wish(release, Platform.current());
        }

        private Optional<BinaryArchive> match(Product.FileName name, Path file) {
            Pattern pattern = Pattern.compile(Pattern.quote(name.prefix()) + "(" + Pattern.quote(release.version())
                    + "\\.[0-9.]+)" + Pattern.quote(name.suffix()));
            Matcher matcher = pattern.matcher(file.getFileName().toString());
            return matcher.matches()
                    ? Optional.of(new BinaryArchive(file, release.product(), matcher.group(1), platform))
                    : Optional.empty();
        }
    }

    /**
     * The newest archive of a series in the first folder that has one.
     *
     * @throws ServerException naming all places that were looked at
     */
    static BinaryArchive find(Wish wish, List<Path> folders) {
        Product.FileName name = wish.release()
                .product()
                .fileName(wish.platform())
                .orElseThrow(() -> new ServerException("There is no disposable " + wish.release() + " for "
                        + wish.platform().name() + "."));
        return folders.stream()
                .flatMap(folder -> newest(wish, name, folder).stream())
                .findFirst()
                .orElseThrow(() -> missing(wish, name, folders));
    }

    private static Optional<BinaryArchive> newest(Wish wish, Product.FileName name, Path folder) {
        return list(folder)
                .flatMap(file -> wish.match(name, file).stream())
                .max(Comparator.comparing(
                        archive -> Runtime.Version.parse(archive.version().replaceAll("(\\.0)+$", ""))));
    }

    private static Stream<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (IOException e) {
            throw new ServerException("Cannot read the folder of server archives " + folder + ": " + e, e);
        }
    }

    private static ServerException missing(Wish wish, Product.FileName name, List<Path> folders) {
        StringBuilder message = new StringBuilder("No ").append(wish.release());
        message.append(" for ").append(wish.platform().name());
        message.append(". Looked for ")
                .append(name.prefix())
                .append(wish.release().version());
        message.append(".*").append(name.suffix()).append(" in");
        folders.forEach(folder ->
                message.append("\n  ").append(folder).append(Files.isDirectory(folder) ? "" : " (no such folder)"));
        message.append("\nBuild with `" + wish.release().product().build() + "`, or name the folder with -D")
                .append(BinaryFolders.PROPERTY)
                .append("=FOLDER.");
        return new ServerException(message.toString());
    }
}
