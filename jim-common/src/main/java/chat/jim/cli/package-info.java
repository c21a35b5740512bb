/**
 * Command lines: options that the programs share, settings from the environment and from files, and what is said about
 * wrong usage. Used by the mains and their commands only.
 */
@NullMarked
package chat.jim.cli;

import org.jspecify.annotations.NullMarked;
