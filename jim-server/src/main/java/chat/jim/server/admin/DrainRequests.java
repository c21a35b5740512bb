package chat.jim.server.admin;

import chat.jim.codec.JsonLine;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.room.TimeSpan;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Ends the server when all have gone, or after a while. May be used from any thread. */
public final class DrainRequests {
    private static final int FINE = 0;
    private static final long USUAL_SECONDS = 300;
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

    private final PeopleRequests people;
    private final Runnable refuseNew;
    private final BooleanSupplier haveAllGone;
    private final boolean isOneOfSeveral;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * Drains a server.
     *
     * @param refuseNew lets nobody come online any more
     * @param haveAllGone whether there is no connection
     * @param isOneOfSeveral whether clients come back at another server by themselves
     */
    public DrainRequests(
            PeopleRequests people, Runnable refuseNew, BooleanSupplier haveAllGone, boolean isOneOfSeveral) {
        this.people = people;
        this.refuseNew = refuseNew;
        this.haveAllGone = haveAllGone;
        this.isOneOfSeveral = isOneOfSeveral;
    }

    /** Begins, and tells everybody. */
    public Reply drain(JsonLine request) {
        long seconds = AdminRequests.seconds(request, 0, USUAL_SECONDS);
        String text = PeopleRequests.line(request, "text", Limits.MESSAGE);
        if (!begun.compareAndSet(false, true)) {
            throw RefusedException.of(Code.CONFLICT, "admin.drains");
        }
        refuseNew.run();
        String length = TimeSpan.words(seconds);
        int told = people.tellAll(text == null ? notice(length) : text);
        DaemonThreads.start("drain", () -> end(TimeUnit.SECONDS.toNanos(seconds)));
        return Reply.done("admin.draining", told, length);
    }

    private String notice(String length) {
        return isOneOfSeveral
                ? "This server goes down in " + length + ": if your client knows another one, it comes back there."
                : "The server goes down in " + length + " at the latest: please leave.";
    }

    private void end(long nanos) {
        long start = System.nanoTime();
        while (!haveAllGone.getAsBoolean() && System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(MOMENT);
        }
        System.exit(FINE);
    }
}
