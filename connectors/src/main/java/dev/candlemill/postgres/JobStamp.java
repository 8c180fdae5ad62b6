package dev.candlemill.postgres;

import java.io.Serializable;

/** Which run wrote a row, and which version of the program. */
public record JobStamp(String jobId, String jobVersion) implements Serializable {}
