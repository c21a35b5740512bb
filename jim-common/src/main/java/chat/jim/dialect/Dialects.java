package chat.jim.dialect;

import static chat.jim.dialect.Dialect.Trait.ADDRESSES_EACH;
import static chat.jim.dialect.Dialect.Trait.ECHOES;
import static chat.jim.dialect.Dialect.Trait.KNOWS_NOTICES;
import static chat.jim.dialect.Dialect.Trait.KNOWS_PARTS;
import static chat.jim.dialect.Dialect.Trait.WRITES_ANEW;
import static chat.jim.dialect.Form.Part.ADDRESSEE;
import static chat.jim.dialect.Form.Part.ADDRESSEE_OR_HASH;
import static chat.jim.dialect.Form.Part.READER;
import static chat.jim.dialect.Form.Part.SENDER;
import static chat.jim.dialect.Form.Part.TEXT;
import static chat.jim.dialect.Form.Part.TIME;
import static chat.jim.dialect.Sign.digits;
import static chat.jim.dialect.Sign.fraction;
import static chat.jim.dialect.Sign.has;
import static chat.jim.dialect.Sign.inUser;
import static chat.jim.dialect.Sign.is;
import static chat.jim.dialect.Sign.not;
import static chat.jim.dialect.Sign.number;
import static chat.jim.dialect.Sign.only;
import static chat.jim.dialect.Sign.text;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The dialects that a server speaks: the specification's, and those of {@link #OTHERS} that are switched on. */
public final class Dialects {
    private static final Sign PRESENCE = is("action", "presence");
    private static final Sign AUTHENTICATE = is("action", "authenticate");
    private static final Sign MSG = is("action", "msg").and(text("message"));

    /** A presence by the name that nobody has chosen: several may have it. */
    private static final Sign GUEST = PRESENCE.and(number("time")).and(inUser(is("account_name", Dialect.GUEST)));

    /** What every peer speaks that has shown nothing else, as strict as PROTOCOL.md. */
    public static final Dialect SPECIFICATION = new Dialect("spec")
            .shownBy(MSG.or(is("action", "join", "leave", "who", "rooms", "register", "quit"))
                    .or(is("action", "get_contacts", "add_contact", "del_contact"))
                    .or(AUTHENTICATE.and(inUser(text("password")))))
            .with(KNOWS_NOTICES, KNOWS_PARTS);

    /** A message in the specification's form, for programs that speak it but for the rest. */
    private static final Form MSG_FORM = new Form("action", "msg")
            .with("time", TIME)
            .with("to", ADDRESSEE)
            .with("from", SENDER)
            .with("message", TEXT);

    /** A message in the course's form, but for its text. */
    private static final Form COURSE_FORM = courseForm("action");

    private static Form courseForm(String verbField) {
        return new Form(verbField, "message")
                .with("from", SENDER)
                .with("to", READER)
                .with("time", TIME);
    }

    /** What most programs of the course speak, with the text of a message in that field. */
    private static Dialect course(String name, String text) {
        return new Dialect(name)
                .shownBy(is("action", "message")
                        .and(text(text))
                        .and(has("to"))
                        .or(is("action", "exit").and(has("account_name"))))
                .hintedBy(PRESENCE.and(fraction("time"))
                        .and(only("action", "time", "user"))
                        .and(inUser(only("account_name")))
                        .and(not(GUEST)))
                .writes(COURSE_FORM.with(text, TEXT))
                .answers(Answers::course)
                .endsWith(reply -> reply.refusesLogin() && !reply.asksForPassword())
                .with(ADDRESSES_EACH);
    }

