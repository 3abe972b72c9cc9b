/**
 * What happened, as one ordered stream of sealed events. Console, JSON lines, progress.json, the journal table and reports
 * are folds of the same records. Start with {@link dev.godwit.event.Event}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.event;
