package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Which object shows which dialect. */
class DialectsTest {
    private static final String ALICE = "'user':{'account_name':'alice'}";
    private static final String GUEST = "'user':{'account_name':'Guest'}";

    private final Dialects dialects = Dialects.all();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            course          | {'action':'presence','time':1700000000.5,'user':{'account_name':'alice'}}
            course          | {'action':'message','from':'alice','to':'bob','time':1,'mess_text':'hi'}
            course          | {'action':'exit','time':1,'account_name':'alice'}
            course-text     | {'action':'message','from':'alice','to':'bob','time':1,'message_text':'hi'}
            event           | {'event':'presence','time':1,'user':{'account_name':'alice'}}
            event           | {'event':'exit'}
            client-name     | {'action':'presence','time':1,'type':'status','user':{'client_name':'alice','status':'yep'}}
            hanita          | {'action':'presence','time':1,'user':{'accaunt_name':'Guest'}}
            guest-login     | {'action':'presence','time':1.5,'user':{'account_name':'Guest'}}
            guest-login     | {'action':'msg','time':1,'from':'alice','to':'bob','msg_text':'hi'}
            guest-broadcast | {'action':'presence','time':1,'type':'status','user':{'account_name':'Guest'}}
            guest-broadcast | {'action':'message','time':1,'account_name':'Guest','mess_text':'hi'}
            quantity        | {'action':'presence','time':'1700000000','user':{'account_name':'alice'}}
            course-gui      | {'action':'presence','time':1.5,'user':{'account_name':'alice','pubkey':'MIIB'}}
            course-gui      | {'action':'get_contacts','time':1,'user':'alice'}
            course-gui      | {'action':'get_users','time':1,'account_name':'alice'}
            course-gui      | {'action':'add','time':1,'user':'alice','account_name':'bob'}
            course-gui      | {'action':'remove','time':1,'user':'alice','account_name':'bob'}
            course-gui      | {'action':'pubkey_need','time':1,'account_name':'bob'}
            scattered       | {'action':'presence','time':1,'user':'alice'}
            scattered       | {'action':'presence','time':1,'user':{'account':'alice'}}
            scattered       | {'action':'authenticate','time':1,'user':{'account':'alice','password':'p'}}
            """)
    void the_first_object_shows_the_dialect(String name, String first) {
        assertThat(dialects.firstSpokenIn(object(first)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'action':'presence','time':1,'user':{'account_name':'alice'}}
            {'action':'presence','time':1.5,'type':'status','user':{'account_name':'alice'}}
            {'action':'presence','time':1.5,'user':{'account_name':'alice','status':'here'}}
            {'action':'authenticate','time':1,'user':{'account_name':'alice','password':'p'}}
            {'action':'msg','time':1,'to':'bob','message':'hi'}
            {'action':'get_contacts','time':1}
            {'action':'quit'}
            {'action':'probe','time':1}
            {'response':200}
            {'action':7,'event':7,'user':[],'mess_text':7}
            {}
            """)
    void what_may_well_be_the_specifications_shows_no_other(String first) {
        assertThat(dialects.firstSpokenIn(object(first))).isNull();
        assertThat(dialects.spokenIn(object(first), Dialects.SPECIFICATION)).isSameAs(Dialects.SPECIFICATION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            course         | spec            | {'action':'msg','time':1,'to':'bob','message':'hi'}
            course         | spec            | {'action':'join','time':1,'room':'#tea'}
            course         | course-text     | {'action':'message','from':'a','to':'b','time':1,'message_text':'hi'}
            course         | event           | {'event':'presence','time':1,'user':{'account_name':'a'}}
            course         | course-gui      | {'action':'get_users','time':1,'account_name':'a'}
            spec           | course          | {'action':'message','from':'a','to':'b','time':1,'mess_text':'hi'}
            hanita         | spec            | {'action':'who','time':1}
            guest-login    | guest-broadcast | {'action':'message','time':1,'account_name':'Guest','mess_text':'hi'}
            scattered      | course          | {'action':'exit','time':1,'account_name':'alice'}
            quantity       | spec            | {'action':'quit'}
            """)
    void what_only_another_dialect_has_switches_to_it(String from, String to, String object) {
        assertThat(dialects.spokenIn(object(object), EveryDialect.named(from)).name())
                .isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            course          | {'action':'presence','time':1,'user':{'account_name':'Guest'}}
            course          | {'action':'presence','time':'1700000000','user':{'account_name':'a'}}
            course          | {'action':'dance'}
            course          | {'response':200}
            course-gui      | {'action':'message','from':'a','to':'b','time':1,'mess_text':'hi'}
            course-gui      | {'action':'exit','time':1,'account_name':'a'}
            client-name     | {'action':'msg','time':1,'to':'#','from':'a','message':'hi'}
            hanita          | {'action':'msg','time':1,'to':'#all','from':'Guest','message':'hi'}
            guest-login     | {'action':'authenticate','time':1,'user':{'account_name':'a','password':'p'}}
            guest-login     | {'action':'who','time':1}
            quantity        | {'action':'msg','time':1,'to':'b','message':'hi'}
            quantity        | {'action':'authenticate','time':'1','user':{'account_name':'a','password':'p'}}
            quantity        | {'action':'get_contacts','time':'1'}
            scattered       | {'action':'msg','time':1,'to':'b','message':'hi'}
            scattered       | {'action':'join','time':1,'room':'#tea'}
            event           | {'event':'message','from':'a','to':'b','time':1,'message_text':'hi'}
            """)
    void what_its_own_programs_say_or_nobody_does_switches_nothing(String current, String object) {
        assertThat(dialects.spokenIn(object(object), EveryDialect.named(current))
                        .name())
                .isEqualTo(current);
    }

    @Test
    void a_dialect_that_is_switched_off_is_neither_shown_nor_hinted_at() {
        Dialects few = Dialects.named(List.of("event", "spec"));

        assertThat(few.firstSpokenIn(object("{'action':'presence','time':1.5," + ALICE + "}")))
                .isNull();
        assertThat(few.firstSpokenIn(object("{'action':'presence','time':1," + GUEST + "}")))
                .isNull();
        assertThat(few.firstSpokenIn(object("{'event':'presence','time':1," + ALICE + "}"))
                        .name())
                .isEqualTo("event");
        assertThat(few.spokenIn(
                        object("{'action':'message','from':'a','to':'b','mess_text':'hi'}"), Dialects.SPECIFICATION))
                .isSameAs(Dialects.SPECIFICATION);
    }

    private static ObjectNode object(String singleQuoted) {
        return EveryDialect.object(singleQuoted);
    }
}
