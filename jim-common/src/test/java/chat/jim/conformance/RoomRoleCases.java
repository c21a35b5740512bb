package chat.jim.conformance;

import static chat.jim.conformance.OwnedRoom.answered;
import static chat.jim.conformance.OwnedRoom.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 13: roles, who gets and loses them, and who is told. */
final class RoomRoleCases {
    private static final String STAYS = "A role belongs to the account, stays when it leaves";
    private static final String GUESTS = "Guests can be `voice` and `member`, until their connection ends.";
    private static final String INVITED = "200: the account, or the guest who is online, may enter, and is told by a"
            + " 100 now, or at the next login.";
    private static final String BECOMES = "It becomes `member`, unless it is more";
    private static final String ONLY = "200: the account has that role from now on, if it has no greater one.";
    private static final String LEFT =
            "200: the role is taken away, and `member` is left; of a `member` nothing, but it may stay until it leaves. 404 it has another role, or none";
    private static final String OUTSIDE = "You need not be in the room.";
    private static final String HEAR = "Who is acted on, and the members of the room, hear of it by a 100 that begins"
            + " with the name of who did it";
    private static final String MADE = "alice made you a moderator of #tea";
    private static final String VOICE = "alice gave bob voice in #tea";
    private static final String INVITES = "alice invites you to #tea";
    private static final String TOPIC = "alice set the topic of #tea: green only";
    private static final String PRIVATE = "alice made #tea private                   alice opened #tea";
    private static final String WHO = "brings behind its list a part for each owner, moderator and voice";
    private static final String ORDERED = "for moderators and owners also for each `member`, and for who is `banned`"
            + " or `muted`, with the `seconds` that are left and the `reason`";

