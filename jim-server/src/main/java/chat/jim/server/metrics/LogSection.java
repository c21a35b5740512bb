package chat.jim.server.metrics;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/** What is logged that an operator should look at. */
final class LogSection extends AppenderBase<ILoggingEvent> {
    private final LongAdder errors = new LongAdder();
    private final LongAdder warnings = new LongAdder();

    /** One that counts from now on. */
    static LogSection install() {
        LogSection section = new LogSection();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            section.setContext(context);
            section.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(section);
        }
        return section;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().equals(Level.ERROR)) {
            errors.increment();
        } else if (event.getLevel().equals(Level.WARN)) {
            warnings.increment();
        }
    }

    void write(Sheet sheet) {
        sheet.counter("jim_errors_total", "Errors in the log: mistakes of the program.", errors.sum());
        sheet.counter("jim_warnings_total", "Warnings in the log.", warnings.sum());
    }
}
