package dev.candlemill.cli;

/** A backfill that began and did not finish; it can be resumed. */
final class JobFailedException extends Exception {

    private static final long serialVersionUID = 1;

    private final String jobId;

    JobFailedException(String jobId, Throwable cause) {
        super(rootMessage(cause), cause);
        this.jobId = jobId;
    }

    String jobId() {
        return jobId;
    }

    private static String rootMessage(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
