package dev.candlemill.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may depend on what. Nothing is excepted. */
final class ArchitectureTest {

    private static JavaClasses classes;

    /** The packages of the module {@code common}. */
    private static final String[] COMMON = {
        "dev.candlemill.bar..",
        "dev.candlemill.calendar..",
        "dev.candlemill.candle..",
        "dev.candlemill.evaluation..",
        "dev.candlemill.indicator..",
        "dev.candlemill.screen..",
        "dev.candlemill.setup..",
        "dev.candlemill.signal..",
        "dev.candlemill.spec..",
        "dev.candlemill.strategy.."
    };

    @BeforeAll
    static void readClasses() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.candlemill");
    }

    @Test
    void commonKnowsNoFlinkKafkaOrJdbc() {
        ArchRule rule =
                noClasses()
                        .that()
                        .resideInAnyPackage(COMMON)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.apache.flink..",
                                "org.apache.kafka..",
                                "java.sql..",
                                "javax.sql..");

        rule.check(classes);
    }

    @Test
    void packagesFormNoCycles() {
        ArchRule rule = slices().matching("dev.candlemill.(*)..").should().beFreeOfCycles();

        rule.check(classes);
    }

    @Test
    void operatorsAreFreeOfJson() {
        ArchRule rule =
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "dev.candlemill.jobs.candle..", "dev.candlemill.jobs.validate..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.fasterxml..");

        rule.check(classes);
    }

    @Test
    void thePipelineKnowsNoProviderAndNoSink() {
        ArchRule rule =
                noClasses()
                        .that()
                        .resideInAPackage("dev.candlemill.jobs.pipeline..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.candlemill.provider..",
                                "dev.candlemill.source..",
                                "dev.candlemill.postgres..",
                                "dev.candlemill.kafka..",
                                "dev.candlemill.csv..");

        rule.check(classes);
    }

    @Test
    void providersDoNotKnowEachOther() {
        ArchRule rule =
                slices().matching("dev.candlemill.provider.(*)..").should().notDependOnEachOther();

        rule.check(classes);
    }

    @Test
    void connectorsDoNotKnowTheJobs() {
        ArchRule rule =
                noClasses()
                        .that(
                                resideInAnyPackage(
                                        "dev.candlemill.source..",
                                        "dev.candlemill.wire..",
                                        "dev.candlemill.provider..",
                                        "dev.candlemill.postgres..",
                                        "dev.candlemill.kafka..",
                                        "dev.candlemill.csv..",
                                        "dev.candlemill.chart.."))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.candlemill.jobs..", "dev.candlemill.cli..");

        rule.check(classes);
    }

    @Test
    void noPackageIsADrawer() {
        ArchRule rule =
                noClasses()
                        .should()
                        .resideInAnyPackage("..util..", "..utils..", "..helpers..", "..impl..");

        rule.check(classes);
    }
}
