package chat.jim.launcher.bench;

/** Where a server listens. */
public record ServerAddress(String host, int port) {
    /** As it is written on a command line, IPv6 in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
