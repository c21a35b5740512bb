package chat.jim.launcher;

import chat.jim.launcher.process.LocalServer;
import chat.jim.launcher.process.LogTail;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many servers there are, and what follows from that. */
final class ServersOptions {
    private static final Texts TEXTS = Texts.of(ServersOptions.class);
    private static final String LOG = "server.log";

    @Option(
            names = "--servers",
            paramLabel = "N",
            defaultValue = "1",
            converter = ServerCount.class,
            description =
                    "Servers, up to 9. Several form one chat, and meet in a nats-server that is started, too: it has to be"
                            + " installed (default: ${DEFAULT-VALUE}).")
    private int servers;

    /** Whether it is the usual one, which is alone. */
    boolean isOne() {
        return servers == 1;
    }

    /** Their names for people. */
    List<String> names() {
        return isOne()
                ? List.of(LocalServer.NAME)
                : IntStream.rangeClosed(1, servers)
                        .mapToObj(number -> LocalServer.NAME + number)
                        .toList();
    }

    /** The folder for the log files of one of them, whose files have the same names. */
    Path logs(Path folder, String name) {
        return isOne() ? folder : folder.resolve(name);
    }

    /** Shows what they log. */
    void followLogs(Path folder, PrintStream out) {
        for (String name : names()) {
            String beginning = isOne() ? "" : name + " | ";
            LogTail.follow(logs(folder, name).resolve(LOG), line -> out.println(beginning + line));
        }
    }

    /** Where a client connects, as its command line says it: to one of these servers, and if that is lost, to another one. */
    static List<String> places(String host, List<Integer> ports) {
        return ports.size() == 1
                ? List.of(host, Integer.toString(ports.get(0)))
                : List.of(ports.stream().map(port -> host + ":" + port).collect(Collectors.joining(",")));
    }

    /** Reads a number of servers from the command line. */
    static final class ServerCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9]")) {
                throw new TypeConversionException(TEXTS.say("servers.wrong", text));
            }
            return Integer.valueOf(text);
        }
    }
}
