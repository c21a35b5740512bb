/**
 * Decides who may have a name or come back to it, and keeps contacts. May touch the accounts and sessions in the store,
 * and the directory; it sends other peers only notices and dismissals.
 */
@NullMarked
package chat.jim.server.account;

import org.jspecify.annotations.NullMarked;
