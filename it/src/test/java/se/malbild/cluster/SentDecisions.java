package se.malbild.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Stream;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.DecisionDraft;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.history.DecisionDesk;
import se.malbild.history.History;
import se.malbild.history.KnownPlaces;
import se.malbild.history.LogReader;
import se.malbild.history.OrganisationLogs;
import se.malbild.history.Sitting;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;

/** Decides about 2018 in municipalities that have the framework of Västerås, past the gateway. */
public final class SentDecisions {
    public static final String FRAMEWORK = "vasteras-exempel-2017-2019";
    private static final Author OFFICE = new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1");
    private static final LocalDate TODAY = LocalDate.of(2019, 3, 1);

    private final TestCluster cluster;
    private final DecisionDesk desk;

    /** @param registry with the schemas of all input topics preloaded */
    public SentDecisions(TestCluster cluster, SchemaRegistry registry) {
        this.cluster = cluster;
        History history = new History(registry);
        desk = new DecisionDesk(
                new OrganisationLogs(new LogReader(cluster.cluster()), Long.MAX_VALUE),
                new KnownPlaces(history, Long.MAX_VALUE),
                history,
                registry);
    }

    public static DecisionDraft draft(String organisation, DecisionKind kind) {
        return new DecisionDraft()
                .organisation(organisation)
                .framework(FRAMEWORK)
                .year(2018)
                .kind(kind)
                .reference("Ks 217/2019");
    }

    /** Returns what closes the year, whatever is not in order. */
    public DecisionDraft closing(String organisation) throws Exception {
        String seen = ClosedPicture.sha256(desk.sit(organisation)
                .known(new DecisionYear(organisation, FRAMEWORK, 2018))
                .picture());
        return draft(organisation, DecisionKind.CLOSED)
                .picture(seen.substring(0, 8))
                .acknowledged(Stream.of(ConditionCode.values())
                        .filter(ConditionCode::canBeAcknowledged)
                        .map(ConditionCode::id)
                        .toList());
    }

    public YearDecision close(String organisation) throws Exception {
        YearDecision closed = prepared(organisation, closing(organisation));
        write(closed);
        assertThat(desk.sit(organisation).decisions(closed.year()).closing()).contains(closed);
        return closed;
    }

    public YearDecision prepared(String organisation, DecisionDraft draft) throws Exception {
        Sitting sitting = desk.sit(organisation);
        int before = sitting.decisions(new DecisionYear(organisation, FRAMEWORK, 2018))
                .records()
                .size();
        return sitting.prepare(draft.build(sitting.framework(FRAMEWORK), TODAY), OFFICE, "decision " + (before + 1));
    }

    public void write(YearDecision decision) throws Exception {
        send(decision.year(), cluster.writer.decision(decision));
    }

    public void send(DecisionYear year, byte[] value) throws Exception {
        String key = Keys.decisions(year.organisation(), year.framework(), year.year());
        cluster.send(
                Topic.YEAR_DECISIONS,
                Partitioning.of(year.organisation(), TestCluster.PARTITIONS),
                key.getBytes(StandardCharsets.UTF_8),
                value);
    }
}
