package chat.jim.server;

import chat.jim.testing.RawClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 11: whoever keeps the server busy delays only himself. Nothing is read slowly here. */
class FairnessTest {
    private static final int MESSAGES = 20;

    @Test
    @Timeout(20)
    void peers_that_write_without_end_do_not_hold_up_others() throws Exception {
        try (TestServer server = TestServer.start(TestServer.UNHURRIED, TestServer.USUAL);
                Flooders flooders = new Flooders()) {
            for (int i = 0; i < 4; i++) {
                flooders.add(server.port(), "flooder" + i);
            }
            RawClient bystander = server.online("bystander");
            flooders.start();
            for (int i = 0; i < MESSAGES; i++) {
                bystander.msg("bystander", "number " + i);
                bystander.expectMessage("bystander", "number " + i);
                bystander.expect(200, "Sent.");
            }
        }
    }

    /** Connections that write messages to themselves as fast as they can, and read all that comes. */
    private static final class Flooders implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        private interface Step {
            void run() throws IOException;
        }

        void add(int port, String name) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            OutputStream out = socket.getOutputStream();
            out.write(bytes("{'action':'presence','time':1,'user':{'account_name':'" + name + "'}}\n"));
            String msg = "{'action':'msg','time':1,'to':'" + name + "','from':'" + name + "','message':'x'}\n";
            byte[] burst = bytes(msg.repeat(200));
            addThread(() -> out.write(burst));
            addThread(() -> socket.getInputStream().read(new byte[65536]));
        }

        private static byte[] bytes(String text) {
            return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        }

        private void addThread(Step step) {
            Thread thread = new Thread(() -> untilClosed(step), "flooder");
            thread.setDaemon(true);
            threads.add(thread);
        }

        private static void untilClosed(Step step) {
            try {
                while (true) {
                    step.run();
                }
            } catch (IOException e) {
                return; // closed, as at the end of the test
            }
        }

        void start() {
            threads.forEach(Thread::start);
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
