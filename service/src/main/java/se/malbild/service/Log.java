package se.malbild.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;

/** Where what the parts have to say goes: nowhere, until a command has a directory for it. */
public final class Log {
    private static final long LARGEST_BYTES = 10 * FileSize.MB_COEFFICIENT;

    private static volatile Optional<Path> file = Optional.empty();
    private static volatile boolean inJson;

    private Log() {}

    /** Sends the log to {@code target}; when that has grown large, it is set aside and the one set aside before goes. */
    public static void to(Path target) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Encoder<ILoggingEvent> encoder = lines(context);
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(target.toString());
        appender.setEncoder(encoder);
        FixedWindowRollingPolicy oneBefore = new FixedWindowRollingPolicy();
        oneBefore.setContext(context);
        oneBefore.setParent(appender);
        oneBefore.setFileNamePattern(target + ".%i");
        oneBefore.setMinIndex(1);
        oneBefore.setMaxIndex(1);
        oneBefore.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> whenLarge = new SizeBasedTriggeringPolicy<>();
        whenLarge.setContext(context);
        whenLarge.setMaxFileSize(new FileSize(LARGEST_BYTES));
        whenLarge.start();
        appender.setRollingPolicy(oneBefore);
        appender.setTriggeringPolicy(whenLarge);
        appender.start();
        use(context, appender);
        file = Optional.of(target);
    }

    /**
     * Sends the log of a service to standard error, for whatever runs it to keep: as lines for a person, or, when the
     * environment says {@code MALBILD_LOG=json}, one JSON object a line.
     */
    public static void toStandardError() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        inJson = "json".equals(System.getenv("MALBILD_LOG"));
        appender.setEncoder(inJson ? json(context) : lines(context));
        appender.start();
        use(context, appender);
    }

    /** Returns whether every line of standard error is a JSON object. */
    public static boolean isJson() {
        return inJson;
    }

    private static void use(LoggerContext context, Appender<ILoggingEvent> appender) {
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("se.malbild").setLevel(Level.INFO);
        // A stack trace for every try while the registry is away; our own parts say so once.
        context.getLogger("io.confluent").setLevel(Level.OFF);
    }

    private static Encoder<ILoggingEvent> lines(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %logger{0} [%thread] %msg%n");
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.start();
        return encoder;
    }

    /** Notes {@code thrown} with all it knows about itself. */
    public static void unexpected(Exception thrown) {
        LoggerFactory.getLogger(Log.class).error("Unexpected", thrown);
    }

    /** Returns a sentence that says where the log is, or nothing when there is none. */
    public static Text where() {
        return file.map(path -> new Text(" Se " + path + ".", " See " + path + "."))
                .orElse(new Text("", ""));
    }
}
