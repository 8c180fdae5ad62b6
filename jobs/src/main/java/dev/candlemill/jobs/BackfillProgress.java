package dev.candlemill.jobs;

/** Hears how a backfill is getting on; called from one thread. */
public interface BackfillProgress {

    BackfillProgress SILENT =
            new BackfillProgress() {
                @Override
                public void reading(long bytes, long ofBytes) {}

                @Override
                public void running(long bars) {}

                @Override
                public void warning(String message) {}
            };

    /** Says warnings on standard error, and nothing else. */
    BackfillProgress WARNINGS =
            new BackfillProgress() {
                @Override
                public void reading(long bytes, long ofBytes) {}

                @Override
                public void running(long bars) {}

                @Override
                public void warning(String message) {
                    System.err.println("candlemill: " + message);
                }
            };

    /** Files are read and sorted before the job starts. */
    void reading(long bytes, long ofBytes);

    /** Input records that the job has taken in, of this attempt. */
    void running(long bars);

    void warning(String message);
}
