package dev.godwit.testkit;

import dev.godwit.testkit.PostgresMessages.Message;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One end of a connection to PostgreSQL. */
final class PostgresLineEnd implements LineEnd<Message> {
    private static final String WITHOUT_ANSWER = "PBDE";

    private final PostgresMessages messages;
    private final Map<String, String> prepared = new HashMap<>();
    private String bound = "";

    PostgresLineEnd(Socket socket) throws IOException {
        this.messages = new PostgresMessages(socket);
    }

    @Override
    public void begin(LineEnd<Message> server) throws IOException {
        ((PostgresLineEnd) server).messages.startUp(messages.startUp());
    }

    @Override
    public Message read() throws IOException {
        return messages.read();
    }

    @Override
    public void write(Message message) throws IOException {
        messages.write(message);
    }

    @Override
    public void flush() throws IOException {
        messages.flush();
    }

    @Override
    public boolean asks(Message message) {
        return WITHOUT_ANSWER.indexOf(message.type()) < 0;
    }

    /** Whatever way it comes: simple, or prepared long ago and only executed now. */
    @Override
    public Optional<String> executes(Message message) {
        switch (message.type()) {
            case 'Q' -> {
                return Optional.of(message.text(0));
            }
            case 'E' -> {
                return Optional.of(bound);
            }
            case 'P' -> prepared.put(message.text(0), message.secondText());
            case 'B' -> bound = prepared.getOrDefault(message.secondText(), "");
            default -> {}
        }
        return Optional.empty();
    }

    @Override
    public boolean endsAnswer(Message message) {
        return message.type() == 'Z';
    }

    @Override
    public void cut() {
        messages.cut();
    }
}
