/**
 * Command lines: the options that programs share, settings from the environment and files, and the errors about wrong usage.
 * Only the mains and their commands use it.
 */
@NullMarked
package chat.jim.cli;

import org.jspecify.annotations.NullMarked;
