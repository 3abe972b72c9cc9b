package dev.godwit.plan;

/** One step of a plan: what to do, not how. A record per kind; open set. */
public interface Step {
    /** Unique within its migration, such as {@code backfill-risk-score}; letters, digits, _ and -. */
    String id();

    /** The name of its {@link StepKind}. */
    String kind();
}
