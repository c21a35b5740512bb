/** What one message costs in the three inner loops of a server, measured by JMH: see the profile jmh in the pom. */
@NullMarked
package chat.jim.bench;

import org.jspecify.annotations.NullMarked;
