package org.aegisnet.processors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of ARCHITECTURE.md that end at the processors. */
@AnalyzeClasses(packages = "org.aegisnet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule SCORING_KNOWS_NO_NIFI = noClasses()
            .that()
            .resideInAPackage("org.aegisnet.scoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.nifi..", "org.aegisnet.processors..");

    @ArchTest
    static final ArchRule PROCESSORS_USE_THE_ENGINES_ONLY_THROUGH_THE_LOADER = noClasses()
            .that()
            .resideInAPackage("org.aegisnet.processors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.aegisnet.scoring.forest..",
                    "org.aegisnet.scoring.autoencoder..",
                    "ai.onnxruntime..",
                    "ai.onnx..");

    @ArchTest
    static final ArchRule PROCESSORS_DO_NOT_TRAIN =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.aegisnet.training..", "smile..");
}
