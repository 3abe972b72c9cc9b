package dev.godwit.app;

import dev.godwit.config.Configuration;
import dev.godwit.config.Reference;
import dev.godwit.db.Database;
import dev.godwit.dialect.Dialect;
import dev.godwit.steps.Elsewhere;

/** The databases that a plan can name beside its own: environments of the configuration, and URLs. */
final class PlanPlaces implements Elsewhere {
    private static final String SCHEME = "://";
    private static final String REFERENCE = "${";

    private final Wiring wiring;
    private final Configuration configuration;

    PlanPlaces(Wiring wiring, Configuration configuration) {
        this.wiring = wiring;
        this.configuration = configuration;
    }

    private Reference url(String name) {
        return name.contains(SCHEME) || name.startsWith(REFERENCE)
                ? new Reference(name)
                : configuration.environment(name).url();
    }

    @Override
    public Dialect dialect(String name) {
        Reference url = url(name);
        int end = url.text().indexOf(SCHEME);
        return end < 0 || url.text().startsWith(REFERENCE)
                ? wiring.location(url).dialect()
                : wiring.dialect(url.text().substring(0, end));
    }

    @Override
    public Database database(String name) {
        Wiring.Location location = wiring.location(url(name));
        return location.dialect().database(location.url());
    }
}
