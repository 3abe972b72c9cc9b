/**
 * The documentation, held against the program: guides are executed, generated tables compared, links followed. Start at
 * {@link dev.godwit.app.docs.DocsTest}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.docs;