    private RoomRoleCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        having(cases);
        giving(cases);
        telling(cases);
        listing(cases);
        return cases;
    }

    private static void having(List<Case> cases) {
        cases.add(new Case(STAYS, "a moderator leaves, goes, and comes back", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer moderator = room.account("moderator");
            moderator.room("leave", room.name()).expect(200);
            moderator.quit();
            Peer back = scene.connect(moderator.name());
            back.login("authenticate", "secret-1").expect(200);
            assertThat(room.described(back).text(Detail.ROLE)).isEqualTo("moderator");
        }));
        for (String role : List.of("voice", "member")) {
            cases.add(new Case(GUESTS, role + " is gone with the connection", scene -> {
                OwnedRoom room = OwnedRoom.in(scene);
                Peer guest = room.guest();
                room.grant(guest, role);
                assertThat(room.described(guest).text(Detail.ROLE)).isEqualTo(role);
                guest.quit();
                assertThat(room.described(scene.online(guest.name())).text(Detail.ROLE))
                        .isNull();
            }));
        }
        for (String role : List.of("moderator", "owner")) {
            cases.add(new Case(GUESTS, "not " + role, scene -> {
                OwnedRoom room = OwnedRoom.in(scene);
                Peer guest = room.guest();
                answered(403, room.ask(room.owner(), "grant", guest, role(role)));
                assertThat(room.roleOf(guest)).isEmpty();
            }));
        }
    }

    private static void giving(List<Case> cases) {
        cases.add(new Case(INVITED, "one who is online", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = scene.online();
            room.order("invite", guest, "");
            assertThat(guest.notice().text()).isEqualTo(room.owner().name() + " invites you to " + room.name());
            assertThat(room.roleOf(guest)).containsExactly("member");
        }));
        cases.add(new Case(INVITED, "one who is offline, and comes twice", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer account = scene.registered();
            account.quit();
            room.order("invite", account, "");
            Peer back = scene.connect(account.name());
            back.login("authenticate", "secret-1").expect(200);
            assertThat(back.notice().text()).isEqualTo(room.owner().name() + " invites you to " + room.name());
            back.quit();
            Peer again = scene.connect(account.name());
            again.login("authenticate", "secret-1").expect(200);
            again.msg(again.name(), "no notice before this").expect(200);
            room.order("invite", again, "");
            assertThat(room.roleOf(again)).containsExactly("member");
        }));
        cases.add(new Case(BECOMES, "who has voice", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer speaker = room.speaker();
            room.order("invite", speaker, "");
            assertThat(room.roleOf(speaker)).containsExactly("voice");
        }));
        cases.add(new Case(ONLY, "each after the other", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer account = scene.registered();
            for (String role : List.of("member", "voice", "moderator")) {
                room.grant(account, role);
                assertThat(room.roleOf(account)).containsExactly(role);
            }
            room.grant(account, "voice");
            assertThat(room.roleOf(account)).containsExactly("moderator");
            room.grant(account, "owner");
            assertThat(room.roleOf(account)).containsExactly("owner");
        }));
        cases.add(new Case(ONLY, "a role that there is not", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            for (String role : List.of("'king'", "7", "''")) {
                answered(400, room.ask(room.owner(), "grant", room.owner(), ",'role':" + role));
            }
            answered(400, room.ask(room.owner(), "grant", room.owner(), ""));
            assertThat(room.roleOf(room.owner())).containsExactly("owner");
        }));
        cases.add(new Case(LEFT, "a moderator, a member, and nobody", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer account = room.account("moderator");
            answered(404, room.ask(room.owner(), "revoke", account, role("voice")));
            room.order("revoke", account, role("moderator"));
            assertThat(room.roleOf(account)).containsExactly("member");
            room.order("revoke", account, role("member"));
            assertThat(room.roleOf(account)).isEmpty();
            answered(404, room.ask(room.owner(), "revoke", account, role("member")));
        }));
        cases.add(new Case(OUTSIDE, "the owner has left", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.owner().room("leave", room.name()).expect(200);
            room.change(",'topic':'green only'");
            room.grant(guest, "voice");
            room.order("kick", guest, "");
        }));
    }

    private static void telling(List<Case> cases) {
        cases.add(told(MADE, "moderator", "made", "a moderator of"));
        cases.add(told(HEAR, "owner", "made", "an owner of"));
        cases.add(told(HEAR, "member", "made", "a member of"));
        cases.add(told(VOICE, "voice", "gave", "voice in"));
        cases.add(new Case(HEAR, "a role that is taken", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer account = room.account("moderator");
            Peer guest = room.guest();
            room.order("revoke", account, role("moderator"));
            String alice = room.owner().name();
            account.told(alice + " made you a member of " + room.name());
            guest.told(alice + " made " + account.name() + " a member of " + room.name());
            room.order("revoke", account, role("member"));
            account.told(alice + " removed you from the members of " + room.name());
            guest.told(alice + " removed " + account.name() + " from the members of " + room.name());
        }));
        cases.add(new Case(INVITES, "nobody else hears of it", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer member = room.guest();
            Peer guest = scene.online();
            room.order("invite", guest, "");
            guest.told(room.owner().name() + " invites you to " + room.name());
            room.change(",'topic':'green only'");
            assertThat(member.notice().text()).contains("green only");
        }));
        cases.add(changed(TOPIC, "'topic':'green only'", " set the topic of $room: green only"));
        cases.add(changed(HEAR, "'topic':''", " removed the topic of $room"));
        cases.add(changed(PRIVATE, "'private':true", " made $room private"));
        cases.add(changed(PRIVATE, "'private':false", " opened $room"));
        cases.add(changed(HEAR, "'moderated':true", " made $room moderated: only those with voice may speak"));
        cases.add(changed(HEAR, "'moderated':false", " lets everybody speak in $room"));
        cases.add(changed(HEAR, "'keep':false", " lets nothing more be kept of $room"));
        cases.add(changed(HEAR, "'keep':true", " lets $room be kept"));
    }

    /** Who gets a role and a member are told so: the verb, and what follows the person. */
    private static Case told(String quote, String role, String verb, String what) {
        return new Case(quote, "grant " + role, scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer member = room.guest();
            Peer account = scene.registered();
            room.grant(account, role);
            String alice = room.owner().name();
            account.told(alice + " " + verb + " you " + what + " " + room.name());
            member.told(alice + " " + verb + " " + account.name() + " " + what + " " + room.name());
        });
    }

    /** A member is told of a change of the room, which was the other way before. */
    private static Case changed(String quote, String field, String told) {
        return new Case(quote, field, scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer member = room.guest();
            room.change("," + opposite(field));
            room.change("," + field);
            member.told(room.owner().name() + told.replace("$room", room.name()));
        });
    }

    private static String opposite(String field) {
        if (field.startsWith("'topic'")) {
            return "'topic':'black'";
        }
        return field.endsWith("true") ? field.replace("true", "false") : field.replace("false", "true");
    }

    private static void listing(List<Case> cases) {
        cases.add(new Case(WHO, "as a guest sees it", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            Peer speaker = room.speaker();
            Peer moderator = room.account("moderator");
            room.account("member");
            room.order("mute", speaker, "");
            assertThat(room.roles(guest))
                    .allSatisfy(part -> assertThat(part.text(Detail.ROOM)).isEqualTo(room.name()))
                    .extracting(part -> part.text(Detail.USER_ID) + " " + part.text(Detail.ROLE))
                    .containsExactlyInAnyOrder(
                            room.owner().name() + " owner", moderator.name() + " moderator", speaker.name() + " voice");
        }));
        cases.add(new Case(WHO, "and not for who does not ask", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            for (String roles : List.of("", ",'roles':false")) {
                assertThat(room.owner().ask("{'action':'who','time':1,'room':'" + room.name() + "'" + roles))
                        .isEmpty();
            }
        }));
        cases.add(new Case(ORDERED, "one of each", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer member = room.account("member");
            Peer muted = room.guest();
            Peer banned = room.guest();
            room.order("mute", muted, ",'reason':'spam'");
            room.order("ban", banned, ",'seconds':7200");
            List<Response> parts = room.roles(room.owner());
            assertThat(parts)
                    .extracting(part -> part.text(Detail.USER_ID) + " " + part.text(Detail.ROLE))
                    .containsExactlyInAnyOrder(
                            room.owner().name() + " owner",
                            member.name() + " member",
                            muted.name() + " muted",
                            banned.name() + " banned");
            assertThat(parts)
                    .filteredOn(part -> "spam".equals(part.text(Detail.REASON)))
                    .hasSize(1);
            assertThat(parts)
                    .filteredOn(part -> part.number(Detail.SECONDS) != null)
                    .singleElement()
                    .satisfies(part -> assertThat(part.number(Detail.SECONDS)).isBetween(7000L, 7200L));
        }));
    }
}
