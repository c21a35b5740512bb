package chat.jim.conformance;

import static chat.jim.conformance.OwnedRoom.answered;
import static chat.jim.conformance.OwnedRoom.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** PROTOCOL.md, section 13: kick, ban and mute, and rooms in which not everybody may speak. */
final class RoomOrderCases {
    private static final String KICK = "200: it has left the room, and cannot come back for ten seconds";
    private static final String NOT_IN = "404 it is not in the room";
    private static final String BAN = "leave the room and cannot enter it; roles are gone.";
    private static final String UNTIL = "For so many seconds, or until `unban`.";
    private static final String NOBODY = "404 no such account, and nobody online; `unban`: it is not banned";
    private static final String MUTE = "the same, but it may stay, keeps its role, and cannot speak";
    private static final String BANNED = "Who is banned gets 403 to `join`";
    private static final String MUTED = "Who is muted, or has no voice in a moderated room, gets 403 to `msg`";
    private static final String WHY = "the sentence says why, and for how long";
    private static final String SPELLED =
            "A ban holds for the account and not for its name, and however the name is" + " spelled";
    private static final String OF_GUEST = "that of a guest for all guests of its address";
    private static final String REGISTERED =
            "An account that is registered from there meanwhile is banned and muted as" + " well.";
    private static final String HAS_TO_GO = "In the notice to who has to leave there is `room`";
    private static final String NOT_THERE = "it is not in that room any more";
    private static final String LIMIT = "400 a limit";
    private static final String KICKED = "alice kicked you from #tea: spam          alice kicked bob from #tea: spam";
    private static final String BANNED_FOR =
            "alice banned you from #tea for 2h: spam   alice banned bob from #tea for 2h: spam";
    private static final String MUTED_IN = "alice muted you in #tea                   alice muted bob in #tea";
    private static final String AGAIN = "alice lets you into #tea again            alice lets bob speak in #tea again";

