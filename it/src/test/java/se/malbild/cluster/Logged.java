package se.malbild.cluster;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged in this process under a name, from when it is opened until it is closed. */
public final class Logged implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private Logged(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        logger.addAppender(appender);
    }

    /** Opens the log of {@code name}: a class or a package with all that is in it. */
    public static Logged under(String name) {
        return new Logged(name);
    }

    /** Returns what has been logged so far. */
    public List<ILoggingEvent> events() {
        return appender.list;
    }

    /** Returns whether {@code text} is in one of the messages so far. */
    public boolean says(String text) {
        return events().stream().anyMatch(event -> event.getFormattedMessage().contains(text));
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
