package org.bytestill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.scene.control.Dialog;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms of the house, drawn as a map in the package documentation of {@code org.bytestill}. */
class ArchitectureTest {
    private static final String ROOT = "org.bytestill.";
    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.bytestill");
    }

    /** Each package and the packages it may know, besides itself, {@code problem} and {@code util}. */
    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        arrows.put("", Set.of("cli", "ui"));
        arrows.put("problem", Set.of());
        arrows.put("util", Set.of());
        arrows.put("gguf", Set.of());
        arrows.put("text", Set.of("gguf"));
        arrows.put("text.python", Set.of());
        arrows.put("text.jinja", Set.of("text.python"));
        arrows.put("text.chat", Set.of("text", "text.jinja", "text.python", "gguf"));
        arrows.put("torch", Set.of());
        arrows.put("corpus.records", Set.of("text"));
        arrows.put("corpus.records.parquet", Set.of("corpus.records", "text"));
        arrows.put("corpus.records.arrow", Set.of("corpus.records", "text"));
        arrows.put("corpus.shapes", Set.of("corpus.records", "text.chat"));
        arrows.put("corpus",
                Set.of("corpus.records", "corpus.records.parquet", "corpus.records.arrow", "corpus.shapes", "text", "text.chat"));
        arrows.put("model", Set.of("text", "torch", "gguf"));
        arrows.put("bytes", Set.of("text", "torch", "model", "corpus"));
        arrows.put("bytes.beam", Set.of("bytes", "text"));
        arrows.put("bytes.cover", Set.of("bytes", "text"));
        arrows.put("bytes.eot", Set.of("bytes", "text"));
        arrows.put("bytes.ends", Set.of("bytes", "text"));
        arrows.put("bytes.cache", Set.of("bytes", "corpus", "torch"));
        arrows.put("bytes.flow", Set.of("bytes", "text"));
        arrows.put("bytes.readers", Set.of("bytes", "bytes.beam", "bytes.cover", "bytes.ends", "bytes.eot", "text"));
        arrows.put("text.go", Set.of());
        arrows.put("export.ollama", Set.of("text.chat", "text.go"));
        arrows.put("generation", Set.of("bytes", "text", "model"));
        arrows.put("student", Set.of("text", "torch", "model", "run"));
        arrows.put("tasks.file", Set.of("text.python"));
        arrows.put("tasks.prompt",
                Set.of("tasks.file", "corpus", "corpus.records", "text.chat", "text.jinja", "text.python"));
        arrows.put("tasks.score", Set.of("generation", "model", "text", "text.chat", "text.python"));
        arrows.put("tasks.filters", Set.of("tasks.file", "text.python"));
        arrows.put("tasks.metrics", Set.of("tasks.file", "tasks.filters", "tasks.score", "evaluate", "text.python"));
        arrows.put("tasks",
                Set.of("tasks.file", "tasks.prompt", "tasks.score", "tasks.filters", "tasks.metrics", "model", "text.python"));
        arrows.put("config", Set.of("bytes", "text", "torch"));
        arrows.put("run", Set.of());
        arrows.put("run.alert", Set.of("run"));
        arrows.put("run.queue", Set.of("run"));
        arrows.put("objective", Set.of("config", "run", "corpus", "model", "student", "text", "torch"));
        Set<String> registered = new TreeSet<>(Set.of("objective", "config"));
        for (String objective : below("objective.")) {
            registered.add(objective);
            arrows.put(objective, objective());
        }
        arrows.put("objective.aligned", Set.of("objective", "config", "run", "corpus", "model", "student", "text", "torch"));
        arrows.put("objective.covering", objective("bytes", "bytes.cover"));
        arrows.put("objective.registry", registered);
        arrows.put("train", Set.of("objective", "objective.registry", "config", "run", "corpus", "model", "student", "torch"));
        arrows.put("evaluate", Set.of("bytes", "student", "corpus", "model", "objective", "run", "train"));
        arrows.put("onpolicy",
                Set.of("evaluate", "train", "objective", "objective.tokenkl", "generation", "bytes", "config", "run", "corpus", "model",
                        "student", "text", "torch"));
        arrows.put("export",
                Set.of("export.ollama", "objective.registry", "objective", "bytes", "config", "generation", "gguf", "model", "student",
                        "text",
                        "text.chat", "torch"));

        arrows.put("engine.machine", Set.of("torch"));
        arrows.put("engine.reading",
                Set.of("engine.machine", "bytes", "bytes.cache", "bytes.flow", "bytes.readers", "config", "corpus", "model",
                        "objective", "run", "student", "text", "torch", "corpus.shapes", "tasks.score", "text.chat"));
        arrows.put("engine.chat", Set.of("engine.reading", "config", "corpus", "text", "text.chat"));
        arrows.put("engine.preview",
                Set.of("objective.registry", "engine.chat", "engine.reading", "config", "corpus", "model", "text", "text.chat"));
        arrows.put("engine.cost", Set.of("config"));
        arrows.put("engine.plan",
                Set.of("objective.registry", "objective", "onpolicy", "engine.chat", "engine.cost", "engine.machine", "engine.reading",
                        "bytes", "config",
                        "corpus", "model", "run", "student", "tasks", "tasks.file", "text", "torch"));
        arrows.put("engine.run",
                Set.of("objective.registry", "objective.tokenkl", "onpolicy", "bytes.readers", "engine.chat", "engine.cost",
                        "engine.machine",
                        "engine.plan", "engine.preview", "engine.reading", "bytes", "bytes.cache", "config", "corpus",
                        "evaluate", "generation",
                        "model",
                        "objective", "run", "run.alert", "student", "tasks", "tasks.file", "tasks.metrics", "tasks.score", "text", "torch",
                        "train"));
        arrows.put("engine.library",
                Set.of("engine", "engine.chat", "engine.reading", "engine.run", "objective.registry", "objective", "config", "corpus",
                        "run"));
        arrows.put("engine.dryrun",
                Set.of("engine.cost", "engine.plan", "engine.run", "config", "export", "model", "objective.registry", "objective", "run",
                        "student",
                        "text.chat", "torch", "train"));
        arrows.put("engine.report", Set.of("engine.run", "config", "evaluate", "run"));
        arrows.put("engine.inspect",
                Set.of("engine.machine", "engine.reading", "bytes", "bytes.flow", "bytes.readers", "model", "run", "text", "torch"));
        arrows.put("engine.job",
                Set.of("objective.registry", "objective", "objective.aligned", "engine.chat", "engine.reading", "engine.run", "bytes",
                        "bytes.cache", "bytes.eot", "config", "corpus", "corpus.records", "corpus.shapes", "evaluate", "export",
                        "generation", "model",
                        "run", "student", "text", "text.chat", "torch", "tasks", "tasks.file", "tasks.metrics", "tasks.prompt",
                        "tasks.score", "train"));
        arrows.put("engine",
                Set.of("engine.report", "run.queue", "engine.cost", "engine.dryrun", "engine.inspect", "engine.job", "engine.machine",
                        "engine.plan",
                        "engine.preview",
                        "engine.run", "config", "export", "run",
                        "torch", "train"));
        arrows.put("engine.compare", Set.of("objective.registry", "objective", "engine", "engine.reading", "engine.run", "config", "run"));
        arrows.put("engine.sweep",
                Set.of("objective.registry", "objective", "engine", "engine.compare", "engine.run", "config", "evaluate", "run"));
        arrows.put("engine.sweep.background",
                Set.of("engine", "engine.run", "engine.sweep", "engine.sweep.report", "run"));
        arrows.put("engine.sweep.report", Set.of("engine.sweep", "config", "evaluate", "run"));

        // What people see is made of records: those of bytes, config, run, text, evaluate and generation may be named, tensors may not.
        // Of corpus and export the lists of formats, which choosers and help name, and the proof of an export.
        arrows.put("cli.manual", Set.of("config"));
        arrows.put("cli",
                Set.of("cli.manual", "engine.report", "objective", "objective.registry", "engine", "engine.chat", "engine.compare",
                        "engine.cost",
                        "engine.dryrun",
                        "engine.inspect", "engine.job",
                        "engine.library", "engine.machine",
                        "engine.plan", "engine.preview", "engine.reading",
                        "engine.run", "engine.sweep", "engine.sweep.report", "engine.sweep.background", "run.queue", "bytes", "config",
                        "corpus", "corpus.shapes", "evaluate",
                        "export", "generation", "run", "tasks", "tasks.file", "tasks.metrics", "text",
                        "text.chat"));
        arrows.put("ui",
                Set.of("engine", "engine.cost", "engine.job", "engine.machine", "engine.run", "run", "ui.common", "ui.audit", "ui.bell",
                        "ui.config", "ui.dashboard",
                        "ui.export",
                        "ui.help", "ui.inspector", "ui.log", "ui.preferences", "ui.runs", "ui.tasks", "ui.tryit", "ui.wizard"));
        arrows.put("ui.bell", Set.of("ui.common", "engine", "engine.job", "engine.run", "run"));
        arrows.put("ui.log", Set.of("ui.common"));
        arrows.put("ui.preferences", Set.of("ui.common", "engine", "engine.machine"));
        arrows.put("ui.common", Set.of("engine.run", "corpus", "run"));
        arrows.put("ui.help", Set.of("ui.common"));
        arrows.put("ui.common.chart", Set.of("ui.common", "run"));
        arrows.put("ui.audit", Set.of("ui.common", "engine", "engine.job", "engine.run", "bytes", "config", "evaluate"));
        arrows.put("ui.tryit", Set.of("ui.common", "engine", "engine.job", "engine.run", "bytes", "config", "generation", "text.chat"));
        arrows.put("ui.tasks", Set.of("ui.common", "ui.common.chart", "engine", "engine.job", "engine.run", "config", "evaluate"));
        arrows.put("ui.config", Set.of("ui.common", "engine.library", "engine.run", "config", "run"));
        arrows.put("ui.dashboard",
                Set.of("objective.registry", "objective", "ui.common", "ui.common.chart", "ui.inspector.draw", "engine", "engine.run",
                        "config", "run"));
        arrows.put("ui.export",
                Set.of("objective.registry", "objective", "ui.common", "engine", "engine.job", "engine.run", "config", "export",
                        "run"));
        arrows.put("ui.sweep", Set.of("ui.common", "engine", "engine.run", "engine.sweep", "engine.sweep.background", "engine.sweep.report",
                "evaluate", "run"));
        arrows.put("ui.compare", Set.of("ui.common", "ui.common.chart", "engine", "engine.library", "run"));
        arrows.put("ui.runs",
                Set.of("ui.common", "ui.common.chart", "ui.compare", "ui.sweep", "run.queue", "engine", "engine.library", "engine.machine",
                        "engine.plan",
                        "engine.run", "config",
                        "run"));
        arrows.put("ui.wizard",
                Set.of("run", "objective.registry", "objective", "ui.common", "ui.preview", "engine", "engine.cost", "engine.dryrun",
                        "engine.plan", "engine.preview", "engine.run", "config",
                        "corpus",
                        "text"));
        arrows.put("ui.preview", Set.of("ui.common", "engine", "engine.preview", "config", "text"));
        arrows.put("ui.inspector.draw", Set.of("ui.common", "engine.inspect"));
        arrows.put("ui.inspector.state", Set.of("ui.common", "ui.inspector.draw", "engine.inspect", "engine.reading", "engine.run", "bytes",
                "bytes.flow", "config", "text"));
        arrows.put("ui.inspector.ribbon", panel("engine.reading"));
        arrows.put("ui.inspector.numbers", panel("engine.reading"));
        arrows.put("ui.inspector.flow", panel("bytes.flow"));
        // Lanes name tokens in the words of the mass flow.
        arrows.put("ui.inspector.lanes", panel("engine.reading", "ui.inspector.flow"));
        arrows.put("ui.inspector.text", panel("engine.run"));
        arrows.put("ui.inspector.branches", panel("bytes.flow"));
        arrows.put("ui.inspector", panel("engine", "engine.reading", "engine.run", "ui.inspector.ribbon", "ui.inspector.numbers",
                "ui.inspector.flow", "ui.inspector.lanes", "ui.inspector.text", "ui.inspector.branches"));
        return arrows;
    }

    /** The packages of the objectives, whichever there are; the registry is none. */
    private static List<String> below(String prefix) {
        return house.stream().map(ArchitectureTest::packageOf).distinct()
                .filter(name -> name.startsWith(prefix) && !name.endsWith(".registry")).toList();
    }

    /** What every objective may know, and what is named; objectives do not know each other, but what several have in common. */
    private static Set<String> objective(String... more) {
        Set<String> all = new TreeSet<>(Set.of(more));
        all.addAll(Set.of("objective", "objective.aligned", "config", "run", "corpus", "model", "student", "text", "torch"));
        return all;
    }

    /** What every panel of the inspector may know, and what is named; panels do not know each other unless they say so. */
    private static Set<String> panel(String... more) {
        Set<String> all = new TreeSet<>(Set.of(more));
        all.addAll(Set.of("ui.common", "ui.inspector.draw", "ui.inspector.state", "engine.inspect", "bytes"));
        return all;
    }

    @Test
    void everyPackageIsOnTheMapAndKnowsOnlyWhatTheMapSays() {
        Map<String, Set<String>> arrows = arrows();
        Set<String> strange = new TreeSet<>();
        for (JavaClass type : house) {
            String from = packageOf(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                String to = packageOf(target);
                if (isOurs(target) && !from.equals(to) && !everywhere(to) && !arrows.getOrDefault(from, Set.of()).contains(to)) {
                    strange.add(from + " knows " + to + ": " + type.getSimpleName() + " uses " + target.getSimpleName());
                }
            }
        }
        assertThat(strange).as("arrows that are not on the map of ArchitectureTest").isEmpty();
        Set<String> packages = house.stream().map(ArchitectureTest::packageOf).collect(Collectors.toSet());
        packages.removeIf(name -> name.startsWith("ai.djl"));
        assertThat(packages).as("packages").isEqualTo(arrows.keySet());
    }

    @Test
    void noArrowOfTheMapLeadsBack() {
        Map<String, Set<String>> arrows = arrows();
        for (String from : arrows.keySet()) {
            assertThat(below(from, arrows)).as("what %s rests on", from).doesNotContain(from);
        }
    }

    private static Set<String> below(String from, Map<String, Set<String>> arrows) {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(arrows.get(from));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (found.add(next)) {
                open.addAll(arrows.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }

    private static boolean everywhere(String room) {
        return room.equals("problem") || room.equals("util");
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(ROOT);
    }

    private static String packageOf(JavaClass type) {
        return isOurs(type) ? (type.getPackageName() + ".").substring(ROOT.length()).replaceAll("\\.$", "") : type.getPackageName();
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
    void sizesAndPlacesOfWindowsComeFromOnePlace() {
        noClasses().that().doNotHaveSimpleName("Dialogs").and().doNotHaveSimpleName("StageBounds").should().callMethodWhere(placesAWindow())
                .because("what a window manager makes of them is known there").check(house);
    }

    private static DescribedPredicate<JavaMethodCall> placesAWindow() {
        Set<String> names = Set.of("initOwner", "initModality", "sizeToScene", "centerOnScreen", "setX", "setY", "setWidth", "setHeight");
        return DescribedPredicate.describe("owner, size or place of a window", call -> names.contains(call.getName())
                && (call.getTargetOwner().isAssignableTo(Window.class) || call.getTargetOwner().isAssignableTo(Dialog.class)));
    }

    @Test
    void nothingOutsideTheTerminalPrints() {
        noClasses().that().resideOutsideOfPackages(ROOT + "cli..", "org.bytestill")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .because("standard output belongs to the commands; others log").check(house);
    }

    @Test
    void everyPackageSaysWhatItHoldsAndWhereToStart() {
        for (String room : arrows().keySet()) {
            Path door = Path.of("src/main/java/org/bytestill").resolve(room.replace('.', '/')).resolve("package-info.java");
            assertThat(Files.exists(door)).as(room).isTrue();
        }
    }
}
