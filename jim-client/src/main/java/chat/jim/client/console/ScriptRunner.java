package chat.jim.client.console;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.archive.PastCommands;
import chat.jim.client.command.Completion;
import chat.jim.client.command.KnownUsers;
import chat.jim.client.console.LoginDialog.Outcome;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.screen.Display;
import chat.jim.client.sending.MessageComposer;
import chat.jim.client.sending.OutgoingMessages;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.ServerPhrases;
import chat.jim.log.Secret;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Executes the chat's commands from a script, one a line; there is nobody to ask, and a lost server ends it. */
public final class ScriptRunner implements ClientListener {
    private static final Texts TEXTS = Texts.of(ScriptRunner.class);
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;

    private final JimClient client;
    private final Terminal script;
    private final Display display;
    private final LoginDialog dialog;
    private final KnownUsers users;
    private final IgnoreList ignored = IgnoreList.ofSession();
    private final PastCommands past;
    private final OutgoingMessages outgoing;
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();

    /**
     * Prepares to execute a script.
     *
     * @param client connected, with this as its listener, before {@link #run}
     * @param script where the lines are read
     */
    public ScriptRunner(
            JimClient client,
            Terminal script,
            Display display,
            @Secret @Nullable String password,
            InstantSource clock) {
        this.client = client;
        this.script = script;
        this.display = display;
        dialog = new LoginDialog(client, script, display, password);
        users = new KnownUsers(clock);
        past = new PastCommands(client, display, ignored, clock, null);
        outgoing = new OutgoingMessages(client, display, (to, refusal) -> refusal, past::onTaken);
    }

    /** Logs in, executes the lines while their output arrives, and returns the exit status: 1 if anything failed. */
    public int run(Address name) {
        DaemonThreads.start("sender", exitStatus, () -> executeAll(name));
        int status = exitStatus.join();
        if (script.failure() == null) {
            return status;
        }
        client.hangUp();
        return FAILURE;
    }

    private int executeAll(Address name) {
        try {
            if (dialog.run(name.toString()) != Outcome.ONLINE) {
                client.close();
                return FAILURE;
            }
            MessageComposer composer = new MessageComposer(script, display, outgoing);
            Hints hints = new Hints(client, users, display);
            Commands.Subjects subjects =
                    new Commands.Subjects(ignored, past, (room, onAnswer) -> client.join(room, false, onAnswer));
            Commands commands =
                    new Commands(client, display, users, hints, composer, dialog, subjects, ScriptRunner::refuseLogin);
            Completion completion = new Completion(client, users, display.prompt());
            String line = script.readLine("", completion);
            while (line != null && script.failure() == null && commands.execute(line.strip())) {
                line = script.readLine("", completion);
            }
        } catch (IOException e) {
            display.printError(TEXTS.say("batch.unreadable", String.valueOf(e.getMessage())));
        }
        client.awaitAnswers();
        if (!client.quit() && script.failure() == null) {
            display.printError(TEXTS.say("batch.unanswered"));
        }
        return display.hasFailed() ? FAILURE : SUCCESS;
    }

    private static void refuseLogin(String name) {
        throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("batch.login"));
    }

    @Override
    public void onMessage(Action.Msg msg) {
        if (!ignored.contains(msg.from())) {
            users.add(msg, client);
            display.showMessage(msg);
        }
    }

    @Override
    public void onNotice(Response notice) {
        display.showNotice(notice);
    }

    @Override
    public void onPause() {
        script.flush();
        if (script.failure() != null) {
            exitStatus.complete(FAILURE);
        }
    }

    @Override
    public boolean showsAll() {
        return script.failure() == null;
    }

    @Override
    public void onGarbage(String reason) {
        display.printError(ServerPhrases.garbage(reason));
    }

    @Override
    public void onLost(String reason) {
        display.printError(TEXTS.say("lost", reason));
        outgoing.onLost(room -> false);
        exitStatus.complete(FAILURE);
    }
}
