package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./candlemill}: when it builds, what it runs, what it says when it cannot. */
class ScriptIT {

    private static final String BUILD = "-B -ntp -pl cli -am -T2 -Dmaven.test.skip process-classes";

    @TempDir Path folder;
    private ScriptProject project;

    @BeforeEach
    void makeProject() throws Exception {
        project = new ScriptProject(folder);
    }

    @Test
    void testsEverythingOrWhatIsShort() throws Exception {
        project.run("test");
        project.run("test", "everyday", "-pl", "common");

        assertThat(project.builds())
                .containsExactly(
                        "-B -ntp -q spotless:check",
                        "-B -ntp -fae verify",
                        "-B -ntp -q spotless:check",
                        "-B -ntp -fae verify -Dcandlemill.long.tests=none -pl common");
    }

    @Test
    void buildsOnceAndThenOnlyRuns() throws Exception {
        ScriptProject.Run first = project.run("backfill", "--input", "two words");
        ScriptProject.Run second = project.run("backfill");

        assertThat(project.builds()).containsExactly(BUILD);
        assertThat(first.err()).startsWith("building for the first time");
        assertThat(second.err()).isEmpty();
        assertThat(first.out())
                .contains("-Dcandlemill.home=" + project.root)
                .endsWith("dev.candlemill.cli.Candlemill\nbackfill\n--input\ntwo words\n");
        assertThat(first.code()).as("the command's own exit code").isEqualTo(7);
    }

    @Test
    void bringsTheUsersOwnStrategies() throws Exception {
        assertThat(project.run("strategies").out())
                .contains(":" + project.root.resolve("strategies") + "/*\n");
    }

    @Test
    void whatGoesOnForEverEndsWhenItsMemoryIsUsedUp() throws Exception {
        assertThat(project.run("live").out()).contains("\n-XX:+ExitOnOutOfMemoryError\n");
        assertThat(project.run("backfill").out()).doesNotContain("OutOfMemory");
    }

    @Test
    void packagesTheJarThatItSubmits() throws Exception {
        project.run("submit", "backfill");
        project.run("submit", "backfill");
        project.run("submit", "--help");

        assertThat(project.builds())
                .containsExactly("-B -ntp -pl jobs -am -DskipTests package", BUILD);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        String[] sources = {"jobs/src/main/java/A.java", "cli/pom.xml", "pom.xml", "sql"};
        project.run("sql");
        for (String source : sources) {
            project.touch(source);
            ScriptProject.Run run = project.run("sql");
            assertThat(run.err()).as(source).contains("building: sources have changed");
            Files.setLastModifiedTime(
                    project.root.resolve(source), Files.getLastModifiedTime(project.jdk));
        }
        assertThat(project.builds()).hasSize(1 + sources.length);

        project.run("sql");
        assertThat(project.builds()).hasSize(1 + sources.length);
    }

    @Test
    void buildsAgainWhenASourceWasDeleted() throws Exception {
        project.run("sql");
        Files.delete(project.root.resolve("common/src/main/java/A.java"));
        project.run("sql");

        assertThat(project.builds()).hasSize(2);
    }

    @Test
    void doesNotBuildForATestThatChanged() throws Exception {
        project.run("sql");
        Path tests = Files.createDirectories(project.root.resolve("cli/src/test/java"));
        Files.writeString(tests.resolve("ATest.java"), "class ATest {}");
        project.run("sql");

        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void runsFromAnywhereAndThroughLinks() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), script());
        Path relative = elsewhere.resolve("mill");
        Files.createSymbolicLink(relative, Path.of("../link"));
        for (Path path : new Path[] {script(), link, relative}) {
            ScriptProject.Run run = project.run(path, elsewhere, project.jdk, "sql");
            assertThat(run.out()).as(path.toString()).contains("=" + project.root + "\n");
        }
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void answersForHelpAndUnknownCommandsWithTheRightCodes() throws Exception {
        Path realJdk = Path.of(System.getProperty("java.home"));
        project.addMaven(
                "printf %s '"
                        + System.getProperty("java.class.path")
                        + "' >cli/target/run/classpath");

        ScriptProject.Run help = project.run(script(), folder, realJdk, "--help");
        assertThat(help.code()).as(help.err()).isZero();
        assertThat(help.out()).startsWith("Usage: candlemill");

        ScriptProject.Run unknown = project.run(script(), folder, realJdk, "backfil");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("backfil");
    }

    @Test
    void saysWhichJdkIsMissing() throws Exception {
        ScriptProject.Run none = project.run(script(), folder, null, "sql");
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).startsWith("candlemill: no JDK found: install JDK 17");

        ScriptProject.Run noCompiler = project.run(script(), folder, folder, "sql");
        assertThat(noCompiler.code()).isEqualTo(3);
        assertThat(noCompiler.err())
                .isEqualTo(
                        "candlemill: JAVA_HOME is "
                                + folder
                                + ", which has no bin/javac: set it to a JDK 17\n");

        project.addJdk("11.0.2", "true");
        ScriptProject.Run old = project.run("sql");
        assertThat(old.code()).isEqualTo(3);
        assertThat(old.err())
                .isEqualTo(
                        "candlemill: JDK 11 in "
                                + project.jdk
                                + ": expected 17 or later; set JAVA_HOME\n");

        project.addJdk("1.8.0_392", "true");
        assertThat(project.run("sql").err()).startsWith("candlemill: JDK 1 in ");
        assertThat(project.builds()).isEmpty();
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        project.removeTool("mvn");
        ScriptProject.Run run = project.run("sql");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("candlemill: no mvn on the PATH: install Maven 3.8 or later\n");
    }

    @Test
    void saysThatNodeIsMissingUnlessNothingIsBuiltWithIt() throws Exception {
        project.removeTool("npm");
        ScriptProject.Run run = project.run("sql");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("no node and npm on the PATH", "Node.js 20.19");
        assertThat(project.builds()).isEmpty();
        project.run("submit", "live");
        assertThat(project.builds()).hasSize(1).first().asString().contains("-pl jobs");
    }

    @Test
    void showsTheErrorsOfABuildThatFailsAndTriesAgainNextTime() throws Exception {
        project.addMaven("echo '[INFO] some noise'; echo '[ERROR] A.java:[1,1] oops'; exit 1");
        ScriptProject.Run run = project.run("sql");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("[ERROR] A.java:[1,1] oops", "candlemill: the build failed")
                .contains(project.root + "/.candlemill/build/log")
                .doesNotContain("some noise");
        project.run("sql");
        assertThat(project.builds()).hasSize(2);
    }

    private Path script() {
        return project.root.resolve("candlemill");
    }
}
