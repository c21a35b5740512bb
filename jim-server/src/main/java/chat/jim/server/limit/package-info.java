/**
 * What one address or one account may do: logins that fail, registrations, costly work. Counts, and touches nothing but
 * the log.
 */
@NullMarked
package chat.jim.server.limit;

import org.jspecify.annotations.NullMarked;
