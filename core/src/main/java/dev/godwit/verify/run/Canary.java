package dev.godwit.verify.run;

import dev.godwit.verify.CheckReport;
import java.util.List;

/** Plants a difference in the comparison's own input, which it must see before anybody believes that there is none. */
public final class Canary {
    private Canary() {}

    /**
     * How it came out.
     *
     * @param seen whether every planted difference was seen
     * @param findings what was planted where, and what was not seen
     */
    public record Result(boolean seen, List<CheckReport.Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }
}
