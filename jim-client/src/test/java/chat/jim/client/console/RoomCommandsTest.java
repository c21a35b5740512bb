package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.NOON;
import static chat.jim.client.console.PlayedChat.OK;
import static chat.jim.client.console.PlayedChat.micros;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.recall.RecallWishes;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about rooms and people, as alice types them in the room #tea. */
@Timeout(120)
class RoomCommandsTest {
    private PlayedChat chat;

    @BeforeEach
    void enterTheRoom() throws IOException {
        chat = new PlayedChat(RecallWishes.usual(), null);
        chat.type("join #tea");
        chat.answer("join", OK);
        chat.awaitPrinted("Done.");
    }

    @AfterEach
    void leave() throws IOException {
        chat.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "kick bob | 'kick','time':T,'room':'#tea','user_id':'bob'}",
                "kick bob too  loud | 'kick','time':T,'room':'#tea','user_id':'bob','reason':'too  loud'}",
                "kick #ops bob spam | 'kick','time':T,'room':'#ops','user_id':'bob','reason':'spam'}",
                "ban bob | 'ban','time':T,'room':'#tea','user_id':'bob'}",
                "ban bob 90s | 'ban','time':T,'room':'#tea','user_id':'bob','seconds':90}",
                "ban bob 2H spam | 'ban','time':T,'room':'#tea','user_id':'bob','seconds':7200,'reason':'spam'}",
                "ban #ops bob 2w | 'ban','time':T,'room':'#ops','user_id':'bob','seconds':1209600}",
                "mute bob 30m | 'mute','time':T,'room':'#tea','user_id':'bob','seconds':1800}",
                "mute bob no 3d | 'mute','time':T,'room':'#tea','user_id':'bob','reason':'no 3d'}",
                "unban bob | 'unban','time':T,'room':'#tea','user_id':'bob'}",
                "unmute bob #ops | 'unmute','time':T,'room':'#ops','user_id':'bob'}",
                "invite bob | 'invite','time':T,'room':'#tea','user_id':'bob'}",
                "invite bob #ops | 'invite','time':T,'room':'#ops','user_id':'bob'}",
                "grant bob Owner | 'grant','time':T,'room':'#tea','user_id':'bob','role':'owner'}",
                "op #ops bob | 'grant','time':T,'room':'#ops','user_id':'bob','role':'moderator'}",
                "voice bob | 'grant','time':T,'room':'#tea','user_id':'bob','role':'voice'}",
                "deop bob | 'revoke','time':T,'room':'#tea','user_id':'bob','role':'moderator'}",
                "revoke bob member | 'revoke','time':T,'room':'#tea','user_id':'bob','role':'member'}",
                "topic green  only | 'room','time':T,'room':'#tea','topic':'green  only'}",
                "topic - | 'room','time':T,'room':'#tea','topic':''}",
                "topic #ops - | 'room','time':T,'room':'#ops','topic':''}",
                "private on | 'room','time':T,'room':'#tea','private':true}",
                "moderated #ops OFF | 'room','time':T,'room':'#ops','moderated':false}",
                "keep off | 'room','time':T,'room':'#tea','keep':false}",
                "private | 'room','time':T,'room':'#tea'}",
                "whois bob | 'whois','time':T,'user_id':'bob'}"
            })
    void a_command_becomes_a_request(String line, String request) throws IOException {
        chat.type("/" + line);

        String expected = "{'action':" + request.replace("'T'", "T");
        assertThat(chat.answer("\"time\"", OK).replace('"', '\''))
                .isEqualTo(expected.replace(":T", ":" + NOON / 1_000_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kick | Say it as in: kick bob, kick #tea bob spam",
                "kick bob #ops | The room stands before the name, as in: kick #tea bob",
                "ban bob 2 h | How long? Write 90s, 30m, 2h, 3d or 2w",
                "ban bob 2x spam | How long?",
                "mute bob 0m | Take a time from 1s to 3650d",
                "mute bob 11000d | Take a time from 1s to 3650d",
                "grant bob king | Say it as in: grant bob moderator",
                "op | Say it as in: grant bob moderator",
                "op bob carol | Say it as in: grant bob moderator",
                "unban bob spam | Say it as in: unban bob",
                "private maybe | Say it as in: private, private on",
                "keep | Say it as in: keep off",
                "hidden | Say it as in: hidden on",
                "whois | Say it as in: whois bob",
                "whois #tea | A name with # is a room's",
                "room #tea #ops | Say it as in: room, room #tea",
                "mode +o bob | Here that is called private, moderated, or grant",
                "help kik | There is no command kik. Did you mean kick? All commands: help.",
                "help mode | Here that is called private, moderated, or grant",
                "help /leave | Also: part"
            })
    void what_cannot_be_understood_is_answered_in_one_sentence(String line, String sentence) throws IOException {
        chat.type("/" + line);

        chat.awaitPrinted(sentence);
    }

    @Test
    void without_a_talk_the_only_room_is_meant_and_of_several_none() throws IOException {
        chat.type("kick bob");
        assertThat(chat.answer("kick", OK)).contains("\"room\":\"#tea\"");
        chat.type("join #ops");
        chat.answer("join", OK);
        chat.type("ban bob 2h");
        chat.awaitPrinted("In which room? Type it behind the command, as in: ban #tea bob 2h");
    }

    @Test
    void in_a_talk_a_line_that_may_be_a_command_is_no_request() throws IOException {
        chat.type("talk #tea");
        chat.awaitPrinted("What you type now goes to #tea.");
        chat.type("kick bob");
        chat.answer("\"message\":\"kick bob\"", OK); // nobody is there to be asked
    }

    @Test
    void a_topic_is_shown_and_made_safe() throws IOException {
        chat.type("topic");
        chat.answer("room", "{'response':200,'time':1,'alert':'x','members':1,'topic':'red\\u001b[2J'}");
        chat.awaitPrinted("12:00 -- The topic of #tea: red\\u{1b}[2J");
        chat.type("topic");
        chat.answer("room", "{'response':200,'time':1,'alert':'x','members':1}");
        chat.awaitPrinted("12:00 -- #tea has no topic.");
    }

    @Test
    void a_room_is_shown_with_who_is_what_there() throws IOException {
        chat.type("room");
        chat.answer(
                "\"room\",",
                "{'response':200,'time':1,'alert':'#tea has 3 members.','role':'moderator','members':3,'owner':'carol',"
                        + "'topic':'green only','private':true,'moderated':true}");
        String part = "{'response':202,'time':1,'room':'#tea','user_id':";
        assertThat(chat.answer(
                        "who",
                        "{'response':202,'time':1,'list':['alice','bob','carol']}",
                        part + "'carol','role':'owner'}",
                        part + "'alice','role':'moderator'}",
                        part + "'bob','role':'moderator'}",
                        part + "'eve','role':'banned','seconds':7300,'reason':'spam'}",
                        part + "'mallory','role':'banned'}",
                        part + "'dan','role':'muted','reason':'too loud'}",
                        part + "'x','role':'king'}",
                        OK))
                .contains("\"roles\":true");

        assertThat(chat.printedAfter("muted:"))
                .endsWith(
                        "12:00 -- #tea: green only -- 3 here, carol owns it, you are a moderator, private, moderated",
                        "   owners: carol",
                        "   moderators: alice, bob",
                        "   banned: eve (2 hours more: spam), mallory",
                        "   muted: dan (too loud)");
    }

    @Test
    void a_room_that_one_may_not_see_is_refused_once() throws IOException {
        String none = "{'response':404,'time':1,'error':'There is no room #ops: check the name, or join to make it.'}";
        chat.type("room ops");
        assertThat(chat.answer("\"room\",", none)).contains("#ops");
        chat.answer("who", none);
        chat.type("topic");
        chat.answer("room", "{'response':200,'time':1,'alert':'x'}");
        chat.awaitPrinted("#tea has no topic.");

        assertThat(chat.count("There is no room #ops")).isEqualTo(1);
    }

    @Test
    void rooms_are_shown_with_how_many_are_there_and_the_topic() throws IOException {
        chat.type("rooms");
        assertThat(chat.answer(
                        "\"topics\":true",
                        "{'response':202,'time':1,'room':'#tea','members':3,'topic':'green only'}",
                        "{'response':202,'time':1,'room':'#kitchen','members':12}",
                        "{'response':200,'time':1,'alert':'Rooms: 2.'}"))
                .contains("\"rooms\"");

        assertThat(chat.printedAfter("#kitchen"))
                .endsWith("12:00 -- Rooms: 2.", "   #tea        3  green only", "   #kitchen   12");
    }

    @Test
    void an_older_server_names_its_rooms_and_knows_no_whois() throws IOException {
        chat.type("rooms");
        chat.answer(
                "\"topics\":true",
                "{'response':202,'time':1,'list':['#tea','#ops']}",
                "{'response':200,'time':1,'alert':'Rooms: 2.'}");
        assertThat(chat.printedAfter("   #ops")).endsWith("12:00 -- Rooms: 2.", "   #tea", "   #ops");
        chat.type("whois bob");
        chat.answer("whois", "{'response':400,'time':1,'error':'There is no action whois here.'}");
        chat.awaitPrinted("Error 410: This server does not know that.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'registered':true,'since':S0912,'idle':1020 | bob: an account, online since 09:12, idle for 17 minutes",
                "'since':S0912,'idle':7199 | bob: a guest, online since 09:12, idle for 2 hours",
                "'since':S0912,'idle':129600 | bob: a guest, online since 09:12, idle for 36 hours",
                "'since':S0912,'idle':9000000000000000000 | bob: a guest, online since 09:12, idle for 2147483647 days",
                "'registered':true,'since':S0912,'idle':59 | bob: an account, online since 09:12",
                "'registered':true,'seen':Y1840 | bob: an account, offline, last seen yesterday 18:40",
                "'registered':true | bob: an account, offline",
                "'since':S0912 | bob: a guest, online since 09:12",
                "'registered':true,'operator':true,'since':S0912 | bob: an operator, online since 09:12",
                "'since':9000000000000000000 | bob: a guest, online since 9000000000000000000"
            })
    void who_somebody_is_is_said_in_words(String details, String line) throws IOException {
        long nine = micros(9, 12) / 1_000_000;
        long yesterday = micros(18, 40) / 1_000_000 - 86_400;
        chat.type("whois bob");
        chat.answer(
                "whois",
                "{'response':200,'time':" + NOON / 1_000_000 + ",'alert':'x',"
                        + details.replace("S0912", "" + nine).replace("Y1840", "" + yesterday) + "}");

        assertThat(chat.printedAfter("bob: a")).endsWith("12:00 -- " + line);
    }

    @Test
    void whois_tells_the_status_and_the_rooms_that_both_are_in() throws IOException {
        chat.type("whois bob");
        chat.answer(
                "whois",
                "{'response':202,'time':1,'list':['#tea','#dev']}",
                "{'response':202,'time':1,'user':{'account_name':'bob','status':'at home'}}",
                "{'response':200,'time':1,'alert':'x','registered':true}");

        chat.awaitPrinted("12:00 -- bob: an account, offline, \"at home\"; also in #tea, #dev");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bob is offline. | Bob: an account",
                "carol is offline. | BOB: an account",
                "bob\\u001b[2J is offline. | BOB: an account",
                "# | BOB: an account"
            })
    void whois_writes_the_name_as_the_server_does(String sentence, String words) throws IOException {
        chat.type("whois BOB");
        chat.answer("whois", "{'response':200,'time':1,'alert':'" + sentence + "','registered':true}");

        chat.awaitPrinted("12:00 -- " + words + ", offline");
    }

    @Test
    void hidden_is_said_by_a_presence_that_leaves_the_status_alone() throws IOException {
        chat.type("hidden on");
        assertThat(chat.answer("presence", OK))
                .contains("\"user\":{\"account_name\":\"alice\",\"hidden\":true}")
                .doesNotContain("resume");
        chat.awaitPrinted("Nobody is told now when you were there");
        chat.type("hidden off");
        assertThat(chat.answer("presence", OK)).contains("\"hidden\":false");
        chat.awaitPrinted("Others may be told again when you were there.");
    }
}
