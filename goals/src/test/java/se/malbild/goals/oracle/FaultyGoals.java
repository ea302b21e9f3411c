package se.malbild.goals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import se.malbild.goals.assessment.Pictures;

/**
 * All of {@code goals} and its tests once more, with a fault in one class, whose source is changed and compiled for it. The
 * product has no trace of this.
 */
final class FaultyGoals extends ClassLoader {
    private static final String PACKAGES = "se.malbild.goals.";
    private static final Path SOURCES = Path.of("src/main/java/se/malbild/goals");

    private final Path compiled;

    /** @param compiled an empty directory */
    FaultyGoals(Fault fault, Path compiled) throws IOException {
        super(FaultyGoals.class.getClassLoader());
        this.compiled = compiled;
        compile(fault.source(), fault.in(Files.readString(SOURCES.resolve(fault.source() + ".java"))));
    }

    private void compile(String source, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-cp", classes().toString(), "-d", compiled.toString());
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + source + ".java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        if (!compiler.getTask(said, null, null, options, null, List.of(file)).call()) {
            throw new IllegalArgumentException(said.toString());
        }
    }

    private static Path classes() {
        try {
            return Path.of(Pictures.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGES)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : defined(name);
        }
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        Path changed = compiled.resolve(file);
        try (InputStream bytes = Files.exists(changed)
                ? Files.newInputStream(changed)
                : getParent().getResourceAsStream(file)) {
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] all = bytes.readAllBytes();
            return defineClass(name, all, 0, all.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Returns {@link Goals} with the fault. */
    @SuppressWarnings("unchecked") // it is the same class, loaded again
    Function<List<JsonNode>, Function<List<JsonNode>, SortedMap<String, String>>> goals()
            throws ReflectiveOperationException {
        return (Function<List<JsonNode>, Function<List<JsonNode>, SortedMap<String, String>>>)
                loadClass(Goals.class.getName()).getConstructor().newInstance();
    }
}
