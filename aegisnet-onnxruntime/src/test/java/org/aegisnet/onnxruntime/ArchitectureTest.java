package org.aegisnet.onnxruntime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md that begin at the module of ONNX Runtime. */
class ArchitectureTest {
    @Test
    void knowsNeitherNiFiNorTheInsideOfScoring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.nifi..",
                        "org.aegisnet.processors..",
                        "org.aegisnet.training..",
                        "org.aegisnet.scoring.autoencoder..",
                        "org.aegisnet.scoring.forest..",
                        "org.aegisnet.scoring.loading..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.aegisnet.onnxruntime"));
    }
}
