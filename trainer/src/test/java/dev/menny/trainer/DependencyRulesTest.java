package dev.menny.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in the trainer. */
@AnalyzeClasses(packages = "dev.menny.trainer", importOptions = DoNotIncludeTests.class)
class DependencyRulesTest {
    /** Whoever imports the trainer as a library gets none of these: they are optional dependencies. */
    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsItsLibraries = noClasses()
            .that()
            .resideOutsideOfPackage("..trainer.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "me.tongfei..", "org.jline..", "ch.qos.logback..", "tools.jackson..");

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("..trainer.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..trainer.cli..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.menny.trainer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyNamesABackend = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.menny.backend.host..",
                    "dev.menny.backend.reference..",
                    "dev.menny.backend.scalar..",
                    "dev.menny.backend.vector..");
}
