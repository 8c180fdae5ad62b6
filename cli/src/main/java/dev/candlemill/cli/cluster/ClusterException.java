package dev.candlemill.cli.cluster;

import java.io.IOException;

/** A cluster that cannot be started or reached, and what to do about it. */
public final class ClusterException extends IOException {

    private static final long serialVersionUID = 1L;

    public ClusterException(String message) {
        super(message);
    }
}
