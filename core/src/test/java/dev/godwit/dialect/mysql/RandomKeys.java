package dev.godwit.dialect.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Values for columns, some of them close together and some far apart.
 *
 * @param definitions of columns with names of one letter, separated by commas
 */
record RandomKeys(RandomGenerator random, String definitions) {
    private static final String COLUMNS = ", (?=[a-z] )";

    List<String> names() {
        return List.of(definitions.split(COLUMNS)).stream()
                .map(column -> column.substring(0, 1))
                .toList();
    }

    String assignments() {
        List<String> assignments = new ArrayList<>();
        for (String column : definitions.split(COLUMNS)) {
            assignments.add(column.charAt(0) + " = " + value(column.substring(2)));
        }
        return String.join(", ", assignments);
    }

    private String value(String type) {
        return switch (type.split("[ (]")[0]) {
            case "varchar", "char" -> "'" + text(type.startsWith("char") ? 3 : 12) + "'";
            case "binary", "varbinary" -> "unhex('" + String.format("%06x", random.nextInt(1 << 24)) + "')";
            case "enum" -> String.valueOf(1 + random.nextInt(3));
            case "bit" -> String.valueOf(random.nextInt(32));
            case "date" -> "'2024-01-01' + interval " + random.nextInt(40) + " day";
            case "datetime" -> "'2024-01-01' + interval " + random.nextInt(5_000) * 1_000 + " microsecond";
            case "bigint" ->
                random.nextBoolean() ? Long.toUnsignedString(random.nextLong()) : String.valueOf(random.nextInt(9));
            case "smallint" -> String.valueOf(random.nextInt(-5, 5));
            default -> String.valueOf(random.nextInt(-600, 600));
        };
    }

    private String text(int most) {
        String letters = "aAbBzZ\u00e4\u00c4\u00dfs -_09\u00e9e";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
