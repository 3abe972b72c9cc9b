package dev.godwit.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands with what they need: each takes the root in its constructor. */
final class Commands implements IFactory {
    private final Godwit root;
    private final IFactory fallback = CommandLine.defaultFactory();

    Commands(Godwit root) {
        this.root = root;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.getDeclaredConstructor(Godwit.class).newInstance(root);
        } catch (NoSuchMethodException notACommandOfOurs) {
            return fallback.create(type);
        }
    }
}
