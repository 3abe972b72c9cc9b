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

    /** Arguments: the parent folder, and {@code kept} or {@code swept}. */
    public static void main(String[] arguments) throws IOException {
        PostgresOptions options = PostgresOptions.defaults().under(Path.of(arguments[0]));
        PostgresServer server = PostgresServer.start(arguments[1].equals("kept") ? options.kept() : options);
        System.out.println(server.folder());
        System.in.read();
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
