package chat.jim.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.history.KeptMessage;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.peer.Holder;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.store.AccountKey;
import chat.jim.thread.Threads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask each other about those who are online: who it is, and that they look into their mailbox. From any thread. */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration FOR_ALL = Duration.ofSeconds(2);
    private static final String NAMES = "names";
    private static final String POKE = "poke";
    private static final String HAVE = "have";
    private static final String TAKEN_BACK = "taken-back";
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String STATUSES = "statuses";
    private static final String WHOIS = "whois";
    private static final String NOBODY = "nobody";

    /** Far less than fits into one message of the engine. */
    private static final int MOST_CHARACTERS = 200_000;

    /** Somebody with more than that looks for a name, and does not read a list. It fits into one message. */
    private static final int MOST_NAMES = 10_000;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Bus bus;
    private final InstantSource clock;

    Questions(Bus bus, InstantSource clock) {
        this.bus = bus;
        this.clock = clock;
    }

    /**
     * Has the readers of an account's mailbox look into it, who are at that server. Waits a moment whether it says so.
     *
     * @param newest the id of a letter that is there by now
     */
    boolean poke(String node, Address account, long newest) {
        try {
            Engine.await(bus.ask(node, POKE + " " + newest + " " + account.key(), FOR_ONE));
            return true;
        } catch (EngineException e) {
            LOG.debug("Nobody is told of a letter: {}", e.getMessage());
            return false;
        }
    }

    /** Whether an account is online at that server, or nobody can tell. Waits for that, but not long. */
    boolean has(String node, AccountKey account) {
        try {
            return !NO.equals(Engine.await(bus.ask(
                    node, HAVE + " " + account.id() + " " + account.name().key(), FOR_ONE)));
        } catch (EngineException e) {
            return true;
        }
    }

    /** See {@link Others#tellTakenBack}. */
    void tellTakenBack(AccountKey reader, Address by, long id) {
        JsonLine line = JsonLine.empty()
                .with("id", id)
                .with("account", reader.id())
                .with("key", reader.name().key())
                .with("by", by.toString());
        bus.tellAll(TAKEN_BACK + " " + line);
    }

    private void takenBack(Here here, byte[] words) {
        try {
            JsonLine line = JsonLine.of(new String(words, UTF_8).substring(TAKEN_BACK.length()));
            Address reader = Address.stored(line.text("key"), line.text("key"));
            Address by = Address.account(line.text("by"));
            Holder holder = here.directory().find(reader);
            if (holder != null && has(here, line.text("account"), reader)) {
                long second = clock.instant().getEpochSecond();
                holder.tellAskers(Codec.encode(KeptMessage.takenBack(by, null, line.number("id", 0), second)));
            }
        } catch (ProtocolException e) {
            LOG.debug("What another server says makes no sense: {}", e.getMessage());
        }
    }

    /** Asks all servers who is online there. */
    Others.Names names() {
        List<Address> names = new ArrayList<>();
        int silent = 0;
        for (CompletableFuture<String> answer : bus.askAll(NAMES, FOR_ALL)) {
            try {
                Engine.await(answer).lines().flatMap(Questions::name).forEach(names::add);
            } catch (EngineException e) {
                silent++;
            }
        }
        return new Others.Names(names, silent);
    }

    /** Asks all servers what those say of themselves who are online there. Who does not answer is left out. */
    Map<Address, String> statuses() {
        Map<Address, String> statuses = new HashMap<>();
        for (CompletableFuture<String> answer : bus.askAll(STATUSES, FOR_ALL)) {
            try {
                Engine.await(answer).lines().forEach(line -> putStatus(line, statuses));
            } catch (EngineException e) {
                LOG.debug("A server does not tell the statuses there: {}", e.getMessage());
            }
        }
        return statuses;
    }

    private static void putStatus(String line, Map<Address, String> statuses) {
        try {
            JsonLine fields = JsonLine.of(line);
            statuses.put(Address.account(fields.text("as")), status(fields));
        } catch (ProtocolException e) {
            return; // it comes from no server
        }
    }

    private static String status(JsonLine fields) {
        String status = fields.text("status");
        return Limits.length(status) <= Limits.MESSAGE ? status : "";
    }

    /**
     * Asks that server who has a name there; null if nobody is online by it.
     *
     * @throws ProtocolException 503 if it does not tell
     */
    Others.@Nullable Somebody find(String node, Address name) {
        try {
            String answer = Engine.await(bus.ask(node, WHOIS + " " + name.key(), FOR_ONE));
            return answer.equals(NOBODY) ? null : somebody(JsonLine.of(answer));
        } catch (EngineException | ProtocolException e) {
            LOG.debug("A server does not tell who somebody is: {}", e.getMessage());
            throw new ProtocolException(
                    Code.UNAVAILABLE, "The server that has " + name + " does not answer: try again in a moment.");
        }
    }

    private static Others.Somebody somebody(JsonLine fields) {
        Address name = Address.account(fields.text("as"));
        String id = fields.optionalText("id");
        return new Others.Somebody(
                name,
                id == null ? null : new AccountKey(name, id),
                status(fields),
                fields.number("since", 0),
                fields.number("last", 0),
                fields.flag("hidden"),
                fields.flag("operator"),
                fields.texts("rooms").stream().map(Address::of).collect(Collectors.toSet()));
    }

    private static JsonLine fields(Others.Somebody person) {
        JsonLine fields = JsonLine.empty()
                .with("as", person.name().toString())
                .with("status", person.status())
                .with("since", person.since())
                .with("last", person.lastMessage())
                .with("hidden", person.hidden())
                .with("operator", person.operator())
                .withTexts(
                        "rooms", person.rooms().stream().map(Address::toString).toList());
        return person.account() == null
                ? fields
                : fields.with("id", person.account().id());
    }

    private static Stream<Address> name(String line) {
        try {
            return Stream.of(Address.account(line));
        } catch (ProtocolException e) {
            return Stream.empty(); // this Java does not know its letters, or it comes from no server
        }
    }

    /** Answers these questions of others from now on. */
    void answer(Here here) {
        bus.onQuestion(NAMES, (question, reply) -> {
            List<String> online = here.directory().names().names();
            reply.accept(String.join("\n", online.subList(0, Math.min(MOST_NAMES, online.size())))
                    .getBytes(UTF_8));
        });
        bus.onWord(TAKEN_BACK, words -> takenBack(here, words));
        bus.onQuestion(HAVE, (question, reply) -> {
            String[] words = new String(question, UTF_8).split(" ", 3);
            boolean has = words.length == 3 && has(here, words[1], Address.stored(words[2], words[2]));
            reply.accept((has ? YES : NO).getBytes(UTF_8));
        });
        bus.onQuestion(
                STATUSES,
                (question, reply) ->
                        Threads.startShort(() -> reply.accept(statuses(here).getBytes(UTF_8))));
        bus.onQuestion(WHOIS, (question, reply) -> {
            String key = new String(question, UTF_8).substring(WHOIS.length()).strip();
            Threads.startShort(
                    () -> reply.accept(whois(here, Address.stored(key, key)).getBytes(UTF_8)));
        });
        bus.onQuestion(POKE, (question, reply) -> {
            String[] words = new String(question, UTF_8).split(" ", 3);
            if (words.length == 3 && NUMBER.matcher(words[1]).matches()) {
                poke(here, Address.stored(words[2], words[2]), Long.parseLong(words[1]));
                reply.accept(POKE.getBytes(UTF_8));
            }
        });
    }

    private static boolean has(Here here, String account, Address name) {
        Holder holder = here.directory().find(name);
        AccountKey key = holder == null ? null : holder.account();
        return key != null && key.id().equals(account);
    }

    private static String whois(Here here, Address name) {
        Holder holder = here.directory().find(name);
        Address shown = holder == null ? null : holder.name();
        return holder == null || shown == null
                ? NOBODY
                : fields(Others.Somebody.of(shown, holder)).toString();
    }

    private static String statuses(Here here) {
        StringBuilder lines = new StringBuilder();
        here.directory().holders().forEach(holder -> {
            String status = holder.status();
            Address name = holder.name();
            if (name != null && !status.isEmpty() && lines.length() < MOST_CHARACTERS) {
                lines.append(JsonLine.empty().with("as", name.toString()).with("status", status))
                        .append('\n');
            }
        });
        return lines.toString();
    }

    /** The same for those at this server. */
    static void poke(Here here, Address name, long newest) {
        Holder holder = here.directory().find(name);
        AccountKey account = holder == null ? null : holder.account();
        Mailbox mailbox = account == null ? null : here.mailboxes().of(account);
        if (mailbox != null) {
            mailbox.poke(newest);
        }
    }
}
