package dev.godwit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CPU time and memory of processes, as Linux shows them in /proc. Stateless. */
final class ProcessTable {
    /** Linux reports to programs in hundredths of a second on every architecture (USER_HZ). */
    private static final long TICK_MILLIS = 10;

    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /** One line of /proc/PID/stat; {@code endedChildren} is the CPU time of children that have ended and been waited for. */
    private record Stat(long pid, long parent, Duration own, Duration endedChildren) {}

    /** CPU time of a process, everything below it, and all their children that have ended. */
    static Duration ofTree(long root) {
        Map<Long, List<Stat>> children = new HashMap<>();
        Duration sum = stat(root).map(ProcessTable::whole).orElse(Duration.ZERO);
        for (Stat stat : all()) {
            children.computeIfAbsent(stat.parent(), parent -> new ArrayList<>()).add(stat);
        }
        List<Stat> below = new ArrayList<>(children.getOrDefault(root, List.of()));
        for (int i = 0; i < below.size(); i++) {
            sum = sum.plus(whole(below.get(i)));
            below.addAll(children.getOrDefault(below.get(i).pid(), List.of()));
        }
        return sum;
    }

    /** CPU time of the children of this process that have ended. */
    static Duration ofEndedChildren() {
        return stat(ProcessHandle.current().pid()).orElseThrow().endedChildren();
    }

    /** The most memory that a process has had resident at once, in bytes; empty when it has ended. */
    static Optional<Long> peakMemory(long pid) {
        return read(PROC.resolve(pid + "/status"))
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                        .findFirst());
    }

    private static Duration whole(Stat stat) {
        return stat.own().plus(stat.endedChildren());
    }

    private static List<Stat> all() {
        List<Stat> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                stat(Long.parseLong(folder.getFileName().toString())).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Optional<Stat> stat(long pid) {
        return read(PROC.resolve(pid + "/stat")).map(text -> {
            // The name, in parentheses, may hold blanks; fields are counted from behind it (proc(5): ppid is field 4).
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return new Stat(pid, Long.parseLong(fields[1]), ticks(fields, 11), ticks(fields, 13));
        });
    }

    /** User and system time, which stand side by side. */
    private static Duration ticks(String[] fields, int first) {
        return Duration.ofMillis((Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) * TICK_MILLIS);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException e) {
            // A process that ends while its file is read: "No such process".
            return Optional.empty();
        }
    }
}
