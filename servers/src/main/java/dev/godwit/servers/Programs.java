package dev.godwit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of one version of a server, unpacked and known to run here.
 *
 * @param installation where they are
 * @param unprivileged how they are started
 */
record Programs(Installation installation, Unprivileged unprivileged) {
    /** A program of the installation with its arguments to come. */
    Command command(String program) {
        return Command.of(unprivileged.prefix())
                .with(installation.program(program).toString());
    }

    /**
     * Finds, unpacks and tries the programs that are wanted. The user's cache folder is preferred; the temporary folder
     * serves where that cannot be written, or forbids to execute, or cannot be read by the user the server runs as.
     *
     * @throws ServerException naming what was tried
     */
    static Programs provide(Release release, Unprivileged unprivileged) {
        BinaryArchive archive = BinaryArchive.find(BinaryArchive.Wish.of(release), BinaryFolders.candidates());
        List<String> failures = new ArrayList<>();
        for (Path folder : cacheFolders(unprivileged)) {
            try {
                Programs programs = new Programs(cache(folder).install(archive), unprivileged);
                Command.Result trial = programs.command(release.product().program())
                        .with("--version")
                        .run();
                if (trial.isSuccess()) {
                    return programs;
                }
                failures.add(folder + ": " + trial.output());
            } catch (IOException e) {
                failures.add(folder + ": " + e);
            }
        }
        String reasons = String.join("\n  ", failures);
        throw new ServerException("Cannot unpack and run " + archive.file() + ":\n  " + reasons + advice(reasons));
    }

    /** MySQL's one library that few systems have from the start. */
    private static String advice(String reasons) {
        return reasons.contains("libaio.so.1")
                ? "\nInstall the package libaio1 (libaio1t64 on newer Debian and Ubuntu, libaio on Fedora and its kin)."
                : "";
    }

    private static List<Path> cacheFolders(Unprivileged unprivileged) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "godwit-servers-" + CurrentUser.number());
        List<Path> folders = new ArrayList<>();
        if (!unprivileged.isAnotherUser()) {
            folders.add(userCache().resolve("godwit/servers"));
        }
        folders.add(temporary);
        return folders.stream().filter(Path::isAbsolute).toList();
    }

    private static Path userCache() {
        String named = System.getenv("XDG_CACHE_HOME");
        return named == null || named.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    }

    /** Refuses a folder that another user made or can write: programs are executed from it. */
    private static InstallationCache cache(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder.resolveSibling(""));
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        if (!CurrentUser.ownsAlone(folder)) {
            throw new IOException("can be written by another user");
        }
        return new InstallationCache(folder);
    }
}
