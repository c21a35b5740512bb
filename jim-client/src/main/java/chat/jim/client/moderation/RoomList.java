package chat.jim.client.moderation;

import chat.jim.client.screen.Display;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.util.List;
import java.util.Objects;

/** Shows which rooms there are, how many are in each, and its topic. */
final class RoomList {
    private static final int LONGEST_NAME = 25;

    private RoomList() {}

    /** Shows an answer; an older server names the rooms only. */
    static void show(Response answer, Display display) {
        List<Response> rooms = answer.messages();
        if (answer.code().isError() || rooms.isEmpty()) {
            display.showAnswer(answer);
            return;
        }
        int width = rooms.stream()
                .mapToInt(room -> Math.min(LONGEST_NAME, name(room).length()))
                .max()
                .orElse(0);
        display.showAs(
                answer,
                ServerPhrases.of(answer),
                rooms.stream().map(room -> line(room, width)).toList());
    }

    private static String line(Response room, int width) {
        String topic = room.text(Detail.TOPIC);
        long members = Objects.requireNonNullElse(room.number(Detail.MEMBERS), 0L);
        String name = name(room);
        String line = name + " ".repeat(Math.max(0, width - name.length())) + String.format("  %3d", members);
        return topic == null ? line : line + "  " + SafeText.isolated(topic);
    }

    private static String name(Response room) {
        return SafeText.of(Objects.requireNonNullElse(room.text(Detail.ROOM), ""));
    }
}
