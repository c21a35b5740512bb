/**
 * Decides who may have a name, and keeps contacts. May touch the accounts in the store and the directory; it sends
 * other peers only notices and dismissals.
 */
@NullMarked
package chat.jim.server.account;

import org.jspecify.annotations.NullMarked;
