package dev.godwit.servers;

import org.jspecify.annotations.Nullable;

/** Lets a server that is not kept go with the orderly end of this process. */
final class EndOfProcess {
    private final @Nullable Thread hook;

    private EndOfProcess(@Nullable Thread hook) {
        this.hook = hook;
    }

    /** Sees to it that the folder and its server go; does nothing for a kept one. */
    static EndOfProcess of(RunFolder folder, OwnerFile facts) {
        if (facts.isKept()) {
            return new EndOfProcess(null);
        }
        Thread hook = new Thread(folder::destroy, "godwit-server-end");
        Runtime.getRuntime().addShutdownHook(hook);
        return new EndOfProcess(hook);
    }

    /** The server is ended by somebody else. */
    void forget() {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException processIsEnding) {
                return; // the hook runs beside us; both tolerate what the other has done
            }
        }
    }
}