    private RoomOrderCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        kicking(cases);
        banning(cases);
        holding(cases);
        muting(cases);
        telling(cases);
        limits(cases);
        return cases;
    }

    private static void kicking(List<Case> cases) {
        cases.add(new Case(KICK, "at once it may not", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.order("kick", guest, "");
            assertThat(room.has(guest)).isFalse();
            guest.msg(room.name(), "hi").expect(403);
            guest.room("join", room.name()).expect(403).expectUsable();
        }));
        cases.add(new Case(NOT_IN, "one who is elsewhere, one who has left, and nobody", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            guest.room("leave", room.name()).expect(200);
            answered(404, room.ask(room.owner(), "kick", guest, ""));
            answered(404, room.ask(room.owner(), "kick", scene.online(), ""));
            answered(404, room.ask(room.owner(), "kick", scene.name(), ""));
        }));
        cases.add(new Case(HAS_TO_GO, "kick and ban", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            for (String verb : List.of("kick", "ban")) {
                Peer guest = room.guest();
                room.order(verb, guest, "");
                assertThat(guest.notice().text(Detail.ROOM)).isEqualTo(room.name());
            }
        }));
        cases.add(new Case(NOT_THERE, "what is said there is not heard", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.order("kick", guest, "");
            room.owner().msg(room.name(), "hi").expect(200);
            guest.expectNoMessage();
        }));
    }

    private static void banning(List<Case> cases) {
        cases.add(new Case(BAN, "a moderator", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer moderator = room.account("moderator");
            room.order("ban", moderator, "");
            assertThat(room.has(moderator)).isFalse();
            assertThat(room.roleOf(moderator)).containsExactly(Detail.BANNED);
            moderator.room("join", room.name()).expect(403).expectUsable();
        }));
        cases.add(new Case(UNTIL, "unban", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.order("ban", guest, ",'seconds':3600");
            guest.room("join", room.name()).expect(403);
            room.order("unban", guest, "");
            guest.room("join", room.name()).expect(200);
        }));
        cases.add(new Case(UNTIL, "again, without an end", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.order("ban", guest, ",'seconds':3600");
            room.order("ban", guest, ",'reason':'spam'");
            assertThat(room.roles(room.owner()))
                    .filteredOn(part -> Detail.BANNED.equals(part.text(Detail.ROLE)))
                    .singleElement()
                    .satisfies(part -> assertThat(part.number(Detail.SECONDS)).isNull());
        }));
        cases.add(new Case(NOBODY, "each of them", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            for (String verb : List.of("ban", "mute", "invite")) {
                answered(404, room.ask(room.owner(), verb, scene.name(), ""));
            }
            for (String verb : List.of("unban", "unmute")) {
                answered(404, room.ask(room.owner(), verb, room.guest(), ""));
            }
        }));
    }

    private static void holding(List<Case> cases) {
        cases.add(new Case(BANNED, "one who was never there", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer account = scene.registered();
            room.order("ban", account, "");
            answered(403, room.ask(account, "join", ""));
            answered(403, room.ask(account, "join", ",'quiet':true,'ids':true,'about':true"));
            account.msg(room.name(), "hi").expect(403).expectUsable();
        }));
        cases.add(new Case(WHY, "with a reason and a time", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.order("ban", guest, ",'seconds':86400,'reason':'spam'");
            assertThat(answered(403, room.ask(guest, "join", "")).text()).contains(room.name(), "spam", "for ");
            Peer muted = room.guest();
            room.order("mute", muted, ",'seconds':86400,'reason':'noise'");
            assertThat(muted.msg(room.name(), "hi").answer(403).text()).contains(room.name(), "noise", "for ");
        }));
        cases.add(new Case(SPELLED, "and over another connection", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer account = room.account();
            String other = account.name().toUpperCase(Locale.ROOT);
            answered(200, room.ask(room.owner(), "ban", other, ""));
            account.quit();
            Peer back = scene.connect(other);
            back.login("authenticate", "secret-1").expect(200);
            back.room("join", room.name().toUpperCase(Locale.ROOT)).expect(403).expectUsable();
        }));
        cases.add(new Case(OF_GUEST, "who comes back", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.order("ban", guest, "");
            guest.quit();
            scene.online(guest.name()).room("join", room.name()).expect(403);
        }));
        cases.add(new Case(REGISTERED, "by the name", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer banned = room.guest();
            Peer muted = room.guest();
            room.order("ban", banned, "");
            room.order("mute", muted, "");
            banned.login("register", "secret-1").expect(201);
            muted.login("register", "secret-1").expect(201);
            banned.room("join", room.name()).expect(403);
            muted.msg(room.name(), "hi").expect(403);
        }));
    }

    private static void muting(List<Case> cases) {
        cases.add(new Case(MUTE, "one with voice", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer speaker = room.speaker();
            room.order("mute", speaker, "");
            speaker.msg(room.name(), "hi").expect(403);
            assertThat(room.has(speaker)).isTrue();
            assertThat(room.roleOf(speaker)).containsExactlyInAnyOrder("voice", Detail.MUTED);
            room.owner().msg(room.name(), "hi").expect(200);
            assertThat(speaker.message().message()).isEqualTo("hi");
            room.order("unmute", speaker, "");
            speaker.msg(room.name(), "hi").expect(200);
        }));
        cases.add(new Case(MUTED, "leaving and coming back does not help", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.order("mute", guest, "");
            guest.room("leave", room.name()).expect(200);
            guest.room("join", room.name()).expect(200);
            guest.msg(room.name(), "hi").expect(403).expectUsable();
            room.owner().expectNoMessage();
        }));
        cases.add(new Case(MUTED, "a moderated room, and who gets voice", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.change(",'moderated':true");
            guest.msg(room.name(), "hi").expect(403);
            room.grant(guest, "voice");
            guest.msg(room.name(), "hi").expect(200);
            room.order("revoke", guest, role("voice"));
            guest.msg(room.name(), "hi").expect(403);
            room.change(",'moderated':false");
            guest.msg(room.name(), "hi").expect(200);
        }));
    }

    private static void telling(List<Case> cases) {
        cases.add(told(KICKED, "kick", ",'reason':'spam'", "kicked $who from $room: spam"));
        cases.add(told(KICKED, "kick", "", "kicked $who from $room"));
        cases.add(told(BANNED_FOR, "ban", ",'seconds':7200,'reason':'spam'", "banned $who from $room for 2h: spam"));
        cases.add(told(BANNED_FOR, "ban", ",'seconds':93784", "banned $who from $room for 1d 2h"));
        cases.add(told(MUTED_IN, "mute", "", "muted $who in $room"));
        cases.add(told(MUTED_IN, "mute", ",'seconds':60,'reason':'spam'", "muted $who in $room for 1m: spam"));
        cases.add(new Case(AGAIN, "unban and unmute", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer member = room.guest();
            Peer guest = room.guest();
            String alice = room.owner().name();
            for (List<String> words : List.of(
                    List.of("mute", "unmute", " speak in ", " again"), List.of("ban", "unban", " into ", " again"))) {
                room.order(words.get(0), guest, "");
                room.order(words.get(1), guest, "");
                guest.told(alice + " lets you" + words.get(2) + room.name() + words.get(3));
                member.told(alice + " lets " + guest.name() + words.get(2) + room.name() + words.get(3));
            }
        }));
    }

    private static Case told(String quote, String verb, String fields, String words) {
        return new Case(quote, verb + fields, scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer member = room.guest();
            Peer guest = room.guest();
            room.order(verb, guest, fields);
            String text = room.owner().name() + " " + words.replace("$room", room.name());
            guest.told(text.replace("$who", "you"));
            member.told(text.replace("$who", guest.name()));
        });
    }

    private static void limits(List<Case> cases) {
        for (String field : List.of(
                "'seconds':0",
                "'seconds':-1",
                "'seconds':315360001",
                "'seconds':'long'",
                "'reason':'" + "x".repeat(101) + "'",
                "'reason':7")) {
            cases.add(new Case(LIMIT, "ban and mute with " + field, scene -> {
                OwnedRoom room = OwnedRoom.in(scene);
                Peer guest = room.guest();
                for (String verb : List.of("ban", "mute")) {
                    Response answer = room.ask(room.owner(), verb, guest, "," + field);
                    answered(400, answer);
                }
                guest.msg(room.name(), "hi").expect(200);
            }));
        }
    }
}
