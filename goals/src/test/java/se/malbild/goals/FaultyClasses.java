package se.malbild.goals;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * All classes of some packages and their tests once more, with a fault in one class, whose source is changed and compiled for
 * it. The product has no trace of this.
 */
public class FaultyClasses extends ClassLoader {
    private final List<String> packages;
    private final Path compiled;

    /**
     * Compiles the class with its fault.
     *
     * @param packages how the names of the classes begin
     * @param source where the class is
     * @param is what stands there, once
     * @param becomes what stands there instead
     * @param compiled an empty directory
     * @throws IOException when a file cannot be read or written
     * @throws IllegalArgumentException when {@code is} does not stand there once, or the result cannot be compiled
     */
    public FaultyClasses(List<String> packages, Path source, String is, String becomes, Path compiled)
            throws IOException {
        super(FaultyClasses.class.getClassLoader());
        this.packages = packages;
        this.compiled = compiled;
        String text = Files.readString(source);
        if (text.split(Pattern.quote(is), -1).length != 2) {
            throw new IllegalArgumentException("does not stand once in " + source + ": " + is);
        }
        compile(source.getFileName().toString(), text.replace(is, becomes));
    }

    private void compile(String file, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", compiled.toString());
        SimpleJavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///" + file), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        if (!compiler.getTask(said, null, null, options, null, List.of(source)).call()) {
            throw new IllegalArgumentException(said.toString());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (packages.stream().noneMatch(name::startsWith)) {
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
}
