package chat.jim.server;

import chat.jim.log.LogFiles;
import chat.jim.process.DaemonThreads;
import chat.jim.server.control.ControlSocket;
import chat.jim.server.service.Service;
import chat.jim.text.Language;
import chat.jim.text.Texts;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** The end of a server at a signal: tells the operator how far it is, and what is lost if not all can be written. */
final class Shutdown {
    private static final Texts TEXTS = Texts.of(Shutdown.class);
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final long PROGRESS_SECONDS = 3;

    private final Server server;
    private final @Nullable ControlSocket control;
    private final Service service;
    private final Consumer<String> operator;

    /**
     * Ends that server.
     *
     * @param control where the operator asks; null if nowhere
     * @param operator is told each line
     */
    Shutdown(Server server, @Nullable ControlSocket control, Service service, Consumer<String> operator) {
        this.server = server;
        this.control = control;
        this.service = service;
        this.operator = operator;
    }

    /** Closes the server, and then the log. Ends the program with status 1 if something is lost. */
    void run() {
        service.stopping("Going down");
        if (control != null) {
            control.close();
        }
        Thread closing = DaemonThreads.start("close", server::close);
        try {
            while (!hasEnded(closing)) {
                int left = server.unwritten();
                if (left > 0) {
                    LOG.info("Still writing {} changes to the disk", left);
                    say("stop.writing", left);
                    service.stillBusy("Still writing " + left + " changes to the disk");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int lost = server.unwritten();
        if (lost > 0) {
            LOG.error("The store fails, {} messages are lost", lost);
            say("stop.lost", lost);
        }
        LogFiles.close();
        if (lost > 0) {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }

    private static boolean hasEnded(Thread closing) throws InterruptedException {
        closing.join(TimeUnit.SECONDS.toMillis(PROGRESS_SECONDS));
        return !closing.isAlive();
    }

    /** A second signal has come: the program ends when this returns, whatever is left to do. */
    void cutShort() {
        int lost = server.unwritten();
        say("stop.cut", lost);
        LOG.error("Ended at the second signal: {} changes were not written", lost);
        LogFiles.close();
    }

    private void say(String key, int number) {
        operator.accept(TEXTS.count(key, number, String.format(Language.chosen(), "%,d", number)));
    }
}
