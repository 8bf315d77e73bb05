package org.aegisnet.net;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The ground floor: all modules may know it, and it knows the JDK. */
class ArchitectureTest {
    @Test
    void knowsNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAPackage("org.aegisnet.net..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.aegisnet.net..", "java..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.aegisnet.net"));
    }
}
