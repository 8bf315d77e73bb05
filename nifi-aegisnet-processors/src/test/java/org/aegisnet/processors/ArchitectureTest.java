package org.aegisnet.processors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
    void scoringKnowsNoNifi() {
        noClasses()
                .that()
                .resideInAPackage("org.aegisnet.scoring..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.nifi..", "org.aegisnet.processors..")
                .check(classes);
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
}
