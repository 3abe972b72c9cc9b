package dev.godwit.migration;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.migration.FileName.Kind;
import dev.godwit.model.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts files together that belong to one migration, and finds those that claim the same id. One thread, one use. */
final class Assembly {
    /**
     * A file with what its name and its header say.
     *
     * @param unit the directory that makes it one with others; empty for a file of the folder itself
     */
    record Member(MigrationFile file, FileName name, String unit, Header header) {}

    private final List<Problem> problems;
    private final Map<Version, List<Member>> groups = new TreeMap<>();

    Assembly(List<Problem> problems) {
        this.problems = problems;
    }

    void add(Member member) {
        groups.computeIfAbsent(member.name().version(), version -> new ArrayList<>(2))
                .add(member);
    }

    /** The migrations that are whole; what is wrong with the others is among the problems. */
    List<Migration> migrations() {
        List<Migration> migrations = new ArrayList<>(groups.size());
        groups.values().forEach(group -> assemble(ofDialect(group), migrations));
        return migrations;
    }

    /** Where there is a file for the dialect, the general one of that kind does not count. */
    private static List<Member> ofDialect(List<Member> group) {
        return group.stream()
                .filter(member -> member.name().dialect() != null
                        || group.stream()
                                .noneMatch(other -> other.name().dialect() != null
                                        && other.name().kind() == member.name().kind()))
                .sorted(Comparator.comparing(member -> member.file().kind()))
                .toList();
    }

    private void assemble(List<Member> group, List<Migration> migrations) {
        List<Member> ups = group.stream().filter(Assembly::bringsUp).toList();
        if (ups.isEmpty()) {
            problems.add(Problem.of(ErrorCode.FILE_NAME_WRONG, names(group) + " has no up part beside it")
                    .at(Place.of(group.get(0).file().source()))
                    .next("add the file with the up part, or remove this one"));
        } else if (isAmbiguous(group, ups)) {
            problems.add(Problem.of(
                            ErrorCode.DUPLICATE_ID,
                            "id " + ups.get(0).name().version() + " is claimed by " + names(group))
                    .at(Place.of(group.get(group.size() - 1).file().source())));
        } else if (agrees(group, ups.get(0))) {
            migrations.add(migration(group, ups.get(0)));
        }
    }

    private static boolean bringsUp(Member member) {
        return member.file().kind() == Kind.WHOLE || member.file().kind() == Kind.UP;
    }

    private static boolean isAmbiguous(List<Member> group, List<Member> ups) {
        boolean units = group.stream().map(Member::unit).distinct().count() > 1;
        boolean secondUp = ups.size() > 1 && ups.get(0).unit().isEmpty();
        boolean plan = group.size() > 1
                && group.stream().anyMatch(member -> member.name().plan());
        return units || secondUp || plan || isDouble(group, Kind.VERIFY) || isDouble(group, Kind.DOWN);
    }

    private static boolean isDouble(List<Member> group, Kind kind) {
        return group.stream().filter(member -> member.file().kind() == kind).count() > 1;
    }

    private boolean agrees(List<Member> group, Member up) {
        for (Member member : group) {
            // Flyway's undo files carry a description of their own.
            boolean undo = member.file().source().startsWith("U");
            if (!undo && !member.name().slug().equals(up.name().slug())) {
                problems.add(Problem.of(
                                ErrorCode.DUPLICATE_ID,
                                names(List.of(up, member)) + " have the same id and different names")
                        .at(Place.of(member.file().source()))
                        .next("give both the same name, or renumber one of them"));
                return false;
            }
        }
        return versionAgrees(up);
    }

    private boolean versionAgrees(Member up) {
        String claimed = up.header().version();
        boolean agrees = claimed == null
                || Version.parse(claimed).map(up.name().version()::equals).orElse(true);
        if (!agrees) {
            problems.add(Problem.of(
                            ErrorCode.HEADER_WRONG,
                            "the header says version " + claimed + ", the file's name says "
                                    + up.name().version())
                    .at(Place.of(up.file().source()))
                    .next("make them agree"));
        }
        return agrees;
    }

    private static Migration migration(List<Member> group, Member up) {
        List<MigrationFile> files = group.stream().map(Member::file).toList();
        String title = up.header().title();
        return new Migration(
                up.name().version(),
                up.name().id(),
                title != null ? title : up.name().slug().replace('_', ' '),
                up.header(),
                up.name().plan() ? Migration.Kind.PLAN : Migration.Kind.SQL,
                checksum(files),
                files);
    }

    /** Of a single file its own; of several the sum over theirs, so that none can change unseen. */
    static Fingerprint checksum(List<MigrationFile> files) {
        if (files.size() == 1) {
            return files.get(0).checksum();
        }
        return Fingerprint.of(files.stream()
                .map(file -> file.kind() + " " + file.checksum().hex() + "\n")
                .collect(Collectors.joining()));
    }

    private static String names(List<Member> members) {
        return members.stream().map(member -> member.file().source()).collect(Collectors.joining(" and "));
    }
}
