package org.aegisnet.processors;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The arrows of ARCHITECTURE.md that end at the processors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private JavaClasses classes;

    @BeforeAll
    void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.aegisnet");
    }

    @Test
    void processorsReachTheEnginesOnlyThroughTheLoader() {
        noClasses()
                .that()
                .resideInAPackage("org.aegisnet.processors..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.aegisnet.scoring.forest..",
                        "org.aegisnet.scoring.autoencoder..",
                        "ai.onnxruntime..",
                        "org.aegisnet.onnxruntime..",
                        "ai.onnx..")
                .check(classes);
    }

    @Test
    void processorsDoNotTrain() {
        noClasses()
                .that()
                .resideInAPackage("org.aegisnet.processors..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.aegisnet.training..", "smile..")
                .check(classes);
    }

    @Test
    void packagesOfTheProcessorsDependOnEachOtherWithoutCircles() {
        slices().matching("org.aegisnet.processors.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    /** The names say it: {@code nifi-*} knows NiFi, {@code aegisnet-*} does not. */
    @Test
    void modulesWithoutNifiInTheirNamesKnowNoNifi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.aegisnet.processors..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.nifi..", "org.aegisnet.processors..")
                .check(classes);
    }

    @Test
    void modulesDependOnlyDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.aegisnet..")
                .layer("net")
                .definedBy("org.aegisnet.net..")
                .layer("scoring")
                .definedBy("org.aegisnet.scoring..")
                .layer("netflow")
                .definedBy("org.aegisnet.netflow..")
                .layer("pairing")
                .definedBy("org.aegisnet.pairing..")
                .layer("patterns")
                .definedBy("org.aegisnet.patterns..")
                .layer("processors")
                .definedBy("org.aegisnet.processors..")
                .whereLayer("net")
                .mayNotAccessAnyLayer()
                .whereLayer("scoring")
                .mayOnlyAccessLayers("net")
                .whereLayer("netflow")
                .mayOnlyAccessLayers("net")
                .whereLayer("pairing")
                .mayOnlyAccessLayers("net")
                .whereLayer("patterns")
                .mayOnlyAccessLayers("net")
                .check(classes);
    }

    /** Record handling, the queue, the clocks and the verdict's names are the ground on which the topics stand. */
    @Test
    void theGroundKnowsNoTopic() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.aegisnet.processors.record..",
                        "org.aegisnet.processors.queue..",
                        "org.aegisnet.processors.time..",
                        "org.aegisnet.processors.verdict..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.aegisnet.processors..")
                        .and(not(resideInAnyPackage(
                                "org.aegisnet.processors.record..",
                                "org.aegisnet.processors.queue..",
                                "org.aegisnet.processors.time..",
                                "org.aegisnet.processors.verdict.."))))
                .check(classes);
    }
}
