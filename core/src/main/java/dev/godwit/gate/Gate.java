package dev.godwit.gate;

/** One safeguard before a run. Stateless. */
public interface Gate {
    /** The name in events and the documentation, such as {@code destructive}. */
    String name();

    /** What it asks for, one sentence. */
    String asks();

    /** Looks at the evidence. Reads only. */
    Answer answer(GateQuestion question);
}
