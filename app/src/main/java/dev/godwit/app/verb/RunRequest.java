package dev.godwit.app.verb;

import dev.godwit.engine.Engine;
import dev.godwit.gate.GateQuestion.Operator;
import java.time.Duration;

/**
 * How a plan is to be run.
 *
 * @param verb for the record: {@code apply}, {@code rollback}, {@code backfill}
 * @param operator who asks, and what they confirmed
 * @param leasePatience how long to poll where another run holds the lease
 * @param patience how long a run may wait before it ends with a temporary failure
 */
public record RunRequest(String verb, Operator operator, Duration leasePatience, Engine.Patience patience) {}
