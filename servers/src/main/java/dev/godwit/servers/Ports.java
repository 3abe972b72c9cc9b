package dev.godwit.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for servers to listen on. */
final class Ports {
    /** Loopback only: nobody else is to reach a server of ours. */
    static final String HOST = "127.0.0.1";

    /** How many are tried in a row. */
    static final int TRIES = 5;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Ports() {}

    /** The operating system's choice; another process may take it before the server does. */
    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    /** All of them were taken by others. */
    static ServerException allTaken() {
        return new ServerException(TRIES + " ports in a row were taken by others before the server could bind them.");
    }
}
