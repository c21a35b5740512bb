package chat.jim.server.admin;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.control.Sentence;
import chat.jim.server.routing.Orders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of one of several servers may ask and do about the whole chat: has it done here, and at the others too.
 * May be used from any thread.
 */
public final class ChatRequests {
    private static final Comparator<JsonLine> BY_NAME =
            Comparator.comparing(entry -> entry.text("name"), String.CASE_INSENSITIVE_ORDER);

    /** So many characters fit into an answer of another server. */
    private static final int MOST_CHARACTERS = 200_000;

    /** A control character, as it stands in JSON. No server writes one here, and a terminal might obey it. */
    private static final Pattern CONTROL =
            Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\([bfnrt]|u00[01][0-9a-fA-F]|u007[fF]|u00[89][0-9a-fA-F])");

    private static final String LOOK = JsonLine.empty().with("action", "look").toString();
    private static final List<String> WHO = List.of("name", "kind", "address", "dialect");
    private static final List<String> WHO_NUMBERS = List.of("since", "idle", "waiting");
    private static final List<String> ROOMS = List.of("name", "topic");
    private static final List<String> ROOM_NUMBERS = List.of("here");

    private final PeopleRequests people;
    private final BanRequests bans;
    private final Orders others;

    /** Those at this server, and the other servers. */
    public ChatRequests(PeopleRequests people, BanRequests bans, Orders others) {
        this.people = people;
        this.bans = bans;
        this.others = others;
    }

    /** What other servers may have done here for their operators. */
    public AdminRequests forOthers() {
        return new AdminRequests()
                .add("who", request -> cut(people.who(request)))
                .add("rooms", request -> cut(people.rooms(request)))
                .add("kick", people::kick)
                .add("mute", people::mute)
                .add("notice", people::notice)
                .add("look", request -> {
                    look();
                    return Reply.of(List.of());
                });
    }

    /** As much of a list as another server can be sent. */
    private Reply cut(Reply whole) {
        int characters = 0;
        for (int i = 0; i < whole.list().size(); i++) {
            characters += whole.list().get(i).toString().length();
            if (characters > MOST_CHARACTERS) {
                int left = whole.list().size() - i;
                return Reply.of(whole.list().subList(0, i)).with("admin.cut", left, others.place());
            }
        }
        return whole;
    }

    /** Looks whether other servers have muted or banned somebody. Waits for the store. */
    public void look() {
        people.look();
        bans.look();
    }

    /** Lists all sessions that are online, and at which server. */
    public Reply who(JsonLine request) {
        return merged(people.who(request), request, WHO, WHO_NUMBERS);
    }

    /** Lists the open rooms, and at which server they are. */
    public Reply rooms(JsonLine request) {
        return merged(people.rooms(request), request, ROOMS, ROOM_NUMBERS);
    }

    private Reply merged(Reply own, JsonLine request, List<String> texts, List<String> numbers) {
        List<JsonLine> all = new ArrayList<>();
        List<String> asked = new ArrayList<>(List.of(others.place()));
        List<String> silent = new ArrayList<>();
        List<Sentence> notes = new ArrayList<>();
        own.list().forEach(entry -> all.add(entry.with("server", others.place())));
        for (Orders.Answer answer : others.askAll(request.toString())) {
            Reply reply = replyIfDone(answer);
            if (reply == null || !reply.list().stream().allMatch(entry -> isWhole(entry, texts, numbers))) {
                silent.add(answer.place());
            } else {
                asked.add(answer.place());
                reply.list().forEach(entry -> all.add(entry.with("server", answer.place())));
                notes.addAll(reply.notes());
            }
        }
        all.sort(BY_NAME);
        Collections.sort(asked);
        if (!silent.isEmpty()) {
            notes.add(Sentence.of("admin.missing", String.join(", ", silent)));
        }
        Reply reply = Reply.of(all).with("admin.covers", String.join(", ", asked));
        return reply.with(notes);
    }

