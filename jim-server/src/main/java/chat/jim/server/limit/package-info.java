/**
 * What one address, account or connection may do: logins that fail, registrations, costly work, requests. Counts, and
 * touches nothing but the log.
 */
@NullMarked
package chat.jim.server.limit;

import org.jspecify.annotations.NullMarked;
