package org.aegisnet.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of scoring, and what none of them may know. */
class ArchitectureTest {
    private static final JavaClasses SCORING = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.aegisnet.scoring");

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("feature")
                .definedBy("..scoring.feature..")
                .layer("csv")
                .definedBy("..scoring.csv..")
                .layer("model")
                .definedBy("..scoring.model..")
                .layer("explain")
                .definedBy("..scoring.explain..")
                .layer("engine")
                .definedBy("..scoring.engine..")
                .layer("forest")
                .definedBy("..scoring.forest..")
                .layer("autoencoder")
                .definedBy("..scoring.autoencoder..")
                .layer("loading")
                .definedBy("..scoring.loading..")
                .whereLayer("feature")
                .mayNotAccessAnyLayer()
                .whereLayer("explain")
                .mayNotAccessAnyLayer()
                .whereLayer("csv")
                .mayOnlyAccessLayers("feature")
                .whereLayer("model")
                .mayOnlyAccessLayers("feature")
                .whereLayer("engine")
                .mayOnlyAccessLayers("feature", "model", "explain")
                .whereLayer("forest")
                .mayOnlyAccessLayers("feature", "model", "explain", "engine")
                .whereLayer("autoencoder")
                .mayOnlyAccessLayers("feature", "model", "explain", "engine")
                .whereLayer("loading")
                .mayOnlyAccessLayers("feature", "model", "explain", "engine", "forest", "autoencoder")
                .check(SCORING);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("org.aegisnet.scoring.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SCORING);
    }

    @Test
    void knowsNeitherNiFiNorTheTrainers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.nifi..", "smile..", "org.aegisnet.training..")
                .check(SCORING);
    }

    @Test
    void knowsNoNativeCode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "org.aegisnet.onnxruntime..")
                .check(SCORING);
    }

    @Test
    void onlyCsvParsesCsv() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..scoring.csv..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("de.siegmar.fastcsv..")
                .check(SCORING);
    }

    @Test
    void onlyModelReadsJson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..scoring.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..")
                .check(SCORING);
    }
}
