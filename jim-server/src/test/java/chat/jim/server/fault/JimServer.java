package chat.jim.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;

/** A process of a server; the next one at its place is another one. From any thread. */
final class JimServer {
    private final Program program;
    private final String address;
    private volatile boolean killed;

    /** It is reached by that address. */
    JimServer(Program program, String address) {
        this.program = program;
        this.address = address;
    }

    /** Waits until it listens. */
    int port() {
        return program.port();
    }

    RawClient connect() {
        return RawClient.connect(address, port());
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        killed = true;
        program.kill().exitStatus();
    }

    /** Whether it could write nothing more. */
    boolean wasKilled() {
        return killed;
    }

    /** Ends it in good order. */
    void terminate() {
        assertThat(program.terminate().exitStatus()).isZero();
    }

    /** Has it stand still for a while. */
    void standStill(long millis) throws IOException, InterruptedException {
        signal("STOP");
        Thread.sleep(millis);
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        String process = Long.toString(program.handle().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, process)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    void close() {
        program.close();
    }
}
