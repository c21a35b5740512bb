package chat.jim.client.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.process.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A DNS server on this machine that knows SRV records alone, and no other name; over UDP. */
public final class PlayedDns implements Closeable {
    private static final int HEADER = 12;
    private static final int SRV = 33;
    private static final int NO_SUCH_NAME = 3;

    private record Srv(int priority, int weight, int port, String target) {}

    private final DatagramSocket socket;
    private final Map<String, List<Srv>> records = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    public PlayedDns() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DaemonThreads.start("played-dns", this::answerAll);
    }

    /** Adds a record; the target {@code ""} is the root. */
    public PlayedDns with(String name, int priority, int weight, int port, String target) {
        records.computeIfAbsent(name, key -> new ArrayList<>()).add(new Srv(priority, weight, port, target));
        return this;
    }

    /** From now on it answers nothing. */
    public PlayedDns silent() {
        silent = true;
        return this;
    }

    /** Asks it alone. */
    public SrvLookup lookup() {
        return SrvLookup.at("dns://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    /** The names that it was asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answerAll() {
        byte[] buffer = new byte[512];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            while (!socket.isClosed()) {
                packet.setLength(buffer.length);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                if (!silent) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            socket.close();
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (question[at] != 0) {
            name.append(new String(question, at + 1, question[at], US_ASCII)).append('.');
            at += question[at] + 1;
        }
        int end = at + 5;
        asked.add(name.substring(0, name.length() - 1));
        List<Srv> found = records.getOrDefault(name.substring(0, name.length() - 1), List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(0x8580 | (found.isEmpty() ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(question, HEADER, end - HEADER);
        for (Srv record : found) {
            byte[] target = labels(record.target());
            out.writeShort(0xC000 | HEADER);
            out.writeShort(SRV);
            out.writeShort(1);
            out.writeInt(0);
            out.writeShort(6 + target.length);
            out.writeShort(record.priority());
            out.writeShort(record.weight());
            out.writeShort(record.port());
            out.write(target);
        }
        return bytes.toByteArray();
    }

    private static byte[] labels(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
