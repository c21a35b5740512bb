package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 12. Each case makes a room with an account. */
final class HistoryCases {
    private static final String KEPT = "A room is kept if its maker came with an account";
    private static final String STAYS = "A room of which something is kept stays when the last one leaves";
    private static final String ID = "greater than all ids before, and never given twice";
    private static final String ASKS = "asks for them, for the rest of the connection";
    private static final String WITH_ID = "A message that is kept comes to who has asked with its id at the end";
    private static final String OWN_ID = "An `id` that the sender has put there goes";
    private static final String SENDER = "Its sender has the id in the answer, if it has asked";
    private static final String KEEP = "has it relayed and not kept; then it has no id";
    private static final String JOIN = "Who has asked is told at a `join` what there is to read";
    private static final String FIRST_JOIN = "At the first join everything counts as read.";
    private static final String NEWEST = "the newest messages; the newest before an id; the oldest after an id";
    private static final String ORDER = "Always in the order of their ids";
    private static final String LIMIT = "50, or `limit`: 1 to 200.";
    private static final String MARK = "A mark only grows; to say something moves it, too.";
    private static final String ASK_MARK = "Without `id` nothing moves, and the 200 has `id`, `read` and `unread`";
    private static final String SEARCH = "the newest messages with these words, newest first";
    private static final String FORGET = "200: the message is kept no longer.";
    private static final String CODES = "404 no such room, account or message; 403 you are not in the room, or a guest"
            + " asks for what needs an account, or the message is somebody else's; 410 the room is not kept";
    private static final String PART = "`time` is the server's time of the message; `encoding` and `me` are there";
    private static final String RAW = "and behind it the message as it was relayed";
    private static final String MORE = "`\"more\":true` in the 200 says that there are more";
    private static final String FOUND = "Every message is found that was answered 200";
    private static final String DIRECT = "Direct messages are kept only between two accounts that both wish it";

