/**
 * What a store needs from the machine: its folder and files, the lock that says which process has it open, and SQLite's
 * native library. No SQL.
 */
@NullMarked
package chat.jim.server.store.file;

import org.jspecify.annotations.NullMarked;
