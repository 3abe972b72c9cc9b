package dev.godwit.app;

import java.util.Objects;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Prints the version. */
    public static void main(String[] arguments) {
        String version = Main.class.getPackage().getImplementationVersion();
        System.out.println("godwit " + Objects.requireNonNullElse(version, "(not packaged)"));
    }
}
