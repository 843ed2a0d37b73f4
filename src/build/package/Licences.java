import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Collects the licences of what a package holds: the texts that components.txt names, and those inside the jars. Stops where a jar has none.
 *
 * <pre>java Licences.java FOLDER_OF_COMPONENTS FOLDER_OF_JARS TO</pre>
 */
public final class Licences {
    private record Component(String use, String name, String licence, List<String> texts) {
        static Component of(String line) {
            String[] words = line.split("\\s+");
            return new Component(words[0], words[1], words[2], words[3].equals("-") ? List.of() : List.of(words[3].split(",")));
        }
    }

    private Licences() {}

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        Path to = Files.createDirectories(Path.of(arguments[2]));
        TreeMap<String, Component> known = new TreeMap<>();
        for (String line : Files.readAllLines(source.resolve("components.txt"))) {
            if (line.startsWith("runtime")) {
                Component component = Component.of(line);
                known.put(component.name(), component);
            }
        }
        StringBuilder list = new StringBuilder("What this package of Bytestill (Apache-2.0, see LICENSE) holds, and under which licences.\n"
                + "The Java runtime's are in the folder legal of the runtime.\n\n");
        for (Path jar : jars(Path.of(arguments[1]))) {
            String name = jar.getFileName().toString().replaceFirst("-[0-9].*", "");
            if (name.equals("bytestill")) {
                continue;
            }
            Component component = known.get(name);
            if (component == null) {
                throw new IllegalStateException("components.txt does not name " + jar.getFileName());
            }
            list.append(String.format("%-48s %s%n", jar.getFileName().toString().replace(".jar", ""), component.licence().replace('_', ' ')));
            for (String text : component.texts()) {
                Path copy = to.resolve(text.replace("texts/", ""));
                Files.createDirectories(copy.getParent());
                Files.copy(source.resolve(text), copy, StandardCopyOption.REPLACE_EXISTING);
            }
            copyOwn(jar, to.resolve(name));
        }
        Files.writeString(to.resolve("COMPONENTS.txt"), list.toString().replace("\r\n", "\n"));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // Empty ones only lead Maven to the jar of the platform.
            return files.filter(file -> file.toString().endsWith(".jar") && file.toFile().length() > 1000).sorted().toList();
        }
    }

    private static void copyOwn(Path jar, Path to) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(Licences::isLicence).toList()) {
                Files.createDirectories(to);
                Files.copy(file.getInputStream(entry), to.resolve(Path.of(entry.getName()).getFileName().toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isLicence(JarEntry entry) {
        String name = entry.getName().toLowerCase(java.util.Locale.ROOT);
        return !entry.isDirectory() && !name.endsWith(".class")
                && (name.matches("meta-inf/[^/]*(license|licence|notice)[^/]*") || name.matches(".*/license.txt"));
    }
}
