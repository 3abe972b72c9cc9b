/**
 * The demonstration: a shop's database on disposable servers, an application that works on it all the time and remembers every
 * write that was acknowledged, and Godwit's own command line, started as a person would start it. It plays a foreign
 * application, so it speaks JDBC and knows nothing of core but its exit codes and its journal table. Start with
 * {@link dev.godwit.app.demo.Demo}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.demo;
