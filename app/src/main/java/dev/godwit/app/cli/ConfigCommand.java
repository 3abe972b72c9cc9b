package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.config.Configuration;
import dev.godwit.config.Environment;
import dev.godwit.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit config}. */
@Command(name = "config", description = "prints the settings that are in force; secrets stay references")
final class ConfigCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    @Option(names = "--origin", description = "says where each value comes from")
    boolean origin;

    ConfigCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Configuration configuration = root.configuration();
        configuration.notes().forEach(note -> root.tell("warning: " + note));
        List<Setting> settings = settings(configuration);
        if (root.json()) {
            Documents.print(root, json(settings));
        } else {
            settings.forEach(setting -> root.terminal().out().println(line(setting)));
        }
        return 0;
    }

    /** With the database that is meant, which several settings decide together. */
    private static List<Setting> settings(Configuration configuration) {
        List<Setting> settings = new ArrayList<>();
        Environment selected = configuration.selected();
        if (selected != null) {
            settings.add(new Setting("database", selected.url().toString(), configuration.selectedOrigin()));
        }
        settings.addAll(configuration.settings());
        return settings;
    }

    private String line(Setting setting) {
        String line = setting.path() + " = " + setting.value();
        return origin ? line + "  (" + setting.origin() + ")" : line.stripTrailing();
    }

    private static ObjectNode json(List<Setting> settings) {
        ObjectNode document = JSON.createObjectNode().put("schema", "godwit.config/1");
        ArrayNode list = document.putArray("settings");
        settings.forEach(setting -> list.addObject()
                .put("path", setting.path())
                .put("value", setting.value())
                .put("origin", setting.origin().kind().name().toLowerCase(Locale.ROOT))
                .put("place", setting.origin().place()));
        return document;
    }
}
