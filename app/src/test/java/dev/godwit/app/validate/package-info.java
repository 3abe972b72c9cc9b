/** The verb that compares databases, on real servers. */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.validate;
