package chat.jim.server.admin;

import chat.jim.codec.JsonLine;
import chat.jim.log.LogFiles;
import chat.jim.process.Timer;
import chat.jim.protocol.Code;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.room.TimeSpan;
import java.util.concurrent.TimeUnit;

/** Has the log tell more or less, perhaps only for a while. May be used from any thread. */
public final class LogLevelRequests {
    private final Timer timer;

    /** The level that comes back after the while, and the number of the request that counts. Guarded by this. */
    private String usual = LogFiles.level();

    private int latest;

    /** Uses that timer for the end of a while. */
    public LogLevelRequests(Timer timer) {
        this.timer = timer;
    }

    /** Sets the level; for so many seconds, or until the server ends. */
    public synchronized Reply set(JsonLine request) {
        long seconds = AdminRequests.seconds(request, 1, 0);
        String level = request.text("level");
        if (!LogFiles.setLevel(level)) {
            throw RefusedException.of(Code.BAD_REQUEST, "admin.level", level);
        }
        latest++;
        if (seconds == 0) {
            usual = LogFiles.level();
            return Reply.done("admin.leveled", LogFiles.level());
        }
        int number = latest;
        timer.after(TimeUnit.SECONDS.toMillis(seconds), () -> goBack(number));
        return Reply.done("admin.leveledfor", LogFiles.level(), TimeSpan.words(seconds), usual);
    }

    private synchronized void goBack(int number) {
        if (number == latest) {
            LogFiles.setLevel(usual);
        }
    }
}
