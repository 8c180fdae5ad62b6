package dev.candlemill.provider.file;

import java.util.List;

/**
 * What the input holds.
 *
 * @param warnings what a person should know although the run goes on
 * @param reused whether the sorted store of an earlier start of the same run was still good
 */
public record PreparedFiles(
        int files, int symbols, LineCounts counts, List<String> warnings, boolean reused) {}
