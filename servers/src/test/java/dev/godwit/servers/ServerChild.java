package dev.godwit.servers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that starts a server, prints the server's folder, and lives until its input ends or it is killed. */
final class ServerChild {
    private ServerChild() {}

    /** Arguments: the parent folder, {@code kept} or {@code swept}, and the product. */
    public static void main(String[] arguments) throws IOException {
        Path parent = Path.of(arguments[0]);
        boolean isKept = arguments[1].equals("kept");
        Server server = arguments[2].equals("mariadb") ? mariadb(parent, isKept) : postgresql(parent, isKept);
        System.out.println(server.folder());
        System.in.read();
    }

    private static Server postgresql(Path parent, boolean isKept) {
        PostgresOptions options = PostgresOptions.defaults().under(parent);
        return PostgresServer.start(isKept ? options.kept() : options);
    }

    private static Server mariadb(Path parent, boolean isKept) {
        MariadbOptions options = MariadbOptions.defaults().under(parent);
        return MariadbServer.start(isKept ? options.kept() : options);
    }

    /** Starts the process; the words of the prefix come before the command line, to change the user for instance. */
    static Process start(List<String> prefix, Path archives, String classPath, List<String> arguments)
            throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
        words.add("-D" + BinaryFolders.PROPERTY + "=" + archives);
        words.addAll(List.of("-cp", classPath, ServerChild.class.getName()));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.directory(new File("/")).environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /** The folder the child printed once its server was up. */
    static Path folderOf(Process child) throws IOException {
        BufferedReader output =
                new BufferedReader(new java.io.InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the child ended without a server; see its error output");
        }
        return Path.of(line);
    }
}
