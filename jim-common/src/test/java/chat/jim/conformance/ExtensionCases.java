package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 10. */
final class ExtensionCases {
    private static final String WHO = "a list of who is in the room, or of everyone online; 404 no such room";
    private static final String ROOMS = "a list of the rooms";
    private static final String LIST = "A list answer is zero or more 202 objects that carry part of the list";
    private static final String CONTACTS = "a list of your contacts";
    private static final String ADD = "200, even if it was a contact before; 404 no such account";
    private static final String TOO_MANY = "403 if you have too many contacts to add another";
    private static final String DELETE = "200; 404 not among your contacts";
    private static final String GUEST = "a guest gets 403";
    private static final String IN_USER = "`user{account_name}` is understood in its place";
    private static final String NOTICE =
            "A 100 notice tells you when a contact comes online, sends a new `status` of up to 500 characters, or goes";

    private static final String STATUSES =
            "one more part for each listed user who is online and has a `status` of up to 500 characters";
    private static final String NO_STATUS = "an empty one is none";

    private ExtensionCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(WHO, "online", scene -> {
            Peer peer = scene.online();
            assertThat(peer.send("{'action':'who','time':1}").answer(200).names())
                    .contains(peer.name());
        }));
        cases.add(new Case(WHO, "in a room", scene -> {
            String room = scene.room();
            Peer peer = scene.online();
            peer.room("join", room).expect(201);
            assertThat(peer.room("who", room).answer(200).names()).containsExactly(peer.name());
        }));
        cases.add(new Case(WHO, "no such room", scene -> {
            scene.online().room("who", scene.room()).expect(404).expectUsable();
        }));
        cases.add(new Case(ROOMS, "one's own is among them", scene -> {
            String room = scene.room();
            Peer peer = scene.online();
            peer.room("join", room).expect(201);
            assertThat(peer.send("{'action':'rooms','time':1}").answer(200).names())
                    .contains(room);
        }));
        cases.add(new Case(LIST, "forty rooms, each once", scene -> {
            Peer peer = scene.online();
            List<String> rooms = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                rooms.add(scene.room());
                peer.room("join", rooms.get(i)).expect(201);
            }
            List<String> listed =
                    peer.send("{'action':'rooms','time':1}").answer(200).names();
            assertThat(listed).containsAll(rooms).doesNotHaveDuplicates();
        }));
        statuses(cases);
        contacts(cases);
        for (String request : List.of(
                "{'action':'get_contacts','time':1}",
                "{'action':'add_contact','time':1,'user_id':'$me'}",
                "{'action':'del_contact','time':1,'user_id':'$me'}")) {
            cases.add(Case.online(GUEST, request, 403));
        }
        return cases;
    }

    private static void statuses(List<Case> cases) {
        for (String status : List.of("at home", "x".repeat(500), "\\u001b[31m", "\\ud83c\\udf75".repeat(20))) {
            cases.add(new Case(STATUSES, "of " + status.length() + " characters, in a room and among all", scene -> {
                String room = scene.room();
                Peer peer = scene.online();
                peer.room("join", room).expect(201);
                peer.status(status).expect(200);
                String unescaped = status.replace("\\u001b", "\u001b").replace("\\ud83c\\udf75", "\ud83c\udf75");
                for (String where : List.of("", "'room':'" + room + "',")) {
                    Response answer = peer.send("{'action':'who'," + where + "'time':1,'statuses':true}")
                            .answer(200);
                    assertThat(answer.names()).contains(peer.name());
                    assertThat(answer.users()).anySatisfy(user -> {
                        assertThat(user.account()).hasToString(peer.name());
                        assertThat(user.status()).isEqualTo(unescaped);
                    });
                }
                assertThat(peer.send("{'action':'who','time':1}").answer(200).users())
                        .isEmpty();
                assertThat(peer.send("{'action':'who','time':1,'statuses':false}")
                                .answer(200)
                                .users())
                        .isEmpty();
            }));
        }
        for (String none : List.of("", "x".repeat(501))) {
            cases.add(new Case(NO_STATUS, "after one, of " + none.length() + " characters", scene -> {
                String room = scene.room();
                Peer peer = scene.online();
                peer.room("join", room).expect(201);
                peer.status("at home").expect(200);
                peer.status(none).expect(200);
                assertThat(peer.send("{'action':'who','room':'" + room + "','time':1,'statuses':true}")
                                .answer(200)
                                .users())
                        .isEmpty();
            }));
        }
    }

    private static void contacts(List<Case> cases) {
        cases.add(new Case(CONTACTS, "none, one, none", scene -> {
            Peer owner = scene.registered();
            Peer contact = scene.registered();
            assertThat(list(owner)).isEmpty();
            contact(owner, "add_contact", contact.name()).expect(200);
            assertThat(list(owner)).containsExactly(contact.name());
            contact(owner, "del_contact", contact.name()).expect(200);
            assertThat(list(owner)).isEmpty();
        }));
        cases.add(new Case(ADD, "twice, and nobody", scene -> {
            Peer owner = scene.registered();
            Peer contact = scene.registered();
            contact(owner, "add_contact", contact.name()).expect(200);
            contact(owner, "add_contact", contact.name()).expect(200);
            contact(owner, "add_contact", scene.name()).expect(404).expectUsable();
        }));
        cases.add(new Case(TOO_MANY, "one more", scene -> {
            Peer owner = scene.registered();
            List<String> others = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                others.add(scene.registered().name());
            }
            for (String other : others.subList(0, 3)) {
                contact(owner, "add_contact", other).expect(200);
            }
            contact(owner, "add_contact", others.get(3)).expectOrSkip(403, 200, "more contacts are allowed there");
            contact(owner, "add_contact", others.get(0)).expect(200);
            assertThat(list(owner)).containsExactlyInAnyOrderElementsOf(others.subList(0, 3));
            contact(owner, "del_contact", others.get(0)).expect(200);
            contact(owner, "add_contact", others.get(3)).expect(200);
        }));
        cases.add(new Case(DELETE, "nobody", scene -> {
            Peer owner = scene.registered();
            contact(owner, "del_contact", scene.name()).expect(404).expectUsable();
        }));
        cases.add(new Case(IN_USER, "adding one", scene -> {
            Peer owner = scene.registered();
            Peer contact = scene.registered();
            owner.send("{'action':'add_contact','time':1,'user':{'account_name':'" + contact.name() + "'}}")
                    .expect(200);
            assertThat(list(owner)).containsExactly(contact.name());
        }));
        cases.add(new Case(NOTICE, "goes, comes, tells a status", scene -> {
            Peer owner = scene.registered();
            Peer contact = scene.registered();
            String name = contact.name();
            contact(owner, "add_contact", name).expect(200);
            contact.send("{'action':'quit'}").expect(200);
            assertThat(owner.notice().text()).isEqualTo(name + " is offline");
            Peer again = scene.connect(name);
            again.login("authenticate", "secret-1").expect(200);
            assertThat(owner.notice().text()).isEqualTo(name + " is online");
            again.send("{'action':'presence','time':1,'user':{'account_name':'$me','status':'at home'}}")
                    .expect(200);
            assertThat(owner.notice().text()).isEqualTo(name + " is online: at home");
        }));
    }

    private static List<String> list(Peer owner) throws Exception {
        return owner.send("{'action':'get_contacts','time':1}").answer(200).names();
    }

    private static Peer contact(Peer owner, String verb, String name) throws Exception {
        return owner.send("{'action':'" + verb + "','time':1,'user_id':'" + name + "'}");
    }
}
