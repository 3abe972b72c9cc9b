package dev.godwit.servers;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where server archives may lie: said by property, beside the program, or in the build of this repository. */
final class BinaryFolders {
    /** The system property that names the folder; nothing else is looked at where it is set. */
    static final String PROPERTY = "godwit.servers.binaries";

    /** The system property that the build sets to the root of the repository. */
    static final String ROOT_PROPERTY = "godwit.root";

    private BinaryFolders() {}

    /** All candidates, best first; they need not exist. */
    static List<Path> candidates() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return List.of(Path.of(named));
        }
        List<Path> folders = new ArrayList<>();
        codeLocation().ifPresent(code -> folders.addAll(besideCode(code)));
        folders.add(inRepository(Path.of(System.getProperty(ROOT_PROPERTY, ""))));
        return folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    /** The packaged program has lib/ and servers/ side by side; in the build the archives lie in target/binaries. */
    private static List<Path> besideCode(Path code) {
        return List.of(code.resolve("../../servers"), code.resolve("../servers"), code.resolve("../binaries"));
    }

    private static Path inRepository(Path root) {
        return root.resolve("servers/target/binaries");
    }

    private static Optional<Path> codeLocation() {
        CodeSource source = BinaryFolders.class.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new ServerException("Cannot tell where the program lies: " + source.getLocation(), e);
        }
    }
}
