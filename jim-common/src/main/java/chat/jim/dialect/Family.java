package chat.jim.dialect;

import chat.jim.wire.Frame;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Programs that come in alike. How one comes in says which answers it can bear (PROTOCOL.md, appendix); how messages to it
 * look is another matter, see {@link Form}.
 */
@SuppressWarnings("ImmutableEnumChecker") // nothing in it changes
public enum Family {
    /** Whoever speaks as the specification has it. */
    SPEC(Form.MSG, Answers::standard),

    /** Most programs of the course: they know one answer only, the one to their presence. */
    COURSE(Form.FOR_ALL, Answers::course),

    /** Those with windows: contacts, lists and public keys besides, and an answer to each message. */
    COURSE_GUI(Form.FOR_ALL, Answers::courseGui),

    /** Those that say {@code event} for {@code action}. */
    EVENT("{'event':'message','from':'','to':'','time':0,'message_text':''}", Answers::event),

    /** {@code #} is everybody, oneself included, and every request is answered 200. */
    CLIENT_NAME(Form.MSG, Answers::goodOrBad),

    /** Hanita of 2017: the specification's, but the user is nearly always Guest. */
    HANITA(Form.MSG, Answers::standard),

    /** Whoever comes is Guest, and takes a name by an authenticate without a password. */
    GUEST_LOGIN("{'action':'msg','time':0,'from':'','to':'','msg_text':''}", Answers::withMsg),

    /** Everybody is Guest and speaks to all: messages have no addressee. */
    GUEST_BROADCAST("{'action':'message','sender':'','time':0,'mess_text':''}", Answers::goodOrBad),

    /** The specification's with times that are texts, and contacts one by one after their number. */
    QUANTITY(Form.MSG, Answers::byQuantity),

    /** The same for those that ask for possible contacts, too. */
    POTENTIALS(Form.MSG, Answers::potentials),

    /** Each object has the same six keys, and what is nothing is null. */
    SIX_KEYS("{'action':'msg','time':0,'user':'','to':'','code':null,'message':''}", Answers::sixKeys),

    /** The specification's, but for where things stand. */
    SCATTERED(Form.MSG, Answers::standard);

    private static final Set<Family> ADDRESSING_EACH = Set.of(COURSE, COURSE_GUI, EVENT, GUEST_LOGIN);

    /** The name of users whose program did not ask for one: several may have it at once. */
    public static final String GUEST = "Guest";

    /** The forms of messages to programs that have not written any yet, made when first needed: that loads Jackson. */
    private static final class Forms {
        private static final Map<Family, Form> ALL = new EnumMap<>(Family.class);

        static {
            List.of(Family.values()).forEach(family -> ALL.put(family, Form.like(family.example)));
        }
    }

    private final String example;
    private final Function<Reply, Stream<Frame>> answers;

    Family(String example, Function<Reply, Stream<Frame>> answers) {
        this.example = example;
        this.answers = answers;
    }

    /** What the command line calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its programs take only what is addressed to themselves, also of what is said in a room. */
    boolean addressesEach() {
        return ADDRESSING_EACH.contains(this);
    }

    /** Whether its programs read a list in parts, before the answer itself (PROTOCOL.md, section 10). */
    public boolean knowsParts() {
        return this == SPEC || this == HANITA || this == SCATTERED;
    }

    /** The form of messages to a program that has not written any yet. */
    Form form() {
        return Objects.requireNonNull(Forms.ALL.get(this));
    }

    /** The objects that its programs read as the answer to a request, each encoded when it is taken; maybe none. */
    Stream<Frame> encode(Reply reply) {
        return answers.apply(reply);
    }
}
