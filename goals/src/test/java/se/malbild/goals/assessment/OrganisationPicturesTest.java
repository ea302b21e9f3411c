package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;

/** After every single addition the pictures are those of the two sets that have been added. */
class OrganisationPicturesTest {
    private static final int CASES = 300;
    private static final Map<String, FrameworkVersion> READ = RandomCases.frameworks().stream()
            .distinct()
            .collect(Collectors.toMap(Function.identity(), OrganisationPicturesTest::read));

    @Test
    void afterEveryAdditionThePicturesAreThoseOfTheSets() {
        int drawn = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            RandomCases.Case given = RandomCases.of(seed).shuffled(random);
            String organisation = random.nextBoolean() ? "1880" : "1980";
            List<FrameworkVersion> frameworks = new ArrayList<>(given.frameworks().stream()
                    .map(READ::get)
                    .filter(version -> version.framework().organisation().equals(organisation))
                    .toList());
            List<Observation> observations = given.observations().stream()
                    .filter(observation -> observation.cell().organisation().equals(organisation))
                    .toList();
            OrganisationPictures pictures = new OrganisationPictures();
            List<FrameworkVersion> added = new ArrayList<>();

            for (int i = 0; i < observations.size(); i++) {
                if (!frameworks.isEmpty() && random.nextInt(4) == 0) {
                    added.add(frameworks.get(0));
                    pictures.add(frameworks.remove(0));
                }
                pictures.add(observations.get(i));

                List<Observation> observed = observations.subList(0, i + 1);
                assertThat(json(pictures.pictures()))
                        .as("seed %d, after %d observations", seed, i + 1)
                        .isEqualTo(json(Pictures.of(added, observed)));
                drawn += pictures.pictures().size();
            }
        }

        assertThat(drawn).as("pictures compared").isGreaterThan(CASES);
    }

    private static Map<Pictures.Key, String> json(Map<Pictures.Key, Picture> pictures) {
        return pictures.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> PictureJson.compact(entry.getValue())));
    }

    private static FrameworkVersion read(String document) {
        try {
            return FrameworkVersion.read(document);
        } catch (InvalidFrameworkException faulty) {
            throw new IllegalStateException(document, faulty);
        }
    }
}
