package org.bytestill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of licences that goes into packages names every library, and brings every text that it says. */
class LicencesTest {
    private static final Path LICENCES = Path.of("src/build/licences");

    private static List<String[]> components() throws IOException {
        try (Stream<String> lines = Files.lines(LICENCES.resolve("components.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).map(line -> line.split("\\s+")).toList();
        }
    }

    /** The jars of this process, without versions; what starts the tests is not the program's. */
    private static Set<String> jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString())
                .filter(name -> name.endsWith(".jar") && !name.matches("(surefire|junit-platform-(launcher|console)).*"))
                .map(name -> name.replaceFirst("-[0-9].*", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyLibraryIsListedWithItsLicence() throws IOException {
        Set<String> listed = components().stream().map(words -> words[1]).collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(jars());
        assertThat(components()).allSatisfy(words -> assertThat(words).as(words[1]).hasSize(4));
    }

    @Test
    void everyTextIsThereAndUsed() throws IOException {
        Set<String> named = components().stream().filter(words -> !words[3].equals("-")).flatMap(words -> Stream.of(words[3].split(",")))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.walk(LICENCES)) {
            Set<String> there = files.filter(Files::isRegularFile).map(file -> LICENCES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("components.txt")).collect(Collectors.toCollection(TreeSet::new));
            assertThat(there).isEqualTo(named);
        }
        for (String name : named) {
            assertThat(Files.size(LICENCES.resolve(name))).as(name).isGreaterThan(900);
        }
    }

    @Test
    void theNoticesAreThoseOfTheLibtorchThatIsInside() throws IOException {
        assertThat(Files.readString(LICENCES.resolve("libtorch/LICENSE.txt"))).startsWith("From PyTorch:").contains("Name: XNNPACK",
                "Name: fbgemm", "Name: mkl-dnn");
        assertThat(Files.readString(Path.of("pom.xml"))).as("another libtorch has other notices").contains("<libtorch.version>2.7.1<");
    }
}
