package se.malbild.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;

@Command(
        name = "rules",
        description = {
            "How long the rules take for one changed observation in frameworks of several sizes, as a multiple of writing the",
            "pictures that change as JSON. Without Kafka."
        },
        mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {
    private static final int LEAST_CHANGES = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long for each size, after as long that warms up. (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        System.out.printf(Locale.ROOT, "%d processors%n", Runtime.getRuntime().availableProcessors());
        for (int indicators : new int[] {65, 150, 300, 1_000}) {
            measure(MadeUpFramework.ofIndicators(indicators, 15));
        }
        measure(MadeUpFramework.ofIndicators(300, 1));
        for (int districts : new int[] {100, 1_000}) {
            measure(MadeUpFramework.ofDistricts(districts));
        }
        return 0;
    }

    private void measure(MadeUpFramework of) throws NoSuchAlgorithmException {
        KeptPictures pictures = new KeptPictures(of.framework(), of.observations());
        Corrections corrections = new Corrections(of.ofMiddleYear());
        String sha256 = sha256(pictures.change(corrections.next()));
        Latencies rules = new Latencies();
        Latencies json = new Latencies();
        measure(pictures, corrections, rules, json);
        rules.clear();
        json.clear();
        measure(pictures, corrections, rules, json);
        System.out.printf(
                Locale.ROOT,
                "%s: rules %.2f ms   JSON %.2f ms   rules/JSON %.2f   (median of %,d changes; pictures of the first %s)%n",
                of.name(),
                rules.percentileMillis(50),
                json.percentileMillis(50),
                rules.percentileMillis(50) / json.percentileMillis(50),
                rules.count(),
                sha256);
    }

    private void measure(KeptPictures pictures, Corrections corrections, Latencies rules, Latencies json) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end || rules.count() < LEAST_CHANGES) {
            Observation correction = corrections.next();
            long start = System.nanoTime();
            List<Picture> changed = pictures.change(correction);
            long drawn = System.nanoTime();
            changed.forEach(PictureJson::compact);
            json.add(System.nanoTime() - drawn);
            rules.add(drawn - start);
        }
    }

    /** Returns the first 16 digits of a sum of {@code pictures}, by which two versions can be compared. */
    private static String sha256(List<Picture> pictures) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        pictures.forEach(picture -> digest.update(PictureJson.compact(picture).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }
}
