/** What the person writes: made into messages, sent, kept while the server is away, and given back. Reads no commands. */
@NullMarked
package chat.jim.client.sending;

import org.jspecify.annotations.NullMarked;
