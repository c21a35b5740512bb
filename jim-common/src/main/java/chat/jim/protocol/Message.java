package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What one frame means: an action, or the response to one. The records that implement it are the wire itself: each of
 * their components is the field of that name, unless an annotation gives another one.
 */
@JsonPropertyOrder({"action", "response", "time"})
public interface Message {
    /** When it was sent, in UNIX seconds; 0 where the peer wrote a date in words. */
    long time();
}
