package dev.godwit.servers;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the server's programs are started: they refuse to run as root. A user namespace without a mapping makes root look
 * like nobody to them while all files stay root's; where the kernel or a container forbids it, they run as nobody, and the
 * data folder is given to nobody.
 */
enum Unprivileged {
    AS_IS,
    USER_NAMESPACE("unshare", "-U"),
    SETPRIV("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
    RUNUSER("runuser", "-u", "nobody", "--");

    /** The number of the user and group nobody. */
    static final int NOBODY = 65534;

    private final List<String> prefix;

    Unprivileged(String... prefix) {
        this.prefix = List.of(prefix);
    }

    /** The words before a program's own command line. */
    List<String> prefix() {
        return prefix;
    }

    /** Whether programs run as another user, who must be able to read the installation and own the data. */
    boolean isAnotherUser() {
        return this == SETPRIV || this == RUNUSER;
    }

    /**
     * The first way that works here.
     *
     * @throws ServerException when we are root and there is no way to be less
     */
    static Unprivileged probe() {
        if (!CurrentUser.isRoot()) {
            return AS_IS;
        }
        return Stream.of(USER_NAMESPACE, SETPRIV, RUNUSER)
                .filter(way -> Command.of(way.prefix()).with("true").succeeds())
                .findFirst()
                .orElseThrow(() -> new ServerException("PostgreSQL refuses to run as root, and neither `unshare -U` nor"
                        + " `setpriv` nor `runuser` works here. Run Godwit as an ordinary user."));
    }
}
