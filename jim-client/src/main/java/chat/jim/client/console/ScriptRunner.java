package chat.jim.client.console;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.console.LoginDialog.Outcome;
import chat.jim.client.screen.Display;
import chat.jim.client.screen.JsonDisplay;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Prompt;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.log.Secret;
import chat.jim.process.DaemonThreads;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The console's commands from a script, one a line, without anybody to ask: the first lost server ends it. */
public final class ScriptRunner implements ClientListener {
    private static final Texts TEXTS = Texts.of(ScriptRunner.class);
    private static final int FINE = 0;
    private static final int FAILED = 1;

    private final Terminal script;
    private final Display display;
    private final KnownUsers people;
    private final AtomicBoolean garbageWasTold = new AtomicBoolean();
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();

    private ScriptRunner(Terminal script, Display display, InstantSource clock) {
        this.script = script;
        this.display = display;
        people = new KnownUsers(clock);
    }

    /** Shows to {@code script} what a person would be shown. */
    public static ScriptRunner inWords(Terminal script, boolean colored, InstantSource clock) {
        return new ScriptRunner(script, new Screen(script, new Palette(colored), clock), clock);
    }

    /** Prints all that the server sends to {@code out} as JSON, one object a line. */
    public static ScriptRunner inJson(Terminal script, LineWriter out, InstantSource clock) {
        return new ScriptRunner(script, new JsonDisplay(out, script), clock);
    }

    /** Logs in, does what the lines say, and returns the exit status: 1 if anything failed. */
    public int run(JimClient client, Address name, @Secret @Nullable String password) {
        DaemonThreads.start("sender", exitStatus, () -> executeAll(client, name, password));
        return exitStatus.join();
    }

    private int executeAll(JimClient client, Address name, @Nullable String password) {
        try {
            LoginDialog dialog = new LoginDialog(client, script, display, password);
            if (dialog.run(name.toString()) != Outcome.ONLINE) {
                client.close();
                return FAILED;
            }
            OutgoingMessages outgoing = new OutgoingMessages(client, display);
            Commands commands =
                    new Commands(client, script, display, new Prompt(script), people, outgoing, doors(client, dialog));
            String line = script.readLine("", commands);
            while (line != null && commands.execute(line.strip())) {
                line = script.readLine("", commands);
            }
        } catch (IOException e) {
            display.complain(TEXTS.say("batch.unreadable", String.valueOf(e.getMessage())));
        }
        client.awaitAnswers();
        boolean answered = client.quit();
        if (!answered) {
            display.complain(TEXTS.say("batch.unanswered"));
        }
        return display.hasFailed() ? FAILED : FINE;
    }

    private static Commands.Doors doors(JimClient client, LoginDialog dialog) {
        return new Commands.Doors() {
            @Override
            public boolean isOnline() {
                return !client.hasEnded();
            }

            @Override
            public void login(String name) {
                throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("batch.login"));
            }

            @Override
            public void register(Address name) throws IOException {
                dialog.register(name);
            }
        };
    }

    @Override
    public void onMessage(Action.Msg msg) {
        if (msg.from() != null) {
            people.add(msg.from(), !msg.to().isRoom());
        }
        display.showMessage(msg);
    }

    @Override
    public void onNotice(Response notice) {
        display.showNotice(notice);
    }

    @Override
    public void onGarbage(String reason) {
        if (garbageWasTold.compareAndSet(false, true)) {
            display.complain(TEXTS.say("garbage", SafeText.of(reason)));
        }
    }

    @Override
    public void onLost(String reason) {
        display.complain(TEXTS.say("lost", reason));
        exitStatus.complete(FAILED);
    }
}
