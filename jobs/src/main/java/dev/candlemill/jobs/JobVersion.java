package dev.candlemill.jobs;

/** The version of this program, as rows and messages name it. */
public final class JobVersion {

    private static final String UNPACKED = "development";

    private JobVersion() {}

    public static String current() {
        String version = JobVersion.class.getPackage().getImplementationVersion();
        return version == null ? UNPACKED : version;
    }
}
