/**
 * Cuts a stream of bytes into JSON objects, and writes objects for bare peers (PROTOCOL.md, sections 1 and 2). May
 * touch streams and byte arrays, but no socket; it does not know what an object means.
 */
@NullMarked
package chat.jim.wire;

import org.jspecify.annotations.NullMarked;
