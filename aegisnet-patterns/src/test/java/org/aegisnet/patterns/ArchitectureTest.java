package org.aegisnet.patterns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void patternsKnowAddressesAndTheJdkAndNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("org.aegisnet.patterns..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.aegisnet.patterns..", "org.aegisnet.net..", "java..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.aegisnet.patterns"));
    }

    @Test
    void windowsAndTablesKnowNoRules() {
        noClasses()
                .that()
                .resideInAnyPackage("org.aegisnet.patterns.window..", "org.aegisnet.patterns.table..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.aegisnet.patterns")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.aegisnet.patterns"));
    }
}
