package se.malbild.dashboard.then;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.history.Change;
import se.malbild.history.Part;

/**
 * What has changed last in the pictures of an organisation. It is worked out from the log behind the page
 * that shows it, once for every state that is published, and the page does without it until then. For any number of threads.
 */
public final class LatestChanges {
    private static final int MOST_REVISIONS = 3;
    private static final int MOST_CHANGES = 2;
    /** Who asks first waits a little, so that the list is not missing; few may, to leave the server's threads to others. */
    private static final int MOST_WAITING = 8;

    private static final long WAIT_SECONDS = 1;

    private final Function<String, Revisions> revisions;
    private final ThreadPoolExecutor worker;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Map<String, Asked> byOrganisation = new ConcurrentHashMap<>();

    /**
     * A record that changed something.
     *
     * @param changes the first that may be told of what it changed
     * @param more how many there are beside {@code changes}
     */
    public record Entry(Revision revision, List<Change> changes, int more) {}

    /**
     * @param state that the answer is of
     * @param before the answer of the state before
     */
    private record Asked(String state, CompletableFuture<List<Entry>> answer, Optional<List<Entry>> before) {
        boolean isCurrent(String now) {
            return !answer.isDone() || (state.equals(now) && !answer.isCompletedExceptionally());
        }

        Optional<List<Entry>> known() {
            return answer.isDone() && !answer.isCompletedExceptionally() ? Optional.of(answer.join()) : before;
        }
    }

    /** Of what {@code past} tells. */
    public LatestChanges(Past past) {
        this(organisation -> past.revisions(organisation, OptionalInt.empty()));
    }

    /** @param revisions returns the newest revisions of an organisation */
    public LatestChanges(Function<String, Revisions> revisions) {
        this.revisions = revisions;
        worker = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
            Thread thread = new Thread(run, "latest-changes");
            thread.setDaemon(true);
            return thread;
        });
        worker.allowCoreThreadTimeOut(true);
    }

    /** Returns the latest changes, newest first, perhaps those of a moment ago; empty when they are not known yet. */
    public Optional<List<Entry>> of(OrganisationView organisation) {
        String state = organisation.frameworksTag();
        Asked asked = byOrganisation.compute(
                organisation.id(),
                (id, known) -> known != null && known.isCurrent(state) ? known : ask(id, state, known));
        if (!asked.answer().isDone() && waiting.tryAcquire()) {
            try {
                await(asked.answer());
            } finally {
                waiting.release();
            }
        }
        return asked.known();
    }

    private Asked ask(String organisation, String state, Asked known) {
        return new Asked(
                state,
                CompletableFuture.supplyAsync(() -> entries(revisions.apply(organisation)), worker),
                Optional.ofNullable(known).flatMap(Asked::known));
    }

    private static void await(CompletableFuture<List<Entry>> answer) {
        try {
            answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notKnown) {
            // the page does without, and who asks next asks anew
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Entry> entries(Revisions latest) {
        return latest.revisions().stream()
                .limit(MOST_REVISIONS)
                .map(LatestChanges::entry)
                .toList();
    }

    /** The first page is of now: it has no number that may have been hidden since, of persons or by a version of the framework. */
    private static Entry entry(Revision revision) {
        List<Change> changes = revision.changes().stream()
                .filter(change -> change.part().kind() != Part.Kind.INDICATOR
                        || revision.observation().isPresent())
                .limit(MOST_CHANGES)
                .toList();
        return new Entry(revision, changes, revision.changes().size() - changes.size());
    }
}
