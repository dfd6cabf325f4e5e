package dev.menny.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in the app. */
@AnalyzeClasses(packages = "dev.menny.app", importOptions = DoNotIncludeTests.class)
class DependencyRulesTest {
    @ArchTest
    static final ArchRule onlyTheCommandKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.menny.app")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.menny.trainer.cli..", "picocli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheWebKnowsHttp = noClasses()
            .that()
            .resideOutsideOfPackage("..app.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "io.micrometer..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyNamesABackend = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.menny.backend.host..",
                    "dev.menny.backend.reference..",
                    "dev.menny.backend.scalar..",
                    "dev.menny.backend.vector..",
                    "dev.menny.cuda..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.menny.app.(*)..").should().beFreeOfCycles().allowEmptyShould(true);
}
