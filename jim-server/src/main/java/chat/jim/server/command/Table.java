package chat.jim.server.command;

import chat.jim.codec.JsonLine;
import chat.jim.text.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lines with columns for people, of what a server has answered. */
final class Table {
    private static final Texts TEXTS = Texts.of(Table.class);

    static final Table WHO = new Table(
            column("name", entry -> entry.text("name")),
            column("kind", entry -> word(entry.text("kind"))),
            column("address", entry -> entry.text("address")),
            column("server", Table::server),
            column("dialect", entry -> entry.text("dialect")),
            column("since", entry -> time(entry.number("since", 0))),
            column("idle", entry -> length(entry.number("idle", 0))),
            column("waiting", entry -> bytes(entry.number("waiting", 0))),
            column("rooms", entry -> String.join(" ", entry.texts("rooms"))));

    static final Table ROOMS = new Table(
            column("name", entry -> entry.text("name")),
            column("server", Table::server),
            column("here", entry -> Long.toString(entry.number("here", 0))),
            column("what", Table::what),
            column("topic", entry -> entry.text("topic")));

    static final Table MUTES = new Table(
            column("name", entry -> entry.text("name")),
            column("until", entry -> time(entry.number("until", 0))),
            column("network", entry -> entry.flag("network") ? TEXTS.say("word.network") : "-"));

    static final Table BANS = new Table(
            column("network", entry -> entry.text("network")),
            column("until", entry -> time(entry.number("until", 0))),
            column("reason", entry -> entry.text("reason")));

    static final Table STATS =
            new Table(column("figure", entry -> entry.text("name")), column("value", entry -> entry.text("value")));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final List<Column> columns;

    private record Column(String key, Function<JsonLine, String> value) {}

    private Table(Column... columns) {
        this.columns = List.of(columns);
    }

    private static Column column(String key, Function<JsonLine, String> value) {
        return new Column(key, value);
    }

    /** A heading, and a line for each entry. */
    List<String> lines(List<JsonLine> entries) {
        boolean hasServers = entries.stream().anyMatch(entry -> !server(entry).isEmpty());
        List<Column> shown = columns.stream()
                .filter(column -> hasServers || !column.key().equals("server"))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(shown.stream()
                .map(column -> TEXTS.say("column." + column.key()))
                .toList());
        entries.forEach(entry -> rows.add(
                shown.stream().map(column -> column.value().apply(entry)).toList()));
        int[] widths = new int[shown.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int... widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Where somebody or a room is; a server that is alone does not say so. */
    private static String server(JsonLine entry) {
        String server = entry.optionalText("server");
        return server == null ? "" : server;
    }

    private static String what(JsonLine room) {
        List<String> what = new ArrayList<>();
        for (String flag : List.of("owned", "private", "moderated", "kept")) {
            if (room.flag(flag)) {
                what.add(word(flag));
            }
        }
        return what.isEmpty() ? "-" : String.join(",", what);
    }

    /** A word of the server in the language of this program; one that is not known stays as it is. */
    private static String word(String word) {
        return switch (word) {
            case "guest" -> TEXTS.say("word.guest");
            case "account" -> TEXTS.say("word.account");
            case "operator" -> TEXTS.say("word.operator");
            case "owned" -> TEXTS.say("word.owned");
            case "private" -> TEXTS.say("word.private");
            case "moderated" -> TEXTS.say("word.moderated");
            case "kept" -> TEXTS.say("word.kept");
            default -> word;
        };
    }

    private static String time(long second) {
        return second == 0 ? "-" : TIME.format(Instant.ofEpochSecond(second));
    }

    private static String length(long seconds) {
        return seconds < 60 ? seconds + "s" : seconds < 3600 ? seconds / 60 + "m" : seconds / 3600 + "h";
    }

    private static String bytes(long number) {
        return number < 1024 ? Long.toString(number) : number / 1024 + "k";
    }
}
