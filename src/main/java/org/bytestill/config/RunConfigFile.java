package org.bytestill.config;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.text.NewTokenizer;
import org.bytestill.util.NearestWord;
import org.bytestill.util.YamlTree;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Parser and writer of {@code run.yaml}. The record tree {@link RunConfig} is the schema: a component is a key (snake_case), its
 * {@link Setting} gives the range, {@link SettingTexts} the comment, {@link RunConfig#defaults()} the value of a missing key.
 *
 * <p>Every key has a path such as {@code training.updates}; reading a file, {@code --set} on the command line and a
 * field of the wizard all use {@link #with} and that path.
 */
public final class RunConfigFile {
    /** More mistakes than settings are one: a file of another kind. */
    private static final int MOST_TOLD = 60;
    /** By key, in the order of the file; a form asks for values with every letter that is typed. */
    private static final ClassValue<Map<String, RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Map<String, RecordComponent> computeValue(Class<?> section) {
            Map<String, RecordComponent> components = new LinkedHashMap<>();
            for (RecordComponent component : section.getRecordComponents()) {
                components.put(key(component), component);
            }
            return components;
        }
    };
    private static final ClassValue<Constructor<?>> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> section) {
            try {
                return section.getDeclaredConstructor(
                        Arrays.stream(section.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("record " + section + " cannot be made", e);
            }
        }
    };
    private static final List<SettingInfo> SETTINGS = settingsOf(RunConfig.defaults(), "");
    private static final Map<String, SettingInfo> BY_PATH = SETTINGS.stream()
            .collect(Collectors.toMap(SettingInfo::path, Function.identity()));
    private static final Set<String> SECTIONS = BY_PATH.keySet().stream()
            .flatMap(path -> IntStream.range(0, path.length()).filter(at -> path.charAt(at) == '.').mapToObj(at -> path.substring(0, at)))
            .collect(Collectors.toUnmodifiableSet());

    private RunConfigFile() {}

    /** All keys, in the order of the file. */
    public static List<SettingInfo> settings() {
        return SETTINGS;
    }

    /** The key with this path. Throws UserError, with the nearest known key, if there is none. */
    public static SettingInfo setting(String path) {
        return known(path).orElseThrow(() -> UserError.badInput("%s", unknown(path)));
    }

    /**
     * Reads a file. Its relative paths count from the folder of the file; they are left as they are.
     *
     * @throws UserError that names every problem of the file: line, key, value found, values allowed
     */
    public static RunConfig read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw UserError.badInput("%s: no such file. `bytestill init %s` writes one to start from.", file, file.getFileName());
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s). Is it a file, and may you read it?", file, e.getMessage()).causedBy(e);
        }
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString(), file.toString());
        } catch (CharacterCodingException e) {
            throw UserError.badInput("%s is not UTF-8 text. Save it as UTF-8.", file).causedBy(e);
        }
    }

    /** Reads the text of a file; messages call the file {@code name}. */
    public static RunConfig parse(String yaml, String name) {
        Reading reading = new Reading();
        try {
            Node root = YamlTree.of(yaml);
            if (root != null) {
                reading.section(root, "");
            }
        } catch (MarkedYAMLException e) {
            reading.problems.add(
                    "line " + (e.getProblemMark().getLine() + 1) + ": not valid YAML (" + Quoted.of(String.valueOf(e.getProblem())) + ")");
        } catch (YAMLException e) {
            reading.problems.add("not valid YAML (" + Quoted.of(String.valueOf(e.getMessage())) + ")");
        }
        if (reading.problems.size() == 1) {
            throw UserError.badInput("%s, %s", name, sentence(reading.problems.get(0)));
        }
        if (!reading.problems.isEmpty()) {
            // Not as an argument: a long list is no stranger's text.
            throw new UserError(ExitCode.BAD_INPUT, name + " has " + reading.problems.size() + " problems:\n  "
                    + reading.problems.stream().limit(MOST_TOLD).map(RunConfigFile::sentence).collect(Collectors.joining("\n  ")), null);
        }
        return reading.config;
    }

    private static String sentence(String problem) {
        return problem.endsWith("?") ? problem : problem + ".";
    }

    /**
     * The configuration with one value replaced, given as the file would spell it. A list is {@code [a, b]}, or a single
     * value.
     *
     * @throws UserError if there is no such key (with the nearest one) or the value is not allowed
     */
    public static RunConfig with(RunConfig config, String path, String value) {
        SettingInfo setting = setting(path);
        try {
            return with(config, setting, setting.type() == List.class ? listOf(value, setting) : setting.parse(value));
        } catch (IllegalArgumentException e) {
            throw UserError.badInput("%s: %s.", path, e.getMessage());
        }
    }

    /** The configuration with a list of texts replaced. */
    public static RunConfig with(RunConfig config, String path, List<String> values) {
        return with(config, setting(path), List.copyOf(values));
    }

    /** The value at a path, as the file would spell it, without quotes. */
    public static String text(RunConfig config, String path) {
        Object value = value(config, path);
        return value instanceof String text ? text : setting(path).spelled(value);
    }

    /** The value at a path: a String, Integer, Long, Double, an enum's constant, or a List of Strings. */
    public static Object value(RunConfig config, String path) {
        Object value = config;
        for (String key : setting(path).path().split("\\.")) {
            value = get((Record) value, component((Record) value, key));
        }
        return value;
    }

    /** The whole file: every key with its comment; {@link #parse} of it gives an equal configuration. */
    public static String write(RunConfig config) {
        StringBuilder yaml = new StringBuilder("# A run of Bytestill. Relative paths are meant from the folder of this file.\n");
        write(config, "", "", yaml);
        return yaml.toString();
    }

    /** The configuration with its paths made absolute, so that it may be written elsewhere. */
    public static RunConfig resolved(RunConfig config, Path base) {
        RunConfig.Text text = config.text();
        RunConfig.Text resolvedText = new RunConfig.Text(text.train().stream().map(path -> resolved(path, base)).toList(),
                text.validation().stream().map(path -> resolved(path, base)).toList(),
                text.map(), text.documentBytes(), text.maxTrainBytes(), text.maxValidationBytes(), text.validationShare(),
                text.duplicates(),
                text.overlap());
        RunConfig resolved = with(config, setting("teacher"), resolved(config.teacher(), base));
        resolved = with(resolved, setting("more_teachers"), config.moreTeachers().stream().map(path -> resolved(path, base)).toList());
        resolved = with(resolved, setting("student"), resolved(config.student(), base));
        resolved = with(resolved, setting("chat.template"), resolved(config.chat().template(), base));
        resolved = with(resolved, setting("teacher_rows.folder"), resolved(config.teacherRows().folder(), base));
        resolved = with(resolved, setting("evaluation.tasks"),
                config.evaluation().tasks().stream().map(path -> resolved(path, base)).toList());
        if (!NewTokenizer.isMade(config.newTokenizer())) {
            resolved = with(resolved, setting("new_tokenizer"), resolved(config.newTokenizer(), base));
        }
        resolved = with(resolved, setting("chat.template"), resolved(config.chat().template(), base));
        return (RunConfig) replace(resolved, component(resolved, "text"), resolvedText);
    }

    /** Relative paths begin at the base, and ~ is the home folder: in a file no shell says so. */
    private static String resolved(String path, Path base) {
        String spelled = path.equals("~") || path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        return path.isBlank() ? "" : base.toAbsolutePath().resolve(spelled).normalize().toString();
    }

    private static void write(Record section, String prefix, String indent, StringBuilder yaml) {
        COMPONENTS.get(section.getClass()).forEach((key, component) -> {
            Object value = get(section, component);
            String path = prefix + key;
            yaml.append(value instanceof Record ? "\n" : "").append(indent).append("# ").append(comment(path)).append('\n');
            yaml.append(indent).append(key).append(':');
            if (value instanceof Record inner) {
                yaml.append('\n');
                write(inner, path + ".", indent + "  ", yaml);
            } else {
                yaml.append(' ').append(setting(path).spelled(value)).append('\n');
            }
        });
    }

    /** Of a setting or a section. */
    private static String comment(String path) {
        return known(path).map(SettingInfo::comment).orElseGet(() -> SettingTexts.comment(path));
    }

    /** The parsing of one file: the configuration so far, and the problems found. */
    private static final class Reading {
        private RunConfig config = RunConfig.defaults();
        private final List<String> problems = new ArrayList<>();

        private void section(Node node, String prefix) {
            if (isEmpty(node)) {
                return;
            }
            if (!(node instanceof MappingNode mapping)) {
                problem(node, "expected are keys with values" + (prefix.isEmpty() ? "" : " below " + prefix));
                return;
            }
            Set<String> seen = new HashSet<>();
            for (NodeTuple entry : mapping.getValue()) {
                String path = prefix + (entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?");
                if (!seen.add(path)) {
                    problem(entry.getKeyNode(), Quoted.of(path) + " is there twice; remove one");
                } else if (isSection(path)) {
                    section(entry.getValueNode(), path + ".");
                } else if (known(path).isEmpty()) {
                    problem(entry.getKeyNode(), unknown(path));
                } else {
                    setting(entry.getValueNode(), known(path).get());
                }
            }
        }

        private void setting(Node node, SettingInfo setting) {
            try {
                config = with(config, setting, valueOf(node, setting));
            } catch (IllegalArgumentException e) {
                problem(node, setting.path() + ": " + e.getMessage());
            }
        }

        private void problem(Node node, String sentence) {
            problems.add("line " + (node.getStartMark().getLine() + 1) + ": " + sentence);
        }
    }

    private static Object valueOf(Node node, SettingInfo setting) {
        Object value = spelledValue(node, setting);
        return value instanceof List<?> list ? checked(list, setting) : value;
    }

    /** A name with its value is NAME=VALUE. */
    private static List<?> checked(List<?> values, SettingInfo setting) {
        values.stream().map(String::valueOf).filter(entry -> setting.pairs() && entry.indexOf('=') < 1).findFirst().ifPresent(entry -> {
            throw setting.notAllowed(entry);
        });
        return values;
    }

    private static Object spelledValue(Node node, SettingInfo setting) {
        if (node instanceof ScalarNode scalar) {
            String text = isEmpty(node) ? "" : scalar.getValue();
            return setting.type() == List.class ? (isEmpty(node) ? List.of() : List.of(text)) : setting.parse(text);
        }
        if (node instanceof SequenceNode sequence && setting.type() == List.class
                && sequence.getValue().stream().allMatch(item -> item instanceof ScalarNode && !isEmpty(item))) {
            return sequence.getValue().stream().map(item -> ((ScalarNode) item).getValue()).toList();
        }
        if (node instanceof MappingNode mapping && setting.pairs() && mapping.getValue().stream().allMatch(RunConfigFile::isPair)) {
            return mapping.getValue().stream()
                    .map(pair -> ((ScalarNode) pair.getKeyNode()).getValue() + "=" + ((ScalarNode) pair.getValueNode()).getValue())
                    .toList();
        }
        throw setting.notAllowed(node instanceof SequenceNode ? "a list" : "a section");
    }

    private static boolean isPair(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode && entry.getValueNode() instanceof ScalarNode && !isEmpty(entry.getValueNode());
    }

    private static List<?> listOf(String value, SettingInfo setting) {
        if (!value.strip().startsWith(setting.pairs() && value.strip().startsWith("{") ? "{" : "[")) {
            return value.isBlank() ? List.of() : checked(List.of(value), setting);
        }
        try {
            return (List<?>) valueOf(YamlTree.of(value), setting);
        } catch (YAMLException e) {
            throw setting.notAllowed(value);
        }
    }

    private static boolean isEmpty(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private static boolean isSection(String path) {
        return SECTIONS.contains(path);
    }

    private static Optional<SettingInfo> known(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    private static String unknown(String path) {
        String nearest = NearestWord.of(path, SETTINGS.stream().map(SettingInfo::path).toList());
        return "unknown key \"" + Quoted.of(path) + "\"; did you mean \"" + nearest + "\"?";
    }

    private static List<SettingInfo> settingsOf(Record section, String prefix) {
        List<SettingInfo> settings = new ArrayList<>();
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            Object value = get(section, component);
            if (value instanceof Record inner) {
                settings.addAll(settingsOf(inner, prefix + key(component) + "."));
            } else {
                settings.add(setting(prefix + key(component), component, value));
            }
        }
        return List.copyOf(settings);
    }

    /** A component without {@link Setting} may have any value of its type and is an essential one. */
    private static SettingInfo setting(String path, RecordComponent component, Object value) {
        Setting limits = component.getAnnotation(Setting.class);
        return limits == null ? new SettingInfo(path, component.getType(), value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false,
                false)
                : new SettingInfo(path, component.getType(), value, limits.atLeast(), limits.atMost(), limits.pairs(), limits.advanced());
    }

    private static RunConfig with(RunConfig config, SettingInfo setting, Object value) {
        return (RunConfig) with(config, setting.path().split("\\."), value);
    }

    private static Record with(Record record, String[] path, Object value) {
        RecordComponent component = component(record, path[0]);
        return replace(record, component, path.length == 1 ? value
                : with((Record) get(record, component), Arrays.copyOfRange(path, 1, path.length), value));
    }

    private static Record replace(Record record, RecordComponent replaced, Object value) {
        Object[] values = COMPONENTS.get(record.getClass()).values().stream()
                .map(component -> component.getName().equals(replaced.getName()) ? value : get(record, component)).toArray();
        try {
            return (Record) CONSTRUCTORS.get(record.getClass()).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + record.getClass() + " cannot be made", e);
        }
    }

    private static RecordComponent component(Record record, String key) {
        return Optional.ofNullable(COMPONENTS.get(record.getClass()).get(key)).orElseThrow();
    }

    private static Object get(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("component " + component + " cannot be read", e);
        }
    }

    /** The key of a component: {@code warmUpFraction} is {@code warm_up_fraction}. */
    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
