package se.malbild.report.content;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.GoalAreaPicture;

/** Where the observations say that they come from; nothing of what is counted, as on the pages. */
record Sources(Scope scope) {
    private static final Pattern WORD = Pattern.compile("^\\s*(?:källa|source)\\s*:\\s*", Pattern.CASE_INSENSITIVE);

    /** Returns the sources of the goal area's values, each once, without the word for it before. */
    List<String> of(GoalAreaPicture area) {
        return of(area.indicators().stream().map(part -> scope.definitionOf(part.indicator())));
    }

    /** Returns the sources of all values. */
    List<String> all() {
        return of(scope.indicators().stream().map(scope::definitionOf));
    }

    private List<String> of(Stream<Indicator> indicators) {
        if (scope.basis().isKept()) {
            return List.of();
        }
        return indicators
                .filter(indicator -> !scope.basis().known().isCounted(indicator.series(), scope.year()))
                .flatMap(indicator -> scope.basis().known().observed().cells(indicator.series(), scope.year()).stream())
                .map(Winner::observation)
                .filter(observation -> observation.content() instanceof Content.Value)
                .map(Observation::source)
                .map(source -> WORD.matcher(source).replaceFirst(""))
                .filter(source -> !source.isBlank())
                .distinct()
                .sorted()
                .toList();
    }
}
