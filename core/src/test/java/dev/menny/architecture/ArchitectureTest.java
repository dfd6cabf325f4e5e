package dev.menny.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.menny.backend.vector.PlantedShortcut;
import dev.menny.tensor.PlantedUpwardDependency;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void productionClassesKeepTheRules() {
        JavaClasses classes = DependencyRules.production();
        assertThat(classes.stream().map(JavaClass::getPackageName))
                .contains("dev.menny.backend", "dev.menny.backend.vector", "dev.menny.tensor", "dev.menny.nn");
        assertThat(classes.stream().map(JavaClass::getSimpleName))
                .as("test classes are exempt")
                .doesNotContain("ArchitectureTest");
        DependencyRules.check(classes);
    }

    @Test
    void aTensorThatKnowsLayersIsNoticed() {
        assertNoticed(PlantedUpwardDependency.class, "dev.menny.nn.Layer");
    }

    @Test
    void aFastBackendThatAsksTheOracleIsNoticed() {
        assertNoticed(PlantedShortcut.class, "dev.menny.backend.reference.ReferenceProvider");
    }

    @Test
    void aPackageWithoutARuleIsNoticed() {
        assertNoticed(ArchitectureTest.class, "a new package says in DependencyRules what it may see");
    }

    @Test
    void aCycleOfPackagesIsNoticed() {
        JavaClasses production = DependencyRules.production();
        Class<?>[] withACycle = Stream.concat(
                        production.stream().map(JavaClass::reflect), Stream.of(PlantedUpwardDependency.class))
                .toArray(Class<?>[]::new);
        assertThatThrownBy(() -> DependencyRules.noCycles().check(new ClassFileImporter().importClasses(withACycle)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }

    private static void assertNoticed(Class<?> planted, String part) {
        JavaClasses classes = new ClassFileImporter().importClasses(planted);
        assertThatThrownBy(() -> DependencyRules.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(part);
    }
}
