/**
 * What each verb does with core: open the target, compare files and ledger, plan, ask the gates, run. No option parsing and no
 * printing. Start with {@link dev.godwit.app.verb.Target}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.app.verb;
