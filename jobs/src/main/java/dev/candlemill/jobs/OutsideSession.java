package dev.candlemill.jobs;

/** What becomes of a bar outside every session of its venue. */
public enum OutsideSession {
    /** To the rejected output, with its own reason. */
    REJECT,
    /** A bar that opens exactly at the close joins the session's last buckets; others as above. */
    MERGE_CLOSE
}
