package se.malbild.bench;

import io.javalin.http.staticfiles.Location;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

/** The peer: the HTTP server that every service has, serving the files of a directory and nothing else. */
final class StaticFile {
    private StaticFile() {}

    /** Serves the directory that is its only argument. */
    public static void main(String[] args) {
        Child.endWithParent();
        HttpService http = HttpService.start(
                HttpSettings.loopback(0),
                new Metrics("static"),
                Health.State::running,
                config -> config.staticFiles.add(args[0], Location.EXTERNAL));
        System.out.println(http.url());
    }
}
