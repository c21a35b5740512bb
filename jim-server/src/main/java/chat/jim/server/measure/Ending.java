package chat.jim.server.measure;

/** Why a connection has ended. */
public enum Ending {
    /** The peer has quit. */
    QUIT("quit"),
    /** The peer has hung up, or the connection broke. */
    EOF("eof"),
    /** The peer was silent for too long. */
    SILENCE("silence"),
    /** The peer did not come online in time. */
    NO_LOGIN("no-login"),
    /** The peer read too slowly. */
    SLOW("slow"),
    /** The peer sent what ends a connection: one bad object after another, or one wrong password after another. */
    BAD("bad"),
    /** Another session has taken the peer's place, or it may not be here any more. */
    KICKED("kicked"),
    /** The server went down. */
    SHUTDOWN("shutdown");

    private final String word;

    Ending(String word) {
        this.word = word;
    }

    /** Its word in the metrics. */
    public String word() {
        return word;
    }
}
