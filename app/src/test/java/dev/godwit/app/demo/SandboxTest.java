package dev.godwit.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.app.demo.Sandbox.Wish;
import dev.godwit.fault.GodwitException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxTest {
    private static final int END_MILLIS = 20_000;
    private static final int CONNECT_MILLIS = 5_000;
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    @Test
    void aMariadbListensWhereItsUrlSaysUntilInterrupted() throws Exception {
        PipedOutputStream urls = new PipedOutputStream();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new PipedInputStream(urls), StandardCharsets.UTF_8));
        Sandbox sandbox = new Sandbox(new PrintStream(urls, true, StandardCharsets.UTF_8), NOWHERE);
        Thread running = new Thread(() -> sandbox.mariadb(new Wish("11.4", false)));
        running.start();
        URI url = URI.create(lines.readLine());
        assertThat(url.getScheme()).isEqualTo("mariadb");
        assertThat(url.getUserInfo()).startsWith("godwit:");
        assertThat(url.getPath()).isEqualTo("/godwit");
        InetSocketAddress place = new InetSocketAddress(url.getHost(), url.getPort());
        connect(place);
        running.interrupt();
        running.join(END_MILLIS);
        assertThat(running.isAlive()).isFalse();
        assertThatThrownBy(() -> connect(place)).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, 13, '--version must be from 14 to 18, not 13'",
        "postgresql, latest, '--version must be from 14 to 18, not latest'",
        "mariadb, 10.11, '--version must be 11.4, not 10.11'",
        "mysql, 9, '--version must be 8.0, not 9'"
    })
    void refusesVersionsThatCannotBeHad(String product, String version, String message) {
        Sandbox sandbox = new Sandbox(NOWHERE, NOWHERE);
        Wish wish = new Wish(version, false);
        assertThatThrownBy(() -> {
                    switch (product) {
                        case "postgresql" -> sandbox.postgresql(wish);
                        case "mariadb" -> sandbox.mariadb(wish);
                        default -> sandbox.mysql(wish);
                    }
                })
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aMysqlHasNoReplica() {
        assertThatThrownBy(() -> new Sandbox(NOWHERE, NOWHERE).mysql(new Wish(null, true)))
                .isInstanceOf(GodwitException.class)
                .hasMessageContaining("a disposable MySQL has no replica");
    }

    private static void connect(InetSocketAddress place) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(place, CONNECT_MILLIS);
        }
    }
}
