package dev.godwit.plan;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 from the parser's events, so that nothing is constructed that we do not construct: no tags, no merge keys, no
 * classes. Depth, size and the growth by aliases are bounded. One thread, one use.
 */
public final class YamlTree {
    /** In characters; a plan is written by people. */
    static final int MOST_CHARACTERS = 3 * 1024 * 1024;
    /** Ours need 6. */
    static final int MOST_DEPTH = 50;
    /** Nodes, aliases counted with all that they stand for: a page of nested aliases can stand for billions. */
    static final long MOST_NODES = 200_000;

    private static final int LONGEST_EXCERPT = 160;

    private final String source;
    private final List<String> lines;
    private final UnaryOperator<String> mask;
    private final Iterator<Event> events;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Tree> anchors = new HashMap<>();
    private long nodes;

    private YamlTree(String text, String source, UnaryOperator<String> mask) {
        this.source = source;
        this.lines = text.lines().toList();
        this.mask = mask;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(MOST_CHARACTERS)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * Reads one document.
     *
     * @param source the file's path, for errors
     * @return empty where the document is
     * @throws GodwitException GW-2013, with the place; duplicate keys all at once
     */
    public static Optional<Tree> read(String text, String source) {
        return read(text, source, UnaryOperator.identity());
    }

    /**
     * The same.
     *
     * @param mask takes secrets out of a line before it is shown
     */
    public static Optional<Tree> read(String text, String source, UnaryOperator<String> mask) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (plain.length() > MOST_CHARACTERS) {
            throw Problem.of(ErrorCode.YAML_WRONG, "larger than " + (MOST_CHARACTERS >> 20) + " MB")
                    .at(Place.of(source))
                    .exception();
        }
        return new YamlTree(plain, source, mask).document();
    }

    private Optional<Tree> document() {
        try {
            Optional<Tree> root = Optional.empty();
            int documents = 0;
            while (events.hasNext()) {
                Event event = events.next();
                if (event instanceof DocumentStartEvent && ++documents > 1) {
                    throw wrong("a second document begins; one file holds one", event)
                            .exception();
                } else if (event instanceof NodeEvent node) {
                    root = Optional.of(node(node, 1));
                }
            }
            GodwitException.throwIfAny(problems);
            return root;
        } catch (MarkedYamlEngineException malformed) {
            throw Problem.of(ErrorCode.YAML_WRONG, sentence(malformed.getProblem()))
                    .at(place(malformed.getProblemMark()))
                    .exception();
        } catch (YamlEngineException malformed) {
            throw Problem.of(ErrorCode.YAML_WRONG, sentence(malformed.getMessage()))
                    .at(Place.of(source))
                    .exception();
        }
    }

    private static String sentence(@Nullable String message) {
        return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
    }

    private Tree node(NodeEvent event, int depth) {
        if (depth > MOST_DEPTH) {
            throw wrong("nested deeper than " + MOST_DEPTH, event).exception();
        }
        count(1, event);
        refuseTag(event);
        Tree tree = switch (event.getEventId()) {
            case Alias -> alias((AliasEvent) event);
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart -> sequence(event, depth);
            default -> mapping(event, depth);
        };
        if (!(event instanceof AliasEvent)) {
            event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), tree));
        }
        return tree;
    }

    private void refuseTag(NodeEvent event) {
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        tag.ifPresent(text -> problems.add(wrong("tags such as " + text + " are not allowed", event)));
    }

    private void count(long more, Event event) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw wrong("more than " + MOST_NODES + " values, aliases counted with what they stand for", event)
                    .exception();
        }
    }

    private Tree alias(AliasEvent event) {
        Tree meant = anchors.get(event.getAlias().getValue());
        if (meant == null) {
            throw wrong("nothing is called &" + event.getAlias().getValue() + " before this", event)
                    .exception();
        }
        count(meant.size(), event);
        return meant;
    }

    private Tree scalar(ScalarEvent event) {
        return new Tree.Scalar(event.getValue(), !event.isPlain(), place(event.getStartMark()));
    }

    private Tree sequence(NodeEvent start, int depth) {
        List<Tree> items = new ArrayList<>();
        while (events.next() instanceof NodeEvent item) {
            items.add(node(item, depth + 1));
        }
        return new Tree.Sequence(items, place(start.getStartMark()));
    }

    private Tree mapping(NodeEvent start, int depth) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        while (events.next() instanceof NodeEvent key) {
            Tree name = node(key, depth + 1);
            Tree value = node((NodeEvent) events.next(), depth + 1);
            if (!(name instanceof Tree.Scalar scalar)) {
                problems.add(wrong("a key is a word, not " + name.noun(), key));
            } else if (entries.putIfAbsent(scalar.text(), new Tree.Entry(scalar.place(), value)) != null) {
                problems.add(wrong("key " + scalar.text() + " stands twice", key));
            }
        }
        return new Tree.Mapping(entries, place(start.getStartMark()));
    }

    private Problem wrong(String what, Event event) {
        return Problem.of(ErrorCode.YAML_WRONG, what).at(place(event.getStartMark()));
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(found ->
                        new Place(source, found.getLine() + 1, found.getColumn() + 1, excerpt(found.getLine())))
                .orElse(Place.of(source));
    }

    private @Nullable String excerpt(int line) {
        if (line >= lines.size()) {
            return null;
        }
        String text = mask.apply(lines.get(line));
        return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "..." : text;
    }
}
