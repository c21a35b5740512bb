package chat.jim.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.text.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What our own server says about rooms that belong to somebody, and about people, in Russian. */
class RoomSentencesTest {
    @BeforeEach
    void russian() {
        Language.choose("ru");
    }

    @AfterEach
    void backToEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice lets bob into #tea again",
                "alice lets you into #tea again",
                "alice lets bob speak in #tea again",
                "alice lets you speak in #tea again",
                "alice made bob an owner of #tea",
                "alice made you an owner of #tea",
                "alice made bob a moderator of #tea",
                "alice made you a moderator of #tea",
                "alice made bob a member of #tea",
                "alice made you a member of #tea",
                "alice gave bob voice in #tea",
                "alice gave you voice in #tea",
                "alice removed bob from the members of #tea",
                "alice removed you from the members of #tea",
                "alice invites you to #tea",
                "alice set the topic of #tea: green only",
                "alice removed the topic of #tea",
                "alice made #tea private",
                "alice opened #tea",
                "alice made #tea moderated: only those with voice may speak",
                "alice lets everybody speak in #tea",
                "alice lets #tea be kept",
                "alice lets nothing more be kept of #tea",
                "alice owns #tea now",
                "The topic of #tea: green only"
            })
    void notices_are_known(String sentence) {
        assertKnown(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#tea is changed.",
                "#tea has 3 members.",
                "#tea has 1 member.",
                "Nobody is in #tea.",
                "bob is invited to #tea.",
                "bob is in #tea already.",
                "bob is an owner of #tea.",
                "bob is a moderator of #tea.",
                "bob is a member of #tea.",
                "bob has voice in #tea.",
                "bob is no longer a member of #tea.",
                "bob is out of #tea.",
                "bob is banned from #tea.",
                "bob may enter #tea again.",
                "bob is muted in #tea.",
                "bob may speak in #tea again.",
                "bob is online.",
                "bob is online as a guest.",
                "bob is offline."
            })
    void answers_are_known(String sentence) {
        assertKnown(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Only moderators and owners of #tea may do that.",
                "Only owners of #tea may do that.",
                "Nobody owns #tea: ask the server's operator.",
                "bob is an owner of #tea: only an operator may do that.",
                "bob is a moderator of #tea: only owners may do that.",
                "Only accounts can be moderators or owners, and bob is a guest.",
                "Only those with voice may speak in #tea: ask a moderator.",
                "You were kicked from #tea a moment ago: come back in 7 seconds.",
                "You were kicked from #tea a moment ago: come back in a second.",
                "bob is banned from #tea: unban them first.",
                "#tea has 1000 roles, bans and mutes, which is the limit: remove some first.",
                "bob has 100 invitations waiting, which is the limit: try again later.",
                "bob owns 100 rooms, which is the limit.",
                "bob is not in #tea: see who is.",
                "bob is not banned from #tea.",
                "bob is not muted in #tea.",
                "bob is no owner of #tea.",
                "bob is no moderator of #tea.",
                "bob is no member of #tea.",
                "bob has no voice in #tea.",
                "There is no account bob, and nobody online is called so: check the name.",
                "There is no room #tea: check the name, or join to make it.",
                "The field reason has 101 characters; keep it within 100.",
                "The field topic has 201 characters; keep it within 200.",
                "The field reason has characters that cannot be shown: leave them out.",
                "The field topic has characters that cannot be shown: leave them out.",
                "Too many rooms belong to nobody: make somebody else an owner of #tea first.",
                "The field seconds has to be from 1 to 315360000.",
                "The field role has to be owner, moderator, voice or member."
            })
    void refusals_are_known(String sentence) {
        assertKnown(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice kicked bob from #tea | alice выгоняет bob из #tea",
                "alice kicked bob from #tea: spam for you | alice выгоняет bob из #tea: spam for you",
                "alice kicked you from #tea: spam | alice выгоняет вас из #tea: spam",
                "alice banned bob from #tea: for ever | alice больше не впускает bob в #tea: for ever",
                "alice banned bob from #tea for 1d 2h | alice больше не впускает bob в #tea, срок: 1d 2h",
                "alice banned you from #tea for 2h: spam | alice больше не впускает вас в #tea, срок: 2h: spam",
                "alice banned you from #tea | alice больше не впускает вас в #tea",
                "alice muted bob in #tea for 2h | alice не даёт bob говорить в #tea, срок: 2h",
                "alice muted you in #tea: too loud | alice не даёт вам говорить в #tea: too loud",
                "alice muted you in #tea for 5m 10s | alice не даёт вам говорить в #tea, срок: 5m 10s",
                "bob is banned from #tea. | bob больше не впускают в #tea.",
                "bob is banned from #tea: spam. | bob больше не впускают в #tea: spam.",
                "bob is banned from #tea for 1d 2h. | bob больше не впускают в #tea, срок: 1d 2h.",
                "bob is banned from #tea for 2h: a b. | bob больше не впускают в #tea, срок: 2h: a b.",
                "bob is muted in #tea. | bob больше не может говорить в #tea.",
                "bob is muted in #tea: for 2h. | bob больше не может говорить в #tea: for 2h.",
                "bob is muted in #tea for 5m 10s. | bob больше не может говорить в #tea, срок: 5m 10s.",
                "bob is muted in #tea for 2h: so it is. | bob больше не может говорить в #tea, срок: 2h: so it is.",
                "You are banned from #tea. | Вас не впускают в #tea.",
                "You are banned from #tea: spam. | Вас не впускают в #tea: spam.",
                "You are banned from #tea for 1d 2h more. | Вас не впускают в #tea, ещё 1d 2h.",
                "You are banned from #tea for 2h more: spam. | Вас не впускают в #tea, ещё 2h: spam.",
                "You are muted in #tea for 5m 1s more: a b. | Вам не дают говорить в #tea, ещё 5m 1s: a b.",
                "You are muted in #tea. | Вам не дают говорить в #tea."
            })
    void reasons_and_times_stay_what_they_are(String sentence, String translation) {
        assertThat(ServerPhrases.of(sentence)).isEqualTo(translation);
    }

    private static void assertKnown(String sentence) {
        assertThat(ServerPhrases.of(sentence)).as("%s", sentence).containsPattern("\\p{IsCyrillic}");
    }
}
