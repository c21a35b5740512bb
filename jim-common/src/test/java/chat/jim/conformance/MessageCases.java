package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.action.Action;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 6. */
final class MessageCases {
    private static final String OWN_NAME = "`from` must be the sender's own name (400 otherwise)";
    private static final String MISSING = "if it is missing the server puts it in";
    private static final String TRUST = "A receiver may trust `from`.";
    private static final String HANDED = "200: handed to the addressee's connection.";
    private static final String NOBODY = "404: no such account and nobody online by that name.";
    private static final String OFFLINE = "410: the account exists, and is offline (or blocked).";
    private static final String ORDER =
            "messages from one sender to one addressee arrive in the order in which they were" + " answered, unaltered";
    private static final String DEED =
            "Any other value means nothing. It is an extra field: the server relays it untouched";
    private static final String ONESELF = "You may write to yourself.";

    private MessageCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(Case.online(OWN_NAME, "{'action':'msg','time':1,'to':'$me','from':'eve','message':'x'}", 400));
        cases.add(Case.online(OWN_NAME, "{'action':'msg','time':1,'to':'$me','from':'#$me','message':'x'}", 400));
        cases.add(new Case(MISSING, "a message without from", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            sender.msg(peer.name(), "hi").expect(200);
            assertThat(peer.message().from()).hasToString(sender.name());
        }));
        cases.add(new Case(TRUST, "a forged from does not arrive", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            sender.send("{'action':'msg','time':1,'to':'" + peer.name() + "','from':'" + peer.name()
                            + "','message':'x'}")
                    .expect(400);
            peer.expectNoMessage();
        }));
        cases.add(new Case(TRUST, "another spelling of from arrives as the sender's name", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            sender.send("{'action':'msg','time':1,'to':'" + peer.name() + "','from':'C"
                            + sender.name().substring(1) + "','message':'x'}")
                    .expect(200);
            assertThat(peer.message().from()).hasToString(sender.name());
        }));
        for (String value : List.of("true", "false", "'x'", "null", "[]", "{'me':true}")) {
            cases.add(new Case(DEED, "me is " + value, scene -> {
                Peer sender = scene.online();
                Peer peer = scene.online();
                sender.send("{'action':'msg','time':1,'to':'" + peer.name() + "','message':'waves','me':" + value + "}")
                        .expect(200);
                Action.Msg received = peer.message();
                assertThat(received.message()).isEqualTo("waves");
                assertThat(received.me() != null).isEqualTo(value.equals("true"));
            }));
        }
        cases.add(new Case(HANDED, "to somebody else only", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            Peer third = scene.online();
            sender.msg(peer.name(), "hi").expect(200);
            assertThat(peer.message().message()).isEqualTo("hi");
            third.expectNoMessage();
            sender.expectNoMessage();
        }));
        cases.add(new Case(NOBODY, "to nobody", scene -> {
            Peer sender = scene.online();
            sender.msg(scene.name(), "hi").expect(404).expectUsable();
        }));
        cases.add(new Case(OFFLINE, "to an account that has gone", scene -> {
            Peer owner = scene.registered();
            owner.quit();
            scene.online().msg(owner.name(), "hi").expectOrSkip(410, 202, "the mailbox is on there");
        }));
        cases.add(new Case(ORDER, "five hundred, pipelined", scene -> {
            Peer sender = scene.online();
            Peer peer = scene.online();
            for (int i = 0; i < 500; i++) {
                sender.msg(peer.name(), "\u0444 " + i);
            }
            for (int i = 0; i < 500; i++) {
                sender.expect(200);
                assertThat(peer.message().message()).isEqualTo("\u0444 " + i);
            }
        }));
        cases.add(new Case(ONESELF, "a note to self", scene -> {
            Peer peer = scene.online();
            peer.msg(peer.name(), "note").expect(200);
            assertThat(peer.message().message()).isEqualTo("note");
        }));
        for (String text : List.of("\\u001b[2J", "\\u0007\\b\\r\\n", "\\u202e\\u200b", "\\u009b", "\\u2028")) {
            cases.add(new Case(ORDER, "the text " + text, scene -> {
                Peer sender = scene.online();
                Peer peer = scene.online();
                sender.msg(peer.name(), text).expect(200);
                peer.msg(peer.name(), text).expect(200);
                assertThat(peer.message().message())
                        .isEqualTo(peer.message().message())
                        .isNotEmpty();
            }));
        }
        return cases;
    }
}
