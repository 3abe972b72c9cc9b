/** Tests of the command line and of what is packaged. */
@org.jspecify.annotations.NullMarked
package dev.godwit.app;
