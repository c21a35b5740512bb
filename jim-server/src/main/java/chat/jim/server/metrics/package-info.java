/** What a running server has counted, in the form that Prometheus reads, and the pages about its health. Changes nothing. */
@NullMarked
package chat.jim.server.metrics;

import org.jspecify.annotations.NullMarked;
