/**
 * What the tests of all modules share: disposable databases, an independent look at what stands in them, scenarios in
 * folders, and crashes that can be planned. Nothing here uses Godwit's own snapshots, checksums or sessions, so that an error
 * in them cannot hide itself. Start with {@link dev.godwit.testkit.ScenarioRunner}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.testkit;
