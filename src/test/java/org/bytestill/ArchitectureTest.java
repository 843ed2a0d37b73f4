package org.bytestill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms of the house, as drawn in the package documentation of {@code org.bytestill}. */
class ArchitectureTest {
    private static final String ROOT = "org.bytestill.";
    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.bytestill");
    }

    /** Each room and the rooms it may know, besides itself and {@code problem}. */
    private static Map<String, String[]> arrows() {
        Map<String, String[]> arrows = new TreeMap<>();
        arrows.put("problem", rooms());
        arrows.put("gguf", rooms());
        arrows.put("text", rooms("gguf"));
        arrows.put("torch", rooms());
        arrows.put("corpus", rooms("text"));
        arrows.put("model", rooms("text", "torch", "gguf"));
        arrows.put("bytes", rooms("text", "torch", "model"));
        arrows.put("student", rooms("text", "torch", "model"));
        arrows.put("distill", rooms("text", "torch", "model", "bytes", "student", "corpus"));
        arrows.put("evaluate", rooms("text", "torch", "model", "bytes", "student", "corpus", "distill"));
        arrows.put("export", rooms("text", "torch", "model", "bytes", "student", "corpus", "distill", "evaluate"));
        arrows.put("engine", rooms("text", "torch", "model", "bytes", "student", "corpus", "distill", "evaluate", "export"));
        // What people see is made of records: those of bytes, text, distill and evaluate may be named, tensors may not.
        arrows.put("cli", rooms("engine", "text", "bytes", "distill", "evaluate"));
        arrows.put("ui", rooms("engine", "text", "bytes", "distill", "evaluate"));
        return arrows;
    }

    private static String[] rooms(String... names) {
        return names;
    }

    @Test
    void everyRoomKnowsOnlyTheRoomsBelowIt() {
        Map<String, String[]> arrows = arrows();
        for (Map.Entry<String, String[]> room : arrows.entrySet()) {
            String[] forbidden = arrows.keySet().stream()
                    .filter(other -> !other.equals(room.getKey()) && !other.equals("problem"))
                    .filter(other -> !Arrays.asList(room.getValue()).contains(other))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage(ROOT + room.getKey() + "..")
                    .should().dependOnClassesThat().resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .check(house);
        }
    }

    @Test
    void onlyTheWindowKnowsJavaFx() {
        noClasses().that().resideOutsideOfPackages(ROOT + "ui..", "org.bytestill")
                .should().dependOnClassesThat().resideInAnyPackage("javafx..", "org.controlsfx..")
                .because("the engine runs where there is no display").check(house);
    }

    @Test
    void onlyTheTorchRoomKnowsDjlTensors() {
        noClasses().that().resideOutsideOfPackages(ROOT + "torch..", "ai.djl..")
                .should().dependOnClassesThat().resideInAnyPackage("ai.djl.ndarray..", "ai.djl.pytorch..", "ai.djl.training..")
                .because("its NDArray operations corrupt gradients; computation is TorchScript").check(house);
    }

    @Test
    void viewModelsHoldNoControls() {
        noClasses().that().haveSimpleNameEndingWith("ViewModel")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..")
                .because("they are tested without a window").allowEmptyShould(true).check(house);
    }

    @Test
    void nothingOutsideTheTerminalPrints() {
        noClasses().that().resideOutsideOfPackages(ROOT + "cli..", "org.bytestill")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .because("standard output belongs to the commands; others log").check(house);
    }

    @Test
    void everyRoomHasAFrontDoor() {
        for (String room : arrows().keySet()) {
            assertThat(Files.exists(Path.of("src/main/java/org/bytestill", room, "package-info.java"))).as(room).isTrue();
        }
    }
}
