package chat.jim.server;

import static chat.jim.server.RoomPerson.about;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PROTOCOL.md, section 13, when two do something in a room at the same time. {@code -Djim.seed=N} repeats who waits for how
 * long, though not what happens between two threads.
 */
@Timeout(120)
class RoomRightsRaceTest {
    private static final int OWNERS = 4;
    private static final int ROUNDS_EACH = 5;
    private static final int LONGEST_SPIN = 20_000;

    /** About as long as the hash of a password takes. */
    private static final long LONGEST_HASH = TimeUnit.MILLISECONDS.toNanos(100);

    private final RoomScene scene = new RoomScene();
    private final Bystanders bystanders = new Bystanders(scene.server());
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<RoomPerson> owners = new ArrayList<>();
    private RoomPerson bob;

    @BeforeEach
    void comeOnline() {
        System.out.println("RoomRightsRaceTest: -Djim.seed=" + seed);
        for (int i = 0; i < OWNERS; i++) {
            owners.add(scene.account("owner" + i));
        }
        bob = scene.account("bob");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        bystanders.close();
        scene.close();
    }

    /** What happens in a new room of that owner. */
    private interface Round {
        void play(RoomPerson owner, String room) throws Exception;
    }

    /** Each owner asks for few things, so that nobody has to wait for a turn. */
    private void play(Round round) throws Exception {
        for (int i = 0; i < OWNERS * ROUNDS_EACH; i++) {
            RoomPerson owner = owners.get(i % OWNERS);
            String room = "#room" + i;
            owner.join(room);
            round.play(owner, room);
        }
    }

