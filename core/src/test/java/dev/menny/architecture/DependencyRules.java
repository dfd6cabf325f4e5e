package dev.menny.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one rule of the house: implementations and users of kernels meet only at {@code backend}, and the rest points one
 * way. For the tests of every module.
 */
public final class DependencyRules {
    private static final String ROOT = "dev.menny";

    /** What each package may see of ours, besides itself. A package that is missing here may not exist. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            entry("backend", List.of()),
            entry("backend.host", List.of("backend")),
            entry("backend.reference", List.of("backend", "backend.host")),
            entry("backend.scalar", List.of("backend", "backend.host")),
            entry("backend.vector", List.of("backend", "backend.host")),
            entry("cuda..", List.of("backend")),
            entry("tensor", List.of("backend")),
            entry("autograd", List.of("tensor", "backend")),
            entry("nn", List.of("nn.function", "autograd", "tensor", "backend")),
            entry("nn.function", List.of("autograd", "tensor", "backend")),
            entry("optim", List.of("autograd", "tensor", "backend")),
            entry("explain", List.of("nn", "autograd", "tensor", "backend")),
            entry("io", List.of("explain", "nn", "optim", "autograd", "tensor", "backend")),
            entry("trainer..", List.of("io", "explain", "optim", "nn", "nn.function", "autograd", "tensor", "backend")),
            entry(
                    "app..",
                    List.of(
                            "trainer..",
                            "io",
                            "explain",
                            "optim",
                            "nn",
                            "nn.function",
                            "autograd",
                            "tensor",
                            "backend")));

    private DependencyRules() {}

    /** All production classes of ours on the class path. */
    public static JavaClasses production() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(ROOT);
    }

    /**
     * Checks all rules.
     *
     * @throws AssertionError if a class sees one that it must not, or if packages form a cycle
     */
    public static void check(JavaClasses classes) {
        rules().forEach(rule -> rule.check(classes));
    }

    static Stream<ArchRule> rules() {
        Stream<ArchRule> directions =
                ALLOWED.entrySet().stream().map(entry -> direction(entry.getKey(), entry.getValue()));
        return Stream.concat(directions, Stream.of(everyPackageHasARule(), noCycles()));
    }

    private static ArchRule direction(String from, List<String> to) {
        String[] seen = Stream.concat(Stream.of(from), to.stream())
                .map(DependencyRules::full)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(full(from))
                .should()
                .onlyDependOnClassesThat(foreign().or(resideInAnyPackage(seen)))
                .because("implementations and users meet only at backend, and the rest points one way")
                .allowEmptyShould(true);
    }

    private static ArchRule everyPackageHasARule() {
        return classes()
                .should()
                .resideInAnyPackage(
                        ALLOWED.keySet().stream().map(DependencyRules::full).toArray(String[]::new))
                .because("a new package says in DependencyRules what it may see");
    }

    static ArchRule noCycles() {
        return slices().matching(ROOT + ".(**)").should().beFreeOfCycles();
    }

    private static DescribedPredicate<JavaClass> foreign() {
        return DescribedPredicate.not(resideInAnyPackage(ROOT + ".."));
    }

    private static String full(String name) {
        return ROOT + "." + name;
    }
}