    /** Where one object shows several, the first of them counts. */
    static final List<Dialect> OTHERS = List.of(
            course("course", "mess_text"),
            course("course-text", "message_text"),

            // The course's programs with windows: contacts, lists and public keys besides, and an answer to each
            // message.
            new Dialect("course-gui")
                    .shownBy(inUser(has("pubkey"))
                            .and(not(has("to")))
                            .or(is("action", "get_users", "add", "remove", "pubkey_need"))
                            .or(is("action", "get_contacts").and(text("user"))))
                    .alsoSends(is("action", "message").and(text("mess_text")).or(is("action", "exit")))
                    .writes(COURSE_FORM.with("mess_text", TEXT))
                    .answers(Answers::courseGui)
                    .endsWith(Reply::refusesLogin)
                    .with(ADDRESSES_EACH),

            // The course's, with "event" in place of "action". Its programs send other events, but read messages only.
            new Dialect("event")
                    .shownBy(text("event").and(not(has("action"))))
                    .knowsOnly(is("event", "message").and(text("message_text")))
                    .writes(courseForm("event").with("message_text", TEXT))
                    .answers(Answers::toLoginOnly)
                    .endsWith(Reply::refusesLogin)
                    .with(ADDRESSES_EACH),

            // # is everybody, oneself included, and every request is answered 200.
            new Dialect("client-name")
                    .shownBy(inUser(has("client_name")).and(not(has("to"))))
                    .alsoSends(MSG)
                    .writes(new Form("action", "msg")
                            .with("time", TIME)
                            .with("to", ADDRESSEE_OR_HASH)
                            .with("from", SENDER)
                            .with("message", TEXT))
                    .answers(Answers::goodOrBad)
                    .with(ECHOES),

            // Hanita of 2017: the specification's, but the user is nearly always Guest.
            new Dialect("hanita")
                    .shownBy(inUser(has("accaunt_name")).and(not(has("to"))))
                    .alsoSends(MSG)
                    .writes(MSG_FORM)
                    .with(KNOWS_PARTS),

            // Whoever comes is Guest, and takes a name by an authenticate without a password.
            new Dialect("guest-login")
                    .shownBy(is("action", "msg").and(text("msg_text")))
                    .hintedBy(GUEST.and(not(has("type"))))
                    .alsoSends(is("action", "authenticate", "who"))
                    .writes(new Form("action", "msg")
                            .with("time", TIME)
                            .with("from", SENDER)
                            .with("to", ADDRESSEE)
                            .with("msg_text", TEXT))
                    .answers(Answers::withMsg),

            // Everybody is Guest and speaks to all: messages have no addressee.
            new Dialect("guest-broadcast")
                    .shownBy(is("action", "message")
                            .and(text("mess_text"))
                            .and(has("account_name"))
                            .and(not(has("to").or(has("from")))))
                    .hintedBy(GUEST.and(is("type", "status")))
                    .writes(new Form("action", "message")
                            .with("sender", SENDER)
                            .with("time", TIME)
                            .with("mess_text", TEXT))
                    .answers(Answers::goodOrBad)
                    .with(WRITES_ANEW),

            // The specification's with times that are texts, and other answers.
            new Dialect("quantity")
                    .hintedBy(PRESENCE.and(digits("time")))
                    .alsoSends(MSG.or(is("action", "authenticate", "get_contacts", "add_contact", "del_contact")))
                    .writes(MSG_FORM)
                    .answers(Answers::byQuantity),

            // The specification's, with the user as a plain text, or its name in "account".
            new Dialect("scattered")
                    .hintedBy(PRESENCE.or(AUTHENTICATE).and(text("user").or(inUser(has("account")))))
                    .alsoSends(SPECIFICATION::isShownBy)
                    .writes(MSG_FORM)
                    .with(KNOWS_PARTS));

    private final List<Dialect> others;
    private final List<Dialect> all;

    private Dialects(List<Dialect> others) {
        this.others = others;
        all = Stream.concat(others.stream(), Stream.of(SPECIFICATION)).toList();
    }

    /** All that there are. */
    public static Dialects all() {
        return new Dialects(OTHERS);
    }

    /** Those of these names, and the specification's in any case. */
    public static Dialects named(Collection<String> names) {
        return new Dialects(OTHERS.stream()
                .filter(dialect -> names.contains(dialect.name()))
                .toList());
    }

    /** The names of all that there are. */
    public static List<String> names() {
        return Stream.concat(Stream.of(SPECIFICATION), OTHERS.stream())
                .map(Dialect::name)
                .toList();
    }

    /** The dialect of a peer whose first object this is, or null if it may well be the specification's. */
    @Nullable
    Dialect firstSpokenIn(ObjectNode object) {
        return first(others, dialect -> dialect.isShownOrHintedBy(object));
    }

    /** The dialect that the object shows a peer to speak that seemed to speak {@code current}. */
    public Dialect spokenIn(ObjectNode object, Dialect current) {
        if (current.admits(object)) {
            return current;
        }
        Dialect shown = first(all, dialect -> dialect.isShownBy(object));
        return shown == null ? current : shown;
    }

    private static @Nullable Dialect first(List<Dialect> dialects, Predicate<Dialect> test) {
        return dialects.stream().filter(test).findFirst().orElse(null);
    }
}