    /** What comes from elsewhere may be anything. */
    private static boolean isWhole(JsonLine entry, List<String> texts, List<String> numbers) {
        try {
            return texts.stream().allMatch(field -> !entry.text(field).isEmpty() || field.equals("topic"))
                    && numbers.stream().allMatch(field -> entry.number(field, -1) >= 0);
        } catch (ProtocolException e) {
            return false;
        }
    }

    /** The same; null also if it has refused. */
    private static @Nullable Reply replyIfDone(Orders.Answer answer) {
        try {
            return reply(answer);
        } catch (RefusedException e) {
            return null;
        }
    }

    /**
     * What a server has answered; null if it does not, or if that makes no sense.
     *
     * @throws RefusedException it has refused
     */
    private static @Nullable Reply reply(Orders.Answer answer) {
        String lines = answer.lines();
        if (lines == null || hasControl(lines)) {
            return null;
        }
        try {
            return Reply.read(new BufferedReader(new StringReader(lines)));
        } catch (IOException | ProtocolException e) {
            return null;
        }
    }

    private static boolean hasControl(String lines) {
        return CONTROL.matcher(lines).find()
                || lines.chars().anyMatch(character -> Character.isISOControl(character) && character != '\n');
    }

    /** Ends all sessions of somebody, who may be at another server. */
    public Reply kick(JsonLine request) {
        Address name = PeopleRequests.name(request);
        Reply elsewhere = people.isHere(name) ? null : elsewhere(name, request);
        return elsewhere == null ? people.kick(request) : elsewhere;
    }

    /** Keeps somebody from writing at all servers; of a guest elsewhere only the server there knows where he comes from. */
    public Reply mute(JsonLine request) {
        Address name = PeopleRequests.name(request);
        Reply elsewhere = people.knows(name) ? null : elsewhere(name, request);
        Reply done = elsewhere == null ? people.mute(request) : elsewhere;
        return spread(done);
    }

    /** Bans an address at all servers. */
    public Reply ban(JsonLine request) {
        return spread(bans.ban(request));
    }

    /** Lifts a ban at all servers. */
    public Reply unban(JsonLine request) {
        return spread(bans.unban(request));
    }

    /** The store has it: the others need not wait for their next look there. */
    private Reply spread(Reply done) {
        look();
        others.askAll(LOOK);
        return done;
    }

    /** Lists who is muted. */
    public Reply mutes(JsonLine request) {
        people.look();
        return people.mutes(request).with("admin.everywhere");
    }

    /** Lists the bans. */
    public Reply bans(JsonLine request) {
        bans.look();
        return bans.list(request).with("admin.everywhere");
    }

    /** Says of a list that it is about this server only. */
    public AdminRequests.Handler alone(AdminRequests.Handler list) {
        return request -> list.answer(request).with("admin.alone", others.place());
    }

    /** Has something done at the server where that name is; null if that is no other one. */
    private @Nullable Reply elsewhere(Address name, JsonLine request) {
        Orders.Answer answer;
        try {
            answer = others.ask(name, request.toString());
        } catch (ProtocolException e) {
            throw RefusedException.of(Code.UNAVAILABLE, "admin.engine");
        }
        if (answer == null) {
            return null;
        }
        Reply reply = reply(answer);
        if (reply == null) {
            throw RefusedException.of(Code.UNAVAILABLE, "admin.away", name, answer.place());
        }
        return reply;
    }

    /** Tells everybody something. */
    public Reply notice(JsonLine request) {
        Reply own = people.notice(request);
        long told = told(own);
        List<String> silent = new ArrayList<>();
        for (Orders.Answer answer : others.askAll(request.toString())) {
            Reply reply = replyIfDone(answer);
            if (reply == null || told(reply) < 0) {
                silent.add(answer.place());
            } else {
                told += told(reply);
            }
        }
        if (!silent.isEmpty()) {
            throw RefusedException.of(Code.UNAVAILABLE, "admin.nottold", told, String.join(", ", silent));
        }
        return Reply.done("admin.told", told);
    }

    /** How many sessions were told; -1 if that is not what a server says. */
    private static long told(Reply reply) {
        List<String> values = reply.sentence().values();
        return values.size() == 1 && values.get(0).matches("[0-9]{1,9}") ? Long.parseLong(values.get(0)) : -1;
    }
}
