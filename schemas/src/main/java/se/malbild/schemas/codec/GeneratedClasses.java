package se.malbild.schemas.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.DateConversion;
import org.apache.avro.data.TimeConversions.TimestampMicrosConversion;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.specific.SpecificData;
import se.malbild.avro.IndicatorEvent;

/**
 * Where Avro finds the generated classes. Avro by itself only loads classes by name that a system property of the whole
 * process trusts; those of our own package need no such leave.
 */
final class GeneratedClasses extends SpecificData {
    private static final String PACKAGE = IndicatorEvent.class.getPackageName();

    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

    GeneratedClasses() {
        super(GeneratedClasses.class.getClassLoader());
        addLogicalTypeConversion(new DateConversion());
        addLogicalTypeConversion(new DecimalConversion());
        addLogicalTypeConversion(new TimestampMicrosConversion());
        addLogicalTypeConversion(new TimestampMillisConversion());
    }

    @Override
    public Class<?> getClass(Schema schema) {
        boolean isNamed = schema.getType() == Schema.Type.RECORD || schema.getType() == Schema.Type.ENUM;
        if (!isNamed || !PACKAGE.equals(schema.getNamespace())) {
            return super.getClass(schema);
        }
        return classes.computeIfAbsent(schema.getFullName(), this::load);
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, getClassLoader());
        } catch (ClassNotFoundException removed) {
            throw new IllegalArgumentException("no class for " + name, removed);
        }
    }
}
