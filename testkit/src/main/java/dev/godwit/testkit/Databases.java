package dev.godwit.testkit;

/** A server that makes databases for tests. */
@FunctionalInterface
public interface Databases {
    /** An empty database. */
    TestDatabase create();
}
