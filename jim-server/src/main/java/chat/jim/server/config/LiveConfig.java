package chat.jim.server.config;

/** The settings that a server uses now: all of them change at once, when they are reloaded. May be used from any thread. */
public final class LiveConfig {
    private volatile ServerConfig now;

    /** At first it uses those. */
    public LiveConfig(ServerConfig first) {
        now = first;
    }

    /** Those of now. Who keeps them does not see later ones. */
    public ServerConfig now() {
        return now;
    }

    /** Uses those from now on. */
    public void use(ServerConfig next) {
        now = next;
    }
}
