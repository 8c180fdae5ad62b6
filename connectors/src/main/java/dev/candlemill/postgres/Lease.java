package dev.candlemill.postgres;

import java.io.Serializable;

/** The right to write, as one run took it: valid until another run takes a higher epoch. */
public record Lease(String name, long epoch) implements Serializable {}
