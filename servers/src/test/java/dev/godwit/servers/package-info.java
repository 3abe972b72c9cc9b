/** Tests of the disposable servers, on real ones. */
@org.jspecify.annotations.NullMarked
package dev.godwit.servers;
