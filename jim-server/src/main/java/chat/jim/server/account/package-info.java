/**
 * Who may have a name: passwords, failed logins, contacts. Writes to the store, and to no peer but with notices.
 */
@NullMarked
package chat.jim.server.account;

import org.jspecify.annotations.NullMarked;
