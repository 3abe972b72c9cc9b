package dev.godwit.config;

import dev.godwit.fault.DidYouMean;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, checked.
 *
 * @param environments by name
 * @param selected the database that is meant; null where nothing says which
 * @param selectedOrigin what said which
 * @param migrations the folder of migrations, as typed
 * @param emergencyStop a file whose presence ends every run
 * @param progressFile where a run writes how far it is, as typed
 * @param output {@code text}, {@code json}, {@code jsonl} or {@code markdown}
 * @param settings every value with its origin, by path
 * @param notes what a person should know, and what stops nothing
 */
public record Configuration(
        SortedMap<String, Environment> environments,
        @Nullable Environment selected,
        Origin selectedOrigin,
        Path migrations,
        Path emergencyStop,
        Path progressFile,
        String output,
        GuardLimits guards,
        LockLimits locks,
        BackfillDefaults backfill,
        LintSettings lint,
        List<Setting> settings,
        List<String> notes) {
    public Configuration {
        environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
        settings = List.copyOf(settings);
        notes = List.copyOf(notes);
    }

    /** The database that is meant. GW-1003 where nothing says which. */
    public Environment target() {
        if (selected != null) {
            return selected;
        }
        String known = environments.isEmpty() ? "" : "; environments are " + String.join(", ", environments.keySet());
        throw Problem.of(ErrorCode.URL_WRONG, "no database is named" + known)
                .next("give --url postgresql://user@host:port/database or --env NAME")
                .exception();
    }

    /** The environment of that name. GW-2018 where there is none. */
    public Environment environment(String name) {
        Environment found = environments.get(name);
        if (found == null) {
            List<String> names = new ArrayList<>(environments.keySet());
            throw Problem.of(ErrorCode.NOT_FOUND, "no environment is called " + name + DidYouMean.hint(name, names))
                    .next("add it to " + ConfigSources.FILE + ", or give --url")
                    .exception();
        }
        return found;
    }
}
