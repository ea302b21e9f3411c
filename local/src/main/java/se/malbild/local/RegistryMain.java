package se.malbild.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of the registry's process: runs Apicurio until standard input ends. That is a pipe from the process that
 * started this one, and the operating system closes it however that process ends, {@code kill -9} included. A registry left
 * behind would hold its port and answer for schemas that nobody else can see.
 */
final class RegistryMain {
    private RegistryMain() {}

    public static void main(String[] args) throws Throwable {
        Thread watch = new Thread(RegistryMain::haltAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            // By name, since Apicurio's classes are in its own distribution and not among the dependencies of this one.
            Class.forName("io.quarkus.runner.GeneratedMain")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever written to it; only its end means something.
            }
        } catch (IOException ended) {
            // A broken pipe is its end too.
        }
        Runtime.getRuntime().halt(0);
    }
}
