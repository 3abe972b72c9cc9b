/**
 * When a database may be changed: windows of the week and frozen days, in a time zone of their own. Pure; the moment is
 * always given. Start with {@link dev.godwit.window.Windows}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.window;