    /** Does both at once, and returns the two results. */
    private <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Future<T> first = threads.submit(late(one, barrier));
        Future<T> second = threads.submit(late(other, barrier));
        return List.of(first.get(), second.get());
    }

    private <T> Callable<T> late(Callable<T> deed, CyclicBarrier barrier) {
        int spins = random.nextInt(LONGEST_SPIN);
        return () -> {
            barrier.await();
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            return deed.call();
        };
    }

    @Test
    void what_the_banned_sends_after_the_ban_was_answered_reaches_nobody() throws Exception {
        RoomPerson carol = scene.guest("carol");
        play((owner, room) -> {
            bob.join(room);
            carol.join(room);
            AtomicInteger sent = new AtomicInteger();
            List<Integer> counts = atOnce(() -> writeUntilRefused(room, sent), () -> {
                owner.order("ban", room, "bob", "");
                return sent.get();
            });

            assertThat(counts.get(0)).as("seed %d", seed).isLessThanOrEqualTo(counts.get(1));
            for (int i = 0; i < counts.get(0); i++) {
                carol.told("\"message\":\"" + room + " " + i + "\"");
            }
            carol.notTold("\"message\":\"" + room);
            expectOut(room);
            carol.leave(room);
        });
    }

    /** Returns how many messages were sent and answered 200. */
    private int writeUntilRefused(String room, AtomicInteger sent) {
        int accepted = 0;
        sent.incrementAndGet();
        while (bob.say(room, room + " " + accepted).startsWith("{\"response\":200,")) {
            accepted++;
            sent.incrementAndGet();
        }
        return accepted;
    }

    /** Bob is not in that room, and cannot do anything there. */
    private void expectOut(String room) {
        assertThat(owners.get(0).list(about("who", room, ""))).noneMatch(part -> part.contains("\"bob\""));
        bob.refused(403, bob.message(room, "hi"));
        bob.refused(403, about("join", room, ""), "banned");
    }

    @Test
    void of_many_messages_on_their_way_none_is_taken_after_the_first_that_is_refused() throws Exception {
        RoomPerson carol = scene.guest("carol");
        play((owner, room) -> {
            bob.join(room);
            carol.join(room);
            List<List<String>> answers = atOnce(() -> write(room, 100), () -> {
                owner.order("ban", room, "bob", "");
                return List.of();
            });

            List<String> codes = answers.get(0);
            int accepted = codes.contains("403") ? codes.indexOf("403") : codes.size();
            assertThat(codes.subList(accepted, codes.size())).allMatch("403"::equals);
            for (int i = 0; i < accepted; i++) {
                carol.told("\"message\":\"" + room + " " + i + "\"");
            }
            carol.notTold("\"message\":\"" + room);
            carol.leave(room);
        });
    }

    /** Sends so many messages without waiting, and returns the codes of the answers. */
    private List<String> write(String room, int messages) {
        for (int i = 0; i < messages; i++) {
            bob.client().send(bob.message(room, room + " " + i));
        }
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            codes.add(bob.answer().substring(12, 15));
        }
        return codes;
    }

    @Test
    void who_joins_while_being_banned_is_not_in_the_room() throws Exception {
        play((owner, room) -> {
            atOnce(() -> bob.ask(about("join", room, "")), () -> owner.ask(about("ban", room, "bob", "")));
            expectOut(room);
        });
    }

    @Test
    void who_logs_in_and_joins_while_being_banned_is_not_in_the_room() throws Exception {
        play((owner, room) -> {
            bob.quit();
            atOnce(
                    () -> {
                        bob = scene.login("bob");
                        return bob.ask(about("join", room, ""));
                    },
                    () -> owner.ask(about("ban", room, "bob", "")));
            expectOut(room);
        });
    }

    @Test
    void who_registers_while_being_banned_is_banned_with_the_account() throws Exception {
        play((owner, room) -> {
            RoomPerson guest = scene.guest("guest-of-" + room.substring(1)).join(room);
            long hashing = random.nextLong(LONGEST_HASH);
            atOnce(
                    () -> guest.granted("{'action':'register','time':1,'user':{'account_name':'" + guest.name()
                            + "','password':'secret-1234'}}"),
                    () -> {
                        LockSupport.parkNanos(hashing);
                        return owner.granted(about("ban", room, guest.name(), ""));
                    });

            guest.refused(403, guest.message(room, "hi"));
            guest.refused(403, about("join", room, ""), "banned");
            guest.quit();
        });
    }

    @Test
    void who_joins_a_room_that_becomes_private_is_a_member_or_outside() throws Exception {
        play((owner, room) -> {
            List<String> answers = atOnce(
                    () -> bob.ask(about("join", room, "")), () -> owner.ask(about("room", room, ",'private':true")));
            if (answers.get(0).startsWith("{\"response\":200,")) {
                bob.leave(room).join(room);
            } else {
                bob.refused(404, bob.message(room, "hi"));
                assertThat(owner.list(about("who", room, ""))).noneMatch(part -> part.contains("\"bob\""));
            }
        });
    }

    @Test
    void two_owners_cannot_take_a_room_from_each_other() throws Exception {
        owners.get(0).join("#tea").grant("#tea", "bob", "owner");
        List<String> answers = atOnce(
                () -> owners.get(0).ask(about("revoke", "#tea", "bob", ",'role':'owner'")),
                () -> bob.ask(about("revoke", "#tea", "owner0", ",'role':'owner'")));

        assertThat(answers)
                .allMatch(answer -> answer.contains("\"response\":403") && answer.contains("is an owner of"));
    }

    @Test
    void if_two_owners_give_up_at_once_one_other_owns_the_room() throws Exception {
        scene.withAccounts("carol");
        for (RoomPerson owner : owners) {
            String room = "#of-" + owner.name();
            owner.join(room).grant(room, "bob", "owner").grant(room, "carol", "moderator");
            String give = ",'role':'owner'";
            List<String> answers = atOnce(
                    () -> owner.ask(about("revoke", room, owner.name(), give)),
                    () -> bob.ask(about("revoke", room, "bob", give)));

            assertThat(answers).as("seed %d", seed).allMatch(answer -> answer.contains("\"response\":200"));
            assertThat(owner.roles(room))
                    .filteredOn(part -> part.contains("\"role\":\"owner\""))
                    .singleElement()
                    .asString()
                    .contains("\"carol\"");
        }
    }

    @Test
    void an_owner_who_leaves_and_is_removed_is_followed_or_the_room_ends() throws Exception {
        RoomPerson carol = scene.account("carol");
        for (RoomPerson owner : owners) {
            String room = "#of-" + owner.name();
            String empty = "#empty-" + owner.name();
            owner.join(room).grant(room, "carol", "moderator").join(empty);
            atOnce(() -> owner.client().send(about("leave", room, "")).send(about("leave", empty, "")), () -> {
                scene.remove(owner.name());
                return owner.client();
            });

            await().untilAsserted(
                            () -> assertThat(carol.ask(about("room", room, ""))).contains("\"owner\":\"carol\""));
            await().untilAsserted(
                            () -> assertThat(carol.ask(about("who", empty, ""))).startsWith("{\"response\":404,"));
        }
    }

    @Test
    void if_the_last_moderator_is_removed_while_the_owner_gives_up_who_is_there_owns_the_room() throws Exception {
        for (RoomPerson owner : owners) {
            String room = "#of-" + owner.name();
            String moderator = "moderator-of-" + owner.name();
            scene.withAccounts(moderator);
            owner.join(room).grant(room, moderator, "moderator");
            bob.join(room);
            owner.leave(room);
            atOnce(() -> owner.ask(about("revoke", room, owner.name(), ",'role':'owner'")), () -> {
                scene.remove(moderator);
                return "";
            });

            await().untilAsserted(
                            () -> assertThat(owner.ask(about("room", room, ""))).contains("\"owner\":\"bob\""));
        }
    }
}
