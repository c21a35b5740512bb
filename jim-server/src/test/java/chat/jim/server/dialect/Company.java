package chat.jim.server.dialect;

import static chat.jim.testing.RawClient.json;

import chat.jim.server.dialect.Saying.Member;
import chat.jim.testing.RawClient;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two programs of each dialect on one server: the first of each says something to everybody, and something to the second
 * of each. They speak one after the other, since what one has written decides how others' messages look to it.
 */
final class Company implements Closeable {
    private static final String NOBODY_UNDERSTANDS = "There is no action dance here.";

    private final List<Member> firsts = new ArrayList<>();
    private final List<Member> seconds = new ArrayList<>();
    private final List<Saying> sayings = new ArrayList<>();
    private final Map<Member, List<String>> heard = new HashMap<>();
    private int guests;

    Company(int port) {
        for (Speaker speaker : Speaker.values()) {
            firsts.add(logIn(speaker, 1, port));
            seconds.add(logIn(speaker, 2, port));
        }
        for (Member from : firsts) {
            sayings.add(new Saying(from, null));
            seconds.stream().filter(to -> from.speaker().addresses()).forEach(to -> sayings.add(new Saying(from, to)));
        }
    }

    private Member logIn(Speaker speaker, int number, int port) {
        RawClient program = RawClient.bare(port);
        String known = speaker.isGuest() ? guest() : speaker.name().toLowerCase(Locale.ROOT) + "-" + number;
        speaker.logIn(program, known, known);
        return new Member(speaker, known, program);
    }

    /** The first is just called so, and gets no number. */
    private String guest() {
        guests++;
        return guests == 1 ? "Guest" : "Guest-" + guests;
    }

    /** Says everything, and hears what comes of it. */
    void talk() {
        for (Member first : firsts) {
            sayings.stream()
                    .filter(saying -> saying.from().equals(first))
                    .forEach(saying -> first.program().send(saying.written()));
            hearAll(first);
        }
        seconds.forEach(this::hearAll);
        firsts.forEach(this::hearAll);
    }

    /** Hears until what it says now is answered: by then all has come that was on its way to it. */
    private void hearAll(Member member) {
        member.program().send(member.speaker().nonsense());
        List<String> all = heard.computeIfAbsent(member, any -> new ArrayList<>());
        for (String next = member.program().receive(); !next.contains(NOBODY_UNDERSTANDS); ) {
            all.add(next);
            next = member.program().receive();
        }
    }

    List<Member> firsts() {
        return firsts;
    }

    List<Member> seconds() {
        return seconds;
    }

    /** What is said from one to one, and then what is said to everybody. */
    List<Saying> sayings() {
        return sayings;
    }

    /** What that one has heard of it. */
    List<String> heard(Member member, Saying saying) {
        return heard(member).stream()
                .filter(object -> object.contains(saying.text()))
                .toList();
    }

    /** All that it has heard since it was online. */
    List<String> heard(Member member) {
        return heard.getOrDefault(member, List.of());
    }

    /** Whether that one is to hear it. */
    boolean isHeard(Saying saying, Member reader) {
        return saying.isFor(reader, hasWritten(reader, saying));
    }

    /** What that one is to hear. */
    String heardBy(Saying saying, Member reader) {
        return saying.heardBy(reader, hasWritten(reader, saying));
    }

    /** Whether it has written anything when that is said. */
    private boolean hasWritten(Member reader, Saying saying) {
        return firsts.contains(reader) && firsts.indexOf(reader) <= firsts.indexOf(saying.from());
    }

    /** All that it should have heard, in some order. */
    List<String> expected(Member member) {
        List<String> all = new ArrayList<>();
        for (Saying saying : sayings) {
            @Nullable String answer = answer(saying);
            if (saying.from().equals(member) && answer != null) {
                all.add(answer);
            }
            if (isHeard(saying, member)) {
                all.add(heardBy(saying, member));
            }
        }
        if (member.speaker() == Speaker.SPEC && firsts.contains(member)) {
            all.add(json("{'response':100,'time':1763700000,'alert':'spec-2 joined #all'}"));
        }
        return all;
    }

    /** What answers it, or null. Only the specification's programs are told how many they have reached. */
    private @Nullable String answer(Saying saying) {
        int others = firsts.size() + seconds.size() - 2; // one of them only writes
        return saying.from().speaker() == Speaker.SPEC && saying.to() == null
                ? json("{'response':200,'time':1763700000,'alert':'Sent.','reached':" + others + "}")
                : saying.from().speaker().answer();
    }

    @Override
    public void close() {
        firsts.forEach(member -> member.program().close());
        seconds.forEach(member -> member.program().close());
    }
}
