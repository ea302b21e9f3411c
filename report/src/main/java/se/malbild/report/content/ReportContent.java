package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import se.malbild.goals.Language;
import se.malbild.report.document.Document;
import se.malbild.report.document.Section;

/** The report of a year, from beginning to end. */
public final class ReportContent {
    private ReportContent() {}

    /** Returns the report that follows from {@code basis}, in {@code language}. */
    public static Document of(ReportBasis basis, Language language) {
        Scope scope = new Scope(basis, language);
        CoverPart cover = new CoverPart(scope);
        OverviewPart overview = new OverviewPart(scope);
        List<Section> sections = new ArrayList<>();
        sections.add(overview.howToRead());
        sections.add(overview.atAGlance());
        sections.add(overview.picture());
        new DecisionsPart(scope).section().ifPresent(sections::add);
        sections.addAll(new GoalAreaPart(scope).strategicAreas());
        sections.add(new FinancialPart(scope).section());
        sections.add(new AdoptedPart(scope).section());
        if (!scope.isInterim() && !basis.isKept()) {
            sections.add(new ForecastsPart(scope).section());
        }
        sections.add(new CertaintyPart(scope).section());
        sections.add(new MissingPart(scope).section());
        new ChangedPart(scope).section().ifPresent(sections::add);
        sections.add(new MethodPart(scope).section());
        return new Document(
                language,
                cover.title() + ", " + scope.municipality(),
                cover.kind(),
                scope.municipality(),
                cover.blocks(),
                scope.say("Innehåll", "Contents"),
                sections);
    }
}
