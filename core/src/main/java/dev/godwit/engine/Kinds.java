package dev.godwit.engine;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.Step;
import java.util.List;

/** The kinds of steps that there are, by name. */
public final class Kinds {
    private final List<ExecutableKind<?>> all;

    public Kinds(List<ExecutableKind<?>> all) {
        this.all = List.copyOf(all);
    }

    /** All of them, in the order of the list. */
    public List<ExecutableKind<?>> all() {
        return all;
    }

    /** The kind of that name; GW-2015 where there is none. */
    public ExecutableKind<?> of(String name) {
        return all.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(ErrorCode.PLAN_WRONG, "there is no kind of step named " + name)
                        .exception());
    }

    /** The kind of a step, with its type. */
    @SuppressWarnings("unchecked")
    public <S extends Step> ExecutableKind<S> of(S step) {
        return (ExecutableKind<S>) of(step.kind());
    }
}