    private HistoryCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(KEPT, "an account's room is, a guest's is not", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            maker.say(room, "tea?");
            assertThat(maker.history(room, "")).containsExactly("tea?");
            Peer guest = scene.online();
            String other = scene.room();
            guest.room("join", other).expect(201);
            guest.send("{'action':'history','time':1,'room':'" + other + "'}")
                    .expect(410)
                    .expectUsable();
        }));
        cases.add(new Case(STAYS, "who comes later reads what was said", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            maker.say(room, "tea?");
            maker.room("leave", room).expect(200);
            Peer guest = scene.online();
            guest.room("join", room).expect(200);
            assertThat(guest.history(room, "")).containsExactly("tea?");
        }));
        cases.add(new Case(ID, "of a hundred", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            long last = 0;
            for (int i = 0; i < 100; i++) {
                long id = maker.say(room, "x");
                assertThat(id).isGreaterThan(last);
                last = id;
            }
        }));
        cases.add(new Case(ASKS, "another value than true does not", scene -> {
            String room = scene.room();
            maker(scene, room);
            Peer guest = scene.online();
            guest.send("{'action':'join','time':1,'room':'" + room + "','ids':'yes'}");
            assertThat(guest.answer(200).details()).isEmpty();
        }));
        cases.add(new Case(WITH_ID, "one who has asked, and one who has not", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            Peer guest = scene.online();
            guest.room("join", room).expect(200);
            Peer asker = scene.online();
            asker.joinKept(room);
            long id = maker.say(room, "tea?");
            String sent = "{'action':'msg','time':1,'to':'" + room + "','from':'$me','message':'tea?'";
            maker.send(sent + "}").expect(200);
            assertThat(asker.message().frame().text()).endsWith(",\"id\":" + id + "}");
            asker.message();
            guest.message();
            assertThat(guest.message().frame().text()).isEqualTo(maker.json(sent + "}"));
        }));
        cases.add(new Case(OWN_ID, "in place of the server's", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            Peer asker = scene.online();
            asker.joinKept(room);
            maker.send("{'action':'msg','time':1,'to':'" + room + "','from':'$me','id':7,'message':'x'}");
            long id = maker.answer(200).number(Detail.ID);
            assertThat(asker.message().frame().text())
                    .contains("\"id\":" + id + "}")
                    .doesNotContain("\"id\":7");
        }));
        cases.add(new Case(SENDER, "and not if it has not", scene -> {
            String room = scene.room();
            maker(scene, room).say(room, "x");
            Peer guest = scene.online();
            guest.room("join", room).expect(200);
            assertThat(guest.msg(room, "x").answer(200).number(Detail.ID)).isNull();
        }));
        cases.add(new Case(KEEP, "no id, and not in the history", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            maker.send("{'action':'msg','time':1,'to':'" + room + "','message':'psst','keep':false}");
            assertThat(maker.answer(200).number(Detail.ID)).isNull();
            assertThat(maker.history(room, "")).isEmpty();
        }));
        cases.add(new Case(JOIN, "newest, and for a guest no mark", scene -> {
            String room = scene.room();
            long id = maker(scene, room).say(room, "x");
            Response joined = scene.online().joinKept(room);
            assertThat(joined.number(Detail.ID)).isEqualTo(id);
            assertThat(joined.number(Detail.READ)).isNull();
        }));
        cases.add(new Case(FIRST_JOIN, "unread is what comes later", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            long id = maker.say(room, "x");
            Peer account = scene.registered();
            Response joined = account.joinKept(room);
            assertThat(joined.number(Detail.READ)).isEqualTo(id);
            assertThat(joined.number(Detail.UNREAD)).isZero();
            maker.say(room, "y");
            assertThat(account.joinKept(room).number(Detail.UNREAD)).isEqualTo(1);
        }));
        cases.addAll(asking());
        return cases;
    }

    private static List<Case> asking() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(NEWEST, "of five", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            long third = sayFive(maker, room);
            assertThat(maker.history(room, ",'limit':2")).containsExactly("4", "5");
            assertThat(maker.history(room, ",'limit':1,'before':" + third)).containsExactly("2");
            assertThat(maker.history(room, ",'limit':1,'after':" + third)).containsExactly("4");
            assertThat(maker.history(room, ",'after':5,'before':" + third)).containsExactly("1", "2");
        }));
        cases.add(new Case(ORDER, "and each once", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            sayFive(maker, room);
            assertThat(maker.ask("{'action':'history','time':1,'room':'" + room + "'"))
                    .extracting(part -> part.number(Detail.ID))
                    .hasSize(5)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }));
        cases.add(new Case(LIMIT, "0 and 201 are 400", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            for (String limit : List.of("0", "201", "'x'")) {
                maker.send("{'action':'history','time':1,'room':'" + room + "','limit':" + limit + "}")
                        .expect(400);
            }
            maker.send("{'action':'history','time':1}").expect(400).expectUsable();
        }));
        cases.add(new Case(MARK, "forward, not back, and with what is said", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            Peer account = scene.registered();
            account.joinKept(room);
            long third = sayFive(maker, room);
            mark(account, room, ",'id':" + third);
            mark(account, room, ",'id':" + (third - 1));
            assertThat(mark(account, room, "").number(Detail.READ)).isEqualTo(third);
            long id = account.say(room, "6");
            assertThat(mark(account, room, "").number(Detail.READ)).isEqualTo(id);
        }));
        cases.add(new Case(ASK_MARK, "two are unread", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            Peer account = scene.registered();
            account.joinKept(room);
            long third = sayFive(maker, room);
            mark(account, room, ",'id':" + third);
            assertThat(mark(account, room, "").number(Detail.UNREAD)).isEqualTo(2);
        }));
        cases.add(new Case(SEARCH, "in any case", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            maker.say(room, "green tea");
            maker.say(room, "coffee");
            maker.say(room, "black TEA");
            assertThat(maker.ask("{'action':'search','time':1,'text':'tea','room':'" + room + "'"))
                    .extracting(part -> part.text(Detail.MESSAGE))
                    .containsExactly("black TEA", "green tea");
        }));
        cases.add(new Case(FORGET, "and others are told", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            Peer asker = scene.online();
            asker.joinKept(room);
            long id = maker.say(room, "x");
            maker.send("{'action':'forget','time':1,'id':" + id + "}").expect(200);
            assertThat(maker.history(room, "")).isEmpty();
            assertThat(asker.notice().number(Detail.FORGOTTEN)).isEqualTo(id);
        }));
        cases.add(new Case(CODES, "each of them", scene -> {
            String room = scene.room();
            long id = maker(scene, room).say(room, "x");
            Peer guest = scene.online();
            guest.send("{'action':'history','time':1,'room':'" + scene.room() + "'}")
                    .expect(404);
            guest.send("{'action':'history','time':1,'room':'" + room + "'}").expect(403);
            guest.send("{'action':'history','time':1,'direct':true}").expect(403);
            guest.send("{'action':'forget','time':1,'id':" + id + "}").expect(403);
            guest.send("{'action':'forget','time':1,'id':1}").expect(404).expectUsable();
        }));
        cases.add(new Case(PART, "as they were sent", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            maker.send("{'action':'msg','time':1,'to':'" + room + "','message':'waves','encoding':'utf-8','me':true}");
            long id = maker.answer(200).number(Detail.ID);
            Response part = maker.ask("{'action':'history','time':1,'room':'" + room + "'")
                    .get(0);
            assertThat(part.time()).isEqualTo(id / 1_000_000);
            assertThat(part.text(Detail.ENCODING)).isEqualTo("utf-8");
            assertThat(part.is(Detail.ME)).isTrue();
        }));
        cases.add(new Case(RAW, "with its other fields", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            String sent = "{'action':'msg','time':1,'to':'" + room + "','from':'$me','message':'x','x':[1.50]}";
            maker.send(sent).expect(200);
            maker.ask("{'action':'history','time':1,'room':'" + room + "','raw':true");
            assertThat(maker.message().frame().text()).isEqualTo(maker.json(sent));
        }));
        cases.add(new Case(MORE, "and not if there are none", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            sayFive(maker, room);
            String request = "{'action':'history','time':1,'room':'" + room + "','limit':";
            assertThat(maker.send(request + "4}").answer(200).is(Detail.MORE)).isTrue();
            assertThat(maker.send(request + "5}").answer(200).is(Detail.MORE)).isFalse();
        }));
        cases.add(new Case(FOUND, "at once", scene -> {
            String room = scene.room();
            Peer maker = maker(scene, room);
            Peer guest = scene.online();
            guest.joinKept(room);
            maker.say(room, "x");
            assertThat(guest.history(room, "")).containsExactly("x");
        }));
        cases.add(new Case(DIRECT, "one wish is not enough, two are", scene -> {
            Peer alice = maker(scene, scene.room());
            Peer bob = scene.registered();
            alice.send("{'action':'history','time':1,'direct':true}").expect(200);
            alice.msg(bob.name(), "one").expect(200);
            bob.send("{'action':'history','time':1,'direct':true}").expect(200);
            alice.msg(bob.name(), "two").expect(200);
            bob.msg(alice.name(), "three").expect(200);
            List<Response> parts = bob.ask("{'action':'history','time':1,'user':'" + alice.name() + "'");
            assertThat(parts).extracting(part -> part.text(Detail.MESSAGE)).containsExactly("two", "three");
            assertThat(parts.get(0).text(Detail.TO)).isEqualTo(bob.name());
        }));
        return cases;
    }

    /** Somebody with an account who has made the room, and has asked for ids. */
    private static Peer maker(Scene scene, String room) throws IOException {
        Peer maker = scene.registered();
        maker.joinKept(room);
        return maker;
    }

    /** Says five things, and returns the id of the third. */
    private static long sayFive(Peer peer, String room) throws IOException {
        peer.say(room, "1");
        peer.say(room, "2");
        long third = peer.say(room, "3");
        peer.say(room, "4");
        peer.say(room, "5");
        return third;
    }

    private static Response mark(Peer peer, String room, String more) throws IOException {
        return peer.send("{'action':'mark','time':1,'room':'" + room + "'" + more + "}")
                .answer(200);
    }
}
