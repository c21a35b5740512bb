/**
 * The load of {@code jim-launcher bench --hostile}: a bystander's messages, timed while others misuse the server. Starts no
 * process.
 */
@NullMarked
package chat.jim.launcher.bench.hostile;

import org.jspecify.annotations.NullMarked;
