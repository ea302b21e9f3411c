package se.malbild.goals.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes in the records about a year, one by one in log order. */
final class DecisionFold {
    /** Why a decision is void, and because of what. */
    private record Verdict(VoidCode code, Optional<YearDecision> first, Optional<String> lost) {
        static Optional<Verdict> of(VoidCode code) {
            return Optional.of(new Verdict(code, Optional.empty(), Optional.empty()));
        }

        static Optional<Verdict> of(VoidCode code, YearDecision first) {
            return Optional.of(new Verdict(code, Optional.of(first), Optional.empty()));
        }
    }

    private final List<DecisionRecord> records = new ArrayList<>();
    private final List<PlacedDecision> accepted = new ArrayList<>();
    private final Map<Slot, PlacedDecision> inForce = new LinkedHashMap<>();
    private final List<VoidDecision> voids = new ArrayList<>();
    private final Map<String, YearDecision> byId = new HashMap<>();
    private final Set<String> acceptedHashes = new HashSet<>();
    private final Set<String> detachedHashes = new HashSet<>();
    private final Set<String> lostHashes = new HashSet<>();
    private String tip = "";
    private boolean isOfLaterVersion;

    void add(DecisionRecord record) {
        int place = records.size();
        records.add(record);
        if (record instanceof DecisionRecord.Decided decided) {
            add(place, decided.decision(), record);
        } else if (record instanceof DecisionRecord.OfLaterVersion) {
            isOfLaterVersion = true;
            addVoid(place, record, Verdict.of(VoidCode.UNKNOWN_KIND).orElseThrow());
        } else {
            addVoid(place, record, Verdict.of(VoidCode.UNREADABLE).orElseThrow());
        }
    }

    private void add(int place, YearDecision decision, DecisionRecord record) {
        Optional<Verdict> verdict = verdict(decision);
        byId.putIfAbsent(decision.decisionId(), decision);
        String hash = decision.sha256();
        if (verdict.isPresent()) {
            if (verdict.get().code() == VoidCode.CHAIN) {
                detachedHashes.add(hash);
            }
            addVoid(place, record, verdict.get());
        } else {
            PlacedDecision placed = new PlacedDecision(place, decision);
            accepted.add(placed);
            inForce.put(decision.slot(), placed);
            acceptedHashes.add(hash);
            tip = hash;
        }
    }

    private void addVoid(int place, DecisionRecord record, Verdict verdict) {
        voids.add(new VoidDecision(place, record, verdict.code(), verdict.first(), verdict.lost()));
    }

    private Optional<Verdict> verdict(YearDecision decision) {
        YearDecision sameId = byId.get(decision.decisionId());
        if (sameId != null) {
            return Verdict.of(VoidCode.DUPLICATE, sameId);
        }
        if (!decision.previous().equals(tip)) {
            return detached(decision);
        }
        PlacedDecision standing = inForce.get(decision.slot());
        if (!decision.follows()
                .equals(standing == null ? "" : standing.decision().decisionId())) {
            return Optional.of(new Verdict(
                    VoidCode.STALE, Optional.ofNullable(standing).map(PlacedDecision::decision), Optional.empty()));
        }
        Optional<VoidCode> fault = DecisionContent.fault(decision);
        return fault.isPresent() ? Verdict.of(fault.get()) : atThisTime(decision);
    }

    /** Returns why a decision is void that does not follow the newest that was in force. */
    private Optional<Verdict> detached(YearDecision decision) {
        String previous = decision.previous();
        if (!accepted.isEmpty() && (previous.isEmpty() || acceptedHashes.contains(previous))) {
            PlacedDecision standing = inForce.get(decision.slot());
            boolean isSlotAsSeen =
                    standing == null || standing.decision().decisionId().equals(decision.follows());
            return Verdict.of(VoidCode.STALE, (isSlotAsSeen ? accepted.get(accepted.size() - 1) : standing).decision());
        }
        if (detachedHashes.contains(previous)) {
            return Verdict.of(VoidCode.CHAIN);
        }
        if (isOfLaterVersion) {
            return Verdict.of(
                    VoidCode.UNKNOWN_KIND); // it may well follow a decision that only a later version can read
        }
        Optional<YearDecision> before = accepted.isEmpty()
                ? Optional.empty()
                : Optional.of(accepted.get(accepted.size() - 1).decision());
        return Optional.of(
                new Verdict(VoidCode.CHAIN, before, Optional.of(previous).filter(lostHashes::add)));
    }

    /** Returns why what {@code decision} says cannot be decided now. */
    private Optional<Verdict> atThisTime(YearDecision decision) {
        PlacedDecision last = inForce.get(YearDecisions.CLOSING);
        boolean isClosed = last != null && last.decision().kind() == DecisionKind.CLOSED;
        if (isClosed && decision.kind() != DecisionKind.REOPENED) {
            return Verdict.of(VoidCode.CLOSED, last.decision());
        }
        return !isClosed && decision.kind() == DecisionKind.REOPENED
                ? Verdict.of(VoidCode.NOT_CLOSED)
                : Optional.empty();
    }

    YearDecisions result() {
        return new YearDecisions(records, accepted, inForce, voids);
    }
}
