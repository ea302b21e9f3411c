package se.malbild.gateway;

import java.util.HashMap;
import java.util.Map;

/** How much is being dealt with, which is bounded, for all and for each sender. For use by many threads. */
final class InFlight {
    private record Held(int requests, long bytes) {
        Held plus(int more, long moreBytes) {
            return new Held(requests + more, bytes + moreBytes);
        }
    }

    private static final Held NOTHING = new Held(0, 0);

    private final GatewayLimits limits;
    private final Map<String, Held> senders = new HashMap<>();
    private Held all = NOTHING;

    InFlight(GatewayLimits limits) {
        this.limits = limits;
    }

    /** A request's share. */
    final class Claim {
        private final String sender;
        private final long claimed;

        private Claim(String sender, long claimed) {
            this.sender = sender;
            this.claimed = claimed;
        }

        /** Gives it back. */
        void close() {
            synchronized (InFlight.this) {
                all = all.plus(-1, -claimed);
                Held left = senders.get(sender).plus(-1, -claimed);
                if (left.requests() == 0) {
                    senders.remove(sender);
                } else {
                    senders.put(sender, left);
                }
            }
        }
    }

    /**
     * Takes a share for one request.
     *
     * @param sender whose request it is
     * @param wanted the most that it will hold, in bytes
     * @throws se.malbild.service.HttpProblemException when there is too little left, or the sender holds its part already
     */
    synchronized Claim claim(String sender, long wanted) {
        Held own = senders.getOrDefault(sender, NOTHING).plus(1, wanted);
        if (own.requests() > limits.maxRequestsOfSender() || own.bytes() > limits.maxBytesOfSender()) {
            throw GatewayProblems.partTaken(limits);
        }
        Held then = all.plus(1, wanted);
        if (then.requests() > limits.maxRequestsInFlight() || then.bytes() > limits.maxBytesInFlight()) {
            throw GatewayProblems.full();
        }
        senders.put(sender, own);
        all = then;
        return new Claim(sender, wanted);
    }

    /** Returns how many requests are being dealt with. */
    synchronized int requests() {
        return all.requests();
    }
}
