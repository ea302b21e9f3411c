package se.malbild.gateway;

/** How much is being dealt with, which is bounded. For use by many threads. */
final class InFlight {
    private final int maxRequests;
    private final long maxBytes;
    private int requests;
    private long bytes;

    InFlight(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** A request's share. */
    final class Claim {
        private final long claimed;

        private Claim(long claimed) {
            this.claimed = claimed;
        }

        /** Gives it back. */
        void close() {
            synchronized (InFlight.this) {
                requests--;
                bytes -= claimed;
            }
        }
    }

    /**
     * Takes a share for one request.
     *
     * @param wanted the most that it will hold, in bytes
     * @throws se.malbild.service.HttpProblemException when there is too little left
     */
    synchronized Claim claim(long wanted) {
        if (requests == maxRequests || bytes + wanted > maxBytes) {
            throw GatewayProblems.full();
        }
        requests++;
        bytes += wanted;
        return new Claim(wanted);
    }

    /** Returns how many requests are being dealt with. */
    synchronized int requests() {
        return requests;
    }
}
