package chat.jim.server.account;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Login;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resume token of one session, if its peer has asked for one (PROTOCOL.md, section 5). Methods are for the thread of the
 * session.
 */
public final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final ResumeTokens tokens;
    private final Peer peer;

    /** Null while the peer is offline. */
    private @Nullable Admission admission;

    /** The hash of the token; null while there is none. */
    private byte @Nullable [] hash;

    /** A session of that peer, who is offline. */
    public Resumption(ResumeTokens tokens, Peer peer) {
        this.tokens = tokens;
        this.peer = peer;
    }

    /** The peer is online, or has become the account of its name; then its token goes on. */
    public void begin(Admission newAdmission) {
        admission = newAdmission;
        if (hash != null) {
            tokens.begin(newAdmission, peer, hash);
        }
    }

    /** The answer to a peer that is online, with a new token if it has asked for one. The one before is void then. */
    public Response answer(Response response, Login.@Nullable Resume asked) {
        if (asked == null || admission == null) {
            return response;
        }
        String token = tokens.create(admission.also());
        if (hash != null) {
            tokens.drop(admission.name(), hash);
        }
        hash = ResumeTokens.hash(token);
        tokens.begin(admission, peer, hash);
        tokens.awaitKnown(admission.name(), hash);
        return response.with(Detail.RESUME, token);
    }

    /** The peer's account has another password: the token is void. */
    public void renew(Admission newAdmission) {
        admission = newAdmission.beside(admission != null && admission.also());
        if (hash != null) {
            tokens.drop(newAdmission.name(), hash);
            hash = null;
        }
    }

    /** The peer is offline, its name free, and it may come back. */
    public void pause() {
        if (admission != null && hash != null) {
            tokens.end(admission.name(), hash);
        }
        forget();
    }

    /** The peer will not come back. Waits until that is on the disk, or the store has failed. */
    public void end() {
        if (admission != null && hash != null) {
            try {
                tokens.remove(admission.name(), hash);
            } catch (StoreException e) {
                LOG.atLevel(e.level())
                        .log("The resume token of {} could not be made void: {}", admission.name(), e.getMessage());
            }
        }
        forget();
    }

    private void forget() {
        admission = null;
        hash = null;
    }
}
