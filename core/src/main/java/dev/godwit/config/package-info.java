/**
 * The configuration: one small record per concern, read and checked once at the edge, each value with its origin. Flags come
 * before the environment, that before the project's file, that before the user's, that before the defaults. Secrets are
 * references until somebody connects. Not here: who uses the settings. Start with {@link dev.godwit.config.ConfigReader}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.config;
