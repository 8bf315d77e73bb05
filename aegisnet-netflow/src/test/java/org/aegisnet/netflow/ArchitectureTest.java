package org.aegisnet.netflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The arrows inside the decoder, from bytes to flows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private JavaClasses classes;

    @BeforeAll
    void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.aegisnet.netflow");
    }

    @Test
    void arrowsPointFromTheDecoderDownToTheDatagram() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.aegisnet.netflow..")
                .layer("datagram")
                .definedBy("..netflow.datagram..")
                .layer("element")
                .definedBy("..netflow.element..")
                .layer("template")
                .definedBy("..netflow.template..")
                .layer("retention")
                .definedBy("..netflow.retention..")
                .layer("record")
                .definedBy("..netflow.record..")
                .layer("option")
                .definedBy("..netflow.option..")
                .layer("column")
                .definedBy("..netflow.column..")
                .layer("plan")
                .definedBy("..netflow.plan..")
                .layer("sequence")
                .definedBy("..netflow.sequence..")
                .layer("snapshot")
                .definedBy("..netflow.snapshot..")
                .layer("decode")
                .definedBy("..netflow.decode..")
                .layer("framing")
                .definedBy("..netflow.framing..")
                .whereLayer("datagram")
                .mayNotAccessAnyLayer()
                .whereLayer("retention")
                .mayNotAccessAnyLayer()
                .whereLayer("sequence")
                .mayNotAccessAnyLayer()
                .whereLayer("framing")
                .mayOnlyAccessLayers("datagram")
                .whereLayer("column")
                .mayOnlyAccessLayers("datagram")
                .whereLayer("element")
                .mayOnlyAccessLayers("datagram")
                .whereLayer("template")
                .mayOnlyAccessLayers("datagram", "element", "retention")
                .whereLayer("record")
                .mayOnlyAccessLayers("datagram", "element", "template")
                .whereLayer("option")
                .mayOnlyAccessLayers("datagram", "element", "template", "record")
                .whereLayer("plan")
                .mayOnlyAccessLayers("datagram", "element", "template", "record", "option", "column")
                .whereLayer("snapshot")
                .mayOnlyAccessLayers("datagram", "element", "template", "retention", "option")
                .whereLayer("decode")
                .mayOnlyAccessLayers(
                        "datagram",
                        "element",
                        "template",
                        "retention",
                        "record",
                        "option",
                        "column",
                        "plan",
                        "sequence",
                        "snapshot")
                .check(classes);
    }

    @Test
    void knowsNothingButAddressesAndTheJdk() {
        noClasses()
                .that()
                .resideInAPackage("org.aegisnet.netflow..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.aegisnet.netflow..", "org.aegisnet.net..", "java..")
                .check(classes);
    }
}
